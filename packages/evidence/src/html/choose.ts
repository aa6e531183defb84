import type { Segment, Segments } from './segments.ts'
import { Role } from './vocabulary.ts'

/** How each segment was judged, and the element that holds the main text. */
export interface Choice {
  /** Index into `Segments.elements`. */
  readonly root: number
  /** One weight for each segment: positive reads like running text, negative like furniture. */
  readonly weights: Float64Array
  /** Roles after furniture marks on containers of most of the text were lifted. */
  readonly roles: Int32Array
  /** Sum of positive weights inside the root. */
  readonly mass: number
  /** False when the text was not found by its prose but by less certain means. */
  readonly sure: boolean
}

/** Below this sum there is no running text to speak of, and the next way of weighing is tried. */
const LEAST_MASS = 2

/**
 * Finds the element that holds the main text: the subtree with the greatest sum of segment weights. Pages with hardly
 * any prose (dialogue, lists, notes) are weighed again by plain length, and at last with the furniture.
 */
export function chooseMain(segments: Segments): Choice {
  const roles = liftedRoles(segments)
  markTeasers(segments, roles)
  const strict = chooseBy(segments, roles, weigh)
  if (strict.mass >= LEAST_MASS) return strict
  const loose = chooseBy(segments, roles, weighByLength)
  if (loose.mass >= LEAST_MASS / 2) return { ...loose, sure: false }
  const open = roles.map((r) => r & ~(Role.furniture | Role.comments | Role.hidden | Role.caption))
  return { ...chooseBy(segments, open, weighByLength), sure: false }
}

function chooseBy(segments: Segments, roles: Int32Array, weight: (s: Segment, roles: number) => number): Choice {
  const weights = Float64Array.from(segments.list, (s, i) => weight(s, roles[i]!))
  const sums = subtreeSums(segments, weights)
  const root = bestElement(segments, sums)
  return { root, weights, roles, mass: sums[root] ?? 0, sure: true }
}

function weighByLength(s: Segment, roles: number): number {
  if (roles & (Role.hidden | Role.comments | Role.furniture)) return 0
  return s.linked > s.text.length * 0.5 ? -0.1 : Math.min(2, s.text.length / 60)
}

/** Share of all prose that makes a container marked as furniture or hidden the main text after all. */
const LIFT_FURNITURE = 0.5
const LIFT_MARKED = 0.3
const LIFT_COMMENTS = 0.9
const LIFT_HIDDEN = 0.8

/** Characters of a segment that are outside links, when it is long enough to be prose. */
function prose(s: Segment): number {
  const length = s.text.length
  return length * density(s.text) >= 60 && s.linked < length * 0.4 ? length - s.linked : 0
}

/** How much one character says: Chinese, Japanese and Korean write about as much in one as alphabets do in 2.5. */
const density = (text: string): number =>
  /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/.test(text.slice(0, 40)) ? 2.5 : 1

/**
 * Class names lie: `has-sidebar` on the body, `share-wrapper` around an article. A mark on an element that holds most of
 * the page's prose is taken back, for all that stands inside.
 */
function liftedRoles(segments: Segments): Int32Array {
  const { list, elements, parents, own } = segments
  const inside = new Float64Array(elements.length)
  const marked = new Float64Array(elements.length)
  let total = 0
  for (const s of list) {
    const n = prose(s)
    inside[s.element]! += n
    total += n
  }
  for (let e = elements.length - 1; e > 0; e--) {
    if (own[e]! & (Role.body | Role.article)) marked[e] = inside[e]!
    inside[parents[e]!]! += inside[e]!
    marked[parents[e]!]! += marked[e]!
  }
  const effective = new Int32Array(elements.length)
  for (let e = 0; e < elements.length; e++) {
    const above = e === 0 ? 0 : effective[parents[e]!]! & ~(Role.header | Role.meta)
    effective[e] = above | liftOne(own[e]!, ratio(inside[e]!, total), ratio(marked[e]!, total))
  }
  return Int32Array.from(list, (s) => effective[s.element]!)
}

const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)

/** `share`: of the page's prose, what stands in the element; `marked`: what stands in it in elements marked as text. */
function liftOne(own: number, share: number, marked: number): number {
  let bits = own
  if (share > LIFT_FURNITURE || marked > LIFT_MARKED) bits &= ~(Role.furniture | Role.caption | Role.meta)
  if (share > LIFT_COMMENTS) bits &= ~Role.comments
  if (share > LIFT_HIDDEN) bits &= ~Role.hidden
  return bits
}

/** What is marked as a caption but longer than this is text beside a picture. In characters. */
export const LONGEST_CAPTION = 350

/** A teaser's text is at most this long, in characters. */
const TEASER = 600

/**
 * A heading that is a link as a whole leads to another page, and so does the text in its box: the largest element around
 * it that holds no other heading and little text.
 */
function markTeasers(segments: Segments, roles: Int32Array): void {
  const { list, elements, parents } = segments
  const length = new Int32Array(elements.length)
  const headings = new Int32Array(elements.length)
  for (const s of list) {
    length[s.element]! += s.text.length
    if (s.level > 0) headings[s.element]!++
  }
  for (let e = elements.length - 1; e > 0; e--) {
    length[parents[e]!]! += length[e]!
    headings[parents[e]!]! += headings[e]!
  }
  const box = new Uint8Array(elements.length)
  for (const s of list) {
    if (s.level < 2 || s.linked < s.text.length * 0.9) continue
    let e = s.element
    while (e > 0 && headings[parents[e]!]! <= 1 && length[parents[e]!]! <= TEASER) e = parents[e]!
    box[e] = 1
  }
  for (let e = 1; e < box.length; e++) if (box[parents[e]!]) box[e] = 1
  for (const [i, s] of list.entries()) if (box[s.element]) roles[i]! |= Role.furniture
}

/**
 * Weight of one segment. Prose counts by the hundred characters, up to a bound so that one long comment cannot
 * outweigh an article's many paragraphs; link lists and marked furniture count against the element they stand in.
 */
function weigh(s: Segment, roles: number): number {
  const length = s.text.length * density(s.text)
  const links = s.linked / s.text.length
  if (roles & Role.hidden || (roles & Role.caption && length < LONGEST_CAPTION)) return 0
  if (roles & Role.comments) return -Math.min(2, length / 200)
  if (roles & Role.furniture) return -0.3
  if (links > 0.5) return -0.4
  if (s.level > 0 && length < 100) return 0.1
  const stops = count(s.text, /[.!?…](?=\s|$|["”’»])|[。！？]/g)
  const commas = count(s.text, /[,،、，;]/g)
  const inBody = roles & Role.body ? 1.2 : 1
  if (length >= 80 || (length >= 40 && stops > 0)) {
    return inBody * Math.min(6, 0.5 + length / 150 + 0.2 * commas + 0.1 * stops) * (1 - links)
  }
  return length < 25 ? -0.15 : -0.05
}

function count(text: string, pattern: RegExp): number {
  return text.slice(0, 2000).match(pattern)?.length ?? 0
}

function subtreeSums(segments: Segments, weights: Float64Array): Float64Array {
  const sums = new Float64Array(segments.elements.length)
  for (const [i, s] of segments.list.entries()) sums[s.element]! += weights[i]!
  for (let e = segments.elements.length - 1; e > 0; e--) sums[segments.parents[e]!]! += sums[e]!
  return sums
}

/**
 * The element with the greatest sum, the innermost of equals. An element that the page itself marks as the article's
 * text is preferred when it holds most of that sum.
 */
function bestElement(segments: Segments, sums: Float64Array): number {
  let best = 0
  let marked = -1
  for (let e = 0; e < sums.length; e++) if (sums[e]! >= sums[best]!) best = e
  for (let e = 0; e < sums.length; e++) {
    const own = segments.own[e]!
    if (!(own & Role.body) || own & (Role.comments | Role.hidden)) continue
    if (sums[e]! > sums[best]! * MARKED_SHARE && (marked === -1 || sums[e]! > sums[marked]!)) marked = e
  }
  return marked === -1 ? best : marked
}

const MARKED_SHARE = 0.6
