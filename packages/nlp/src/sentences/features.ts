import { key1, key2, key3 } from '../model/features.ts'
import { CLUSTER, FLAGS, LOWER, SHAPE, TYPE_COLUMNS, UPPER_FIRST, type WordTypes } from '../tokens/types.ts'

export const SENTENCES_VERSION = 1
export const MAX_SENTENCE_FEATURES = 32

/** What the segmenter sees of one block: its tokens' types and offsets. Index `from - 1` and `to` are edges. */
export interface Boundary {
  readonly types: WordTypes
  readonly type: Int32Array
  readonly start: Int32Array
  readonly end: Int32Array
  readonly from: number
  readonly to: number
}

/** Open quotation marks and brackets before each token, kept while walking a block. */
export interface Nesting {
  quotes: number
  brackets: number
  since: number
}

/** May a sentence end after token `i`? Between two plain lower-case words it never does. */
export function isCandidate(b: Boundary, i: number): boolean {
  const { data } = b.types
  const here = data[b.type[i]! * TYPE_COLUMNS + FLAGS]!
  const next = data[b.type[i + 1]! * TYPE_COLUMNS + FLAGS]!
  return (here & 4) === 0 || (next & (UPPER_FIRST | 2)) !== 0 || (next & 4) === 0
}

/** Features of "a sentence ends after token i". */
export function sentenceFeatures(b: Boundary, i: number, nesting: Nesting, keys: Int32Array): number {
  const { data } = b.types
  const at = (k: number): number => (k < b.from || k >= b.to ? 0 : b.type[k]! * TYPE_COLUMNS)
  const p2 = at(i - 2)
  const p = at(i - 1)
  const h = at(i)
  const n = at(i + 1)
  const n2 = at(i + 2)
  const hw = data[h + LOWER]!
  const nw = data[n + LOWER]!
  const pw = data[p + LOWER]!
  const gap = Math.min(2, b.start[i + 1]! - b.end[i]!)
  const ns = data[n + SHAPE]!
  const hs = data[h + SHAPE]!
  let k = 0
  keys[k++] = key1(1, gap)
  keys[k++] = key2(2, hw, gap)
  keys[k++] = key2(3, nw, gap)
  keys[k++] = key2(4, hw, nw)
  keys[k++] = key2(5, hw, ns)
  keys[k++] = key2(6, hs, ns)
  keys[k++] = key2(7, pw, hw)
  keys[k++] = key3(8, data[p + SHAPE]!, hw, ns)
  keys[k++] = key3(9, pw, hw, ns)
  keys[k++] = key3(10, hw, ns, data[n2 + SHAPE]!)
  keys[k++] = key2(11, hw, data[n + CLUSTER]!)
  keys[k++] = key2(12, data[h + CLUSTER]!, data[n + CLUSTER]!)
  keys[k++] = key3(13, hw, nw, data[n2 + LOWER]!)
  keys[k++] = key3(14, hw, Math.min(2, nesting.quotes), ns)
  keys[k++] = key3(15, hw, Math.min(2, nesting.brackets), gap)
  keys[k++] = key3(16, hw, nw, Math.min(2, nesting.quotes))
  const since = Math.min(15, nesting.since < 4 ? nesting.since : 3 + (nesting.since >> 2))
  keys[k++] = key2(17, hw, since)
  keys[k++] = key3(18, hw, ns, since)
  keys[k++] = key3(19, data[p2 + LOWER]!, pw, hw)
  keys[k++] = key2(20, ns, since)
  keys[k++] = key2(21, nw, data[n2 + LOWER]!)
  keys[k++] = key3(22, hs, nw, gap)
  const rest = Math.min(6, b.to - i - 1)
  keys[k++] = key2(23, hw, rest)
  keys[k++] = key3(24, hw, ns, data[at(i + 3) + SHAPE]!)
  return k
}

/** Moves the nesting past token `i`. */
export function pass(nesting: Nesting, text: string, start: number, end: number): void {
  nesting.since++
  if (end - start > 2) return
  const c = text[start]!
  if (c === '"') nesting.quotes = nesting.quotes > 0 ? 0 : 1
  else if (c === '\u201c' || c === '\u00ab' || c === '\u201e') nesting.quotes++
  else if (c === '\u201d' || c === '\u00bb') nesting.quotes = Math.max(0, nesting.quotes - 1)
  else if (c === '(' || c === '[') nesting.brackets++
  else if (c === ')' || c === ']') nesting.brackets = Math.max(0, nesting.brackets - 1)
}
