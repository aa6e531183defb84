import { hashText } from '@wherefrom/nlp'
import { CLOSING, type Columns, LIKELY, OPENING } from './columns.ts'
import { B_CONTENT, B_CUE, B_SOURCE } from './labels.ts'

/** One possible source or content of a cue: token ranges in order, flat `[from, to, from, to]`, and what proposed it. */
export interface Candidate {
  readonly ranges: readonly number[]
  readonly kind: number
}

/** The tagger's spans of one document, flat and sorted: `from[k] <= i < to[k]`. */
export interface Segments {
  readonly from: readonly number[]
  readonly to: readonly number[]
}

export interface Tagged {
  readonly columns: Columns
  readonly labels: Uint8Array
  /** Posterior probabilities, 7 a token; null where rules made the labels. */
  readonly marginals: Float32Array | null
  readonly sources: Segments
  readonly cues: Segments
  readonly contents: Segments
}

/** The runs of one role. */
export function segmentsOf(labels: Uint8Array, begin: number): Segments {
  const from: number[] = []
  const to: number[] = []
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] !== begin) continue
    let end = i + 1
    while (end < labels.length && labels[end] === begin + 1) end++
    from.push(i)
    to.push(end)
  }
  return { from, to }
}

export function taggedOf(columns: Columns, labels: Uint8Array, marginals: Float32Array | null): Tagged {
  return {
    columns,
    labels,
    marginals,
    sources: segmentsOf(labels, B_SOURCE),
    cues: segmentsOf(labels, B_CUE),
    contents: segmentsOf(labels, B_CONTENT),
  }
}

/** Index of the first segment that starts at or after token `i`. */
export function segmentAt(s: Segments, i: number): number {
  let low = 0
  let high = s.from.length
  while (low < high) {
    const mid = (low + high) >>> 1
    if (s.from[mid]! < i) low = mid + 1
    else high = mid
  }
  return low
}

const words = (list: string): ReadonlySet<number> => new Set(list.split(' ').map((w) => hashText(w)))
const COMMA = hashText(',')
const STOPS = words(', . ; : ? ! - -- – — ...')
const SUBJECTS = words('nsubj nsubj:pass nsubj:outer csubj')
const OBJECTS = words('obj iobj obl obl:agent nmod nmod:poss obl:npmod obl:unmarked')
const CLAUSES = words('ccomp xcomp advcl acl acl:relcl parataxis csubj conj obj obl nmod dep nsubj nsubj:pass appos')
const RELATIVE = words('acl:relcl acl')
const CASES = words('case mark punct cc')
const JOINTS = words('cc mark')

/** The cue's token whose governor lies outside the cue. */
export function cueHead(c: Columns, from: number, to: number): number {
  for (let i = from; i < to; i++) {
    const h = c.head[i]!
    if (h < from || h >= to) return i
  }
  return from
}

/** Candidates of one cue at most. */
const MOST = 64
/** Places where one range may be cut short at most. */
const CUTS = 5

/** Collects candidates once each. The lists are short (a few dozen): a linear look is quicker than keys. */
class Collector {
  readonly list: Candidate[] = []

  add(ranges: readonly number[], kind: number): void {
    if (this.list.length >= MOST) return
    for (const other of this.list) {
      if (other.ranges.length !== ranges.length) continue
      if (other.ranges.every((v, i) => v === ranges[i])) return
    }
    this.list.push({ ranges, kind })
  }

  /** One range, if it holds a token. */
  range(from: number, to: number, kind: number): void {
    if (from < to) this.add([from, to], kind)
  }
}

const isStop = (c: Columns, i: number): boolean => STOPS.has(c.word[i]!)

/** Leaves out marks at the ends, as annotators do; a closing quotation mark stays. */
function trimmed(c: Columns, from: number, to: number): [number, number] {
  while (from < to && isStop(c, from)) from++
  while (to > from && isStop(c, to - 1) && c.quote[to - 1] !== CLOSING) to--
  return [from, to]
}

/** Leading prepositions of a phrase. */
function pastCase(c: Columns, from: number, to: number): number {
  while (from < to - 1 && CASES.has(c.rel[from]!)) from++
  return from
}

/** Source phrases over the noun `noun`: the whole, without what follows the first comma, without a relative clause. */
function addPhrase(c: Columns, out: Collector, noun: number, k0: number, k1: number, kind: number): void {
  let from = pastCase(c, c.left[noun]!, c.right[noun]! + 1)
  let to = c.right[noun]! + 1
  if (from <= k0 && to > k0) {
    if (noun < k0) to = k0
    else from = k1
  }
  ;[from, to] = trimmed(c, from, to)
  if (from >= to || to - from > 60) return
  out.range(from, to, kind)
  for (let i = Math.max(from + 1, noun); i < to; i++) {
    if (c.word[i] === COMMA) {
      out.range(from, i, kind + 1)
      break
    }
  }
  for (let i = noun + 1; i < to; i++) {
    if (c.left[i]! > noun && RELATIVE.has(c.rel[i]!) && c.head[i] === noun) {
      out.range(...trimmed(c, from, Math.max(from, c.left[i]!)), kind + 2)
      break
    }
  }
  // The closing comma of an apposition belongs to the source in PolNeAR.
  if (to < c.n && c.word[to] === COMMA && to < c.sentTo[noun]!) out.range(from, to + 1, kind + 3)
}

/** Possible sources of the cue `[k0, k1)`; the first one is none at all. */
export function sourceCandidates(t: Tagged, k0: number, k1: number): Candidate[] {
  const c = t.columns
  const out = new Collector()
  out.add([], 0)
  const near = segmentAt(t.sources, k0)
  for (let d = 1; d <= 2; d++) if (near - d >= 0 && k0 - t.sources.to[near - d]! < 80) add(t.sources, near - d, out, d)
  for (let d = 0; d < 2; d++)
    if (near + d < t.sources.from.length && t.sources.from[near + d]! - k1 < 80) add(t.sources, near + d, out, 3 + d)
  const h = cueHead(c, k0, k1)
  let g = h
  for (let step = 0; g >= 0 && step < 3; step++) {
    for (let i = Math.max(c.sentFrom[h]!, c.left[g]!); i <= c.right[g]!; i++) {
      if (c.head[i] !== g || (i >= k0 && i < k1)) continue
      if (SUBJECTS.has(c.rel[i]!)) addPhrase(c, out, i, k0, k1, 10 + step * 20)
      else if (OBJECTS.has(c.rel[i]!) && step === 0) addPhrase(c, out, i, k0, k1, 20)
    }
    if (step > 0 && !(g >= k0 && g < k1) && c.cue[g]! < LIKELY) addPhrase(c, out, g, k0, k1, 14 + step * 20)
    g = c.head[g]!
  }
  return out.list
}

function add(s: Segments, k: number, out: Collector, kind: number): void {
  out.range(s.from[k]!, s.to[k]!, kind)
}

/** Cuts the cue and the source out of a range: what is left, trimmed. */
function without(c: Columns, from: number, to: number, cuts: readonly number[]): number[] {
  const ranges: number[] = []
  let at = from
  for (let k = 0; k + 1 < cuts.length; k += 2) {
    const a = cuts[k]!
    const b = cuts[k + 1]!
    if (b <= at || a >= to) continue
    pushTrimmed(c, ranges, at, Math.min(a, to))
    at = Math.max(at, b)
  }
  pushTrimmed(c, ranges, at, to)
  return ranges
}

function pushTrimmed(c: Columns, ranges: number[], from: number, to: number): void {
  const [a, b] = trimmed(c, from, to)
  if (a < b) ranges.push(a, b)
}

/** Sorted flat ranges of cue and source, for `without`. */
function cutsOf(k0: number, k1: number, source: readonly number[]): number[] {
  const pairs: [number, number][] = [[k0, k1]]
  for (let k = 0; k + 1 < source.length; k += 2) pairs.push([source[k]!, source[k + 1]!])
  pairs.sort((a, b) => a[0] - b[0])
  return pairs.flat()
}

/**
 * A range after the cue, ended earlier: before a comma, a conjunction or a subordinator outside quotations. What follows
 * there is often the outlet's own (`..., but still lost the election`).
 */
function addShorter(
  c: Columns,
  from: number,
  to: number,
  before: readonly number[],
  out: Collector,
  kind: number,
): void {
  let cuts = 0
  for (let i = from + 1; i < to && cuts < CUTS; i++) {
    if (c.quoteId[i] !== -1 && c.quote[i] !== OPENING) continue
    if (c.word[i] !== COMMA && !JOINTS.has(c.rel[i]!) && c.quote[i - 1] !== CLOSING) continue
    const [a, b] = trimmed(c, from, i)
    if (a >= b) continue
    out.add([...before, a, b], kind)
    cuts++
  }
}

function addTaggerContents(t: Tagged, k0: number, k1: number, out: Collector): void {
  const { contents } = t
  const near = segmentAt(contents, k0)
  const c = t.columns
  const seg = (d: number): number[] | null => {
    const k = near + d
    if (k < 0 || k >= contents.from.length) return null
    const gap = d < 0 ? k0 - contents.to[k]! : contents.from[k]! - k1
    const apart =
      d < 0 ? c.sentence[k0]! - c.sentence[contents.to[k]! - 1]! : c.sentence[contents.from[k]!]! - c.sentence[k0]!
    return gap > 90 || apart > 2 ? null : [contents.from[k]!, contents.to[k]!]
  }
  const l1 = seg(-1)
  const l2 = seg(-2)
  const r1 = seg(0)
  const r2 = seg(1)
  const r3 = seg(2)
  const put = (kind: number, ...parts: (number[] | null)[]): void => {
    if (parts.every((p) => p !== null)) out.add(parts.flat() as number[], kind)
  }
  put(1, r1)
  put(2, l1)
  put(3, l1, r1)
  put(4, r1, r2)
  put(5, l2, l1)
  put(6, l2, l1, r1)
  put(7, l1, r1, r2)
  put(8, r2)
  put(9, l2)
  put(10, r1, r2, r3)
  if (r1) {
    addShorter(c, r1[0]!, r1[1]!, [], out, 40)
    if (l1) addShorter(c, r1[0]!, r1[1]!, l1, out, 43)
    const end = c.sentTo[r1[1]! - 1]!
    const longer = without(c, r1[0]!, end, [])
    if (longer.length > 0) out.add(longer, 41)
  }
  if (l1) {
    const longer = without(c, c.sentFrom[l1[0]!]!, l1[1]!, [])
    if (longer.length > 0) out.add(longer, 42)
  }
}

/** Whole quotations beside the cue, alone and on both sides. */
function addQuotes(c: Columns, k0: number, k1: number, out: Collector): void {
  const { quoteFrom, quoteTo } = c
  let low = 0
  let high = quoteFrom.length
  while (low < high) {
    const mid = (low + high) >>> 1
    if (quoteFrom[mid]! < k0) low = mid + 1
    else high = mid
  }
  const l = low - 1
  const left = l >= 0 && quoteTo[l]! <= k0 && k0 - quoteTo[l]! < 25 ? [quoteFrom[l]!, quoteTo[l]!] : null
  const right = low < quoteFrom.length && quoteFrom[low]! - k1 < 40 ? [quoteFrom[low]!, quoteTo[low]!] : null
  if (left) out.add(left, 20)
  if (right) out.add(right, 21)
  if (left && right) out.add([...left, ...right], 22)
}

/** Possible contents of the cue `[k0, k1)`, given the source that was chosen for it. */
export function contentCandidates(t: Tagged, k0: number, k1: number, source: readonly number[]): Candidate[] {
  const c = t.columns
  const out = new Collector()
  addTaggerContents(t, k0, k1, out)
  addQuotes(c, k0, k1, out)
  const h = cueHead(c, k0, k1)
  const s0 = c.sentFrom[h]!
  const s1 = c.sentTo[h]!
  const cuts = cutsOf(k0, k1, source)
  for (let i = s0; i < s1; i++) {
    if (i >= k0 && i < k1) continue
    const parent = c.head[i]!
    if (parent < k0 || parent >= k1 || !CLAUSES.has(c.rel[i]!)) continue
    const whole = without(c, c.left[i]!, c.right[i]! + 1, cuts)
    if (whole.length > 0) out.add(whole, 30)
    // From the clause to the end of the sentence: adjuncts that the parser hung on the cue.
    if (i >= k1) {
      const tail = without(c, c.left[i]!, s1, cuts)
      if (tail.length > 0) out.add(tail, 31)
      if (whole.length === 2) addShorter(c, whole[0]!, whole[1]!, [], out, 44)
    }
    if (c.rel[c.left[i]!] !== undefined && CASES.has(c.rel[c.left[i]!]!)) {
      const bare = without(c, c.left[i]! + 1, c.right[i]! + 1, cuts)
      if (bare.length > 0) out.add(bare, 32)
    }
  }
  const up = c.head[h]!
  if (up >= 0) {
    const around = without(c, c.left[up]!, c.right[up]! + 1, cuts)
    if (around.length > 0) out.add(around, 33)
  }
  const after = without(c, k1, s1, cuts)
  if (after.length > 0) out.add(after, 34)
  const before = without(c, s0, k0, cuts)
  if (before.length > 0) out.add(before, 35)
  const rest = without(c, s0, s1, cuts)
  if (rest.length > 0) out.add(rest, 36)
  return out.list
}
