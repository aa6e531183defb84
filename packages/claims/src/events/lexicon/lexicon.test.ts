import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { EVENT_TYPES } from '@wherefrom/schema'
import { describe, expect, it } from 'vitest'
import { FRAMES } from '../frames.ts'
import { PLOVER } from '../types.ts'
import { LEXICON } from './index.ts'

const ROOT = join(import.meta.dirname, '..', '..', '..', '..', '..')
const CASES = join(ROOT, 'corpus', 'events')

/** Text of a corpus case -> its outline's lines. */
function outlines(): Map<string, string[]> {
  const out = new Map<string, string[]>()
  for (const file of readdirSync(CASES).filter((f) => f.endsWith('.txt'))) {
    for (const chunk of readFileSync(join(CASES, file), 'utf8').split(/^-{3,}$/m)) {
      const [, text = '', outline = ''] = /^# .*\n\n([\s\S]*?)\n==>\n([\s\S]*)$/.exec(chunk.trim()) ?? []
      if (text) out.set(text, outline.trim().split('\n'))
    }
  }
  return out
}

describe('the event lexicon', () => {
  it('gives every row a PLOVER category and a source', () => {
    for (const [lemma, , , , , plover, source] of LEXICON) {
      expect(PLOVER, lemma).toContain(plover)
      expect(source, lemma).toMatch(/^(?:own|petrarch(?::\d{2,4})?)$/)
    }
  })

  it('lists no sense twice', () => {
    const keys = LEXICON.map(([lemma, pos, frame, when]) => `${lemma} ${pos} ${frame} ${when}`)
    expect(keys.filter((k, i) => keys.indexOf(k) !== i)).toEqual([])
  })

  it('has a corpus case for every row, in which an event of its type is found', () => {
    const cases = outlines()
    const missing = LEXICON.filter(([, , frame, , example]) => {
      const lines = cases.get(example)
      return !lines?.some((line) => line.startsWith(`${FRAMES[frame].type} "`))
    })
    expect(missing.map(([lemma, pos, frame]) => `${lemma} ${pos} ${frame}`)).toEqual([])
  })

  it('uses every frame, and only slots that something can fill', () => {
    const used = new Set(LEXICON.map(([, , frame]) => frame))
    expect(Object.keys(FRAMES).filter((f) => !used.has(f as keyof typeof FRAMES))).toEqual([])
  })

  it('has every type and role described in docs/events.md', () => {
    const docs = readFileSync(join(ROOT, 'docs', 'events.md'), 'utf8')
    for (const type of EVENT_TYPES) expect(docs, type).toContain(`| \`${type}\` |`)
    for (const { type, roles } of Object.values(FRAMES)) {
      const row = docs.split('\n').find((line) => line.startsWith(`| \`${type}\` |`)) ?? ''
      for (const { role } of roles) expect(row, `${type}: ${role}`).toContain(`\`${role}\``)
    }
  })
})
