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
}

/** Finds the element that holds the main text: the subtree with the greatest sum of segment weights. */
export function chooseMain(segments: Segments): Choice {
  const roles = liftedRoles(segments)
  const weights = new Float64Array(segments.list.length)
  for (const [i, s] of segments.list.entries()) weights[i] = weigh(s, roles[i]!)
  const sums = subtreeSums(segments, weights)
  const root = bestElement(segments, sums)
  return { root, weights, roles, mass: sums[root] ?? 0 }
}

/** Share of all prose that makes a container marked as furniture or hidden the main text after all. */
const LIFT_FURNITURE = 0.5
const LIFT_COMMENTS = 0.9
const LIFT_HIDDEN = 0.8

/** Characters of a segment that are outside links, when it is long enough to be prose. */
const prose = (s: Segment): number =>
  s.text.length >= 60 && s.linked < s.text.length * 0.4 ? s.text.length - s.linked : 0

/**
 * Class names lie: `has-sidebar` on the body, `share-wrapper` around an article. A mark on an element that holds most of
 * the page's prose is taken back, for all that stands inside.
 */
function liftedRoles(segments: Segments): Int32Array {
  const { list, elements, parents, own } = segments
  const inside = new Float64Array(elements.length)
  let total = 0
  for (const s of list) {
    inside[s.element]! += prose(s)
    total += prose(s)
  }
  for (let e = elements.length - 1; e > 0; e--) inside[parents[e]!]! += inside[e]!
  const effective = new Int32Array(elements.length)
  for (let e = 0; e < elements.length; e++) {
    const above = e === 0 ? 0 : effective[parents[e]!]! & ~(Role.header | Role.meta)
    effective[e] = above | liftOne(own[e]!, total === 0 ? 0 : inside[e]! / total)
  }
  return Int32Array.from(list, (s) => effective[s.element]!)
}

function liftOne(own: number, share: number): number {
  let bits = own
  if (share > LIFT_FURNITURE) bits &= ~(Role.furniture | Role.caption | Role.meta)
  if (share > LIFT_COMMENTS) bits &= ~Role.comments
  if (share > LIFT_HIDDEN) bits &= ~Role.hidden
  return bits
}

/**
 * Weight of one segment. Prose counts by the hundred characters, up to a bound so that one long comment cannot
 * outweigh an article's many paragraphs; link lists and marked furniture count against the element they stand in.
 */
function weigh(s: Segment, roles: number): number {
  const length = s.text.length
  const links = length === 0 ? 0 : s.linked / length
  if (roles & (Role.hidden | Role.caption)) return 0
  if (roles & Role.comments) return -Math.min(2, length / 200)
  if (roles & Role.furniture) return -0.3
  if (links > 0.5) return -0.4
  if (s.level > 0 && length < 100) return 0.1
  const stops = count(s.text, /[.!?…](?=\s|$|["”’»])/g)
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
