import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { toContract } from './contract.ts'
import { blocksOnLine, explainDocument } from './explain.ts'
import { DEPTH_LIMIT, type DocumentRead, type Engine, openEngine, readDocument } from './read.ts'

const SAMPLES = new URL('../../../samples/', import.meta.url)
const names = readdirSync(SAMPLES).filter((n) => /\.(html|txt)$/.test(n))
const options = (bytes: Uint8Array, file: string) => ({
  file,
  sha256: createHash('sha256').update(bytes).digest('hex'),
})

let engine: Engine
beforeAll(async () => {
  engine = await openEngine()
})

const read = (bytes: Uint8Array, file = 'case.txt'): DocumentRead => readDocument(bytes, options(bytes, file), engine)
const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

/** Every object anywhere in a value that has a start and an end, and does not count bytes. */
function* spansIn(value: unknown): Generator<{ start: number; end: number }> {
  if (typeof value !== 'object' || value === null) return
  const { start, end, type } = value as { start?: unknown; end?: unknown; type?: unknown }
  if (typeof start === 'number' && typeof end === 'number' && type !== 'bytes') yield { start, end }
  for (const inner of Object.values(value)) yield* spansIn(inner)
}

function expectSound(result: DocumentRead): void {
  if ('problem' in result) return
  const json = toContract(result.analysis)
  const { length } = json.document.text
  for (const s of spansIn(JSON.parse(JSON.stringify(json)))) {
    if (s.start < 0 || s.end < s.start || s.end > length) expect.fail(`span ${s.start}-${s.end} of ${length}`)
  }
  const ids = new Set(json.entities.map((e) => e.id))
  for (const m of json.mentions) expect(ids).toContain(m.entity)
  for (const claim of json.claims) {
    expect(claim.content.length).toBeGreaterThan(0)
    claim.content.forEach((s, i) => {
      expect(s.end).toBeGreaterThan(s.start)
      if (i > 0) expect(s.start).toBeGreaterThanOrEqual(claim.content[i - 1]!.end)
    })
    for (const link of claim.chain) expect(link.kind === 'unstated' || link.entity !== '').toBe(true)
  }
}

describe('reading a document', () => {
  it.each(names)('gives sound spans and the same claims to `read` and `explain`: %s', (name) => {
    const bytes = readFileSync(new URL(name, SAMPLES))
    const result = read(bytes, name)
    if ('problem' in result) return expect.fail(result.problem.message)
    expectSound(result)
    expect(result.analysis.claims.length).toBeGreaterThan(0)
    const explained = explainDocument(bytes, options(bytes, name), engine)
    if ('problem' in explained) return expect.fail(explained.problem.message)
    expect(explained.analysis).toEqual(result.analysis)
    expect(explained.recorded.map((r) => r.stage)).toContain('claims')
  })

  it('finds the blocks on a line of a text file', () => {
    const bytes = encode('Mill closes\n\nThe mill was closed on 3 May 2024, the ministry said.\n\nNobody was hurt.\n')
    const explained = explainDocument(bytes, options(bytes, 'a.txt'), engine)
    if ('problem' in explained) return expect.fail(explained.problem.message)
    const { text, blocks } = explained.analysis.document
    const on = (line: number) => blocksOnLine(explained, line).map((b) => text.slice(blocks[b]!.start, blocks[b]!.end))
    expect(on(1)).toEqual(['Mill closes'])
    expect(on(3).join(' ')).toContain('the ministry said')
    expect(on(5)).toEqual(['Nobody was hurt.'])
  })

  it('takes date and outlet from the user before the file', () => {
    const bytes = encode('Mill closes\n\n3 May 2024\n\nThe mill was closed yesterday, the ministry said.\n')
    const result = readDocument(
      bytes,
      { ...options(bytes, 'a.txt'), published: '2024-05-09', outlet: 'The Courier' },
      engine,
    )
    if ('problem' in result) return expect.fail(result.problem.message)
    expect(result.analysis.document.metadata).toMatchObject({ published: '2024-05-09', outlet: 'The Courier' })
  })

  it('is total: any bytes and any Unicode give an analysis or a problem', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => expectSound(read(bytes))),
      { numRuns: 60 },
    )
    const words = fc.constantFrom(
      'said',
      'that',
      '"',
      '“',
      'The ministry',
      'He',
      '(',
      ' - Ed.)',
      'in May',
      ',',
      '.',
      '\n\n',
    )
    const text = fc.array(fc.oneof(words, fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 60 })
    fc.assert(
      fc.property(text, (parts) => expectSound(read(encode(parts.join(' '))))),
      { numRuns: 150 },
    )
  })

  it('analyses the first part of a text beyond any article, and says so', () => {
    const sentence = 'The ministry said that the mill was closed. '
    const bytes = encode(`Mill closes\n\n${'x'.repeat(DEPTH_LIMIT)} ${sentence.repeat(20)}`)
    const result = read(bytes)
    if ('problem' in result) return expect.fail(result.problem.message)
    expect(result.analysis.document.problems.map((p) => p.code)).toContain('analysis/truncated')
    expect(result.analysis.document.text.length).toBeGreaterThan(DEPTH_LIMIT)
    expectSound(result)
  })
})
