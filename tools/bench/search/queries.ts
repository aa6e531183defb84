import { Chance } from './chance.ts'
import type { Corpus } from './corpus.ts'

/** One query of the mix and what kind it is. */
export interface MixedQuery {
  readonly kind: string
  readonly query: string
  readonly facets: boolean
}

/** Documents that the mix is made from, spread over the first thousand, which every size has. */
const SAMPLE = 250

/** Words of the sample by how many of its passages have them. */
interface Vocabulary {
  readonly frequent: readonly string[]
  readonly common: readonly string[]
  readonly medium: readonly string[]
  readonly rare: readonly string[]
  readonly sentences: readonly string[]
  readonly names: readonly string[]
}

/** The fixed mix: the same queries on every machine, size and database. */
export function mixOf(corpus: Corpus): MixedQuery[] {
  const chance = new Chance(2024)
  const words = vocabularyOf(corpus)
  return KINDS.flatMap(([kind, count, make]) =>
    Array.from({ length: count }, (_, i) => ({ kind, query: make(words, chance), facets: i % 6 === 5 })),
  )
}

type Make = (v: Vocabulary, c: Chance) => string

const phrase = (v: Vocabulary, c: Chance, length: number): string => {
  const words = wordsIn(c.pick(v.sentences))
  const from = c.whole(Math.max(1, words.length - length))
  return `"${words.slice(from, from + length).join(' ')}"`
}

const date = (c: Chance): string => `${2001 + c.whole(25)}-${String(1 + c.whole(12)).padStart(2, '0')}`
const beginning = (word: string, c: Chance): string => `${word.slice(0, Math.min(word.length, 3 + c.whole(4)))}*`
const FIXED = [
  'certainty:possible',
  'certainty:probable',
  'origin:unnamed',
  'origin:named',
  'origin:document',
  'origin:imagery',
  'origin:own',
  'polarity:negative',
  'quotation:direct',
  'manner:denies',
  'manner:confirms',
  'has:denial',
  'has:relay',
  'has:date',
  'time:future',
] as const

/** Kind, number, and how one is made. 246 in all. */
const KINDS: readonly (readonly [kind: string, count: number, make: Make])[] = [
  ['very common word', 8, (v, c) => c.pick(v.frequent)],
  ['common word', 16, (v, c) => c.pick(v.common)],
  ['medium word', 16, (v, c) => c.pick(v.medium)],
  ['rare word', 16, (v, c) => c.pick(v.rare)],
  ['two common words', 16, (v, c) => `${c.pick(v.common)} ${c.pick(v.common)}`],
  ['common and very common', 6, (v, c) => `${c.pick(v.common)} ${c.pick(v.frequent)} ${c.pick(v.frequent)}`],
  ['medium and common words', 14, (v, c) => `${c.pick(v.medium)} ${c.pick(v.common)}`],
  ['phrase of two', 14, (v, c) => phrase(v, c, 2)],
  ['phrase of three or four', 14, (v, c) => phrase(v, c, 3 + c.whole(2))],
  ['name', 14, (v, c) => `"${c.pick(v.names)}"`],
  ['beginning', 14, (v, c) => beginning(c.pick(v.medium), c)],
  ['beginning and word', 6, (v, c) => `${beginning(c.pick(v.common), c)} ${c.pick(v.medium)}`],
  ['proximity', 12, (v, c) => `"${c.pick(v.common)} ${c.pick(v.medium)}"~${2 + c.whole(8)}`],
  ['alternatives', 8, (v, c) => `(${c.pick(v.medium)} OR ${c.pick(v.rare)}) ${c.pick(v.common)}`],
  ['without', 8, (v, c) => `${c.pick(v.common)} -${c.pick(v.frequent)} -${c.pick(v.common)}`],
  ['said-by', 10, (v, c) => `said-by:"${c.pick(v.names)}"`],
  ['said-by and word', 8, (v, c) => `said-by:"${c.pick(v.names)}" ${c.pick(v.common)}`],
  ['about and field', 8, (v, c) => `about:"${c.pick(v.names)}" ${c.pick(FIXED)}`],
  ['field alone', 8, (_, c) => c.pick(FIXED)],
  ['field and word', 14, (v, c) => `${c.pick(FIXED)} ${c.pick(v.medium)}`],
  ['date and word', 12, (v, c) => `${c.pick(['before', 'after', 'on'])}:${date(c)} ${c.pick(v.common)}`],
  ['day and very common word', 4, (v, c) => `on:${date(c)}-15 ${c.pick(v.frequent)}`],
  ['date of event', 4, (v, c) => `when:${date(c)} ${c.pick(v.common)}`],
  [
    'outlet and word',
    6,
    (v, c) => `outlet:${c.pick(['Reuters', 'guardian', '"Al Jazeera"', 'bbc'])} ${c.pick(v.medium)}`,
  ],
]

const wordsIn = (text: string): string[] => text.match(/[A-Za-z]{2,30}/g) ?? []

function vocabularyOf(corpus: Corpus): Vocabulary {
  const counts = new Map<string, number>()
  const [sentences, names] = [[] as string[], new Set<string>()]
  let passages = 0
  for (let i = 0; i < SAMPLE; i++) {
    const { analysis } = corpus.document(i * 4)
    for (const s of analysis.sentences) {
      const sentence = analysis.document.text.slice(s.start, s.end)
      passages++
      if (wordsIn(sentence).length > 6) sentences.push(sentence)
      for (const w of new Set(wordsIn(sentence.toLowerCase()))) counts.set(w, (counts.get(w) ?? 0) + 1)
    }
    for (const e of analysis.entities) if (e.name.includes(' ')) names.add(e.name)
  }
  const between = (low: number, high: number): string[] =>
    [...counts].filter(([w, n]) => w.length > 2 && n / passages >= low && n / passages < high).map(([w]) => w)
  return {
    frequent: between(0.08, 1),
    common: between(0.006, 0.08),
    medium: between(0.0008, 0.006),
    rare: between(0, 0.0002),
    sentences,
    names: [...names],
  }
}
