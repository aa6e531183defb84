/** The tables of words that the encoder knows: vectors, learned forms, lists. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { hashText, loadMentions, MENTIONS_FILE, normalForm } from '@wherefrom/nlp'
import { WordLists } from '../../../packages/nlp/src/mentions/word-lists.ts'
import { KeyTable } from '../../../packages/nlp/src/neural/key-table.ts'
import { WordFeatures } from '../../../packages/nlp/src/neural/word-features.ts'
import { workFolder } from './work.ts'

/** Rows of every hashed table. */
export const BUCKETS = 4096
/** A form that training saw less often shares the row of rare words. */
const LEAST = 3

export interface Vocabulary {
  /** Sections of the model file: `word.keys`, `form.keys`, `list.keys`, `list.masks`. */
  readonly sections: ReadonlyMap<string, Uint8Array>
  readonly features: WordFeatures
  /** Vector of each row of the `word` table from row 1 on, one after the other. */
  readonly vectors: Float32Array
  readonly dim: number
  /** How often training saw the form of each row of `form`, from row 1 on. */
  readonly counts: Int32Array
}

const bytes = (a: Int32Array): Uint8Array => new Uint8Array(a.buffer, a.byteOffset, a.byteLength)

/** Hashes of normal forms in the order of the key tables, without repeats; the first word of a hash keeps its row. */
function sortedKeys(words: Iterable<string>): { keys: Int32Array; word: Map<number, string> } {
  const word = new Map<number, string>()
  for (const w of words) {
    const key = hashText(normalForm(w))
    if (!word.has(key)) word.set(key, w)
  }
  return { keys: Int32Array.from(word.keys()).sort(), word }
}

/** Lists that the name finder keeps, for every word that any of our corpora has. Case is told by the shape alone. */
function listMasks(words: Iterable<string>): { keys: Int32Array; masks: Uint8Array } {
  const file = join(import.meta.dirname, '..', '..', '..', 'models', MENTIONS_FILE)
  const lists = new WordLists(loadMentions(new Uint8Array(gunzipSync(readFileSync(file)))).lexicon)
  const masks = new Map<number, number>()
  for (const w of words) {
    const capital = w.charAt(0).toUpperCase() + w.slice(1)
    const mask = lists.mask(capital) | lists.mask(w)
    if (mask !== 0) masks.set(hashText(normalForm(w)), mask)
  }
  const keys = Int32Array.from(masks.keys()).sort()
  return { keys, masks: Uint8Array.from(keys, (k) => masks.get(k)!) }
}

/** Words of the place names of Natural Earth, which news text may never have mentioned. */
function placeWords(corpora: string): string[] {
  const folder = join(corpora, 'gazetteer', 'natural-earth')
  const of = (file: string, field: string): string[] => {
    const data = JSON.parse(readFileSync(join(folder, file), 'utf8')) as {
      features: { properties: Record<string, unknown> }[]
    }
    return data.features.map((f) => String(f.properties[field] ?? ''))
  }
  return [...of('ne_10m_populated_places.json', 'NAME'), ...of('ne_50m_admin_1_states_provinces.json', 'name')].filter(
    (n) => n !== '' && !n.includes(' '),
  )
}

/** Tables from the word vectors (see `vectors.ts`) and the words of the training documents. */
export function makeVocabulary(corpora: string, trainingWords: readonly string[]): Vocabulary {
  const folder = workFolder(corpora)
  const known = readFileSync(join(folder, 'vectors.txt'), 'utf8').trimEnd().split('\n')
  const raw = readFileSync(join(folder, 'vectors.bin'))
  const all = new Float32Array(raw.buffer, raw.byteOffset, raw.byteLength / 4)
  const dim = all.length / known.length
  const words = sortedKeys(known)
  const rowOf = new Map(known.map((w, r) => [w, r]))
  const vectors = new Float32Array(words.keys.length * dim)
  words.keys.forEach((key, k) => {
    const r = rowOf.get(words.word.get(key)!)!
    vectors.set(all.subarray(r * dim, (r + 1) * dim), k * dim)
  })
  const counts = new Map<number, number>()
  for (const w of trainingWords) {
    const key = hashText(normalForm(w))
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const forms = Int32Array.from([...counts].filter(([, n]) => n >= LEAST).map(([k]) => k)).sort()
  const lists = listMasks([...known, ...trainingWords, ...placeWords(corpora)])
  const sections = new Map([
    ['word.keys', bytes(words.keys)],
    ['form.keys', bytes(forms)],
    ['list.keys', bytes(lists.keys)],
    ['list.masks', lists.masks],
  ])
  const table = (keys: Int32Array): KeyTable => new KeyTable(keys)
  return {
    sections,
    features: new WordFeatures(table(words.keys), table(forms), table(lists.keys), lists.masks, BUCKETS),
    vectors,
    dim,
    counts: Int32Array.from(forms, (k) => counts.get(k)!),
  }
}
