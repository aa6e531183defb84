import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bytesSource, findBytes, rangeSource, readRange } from './source.ts'

/** Bytes in pieces of a given length. */
const pieces = (bytes: Uint8Array, length: number) =>
  rangeSource('a', bytes.length, async function* (start, end) {
    for (let at = start; at < end; at += length) yield bytes.subarray(at, Math.min(at + length, end))
  })

test('bytes are found wherever the seams lie', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ max: 2, maxLength: 60 }),
      fc.uint8Array({ max: 2, minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 9 }),
      fc.nat(60),
      async (bytes, mark, length, from) => {
        const at = Buffer.from(bytes).indexOf(mark, from)
        expect(await findBytes(pieces(bytes, length), mark, from, bytes.length)).toBe(
          at === -1 || from >= bytes.length ? null : at,
        )
      },
    ),
  )
})

test('ranges are cut to what is there', async () => {
  const bytes = Uint8Array.of(1, 2, 3, 4, 5)
  for (const source of [bytesSource('a', bytes), pieces(bytes, 2)]) {
    expect([...(await readRange(source, 1, 3))]).toEqual([2, 3])
    expect([...(await readRange(source, 3, 30))]).toEqual([4, 5])
    expect([...(await readRange(source, 9, 30))]).toEqual([])
    expect([...(await source.bytes())]).toEqual([...bytes])
  }
})
