import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openEngine, readDocument, readFiles, toContract } from '@wherefrom/casebook'
import { beforeAll, describe, expect, it } from 'vitest'
import { ROOT } from './repo.ts'

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
type Fields = Map<string, Set<string>>

/** Each JSON example of docs/format.md under the heading that it stands below. */
function examples(): { heading: string; json: Json }[] {
  const out: { heading: string; json: Json }[] = []
  let heading = ''
  const source = readFileSync(join(ROOT, 'docs', 'format.md'), 'utf8')
  for (const part of source.split(/^(?=#{1,3} |```)/m)) {
    if (part.startsWith('#')) heading = part.slice(part.indexOf(' ') + 1, part.indexOf('\n'))
    else if (part.startsWith('```json\n'))
      out.push({ heading, json: JSON.parse(part.slice('```json\n'.length)) as Json })
  }
  return out
}

/** Where records of each heading stand in an analysis: `[]` = each element, `?` = null is left out. */
const PLACES: Readonly<Record<string, string>> = {
  Analysis: '',
  Document: 'document',
  Block: 'document.blocks.[]',
  Metadata: 'document.metadata',
  Candidate: 'document.metadata.candidates.[]',
  Sentence: 'sentences.[]',
  Mention: 'mentions.[]',
  Entity: 'entities.[]',
  Office: 'entities.[].offices.[]',
  Time: 'times.[]',
  Claim: 'claims.[]',
  Link: 'claims.[].chain.[]',
  When: 'claims.[].when',
  Alias: 'aliases.[]',
  Route: 'routes.[]',
  Problem: 'problems.[]',
}

/** Fields that a record may lack, or have beyond those of the example. */
const OPTIONAL: ReadonlySet<string> = new Set(['raw', 'start', 'end', 'values'])

function at(json: Json, path: string): Json[] {
  let found: Json[] = [json]
  for (const step of path === '' ? [] : path.split('.'))
    found = found.flatMap((j) => {
      if (step === '[]') return j as Json[]
      const next = (j as { [key: string]: Json })[step]
      return next === null || next === undefined ? [] : [next]
    })
  return found
}

function spansOf(json: Json): { start: number; end: number }[] {
  if (json === null || typeof json !== 'object') return []
  if (Array.isArray(json)) return json.flatMap(spansOf)
  if (json['type'] === 'bytes') return []
  const inner = Object.values(json).flatMap(spansOf)
  return typeof json['start'] === 'number' ? [{ start: json['start'], end: json['end'] as number }, ...inner] : inner
}

describe('docs/format.md', () => {
  const all = examples()
  const text = (all.find((e) => e.heading === 'Document')!.json as { text: string }).text

  it('has an example of each type', () => {
    const headings = all.map((e) => e.heading)
    for (const name of [...Object.keys(PLACES), 'Place', 'Event', 'Basis']) expect(headings).toContain(name)
  })

  it('has positions inside its text, at the edges of words', () => {
    for (const { heading, json } of all)
      for (const { start, end } of spansOf(json)) {
        const words = text.slice(start, end)
        expect(words, heading).toBe(words.trim())
        expect(words.length, heading).toBeGreaterThan(0)
        expect(`${text[start - 1] ?? ' '}${words}${text[end] ?? ' '}`, heading).toMatch(/^[\s(]\S[\s\S]*[\s,.)]$/)
      }
  })

  it('quotes what its spans hold', () => {
    const claim = all.find((e) => e.heading === 'Claim')!.json as {
      content: { start: number; end: number }[]
      text: string
    }
    expect(claim.content.map((s) => text.slice(s.start, s.end)).join(' ')).toBe(claim.text)
  })

  describe('and what the program writes', () => {
    const written: Fields = new Map(Object.keys(PLACES).map((name) => [name, new Set<string>()]))
    beforeAll(async () => {
      const engine = await openEngine()
      const samples = readdirSync(join(ROOT, 'samples')).filter((f) => /^0[1278].*\.(txt|html)$/.test(f))
      for await (const file of readFiles(samples.map((f) => join(ROOT, 'samples', f)))) {
        if ('problem' in file) throw new Error(file.problem.message)
        const read = readDocument(file.bytes, { file: 'x', sha256: file.sha256 }, engine)
        if ('problem' in read) throw new Error(read.problem.message)
        const json = JSON.parse(JSON.stringify(toContract(read.analysis))) as Json
        for (const [name, path] of Object.entries(PLACES))
          for (const record of at(json, path))
            for (const key of Object.keys(record as object)) written.get(name)?.add(key)
      }
    })

    it.each(Object.keys(PLACES))('%s has the same fields', (name) => {
      const example = all.find((e) => e.heading === name)!.json as object
      const shown = Object.keys(example).filter((k) => !OPTIONAL.has(k))
      const real = [...(written.get(name) ?? [])].filter((k) => !OPTIONAL.has(k))
      expect(real.sort()).toEqual(shown.sort())
    })
  })
})
