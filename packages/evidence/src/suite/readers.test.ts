import { PROBLEMS } from '@wherefrom/schema'
import { describe, expect, it } from 'vitest'
import { READERS } from '../open.ts'
import { bytesSource } from '../source.ts'
import { gatherFounds, type Reading, readDeep } from './gather.ts'
import { violations } from './invariants.ts'
import { misplaced } from './places.ts'
import { SPECIMENS, type Specimen } from './specimens.ts'

/** One behaviour suite for all readers: what holds for each, whatever its format. */

const wrongIn = (readings: readonly Reading[]): string[] =>
  readings.flatMap((r) => violations(r.founds).map((v) => `${r.name}: ${v}`))

/** All text that reading gave, members' included. */
const textOf = (readings: readonly Reading[]): string =>
  readings
    .flatMap((r) => r.founds)
    .map((f) => (f.kind === 'document' ? f.document.text : f.kind === 'link' ? `${f.url} ${f.note ?? ''}` : ''))
    .join('\n')
    .replace(/\s+/g, ' ')

/** Codes of everything that is wrong, in documents and beside them. */
const codesOf = (readings: readonly Reading[]): string[] =>
  readings
    .flatMap((r) => r.founds)
    .flatMap((f) =>
      f.kind === 'problem' ? [f.problem.code] : f.kind === 'document' ? f.document.problems.map((p) => p.code) : [],
    )

const read = (s: Specimen, bytes: Uint8Array, name = s.name): Promise<Reading[]> =>
  readDeep(name, bytes, { depth: 2, members: 40 })

/** Reads bytes that may be broken: no exception, and everything given is well formed. */
async function holds(s: Specimen, bytes: Uint8Array, what: string, name = s.name): Promise<Reading[]> {
  const readings = await read(s, bytes, name)
  expect(wrongIn(readings), what).toEqual([])
  for (const code of codesOf(readings)) expect(PROBLEMS, what).toHaveProperty([code])
  return readings
}

it('every reader that is registered has a specimen, and every specimen a reader', () => {
  const known = READERS.map((r) => r.component).sort()
  expect([...new Set(SPECIMENS.map((s) => s.reader))].sort()).toEqual(known)
})

describe.each(SPECIMENS.map((s) => [s.name, s] as const))('%s', (_, s) => {
  it('is read as what it is', async () => {
    const readings = await holds(s, s.bytes, 'whole')
    const founds = readings[0]!.founds
    expect(founds.filter((f) => f.kind !== 'problem').map((f) => f.kind)).toEqual(s.kinds)
    for (const f of founds) if (f.kind === 'document') expect(`evidence.${f.reader}`).toBe(s.reader)
    const text = textOf(readings)
    for (const words of s.says) expect(text).toContain(words)
    expect(founds.filter((f) => f.kind === 'problem' && f.problem.severity === 'error')).toEqual([])
  })

  it('gives the same for the same bytes', async () => {
    expect(await read(s, s.bytes)).toEqual(await read(s, Uint8Array.from(s.bytes)))
  })

  it('leaves its bytes alone', async () => {
    const before = Uint8Array.from(s.bytes)
    await read(s, s.bytes)
    expect(s.bytes).toEqual(before)
  })

  it('maps every block back to where its text stands', async () => {
    for (const f of await gatherFounds(bytesSource(s.name, s.bytes)))
      if (f.kind === 'document') expect(misplaced(s, f.document)).toEqual([])
  })

  it('is empty or cut at any place without an exception', async () => {
    expect(codesOf(await holds(s, new Uint8Array(), 'empty'))).toEqual(['reader/empty'])
    for (let i = 0; i < 20; i++) {
      const at = Math.floor(((i + 0.37) / 20) * s.bytes.length)
      await holds(s, s.bytes.subarray(0, at), `cut at ${at}`)
    }
  })

  it('has flipped bytes without an exception', async () => {
    for (let i = 0; i < 24; i++) {
      const bytes = Uint8Array.from(s.bytes)
      const at = (i * 2654435761) % bytes.length
      bytes[at]! ^= 1 << (i % 8)
      if (i % 4 === 3) bytes.fill(0xff, at, at + 4)
      await holds(s, bytes, `flipped at ${at}`)
    }
  })

  it('has noise behind its first bytes without an exception', async () => {
    const bytes = new Uint8Array(64 * 1024)
    let state = 12_345
    for (let i = 0; i < bytes.length; i++) {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
      bytes[i] = state >>> 16
    }
    bytes.set(s.magic)
    const readings = await holds(s, bytes, 'noise')
    expect(readings[0]!.founds.length).toBeGreaterThan(0)
  })

  it('is known by its bytes, or refused, under another name', async () => {
    for (const name of [
      'file',
      'file.pdf',
      'file.html',
      'file.zip',
      'FILE.TXT',
      '../../x\n\u0007.docx',
      'a'.repeat(5000),
    ])
      await holds(s, s.bytes, name, name)
  })
})
