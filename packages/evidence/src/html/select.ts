import type { BlockKind } from '@wherefrom/schema'
import { findDates } from '../calendar/parse.ts'
import { dateAt } from '../text/dateline.ts'
import { isFurniture } from '../text/words.ts'
import { type Choice, LONGEST_CAPTION } from './choose.ts'
import type { Segment, Segments } from './segments.ts'
import { Role } from './vocabulary.ts'

/** A segment that stays, with its role in the document. */
export interface Kept {
  readonly segment: Segment
  readonly kind: BlockKind
}

/** Keeps what belongs to the article out of the main element's segments, and the standfirst above it, in page order. */
export function selectSegments(segments: Segments, choice: Choice): readonly Kept[] {
  const inside = insideOf(segments, choice.root)
  const kept: Weighed[] = []
  let first = -1
  for (const [i, segment] of segments.list.entries()) {
    if (!inside[segment.element]) continue
    if (first === -1) first = i
    const kind = kindOf(segment, choice.roles[i]!)
    if (kind) kept.push({ segment, kind, weight: choice.weights[i]! })
  }
  return [
    ...standfirst(segments, choice, first),
    ...trimEnds(kept, !choice.sure || (segments.own[choice.root]! & Role.body) !== 0),
  ]
}

interface Weighed extends Kept {
  readonly weight: number
}

/** How far above the main text a standfirst may stand, in segments. */
const LEAD_REACH = 40

/**
 * What stands between the last main heading and the main text, in whatever element: the standfirst, captions of the
 * picture at the head, and the line with the date.
 */
function standfirst(segments: Segments, choice: Choice, first: number): readonly Kept[] {
  const lead: Kept[] = []
  for (let i = first - 1; i >= Math.max(0, first - LEAD_REACH); i--) {
    const segment = segments.list[i]!
    if (segment.level === 1) return lead.reverse()
    const kind = leadKind(segment, choice.roles[i]!, choice.weights[i]!)
    if (kind && !(kind === 'dateline' && lead.some((k) => k.kind === kind))) lead.push({ segment, kind })
  }
  return []
}

/** Longest line with date and byline, in characters. */
const LONGEST_DATELINE = 140

function leadKind(s: Segment, roles: number, weight: number): BlockKind | null {
  const apart = roles & (Role.furniture | Role.comments | Role.hidden)
  if (!apart && s.text.length <= LONGEST_DATELINE && /\d/.test(s.text) && findDates(s.text, 'day-first', 1).length > 0)
    return 'dateline'
  const kind = kindOf(s, roles)
  if (kind === 'caption') return kind
  const prose = weight > 0.8 || (s.level > 0 && s.text.length > 80)
  return prose && (kind === 'paragraph' || kind === 'title') ? 'paragraph' : null
}

function insideOf(segments: Segments, root: number): Uint8Array {
  const inside = new Uint8Array(segments.elements.length)
  for (let e = 0; e < inside.length; e++) {
    if (e === root || (e > root && inside[segments.parents[e]!])) inside[e] = 1
  }
  return inside
}

/** The kind of a segment inside the main element, or null when it is furniture. */
function kindOf(s: Segment, roles: number): BlockKind | null {
  if (roles & (Role.furniture | Role.comments | Role.hidden)) return null
  const length = s.text.length
  const links = s.linked / length
  if (roles & Role.caption && length < LONGEST_CAPTION) return 'caption'
  if (roles & Role.figure && length < 300) return 'caption'
  if (roles & Role.meta && length < 250) return null
  if (isFurniture(s.text)) return null
  if (length <= 60 && isDateline(s.text)) return 'dateline'
  if (length < 250 && isPictureNote(s.text)) return 'caption'
  if (roles & Role.table && roles & Role.body) return 'paragraph'
  if (links > 0.8 && (length < 200 || roles & Role.list)) return null
  if (links > 0.5 && roles & Role.list) return null
  if (s.level > 0) return 'title'
  if (roles & Role.quote) return 'quote'
  return roles & Role.list ? 'list' : 'paragraph'
}

/** A full date with hardly anything else beside it, or after a place. */
function isDateline(text: string): boolean {
  const found = findDates(text, 'day-first', 1)[0]
  if (found === undefined) return false
  return text.length - (found.end - found.start) <= 16 || dateAt(text)?.end === text.length
}

/** "Figure 4: ...", or a maker's mark at the end of a short note. */
function isPictureNote(text: string): boolean {
  if (/^(?:Abbildung|Abb\.|Figure|Fig\.|Bild|Foto|Rys\.|Fot\.)(?: \d{1,3})? ?[:.] /.test(text)) return true
  const mark = Math.max(
    text.lastIndexOf('©'),
    text.lastIndexOf('(c)'),
    text.lastIndexOf('('),
    text.lastIndexOf('/'),
    text.lastIndexOf('|'),
  )
  const tail = mark === -1 ? '' : text.slice(mark)
  return tail.length >= 3 && tail.length < 64 && MAKER.test(tail) && !/[.!?]/.test(tail.slice(1, -2))
}

const MAKER = /^(?:©|\(c\)|[(/|] ?(?:Fotos?|Bild|Photos?|Fot\.|Image|Quelle|Grafik)\b)/

/**
 * Headings and scraps before the first and after the last piece of prose lead to something else. In an element that the
 * page itself marks as the article's text, short paragraphs stay.
 */
function trimEnds(kept: readonly Weighed[], marked: boolean): readonly Kept[] {
  const stays = ({ kind, weight, segment }: Weighed) =>
    weight > 0.3 || kind === 'caption' || (marked && kind !== 'title' && segment.linked < segment.text.length * 0.5)
  const start = kept.findIndex(stays)
  if (start === -1) return kept.map(({ segment, kind }) => ({ segment, kind }))
  const end = kept.findLastIndex(stays) + 1
  return kept
    .filter(({ kind }, i) => (i >= start && i < end) || (i < start && kind === 'dateline'))
    .map(({ segment, kind }) => ({ segment, kind }))
}
