import type { BlockKind, MetadataCandidate, Span } from '@wherefrom/schema'
import { isVerbless, splitCaptions } from './captions.ts'
import { dateAt, placeAt } from './dateline.ts'
import { LIST_ITEM, type Paragraph, trim } from './paragraphs.ts'
import { isFurniture, SAYING } from './words.ts'

/** A block before it has its place in the bytes, with the metadata that it offers. */
export interface Piece extends Span {
  readonly kind: BlockKind
  readonly candidates: readonly MetadataCandidate[]
}

/** Headlines are shorter than this, sub-headlines shorter still. In characters. */
const TITLE_MOST = 220
const SUBTITLE_MOST = 90
/** Datelines and bylines stand in the first lines only. */
const OPENING = 5
/** Captions above the running text stand in the first paragraphs. */
const HEAD = 12

const ENDS_SENTENCE = /[.!;…][\])"”’']{0,2}$/
const ENDS_OPEN = /[,:-]$/

/** Gives every paragraph of a text its role where it has none yet, splitting those that hold several. */
export function pieces(text: string, paragraphs: readonly Paragraph[]): readonly Piece[] {
  const found = paragraphs.findIndex((p) => p.kind !== 'boilerplate')
  const lead = found === -1 ? paragraphs.length : found
  const out: Piece[] = paragraphs.slice(0, lead).map((p) => piece('boilerplate', p))
  const body = paragraphs.slice(lead)
  const hasTitle = body[0]?.kind === undefined ? isTitle(text, body) : body[0].kind === 'title'
  for (const [i, p] of body.entries()) {
    if (p.kind) out.push(piece(p.kind, p))
    else if (i === 0 && hasTitle) out.push(titlePiece(text, p))
    else roles(text, p, i, body, hasTitle, out)
  }
  return out
}

function titlePiece(text: string, p: Span): Piece {
  const value = text.slice(p.start, p.end).replace(/\s+/g, ' ')
  return piece('title', p, [{ field: 'title', value, from: 'title', start: p.start, end: p.end }])
}

const piece = (kind: BlockKind, s: Span, candidates: readonly MetadataCandidate[] = []): Piece => ({
  kind,
  start: s.start,
  end: s.end,
  candidates,
})

/** The first line is a title when it is no sentence, no dateline and no list item, and something longer follows. */
function isTitle(text: string, paragraphs: readonly Paragraph[]): boolean {
  const [first, ...rest] = paragraphs
  if (!first || rest.length === 0) return false
  const line = text.slice(first.start, first.end)
  if (line.length > TITLE_MOST || ENDS_SENTENCE.test(line) || ENDS_OPEN.test(line) || LIST_ITEM.test(line)) return false
  if (!/[\p{Lu}\p{Lo}\d"“‘'«]/u.test(line[0]!) || line.split(' ').filter((w) => /\p{L}/u.test(w)).length < 2)
    return false
  if (dateAt(line) || placeAt(line) || BYLINE.test(line) || isFurniture(line)) return false
  return rest.some((p) => p.end - p.start > line.length * 0.8)
}

const BYLINE =
  /^(?:By|BY|Written by|Reported by|Reporting by|Text by|From)[: ]\s?\p{Lu}[\p{L}.'’-]{0,25}(?:[ ,]{1,2}(?:and |& |de |van |von |al-)?\p{Lu}[\p{L}.'’-]{0,25}){1,7}\s?$/u

function roles(
  text: string,
  p: Paragraph,
  i: number,
  all: readonly Paragraph[],
  hasTitle: boolean,
  out: Piece[],
): void {
  const opening = i < OPENING
  let from = p.start
  const seen = (kind: BlockKind) => out.some((o) => o.kind === kind)
  const dated = opening && !seen('paragraph') ? dateAt(text.slice(from, p.end)) : null
  if (dated) from = takeDateline(text, from, dated, out)
  const place = opening && !seen('paragraph') ? placeAt(text.slice(from, p.end)) : null
  if (place) from = takeDateline(text, from, place, out)
  const rest = trim(text, from, p.end)
  if (!rest) return
  const line = text.slice(rest.start, rest.end)
  const parts = splitCaptions(line)
  const whole = dated || place || parts.length > 1 ? null : lineRole(line, i, all, text, hasTitle, out)
  if (whole) out.push(whole === 'byline' ? byline(line, rest) : piece(whole, rest))
  else for (const part of parts) out.push(piece(part.kind, shift(part, rest.start)))
}

const shift = (s: Span, by: number): Span => ({ start: s.start + by, end: s.end + by })

function takeDateline(
  text: string,
  from: number,
  found: { readonly end: number; readonly date: string | null; readonly agency: string | null },
  out: Piece[],
): number {
  const at = { start: from, end: from + found.end }
  const candidates: MetadataCandidate[] = []
  if (found.date)
    candidates.push({
      field: 'published',
      value: found.date,
      from: 'dateline',
      raw: text.slice(at.start, at.end),
      ...at,
    })
  if (found.agency) candidates.push({ field: 'outlet', value: found.agency, from: 'dateline', ...at })
  out.push(piece('dateline', at, candidates))
  let next = at.end
  while (next < text.length && /[\s|·•,]/.test(text[next]!) && text[next] !== '\n') next++
  return next
}

/**
 * What the beginning of a paragraph near the head of a document is: its role, where it ends and where the rest begins.
 * Offsets count from the paragraph's start; `kind` is null where it is running text from its first character.
 */
export function opening(text: string): {
  readonly kind: 'dateline' | 'credit' | null
  readonly end: number
  readonly next: number
  readonly candidates: readonly MetadataCandidate[]
} {
  const out: Piece[] = []
  const found = dateAt(text) ?? placeAt(text)
  if (found) {
    const next = takeDateline(text, 0, found, out)
    return { kind: 'dateline', end: out[0]!.end, next, candidates: out[0]!.candidates }
  }
  if (!BYLINE.test(text)) return { kind: null, end: 0, next: 0, candidates: [] }
  const { end, candidates } = byline(text, { start: 0, end: text.length })
  return { kind: 'credit', end, next: end, candidates }
}

/** Names of a byline. After a single comma stands the outlet, not a second author: `By Ada Brun, The Quay`. */
function byline(line: string, at: Span): Piece {
  const names = line.replace(/^(?:Written by|Reported by|Reporting by|Text by|From|By|BY)[: ]\s?/, '')
  const [first = '', second, ...more] = names.split(',').map((n) => n.trim())
  const outlet = second !== undefined && more.length === 0 && !/ and | & /.test(names) ? second : null
  const authors = (outlet === null ? names : first).split(/,| and | & /).map((n) => n.trim())
  const candidates = authors
    .filter((n) => /\s/.test(n))
    .map((value): MetadataCandidate => ({ field: 'author', value, from: 'text', ...at }))
  if (outlet) candidates.push({ field: 'outlet', value: outlet, from: 'text', ...at })
  return piece('credit', at, candidates)
}

/** The role of a line as a whole, or null when it is running text (which may still hold captions and credits). */
function lineRole(
  line: string,
  i: number,
  all: readonly Paragraph[],
  text: string,
  hasTitle: boolean,
  out: readonly Piece[],
): BlockKind | 'byline' | null {
  if (i < OPENING && BYLINE.test(line)) return 'byline'
  if (isFurniture(line)) return 'boilerplate'
  if (LIST_ITEM.test(line)) return 'list'
  if (line.startsWith('>')) return 'quote'
  if (isPullQuote(line)) return 'caption'
  if (isLooseCaption(line, i, out)) return 'caption'
  return hasTitle && isSubtitle(line, i, all, text) ? 'title' : null
}

/** A line of nothing but a quotation and its speaker's name after it: repeated from the text for show. */
function isPullQuote(line: string): boolean {
  if (line.length > 300 || !/^["“]/.test(line)) return false
  const close = line.search(/["”](?=\s|$)/)
  const speaker = line.slice(close + 1).trim()
  const [name = ''] = speaker.split(',')
  if (close < 10 || speaker.length > 140 || SAYING.test(speaker) || /[.!?]$/.test(speaker)) return false
  return /^(?:[-–—~]\s?)?\p{Lu}[\p{L} .'’-]{1,60}$/u.test(name) && name.split(' ').length <= 6
}

/**
 * A line of its own without a finite verb: a caption when it points into a picture ("(left)", "pictured") or when it
 * stands above the running text and says where or when.
 */
function isLooseCaption(line: string, i: number, out: readonly Piece[]): boolean {
  if (line.length > 200 || /["“”?]/.test(line) || !isVerbless(line)) return false
  if (
    /\((?:left|right|centre|center|L|R|file|above|below|pictured|[lr]-[lr])\)|\bpictured\b|\bfile photo\b/i.test(line)
  )
    return true
  if (i >= HEAD || out.some((o) => o.kind === 'paragraph') || !/[.\d)]$/.test(line)) return false
  if (/\p{L}{2}ed\b/u.test(line) || line.length > 110) return false
  return /\s.*\s.*\s/.test(line) && /\b(?:19|20)\d\d\b|\b(?:at|in|near|on|outside|from) (?:the )?\p{Lu}/u.test(line)
}

/** A short line that is no sentence, between longer paragraphs. */
function isSubtitle(line: string, i: number, all: readonly Paragraph[], text: string): boolean {
  if (line.length > SUBTITLE_MOST || ENDS_SENTENCE.test(line) || ENDS_OPEN.test(line)) return false
  if (!/^[\p{Lu}\d"“‘]/u.test(line) || splitCaptions(line).some((p) => p.kind !== 'paragraph')) return false
  const next = all[i + 1]
  return next !== undefined && next.end - next.start > line.length && !/^["“]/.test(text.slice(i, i + 1))
}
