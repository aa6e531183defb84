import { MANNERS } from '@wherefrom/schema'
import { describe, expect, it } from 'vitest'
import { nounCues, verbCues } from './lookup.ts'
import { NOUNS } from './nouns.ts'
import { ADVERBS, CITING, PREPOSITIONS } from './phrases.ts'
import { VERBS } from './verbs.ts'

const ROWS = [...VERBS, ...NOUNS].map(([word, manner, takes, example]) => ({ word, manner, takes, example }))

describe('the cue lexicon', () => {
  it('gives every row a known manner and an example that holds a form of its word', () => {
    for (const { word, manner, example } of ROWS) {
      expect(MANNERS, word).toContain(manner)
      const holds = example
        .toLowerCase()
        .split(/[^a-z]+/)
        .some((w) => verbCues(w, w).length + nounCues(w, w).length > 0)
      expect(holds, `${word}: ${example}`).toBe(true)
    }
    for (const [words, , example] of [...ADVERBS, ...PREPOSITIONS, ...CITING])
      expect(example.toLowerCase()).toContain(words)
  })

  it('lists no row twice', () => {
    const keys = VERBS.map(([word, manner, takes]) => `${word} ${manner} ${takes}`)
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('knows verbs by form where the tagger gave no usable lemma', () => {
    for (const form of ['said', 'denies', 'urged', 'claiming', 'planned', 'told'])
      expect(verbCues(form, form)).not.toHaveLength(0)
    for (const form of ['house', 'sing', 'bred', 'running']) expect(verbCues(form, form)).toHaveLength(0)
  })

  it('tells phrasal verbs by their particle', () => {
    expect(verbCues('point', 'pointed').map((cue) => cue.particle)).toContain('out')
  })
})
