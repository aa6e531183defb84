import { key1, key2, key3, mix } from '@wherefrom/nlp'
import { type Columns, LIKELY, OUTSIDE } from './columns.ts'

/** Room for one token's feature keys. */
export const MAX_FEATURES = 96

const NONE = 7
const at = (column: Int32Array | Uint8Array, i: number, n: number): number => (i >= 0 && i < n ? column[i]! : NONE)

/** Small distances as they are, longer ones in steps. */
export function bucket(d: number): number {
  if (d < 5) return d
  if (d < 8) return 5
  if (d < 13) return 6
  if (d < 21) return 7
  if (d < 40) return 8
  return 9
}

/** How far a token is from the ends of its quotation, and what stands around the quotation. */
function quoteFeatures(c: Columns, i: number, keys: Int32Array, from: number): number {
  let k = from
  const q = c.quote[i]!
  keys[k++] = key3(40, q, at(c.quote, i - 1, c.n), at(c.quote, i + 1, c.n))
  const id = c.quoteId[i]!
  if (q === OUTSIDE || id < 0) return k
  const a = c.quoteFrom[id]!
  const b = c.quoteTo[id]!
  const length = bucket(b - a)
  const starts = c.blockStart[a]!
  const closes = b >= c.n || c.blockStart[b] === 1 ? 1 : 0
  const around = mix(at(c.word, a - 1, c.n), at(c.word, b, c.n))
  keys[k++] = key3(41, q, length, starts * 2 + closes)
  keys[k++] = key2(42, around, q)
  keys[k++] = key3(43, at(c.word, b - 2, c.n), at(c.cue, b, c.n), at(c.cue, b + 1, c.n) * 10 + q)
  keys[k++] = key3(44, at(c.cue, a - 1, c.n), at(c.cue, a - 2, c.n), starts * 10 + q)
  keys[k++] = key3(45, at(c.upos, b, c.n), at(c.upos, b + 1, c.n), length * 10 + q)
  keys[k++] = key3(46, at(c.xpos, a - 1, c.n), at(c.upos, a - 2, c.n), length * 10 + q)
  return k
}

/** Where the token stands in the tree: governor, the nearest likely cue above and beside it, constituents' borders. */
function treeFeatures(c: Columns, i: number, keys: Int32Array, from: number): number {
  let k = from
  const { n } = c
  const h = c.head[i]!
  const rel = c.rel[i]!
  const g = h >= 0 ? c.head[h]! : -1
  keys[k++] = key2(50, rel, at(c.lemma, h, n))
  keys[k++] = key3(51, rel, at(c.xpos, h, n), c.xpos[i]!)
  keys[k++] = key3(52, rel, at(c.cue, h, n), h < i ? 1 : 2)
  keys[k++] = key3(53, rel, at(c.rel, h, n), at(c.cue, g, n) * 10 + at(c.cue, h, n))
  keys[k++] = key2(54, at(c.rel, h, n), at(c.lemma, g, n))
  keys[k++] = key2(55, rel, c.lemma[i]!)
  const over = c.over[i]!
  if (over >= 0) {
    const via = c.rel[c.overVia[i]!]!
    const side = over < i ? 1 : 2
    const depth = c.overDepth[i]!
    const apart = bucket(Math.abs(over - i))
    keys[k++] = key3(56, via, c.cue[over]!, depth * 10 + side)
    keys[k++] = key3(57, via, c.lemma[over]!, side)
    keys[k++] = key3(58, via, side, apart)
    keys[k++] = key3(59, via, c.word[i]!, side)
    keys[k++] = key3(60, via, c.quote[i]!, c.cue[over]! * 10 + side)
    keys[k++] = key3(61, via, at(c.rel, over, n), side * 10 + depth)
  } else keys[k++] = key2(62, rel, c.cue[i]!)
  const beside = c.beside[i]!
  if (beside >= 0) {
    const side = beside < i ? 1 : 2
    keys[k++] = key3(63, c.rel[beside]!, c.cue[beside]!, side * 100 + bucket(Math.abs(beside - i)))
    keys[k++] = key3(64, c.rel[beside]!, c.lemma[beside]!, side)
    keys[k++] = key3(65, rel, c.rel[beside]!, side * 10 + c.quote[i]!)
  }
  const s = c.topStart[i]!
  const sHead = c.head[s]!
  if (c.left[s] === i) {
    keys[k++] = key3(66, c.rel[s]!, at(c.cue, sHead, n), bucket(c.right[s]! - i))
    keys[k++] = key2(67, c.rel[s]!, at(c.lemma, sHead, n))
  }
  if (i > 0) {
    const e = c.topEnd[i - 1]!
    const eHead = c.head[e]!
    keys[k++] = key3(68, c.rel[e]!, at(c.cue, eHead, n), c.word[i]!)
    keys[k++] = key3(69, c.rel[e]!, at(c.lemma, eHead, n), c.upos[i]!)
  }
  return k
}

/** Writes the feature keys of token `i` and returns how many. Needs `MAX_FEATURES` places. */
export function tokenFeatures(c: Columns, i: number, keys: Int32Array): number {
  const { n, word, lemma, xpos, upos, cue } = c
  let k = 0
  const w = word[i]!
  const w1 = at(word, i - 1, n)
  const w2 = at(word, i + 1, n)
  const t = xpos[i]!
  const t1 = at(xpos, i - 1, n)
  const t2 = at(xpos, i + 1, n)
  keys[k++] = key1(1, 1)
  keys[k++] = key1(2, w)
  keys[k++] = key1(3, w1)
  keys[k++] = key1(4, w2)
  keys[k++] = key1(5, at(word, i - 2, n))
  keys[k++] = key1(6, at(word, i + 2, n))
  keys[k++] = key2(7, w1, w)
  keys[k++] = key2(8, w, w2)
  keys[k++] = key2(9, lemma[i]!, upos[i]!)
  keys[k++] = key2(10, at(lemma, i - 1, n), t)
  keys[k++] = key2(11, at(lemma, i + 1, n), t)
  keys[k++] = key1(12, t)
  keys[k++] = key2(13, t1, t)
  keys[k++] = key2(14, t, t2)
  keys[k++] = key3(15, at(xpos, i - 2, n), t1, t)
  keys[k++] = key3(16, t1, t, t2)
  keys[k++] = key3(17, t, t2, at(xpos, i + 2, n))
  keys[k++] = key2(18, c.suffix[i]!, upos[i]!)
  keys[k++] = key3(19, c.shape[i]!, at(c.shape, i - 1, n), at(c.shape, i + 1, n))
  keys[k++] = key3(20, cue[i]!, at(cue, i - 1, n), at(cue, i + 1, n))
  keys[k++] = key3(21, cue[i]!, at(cue, i - 2, n), at(cue, i + 2, n))
  keys[k++] = key2(22, cue[i]!, upos[i]!)
  keys[k++] = key3(23, w1, w, w2)
  const begins = i === c.sentFrom[i]! ? 1 : 0
  const ends = i === c.sentTo[i]! - 1 ? 1 : 0
  keys[k++] = key3(24, begins * 2 + ends, c.blockStart[i]!, w)
  keys[k++] = key3(25, begins * 2 + ends, at(c.blockStart, i + 1, n), i < 30 ? 1 : 0)
  const leftCue = c.cueLeft[i]!
  const rightCue = c.cueRight[i]!
  keys[k++] = key3(26, leftCue < 0 ? 99 : bucket(i - leftCue), rightCue < 0 ? 99 : bucket(rightCue - i), upos[i]!)
  keys[k++] = key2(27, at(lemma, leftCue, n), leftCue < 0 ? 99 : bucket(i - leftCue))
  keys[k++] = key2(28, at(lemma, rightCue, n), rightCue < 0 ? 99 : bucket(rightCue - i))
  keys[k++] = key3(29, leftCue < 0 ? 0 : cue[leftCue]!, rightCue < 0 ? 0 : cue[rightCue]!, c.quote[i]!)
  keys[k++] = key3(30, at(lemma, leftCue, n), t, at(word, leftCue + 1, n))
  keys[k++] = key3(31, w, at(cue, i + 1, n) >= LIKELY ? 1 : 0, at(cue, i - 1, n) >= LIKELY ? 1 : 0)
  // The word after the next comma or mark decides whether a comma parts content from a source.
  keys[k++] = key3(32, w, t2, at(xpos, i + 2, n))
  keys[k++] = key3(33, w, t1, at(xpos, i - 2, n))
  k = quoteFeatures(c, i, keys, k)
  return treeFeatures(c, i, keys, k)
}

/** Feature keys of the transition into token `i`: what stands at the border. Needs `MAX_FEATURES` places. */
export function borderFeatures(c: Columns, i: number, keys: Int32Array): number {
  const { n, word, upos, cue } = c
  let k = 0
  keys[k++] = key1(101, 1)
  keys[k++] = key1(102, word[i]!)
  keys[k++] = key1(103, at(word, i - 1, n))
  keys[k++] = key2(104, at(upos, i - 1, n), upos[i]!)
  keys[k++] = key3(105, i === c.sentFrom[i]! ? 1 : 0, c.blockStart[i]!, at(c.quote, i - 1, n) * 10 + c.quote[i]!)
  keys[k++] = key3(106, cue[i]!, at(cue, i - 1, n), at(upos, i - 1, n))
  keys[k++] = key2(107, c.rel[i]!, at(c.rel, i - 1, n))
  return k
}
