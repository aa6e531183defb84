/** Lists of names that come with the weights: places from Natural Earth, and names learned from news text. */
import { createReadStream, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { LinearModel } from '@wherefrom/nlp'
import type { Clusters } from '../../packages/nlp/src/clusters/clusters.ts'
import { makeColumns } from '../../packages/nlp/src/mentions/columns.ts'
import { NER_TYPES, open, positionOf, typeOf } from '../../packages/nlp/src/mentions/labels.ts'
import type { Lexicon } from '../../packages/nlp/src/mentions/lexicon.ts'
import { tagNames } from '../../packages/nlp/src/mentions/tagger.ts'
import { foldedHash } from '../../packages/nlp/src/mentions/words.ts'
import { tokensOf } from './ner-examples.ts'

/** Names of cities, seas and regions (Natural Earth, public domain), as folded hashes, sorted. */
export function placeNames(corpora: string): Int32Array {
  const folder = join(corpora, 'gazetteer', 'natural-earth')
  const read = (file: string, fields: readonly string[]): string[] => {
    const data = JSON.parse(readFileSync(join(folder, file), 'utf8')) as {
      features: { properties: Record<string, unknown> }[]
    }
    return data.features.flatMap((f) =>
      fields.flatMap((k) => (typeof f.properties[k] === 'string' ? [f.properties[k]] : [])),
    )
  }
  const names = [
    ...read('ne_10m_populated_places.json', ['NAME', 'NAMEASCII', 'ADM1NAME']),
    ...read('ne_10m_geography_marine_polys.json', ['name']),
    ...read('ne_10m_geography_regions_points.json', ['name']),
    ...read('ne_50m_admin_1_states_provinces.json', ['name']),
  ]
  return Int32Array.from(new Set(names.filter((n) => n.length > 2).map(foldedHash))).sort()
}

/** News files and the share of their documents that is read (one in so many). */
const NEWS: readonly (readonly [file: string, every: number])[] = [
  ['wikinews-2019-2020', 1],
  ['wikipedia-current-events', 1],
  ['kremlin-en', 2],
  ['au-pm-releases', 2],
  ['us-congress-press', 5],
  ['whitehouse', 14],
]

/** A name joins a list when it was found so often, this much of it with one type. */
const SEEN = 4
const PURE = 0.8
const MOST = 16_000

const SENTENCE = /[.!?]["”’)]{0,2}\s+(?=["“‘(]?\p{Lu})|\n+/gu

/** Sentences by rule of thumb: good enough to count names over millions of words. */
export function roughSentences(text: string): { start: number; end: number }[] {
  const out: { start: number; end: number }[] = []
  let start = 0
  for (const m of text.matchAll(SENTENCE)) {
    const before = text.slice(Math.max(0, m.index - 5), m.index + 1)
    if (m[0][0] === '.' && /(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sen|Rep|St|Gov|No|[A-Z])\.|\.[A-Z]\.)$/.test(before))
      continue
    out.push({ start, end: m[0][0] === '\n' ? m.index : m.index + 1 })
    start = m.index + m[0].length
  }
  out.push({ start, end: text.length })
  return out.filter((s) => s.end > s.start)
}

/** Counts by folded hash, one slot a type. */
class Tally {
  private readonly counts = new Map<number, Uint32Array>()

  add(key: number, type: number): void {
    let row = this.counts.get(key)
    if (!row) {
      row = new Uint32Array(NER_TYPES.length + 1)
      this.counts.set(key, row)
    }
    row[type]!++
  }

  /** Hashes whose commonest type is sure, for each type the commonest ones. */
  lists(): Int32Array[] {
    const chosen: { key: number; n: number }[][] = NER_TYPES.map(() => [])
    for (const [key, row] of this.counts) {
      const total = row.reduce((a, b) => a + b, 0)
      const type = row.indexOf(Math.max(...row))
      if (type < NER_TYPES.length && row[type]! >= SEEN && row[type]! >= PURE * total)
        chosen[type]!.push({ key, n: row[type]! })
    }
    return chosen.map((list) =>
      Int32Array.from(
        list
          .sort((a, b) => b.n - a.n || a.key - b.key)
          .slice(0, MOST)
          .map((x) => x.key),
      ).sort(),
    )
  }
}

/**
 * Lists of names by type that a first tagger found again and again in news text. Persons count by single words (given
 * names and surnames), the others by whole names.
 */
export async function learnedNames(
  corpora: string,
  model: LinearModel,
  lexicon: Lexicon,
  clusters: Clusters | null,
): Promise<Int32Array[]> {
  const tally = new Tally()
  let words = 0
  for (const [file, every] of NEWS) {
    let k = 0
    for await (const line of createInterface({
      input: createReadStream(join(corpora, 'news-text', `${file}.jsonl`)),
    })) {
      if (k++ % every !== 0 || line === '') continue
      words += tallyDocument((JSON.parse(line) as { text: string }).text, model, lexicon, clusters, tally)
    }
    process.stderr.write(`  ${file}: ${(words / 1e6).toFixed(1)} million tokens\n`)
  }
  return tally.lists()
}

function tallyDocument(
  text: string,
  model: LinearModel,
  lexicon: Lexicon,
  clusters: Clusters | null,
  tally: Tally,
): number {
  const { tokens, sentences } = tokensOf({ text, sentences: roughSentences(text) })
  const columns = makeColumns(text, tokens, sentences, lexicon, clusters?.fine ?? null, clusters?.coarse ?? null)
  const labels = tagNames(model, columns, sentences, 0)
  const PERSON = 0
  const word = (i: number): number => foldedHash(text.slice(tokens.start[i]!, tokens.end[i]!))
  for (let i = 0; i < tokens.length; i++) {
    const l = labels[i]!
    if (columns.caseless[i]) continue
    if (l === 0) {
      if (columns.flags[i]! & 1 && !(columns.flags[i]! & 16)) tally.add(word(i), NER_TYPES.length)
      continue
    }
    if (positionOf(l) === 2 || positionOf(l) === 3) continue
    let to = i + 1
    while (open(labels[to - 1]!) && to < tokens.length) to++
    const type = typeOf(l)
    if (type === PERSON) for (let k = i; k < to; k++) tally.add(word(k), type)
    else tally.add(foldedHash(text.slice(tokens.start[i]!, tokens.end[to - 1]!)), type)
  }
  return tokens.length
}
