import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type AnalysisJson, toContract } from './contract.ts'
import { FIXTURE } from './testing/fixture.ts'

const json: AnalysisJson = JSON.parse(JSON.stringify(toContract(FIXTURE)))
const words = (s: { start: number; end: number } | null): string | null => s && json.document.text.slice(s.start, s.end)

/** Every object anywhere in a value that has a start and an end. */
function spansIn(value: unknown, out: { start: number; end: number }[] = []): { start: number; end: number }[] {
  if (typeof value !== 'object' || value === null) return out
  const { start, end } = value as { start?: unknown; end?: unknown }
  if (typeof start === 'number' && typeof end === 'number') out.push({ start, end })
  for (const inner of Object.values(value)) spansIn(inner, out)
  return out
}

describe('the JSON form of an analysis', () => {
  it('has the keys of wherefrom/analysis@1 and no others', () => {
    expect(Object.keys(json)).toEqual([
      'format',
      'file',
      'sha256',
      'producer',
      'document',
      'sentences',
      'mentions',
      'entities',
      'times',
      'references',
      'places',
      'claims',
      'aliases',
      'routes',
      'problems',
    ])
    expect(json.format).toBe('wherefrom/analysis@1')
    expect(json.producer.components).toEqual({ 'claims.spans': `3+sha256:${'cd'.repeat(32)}`, 'claims.attribute': '1' })
  })

  it('ties every value to the words that it came from', () => {
    const [first, second] = json.claims
    expect(first!.chain.map((l) => [words(l.source), l.cue.map(words), l.manner])).toEqual([
      ['The Bellmark Courier', ['reported'], 'says'],
      ['two officials', ['citing'], 'cites'],
    ])
    expect(words(first!.when)).toBe('3 May 2024')
    expect(second!.content.map(words)).toEqual(['We shipped nothing'])
    expect(second!.text).toBe('We shipped nothing')
    expect(json.mentions.map((m) => [words(m), m.entity])).toEqual([
      ['Mara Quill', 'e1'],
      ['Varna', 'e2'],
    ])
    expect(json.sentences.map(words)).toEqual(['Harbour office'])
  })

  it('keeps every span inside the text', () => {
    const spans = spansIn(json)
    expect(spans.length).toBeGreaterThan(20)
    for (const s of spans) {
      expect(s.start).toBeGreaterThanOrEqual(0)
      expect(s.end).toBeGreaterThanOrEqual(s.start)
      expect(s.end).toBeLessThanOrEqual(json.document.text.length)
    }
  })
})

const FORMAT = new URL('../../../docs/format.md', import.meta.url)

describe('docs/format.md', () => {
  const text = existsSync(FORMAT) ? readFileSync(FORMAT, 'utf8') : ''
  const examples = [...text.matchAll(/```json\n([\s\S]*?)```/g)].map((m) => m[1]!)

  it('has examples, and each is JSON', () => {
    expect(examples.length).toBeGreaterThan(0)
    for (const example of examples) expect(() => JSON.parse(example), example).not.toThrow()
  })

  it('names every field of the format', () => {
    const fields = new Set<string>()
    const collect = (value: unknown): void => {
      if (Array.isArray(value)) for (const item of value) collect(item)
      else if (typeof value === 'object' && value !== null)
        for (const [key, inner] of Object.entries(value)) {
          fields.add(key)
          collect(inner)
        }
    }
    collect({ ...json, producer: { ...json.producer, components: {} } })
    expect([...fields].filter((field) => !text.includes(field))).toEqual([])
  })
})
