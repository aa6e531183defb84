import { key1, key2, key3 } from '@wherefrom/nlp'
import type { Candidate, Tagged } from './candidates.ts'
import { bucket } from './features.ts'
import { B_CONTENT, B_CUE, B_SOURCE, I_CONTENT, I_CUE, LABELS } from './labels.ts'
import { type CueView, level } from './rank.ts'

/** Room for the keys of one attribution. */
export const MAX_KEEP_FEATURES = 64

/** A cue that the tagger's best labels do not hold, but its probabilities suggest, is tried from here on. */
const POSSIBLE = 0.15

/**
 * Cues worth a try, flat `[from, to, ...]`: the tagger's own, and tokens whose probability of starting a cue is at least
 * `POSSIBLE`, taken on while the next token more likely goes on than not.
 */
export function possibleCues(t: Tagged): number[] {
  const out: number[] = []
  const { cues, marginals: m } = t
  const { n } = t.columns
  let k = 0
  for (let i = 0; i < n; i++) {
    if (k < cues.from.length && cues.from[k] === i) {
      out.push(i, cues.to[k]!)
      i = cues.to[k]! - 1
      k++
      continue
    }
    if (!m || m[i * LABELS + B_CUE]! < POSSIBLE) continue
    const stop = k < cues.from.length ? cues.from[k]! : n
    let to = i + 1
    while (to < stop && to - i < 8 && m[to * LABELS + I_CUE]! > 0.5 * m[i * LABELS + B_CUE]!) to++
    out.push(i, to)
    i = to - 1
  }
  return out
}

const at = (column: Int32Array | Uint8Array, i: number, n: number): number => (i >= 0 && i < n ? column[i]! : 7)

/** Least probability of a role over the first, middle and last token of a candidate. */
function support(t: Tagged, ranges: readonly number[], begin: number): number {
  const m = t.marginals
  if (!m || ranges.length === 0) return 0
  let sum = 0
  let count = 0
  for (let p = 0; p + 1 < ranges.length; p += 2)
    for (let x = ranges[p]!; x < ranges[p + 1]!; x++) {
      sum += m[x * LABELS + begin]! + m[x * LABELS + begin + 1]!
      count++
    }
  return sum / count
}

/** Feature keys of a whole attribution: is the cue one at all? Needs `MAX_KEEP_FEATURES` places. */
export function keepFeatures(t: Tagged, cue: CueView, source: Candidate, content: Candidate, keys: Int32Array): number {
  const c = t.columns
  const { n } = c
  const m = t.marginals
  let k = 0
  const start = m ? m[cue.from * LABELS + B_CUE]! : 0
  const tagged = t.labels[cue.from] === B_CUE ? 1 : 0
  const sourced = level(support(t, source.ranges, B_SOURCE))
  const filled = level(support(t, content.ranges, B_CONTENT))
  const length = bucket(cue.to - cue.from)
  keys[k++] = key1(3001, 1)
  keys[k++] = key2(3002, Math.floor(start * 20), tagged)
  keys[k++] = key3(3003, level(start), sourced, filled)
  keys[k++] = key2(3004, cue.lemma, level(start))
  keys[k++] = key2(3005, cue.lemma, filled)
  keys[k++] = key1(3006, cue.lemma)
  keys[k++] = key3(3007, cue.xpos, c.rel[cue.head]!, level(start))
  keys[k++] = key2(3008, cue.lex, level(start))
  keys[k++] = key2(3009, length, level(start))
  keys[k++] = key3(3010, source.kind, source.ranges.length > 0 ? 1 : 0, cue.xpos)
  keys[k++] = key3(3011, content.kind, content.ranges.length, cue.lex)
  keys[k++] = key2(3012, at(c.word, cue.from - 1, n), at(c.upos, cue.to, n))
  keys[k++] = key2(3013, at(c.word, cue.to, n), cue.xpos)
  keys[k++] = key3(3014, c.quoteId[cue.head]! >= 0 ? 1 : 0, level(start), content.ranges.length)
  const inside = m ? m[cue.head * LABELS + B_CONTENT]! + m[cue.head * LABELS + I_CONTENT]! : 0
  keys[k++] = key2(3015, level(inside), level(start))
  keys[k++] = key2(3016, bucket(size(content.ranges)), cue.xpos)
  keys[k++] = key2(3017, sourced, bucket(size(source.ranges)))
  return k
}

function size(ranges: readonly number[]): number {
  let sum = 0
  for (let p = 0; p + 1 < ranges.length; p += 2) sum += ranges[p + 1]! - ranges[p]!
  return sum
}
