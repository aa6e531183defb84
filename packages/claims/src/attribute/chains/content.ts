import type { Span, TokenRange } from '@wherefrom/schema'
import type { View } from './view.ts'

/** Marks, brackets and blanks that a content span neither starts nor ends with. */
const OUTER = new Set(' \t\n\r\u00a0,;:.…"“”\'‘’«»„—–-')

/** Length of the run of outer marks that a text starts with. */
function outerStart(text: string): number {
  let n = 0
  while (n < text.length && OUTER.has(text.charAt(n))) n++
  return n
}

/** The run of outer marks that a text ends with. */
function outerEnd(text: string): string {
  let n = text.length
  while (n > 0 && OUTER.has(text.charAt(n - 1))) n--
  return text.slice(n)
}

const LEAD_WORDS = new Set(['that'])

/** Total characters of spans. */
export const sizeOf = (spans: readonly Span[]): number => spans.reduce((sum, s) => sum + s.end - s.start, 0)

/** Is the character position inside one of the spans? */
export const holds = (spans: readonly Span[], at: number): boolean => spans.some((s) => at >= s.start && at < s.end)

/** Cuts `holes` out of `spans`; what is left, sorted. */
export function without(spans: readonly Span[], holes: readonly Span[]): Span[] {
  let left = [...spans]
  for (const hole of holes) {
    const next: Span[] = []
    for (const s of left) {
      if (hole.end <= s.start || hole.start >= s.end) {
        next.push(s)
        continue
      }
      if (hole.start > s.start) next.push({ start: s.start, end: hole.start })
      if (hole.end < s.end) next.push({ start: hole.end, end: s.end })
    }
    left = next
  }
  return left
}

/** Does the full stop at `end` belong to an abbreviation ("Inc.", "U.S.", "a.m.")? Then it stays inside. */
function endsInAbbreviation(text: string, start: number, end: number): boolean {
  return /(?:^|[\s(])(?:\p{L}\.){1,4}\p{L}\.$|\b(?:Inc|Corp|Ltd|Co|Jr|Sr|etc|No|St)\.$/u.test(
    text.slice(Math.max(start, end - 12), end),
  )
}

/** Trims blanks, outer quotation marks, closing comma and full stop, and a leading "that". A mark whose partner is inside stays. */
export function trim(view: View, s: Span): Span | null {
  let { start, end } = s
  for (let round = 0; round < 4; round++) {
    const piece = view.text.slice(start, end)
    const lead = piece.slice(0, outerStart(piece))
    const keepLead = /["“‘'„«]$/u.test(lead) && closesInside(view, start + lead.length - 1, end)
    start += keepLead ? lead.length - 1 : lead.length
    if (start >= end) return null
    const tail = outerEnd(view.text.slice(start, end))
    end = closed(view.text, start, keepTail(view, start, end, tail))
    const word = /^(\p{L}+)\s/u.exec(view.text.slice(start, Math.min(end, start + 12)))
    if (!word || !LEAD_WORDS.has(word[1]!.toLowerCase()) || round > 1 || !startsClause(view, start)) break
    start += word[0].length
  }
  return start < end ? { start, end } : null
}

/** "that" at `at` is a subordinator, not "that group". */
function startsClause(view: View, at: number): boolean {
  const i = tokenFrom(view, at)
  return i < view.n && view.start[i] === at && (view.rel(i) === 'mark' || view.upos(i) === 'SCONJ')
}

/** Index of the first token that starts at or after the character. */
export function tokenFrom(view: View, at: number): number {
  let low = 0
  let high = view.n
  while (low < high) {
    const mid = (low + high) >>> 1
    if (view.start[mid]! < at) low = mid + 1
    else high = mid
  }
  return low
}

/** A quotation that opens at `at` and closes before the end of the span stays as it is: only outer marks go. */
function closesInside(view: View, at: number, end: number): boolean {
  const quote = view.quotes.startingAt(at)
  if (!quote || quote.inner.end >= quote.end) return false
  const rest = view.text.slice(quote.end, end)
  return outerEnd(rest) !== rest
}

const BRACKETS: Readonly<Record<string, string>> = { ')': '(', ']': '[' }

/** Takes in the closing bracket after `end` whose opening one is inside ("the Levant (ISIL)"). */
function closed(text: string, start: number, end: number): number {
  const close = text.charAt(end)
  const open = BRACKETS[close]
  if (open === undefined) return end
  let depth = 0
  for (let i = start; i < end; i++) {
    const c = text.charAt(i)
    if (c === open) depth++
    else if (c === close && depth > 0) depth--
  }
  return depth > 0 ? end + 1 : end
}

function keepTail(view: View, start: number, end: number, tail: string): number {
  let cut = end - tail.length
  if (tail.startsWith('.') && endsInAbbreviation(view.text, start, cut + 1)) cut++
  const mark = /^[.,]?["”’'»]/u.exec(tail === '' ? view.text.slice(cut, cut + 2) : tail)
  if (!mark) return cut
  const close = cut + mark[0].length
  const partner = view.quotes.endingAt(close)
  return partner && partner.start > start ? close : cut
}

/** Removes editors' insertions, trims every piece and drops pieces without a word. */
export function tidy(view: View, spans: readonly Span[]): Span[] {
  const holes = spans.flatMap((s) => view.insertions.in(s.start, s.end)).filter((x) => view.text[x.start] === '(')
  const out: Span[] = []
  for (const s of without(spans, holes)) {
    const piece = trim(view, s)
    if (piece && /[\p{L}\p{N}]/u.test(view.slice(piece))) out.push(piece)
  }
  return out.sort((a, b) => a.start - b.start)
}

/** Conjunctions that open a pair ("both ... and") belong to the content. */
const PAIRED = new Set(['both', 'either', 'neither'])

/** The characters of a subtree without some of its parts, tidied. */
export function clauseContent(view: View, range: TokenRange, holes: readonly TokenRange[]): Span[] {
  if (range.from >= range.to) return []
  let from = range.from
  while (from < range.to - 1 && (view.isPunct(from) || (view.upos(from) === 'CCONJ' && !PAIRED.has(view.word[from]!))))
    from++
  return tidy(
    view,
    without(
      [view.span({ from, to: range.to })],
      holes.filter((h) => h.from < h.to).map((h) => view.span(h)),
    ),
  )
}

/** Joins spans that only blanks, commas or quotation marks separate. */
export function joinNear(view: View, spans: readonly Span[]): Span[] {
  const sorted = [...spans].sort((a, b) => a.start - b.start)
  const out: Span[] = []
  for (const s of sorted) {
    const last = out.at(-1)
    if (last && (s.start <= last.end || /^[\s,]*$/u.test(view.text.slice(last.end, s.start)))) {
      out[out.length - 1] = { start: last.start, end: Math.max(last.end, s.end) }
    } else out.push(s)
  }
  return out
}
