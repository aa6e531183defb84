import { expect, test } from 'vitest'
import { bytesSource } from '../source.ts'
import { ByteReader } from './byte-reader.ts'

const TEXT = 'first line\r\nsecond\n\nlast'
const source = () => bytesSource('a', Buffer.from(TEXT))

test('reads by line and by count, and puts back', async () => {
  const reader = new ByteReader(source().chunks())
  expect(await reader.line(100)).toBe('first line')
  expect(await reader.line(3)).toBe('sec')
  expect(await reader.line(100)).toBe('')
  const two = await reader.read(2)
  expect(Buffer.from(two).toString()).toBe('la')
  reader.unread(two)
  expect(reader.position).toBe(TEXT.length - 4)
  expect(await reader.line(100)).toBe('last')
  expect(await reader.line(100)).toBe(null)
})

test('jumps over long stretches, and not beyond the end', async () => {
  const bytes = Buffer.alloc(12 * 1024 * 1024)
  bytes.write('here', 10 * 1024 * 1024)
  for (const jumps of [true, false]) {
    const big = bytesSource('a', bytes)
    const reader = new ByteReader(big.chunks(), jumps ? big : null)
    await reader.read(10)
    expect(await reader.skip(10 * 1024 * 1024 - 10)).toBe(10 * 1024 * 1024 - 10)
    expect(Buffer.from(await reader.read(4)).toString()).toBe('here')
    expect(await reader.skip(5 * 1024 * 1024)).toBe(2 * 1024 * 1024 - 4)
    expect(await reader.read(1)).toHaveLength(0)
  }
})
