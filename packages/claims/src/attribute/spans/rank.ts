import { key1, key2, key3, mix } from '@wherefrom/nlp'
import { type Candidate, cueHead, type Segments, segmentAt, type Tagged } from './candidates.ts'
import type { Columns } from './columns.ts'
import { bucket } from './features.ts'
import { beginOf, insideOf, LABELS } from './labels.ts'

/** Room for one candidate's feature keys. */
export const MAX_RANK_FEATURES = 120

const NONE = 7
const at = (column: Int32Array | Uint8Array, i: number, n: number): number => (i >= 0 && i < n ? column[i]! : NONE)

/** A probability in ten unequal steps. */
export function level(p: number): number {
  if (p < 0.02) return 0
  if (p < 0.1) return 1
  if (p < 0.25) return 2
  if (p < 0.4) return 3
  if (p < 0.55) return 4
  if (p < 0.7) return 5
  if (p < 0.85) return 6
  return p < 0.95 ? 7 : 8
}

/** What a cue looks like; computed once a cue. */
export interface CueView {
  readonly from: number
  readonly to: number
  readonly head: number
  readonly lemma: number
  readonly xpos: number
  readonly lex: number
}

export function cueView(c: Columns, from: number, to: number): CueView {
  const head = cueHead(c, from, to)
  return { from, to, head, lemma: c.lemma[head]!, xpos: c.xpos[head]!, lex: c.cue[head]! }
}

/** How many segments lie wholly between two places. */
function between(s: Segments, a: number, b: number): number {
  let count = 0
  for (let k = segmentAt(s, a); k < s.from.length && s.to[k]! <= b && count < 3; k++) count++
  return count
}

/** The topmost token of a range and its relation to the cue. */
function topOf(c: Columns, from: number, to: number): number {
  const limit = Math.min(to, from + 60)
  for (let i = from; i < limit; i++) {
    const h = c.head[i]!
    if (h < from || h >= to) return i
  }
  return from
}

/** Relation of a range's top to the cue: under it, over it, sisters, or apart. */
function tie(c: Columns, cue: CueView, top: number): number {
  const h = c.head[top]!
  if (h >= cue.from && h < cue.to) return mix(1, c.rel[top]!)
  const up = c.head[cue.head]!
  if (up === top) return mix(2, c.rel[cue.head]!)
  if (up >= 0 && h === up) return mix(mix(3, c.rel[top]!), c.rel[cue.head]!)
  const upper = up >= 0 ? c.head[up]! : -1
  if (upper >= 0 && (upper === top || upper === h)) return mix(4, c.rel[cue.head]!)
  return 5
}

/** The tagger's opinion of one range: its start, its inside, its end. */
function opinion(t: Tagged, role: number, from: number, to: number, keys: Int32Array, k: number, tag: number): number {
  const m = t.marginals
  const { n } = t.columns
  if (!m) return k
  const b = beginOf(role)
  const i = insideOf(role)
  const start = m[from * LABELS + b]!
  const stop = to < n ? 1 - m[to * LABELS + i]! : 1
  let least = 1
  let sum = 0
  for (let x = from; x < to; x++) {
    const p = m[x * LABELS + b]! + m[x * LABELS + i]!
    if (p < least) least = p
    sum += p
  }
  const mean = sum / (to - from)
  const before = from > 0 ? m[(from - 1) * LABELS + b]! + m[(from - 1) * LABELS + i]! : 0
  const after = to < n ? m[to * LABELS + i]! : 0
  keys[k++] = key2(200 + tag, level(start), 1)
  keys[k++] = key2(200 + tag, level(stop), 2)
  keys[k++] = key3(200 + tag, level(least), 3, bucket(to - from))
  keys[k++] = key2(200 + tag, level(mean), 4)
  keys[k++] = key3(200 + tag, level(start), level(stop), 5)
  keys[k++] = key3(200 + tag, level(before), level(after), 6)
  keys[k++] = key2(200 + tag, Math.floor(start * stop * 20), 7)
  keys[k++] = key2(200 + tag, Math.floor(start * stop * least * 20), 8)
  return k
}

/** Do the range's borders fall on borders of constituents, and on whom hangs what is left outside? */
function borders(
  c: Columns,
  cue: CueView,
  x: number,
  y: number,
  top: number,
  keys: Int32Array,
  k: number,
  tag: number,
): number {
  const whole = (c.left[top] === x ? 1 : 0) + (c.right[top] === y - 1 ? 2 : 0)
  keys[k++] = key2(tag + 12, whole, c.rel[top]!)
  if (y >= c.n) return k
  const next = c.topStart[y]!
  const h = c.head[next]!
  const where = h < 0 ? 0 : h >= x && h < y ? 1 : h >= cue.from && h < cue.to ? 2 : 3
  keys[k++] = key3(tag + 13, c.rel[next]!, where, whole)
  keys[k++] = key3(tag + 14, c.word[y]!, where, at(c.rel, y + 1, c.n))
  keys[k++] = key3(tag + 15, c.word[y]!, at(c.word, y + 1, c.n), where)
  return k
}

/**
 * Feature keys of one candidate of a role. `anchor`: for contents, the source that was chosen (flat ranges). Needs
 * `MAX_RANK_FEATURES` places; returns how many were written.
 */
export function rankFeatures(
  t: Tagged,
  role: number,
  cue: CueView,
  candidate: Candidate,
  anchor: readonly number[],
  keys: Int32Array,
): number {
  const c = t.columns
  const { n } = c
  const { ranges, kind } = candidate
  let k = 0
  const base = role * 1000
  const parts = ranges.length / 2
  keys[k++] = key2(base + 1, kind, parts)
  keys[k++] = key3(base + 2, kind, cue.lex, cue.xpos)
  keys[k++] = key3(base + 3, kind, cue.lemma, parts)
  if (parts === 0) {
    keys[k++] = key2(base + 4, cue.lemma, at(c.xpos, cue.from - 1, n))
    keys[k++] = key2(base + 5, cue.xpos, c.rel[cue.head]!)
    keys[k++] = key2(base + 6, at(c.word, cue.from - 1, n), at(c.word, cue.to, n))
    keys[k++] = key2(base + 7, cue.from === c.sentFrom[cue.head] ? 1 : 0, cue.xpos)
    return k
  }
  const from = ranges[0]!
  const to = ranges[ranges.length - 1]!
  const side = to <= cue.from ? 1 : from >= cue.to ? 2 : 3
  const gap = side === 1 ? cue.from - to : side === 2 ? from - cue.to : 0
  const a = side === 1 ? to : cue.to
  const b = side === 1 ? cue.from : from
  const crossing = side === 3 ? 0 : between(t.cues, a, b) * 4 + between(t.sources, a, b)
  const sentences = Math.min(3, Math.abs(at(c.sentence, side === 1 ? to - 1 : from, n) - c.sentence[cue.head]!))
  keys[k++] = key3(base + 10, side, bucket(gap), sentences)
  keys[k++] = key3(base + 11, side, cue.lemma, sentences * 10 + Math.min(3, gap))
  keys[k++] = key3(base + 12, crossing, side, sentences)
  keys[k++] = key3(base + 13, c.quoteId[cue.head]! >= 0 ? 1 : 0, at(c.quote, from, n), side)
  keys[k++] = key3(base + 14, bucket(to - from), kind, side)
  for (let p = 0; p < parts && p < 3; p++) {
    const x = ranges[p * 2]!
    const y = ranges[p * 2 + 1]!
    const tag = base + 20 + (y <= cue.from ? 0 : 100)
    const top = topOf(c, x, y)
    const link = tie(c, cue, top)
    k = opinion(t, role, x, y, keys, k, tag)
    keys[k++] = key2(tag + 1, link, kind)
    keys[k++] = key3(tag + 2, link, cue.lemma, 0)
    keys[k++] = key3(tag + 3, link, cue.xpos, c.xpos[top]!)
    keys[k++] = key2(tag + 4, at(c.word, x, n), at(c.word, x - 1, n))
    keys[k++] = key2(tag + 5, at(c.word, y - 1, n), at(c.word, y, n))
    keys[k++] = key3(tag + 6, at(c.upos, y - 1, n), at(c.upos, y, n), y === c.sentTo[top] ? 1 : 0)
    keys[k++] = key3(tag + 7, at(c.quote, x, n), at(c.quote, y - 1, n), side)
    keys[k++] = key3(tag + 8, at(c.upos, x - 1, n), at(c.upos, x, n), side)
    keys[k++] = key3(tag + 9, at(c.rel, y, n), at(c.word, y, n), at(c.upos, y + 1, n))
    keys[k++] = key2(tag + 10, t.labels[x]!, y < n ? t.labels[y]! : NONE)
    k = borders(c, cue, x, y, top, keys, k, tag)
    keys[k++] = key3(tag + 11, at(c.word, x, n), side, cue.lemma)
    if (k > MAX_RANK_FEATURES - 32) break
  }
  if (parts > 1) {
    const inner = ranges[2]! - ranges[1]!
    keys[k++] = key3(base + 60, bucket(inner), at(c.quote, ranges[1]! - 1, n), at(c.quote, ranges[2]!, n))
    keys[k++] = key3(base + 61, at(c.word, ranges[1]! - 1, n), at(c.word, ranges[2]! - 1, n), side)
    keys[k++] = key2(base + 62, at(c.sentence, ranges[2]!, n) - at(c.sentence, ranges[1]! - 1, n), side)
  }
  if (anchor.length > 0) {
    const s0 = anchor[0]!
    const s1 = anchor[anchor.length - 1]!
    const place = to <= s0 ? 1 : from >= s1 ? 2 : 3
    const off = place === 1 ? s0 - to : place === 2 ? from - s1 : 0
    keys[k++] = key3(base + 70, place, bucket(off), side)
    keys[k++] = key3(base + 71, place, s0 < cue.from ? 1 : 2, side)
  } else keys[k++] = key1(base + 72, side)
  return k
}
