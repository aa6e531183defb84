import { isDash, isDigit, isLetter, isSpace } from './chars.ts'

/** Quotation marks that pair with each other share a family. */
export const DOUBLE = 0
export const SINGLE = 1
export const ANGLE = 2
export const SINGLE_ANGLE = 3

/** What a mark may do at its place: a bit set. */
export const OPENS = 1
export const CLOSES = 2

/** One quotation mark: `pos` and `length` in UTF-16 code units, `family`, and what its place lets it do. */
export interface Mark {
  readonly pos: number
  readonly length: number
  readonly family: number
  readonly role: number
}

/** Words that start with an apostrophe of their own, so that the apostrophe opens nothing. */
const ELISIONS = new Set(['em', 'tis', 'twas', 'til', 'cause', 'n', 'bout', 'cos', 'round', 'neath', 'twere', 'kay'])

/** Characters that may stand before an opening mark: start, space, opening bracket or mark, slash. */
function opensAfter(code: number): boolean {
  return (
    isSpace(code) ||
    code === 0x28 ||
    code === 0x5b ||
    code === 0x7b ||
    code === 0x2f ||
    code === 0x22 ||
    code === 0x27 ||
    code === 0x60 ||
    (code >= 0x2018 && code <= 0x201f) ||
    code === 0xab ||
    code === 0x2039
  )
}

/** Characters that may stand after a closing mark: end, space, punctuation, closing bracket or mark. */
function closesBefore(code: number): boolean {
  return !isLetter(code) && !isDigit(code) && code !== 0x24 && code !== 0xa3 && code !== 0x20ac && code !== 0x23
}

function isMark(code: number): boolean {
  return code === 0x22 || code === 0x27 || code === 0x60 || (code >= 0x2018 && code <= 0x201f)
}

/** What the neighbours allow an undirected mark at `[start, end)` to do; marks right beside it are looked through. */
function place(text: string, start: number, end: number, from: number, to: number): number {
  let b = start - 1
  while (b >= from && start - b <= 3 && isMark(text.charCodeAt(b))) b--
  let a = end
  while (a < to && a - end < 3 && isMark(text.charCodeAt(a))) a++
  const before = b >= from ? text.charCodeAt(b) : 0x20
  const after = a < to ? text.charCodeAt(a) : 0x20
  const right = isSpace(after) || (closesBefore(after) && !isDash(after) && !opensAfter(after))
  const left = opensAfter(before) || (isDash(before) && !right)
  if (left && !right) return OPENS
  if (!left && right) return CLOSES
  return OPENS | CLOSES
}

/** An apostrophe that stands for left-out letters (`'90s`, `'em`) at `pos + 1`. */
function elision(text: string, after: number, to: number): boolean {
  if (after < to && isDigit(text.charCodeAt(after)))
    return text.charCodeAt(after + 2) === 0x73 && !isDigit(text.charCodeAt(after + 3))
  let end = after
  while (end < to && end - after < 8 && isLetter(text.charCodeAt(end))) end++
  return ELISIONS.has(text.slice(after, end).toLowerCase())
}

/** Role of a single mark, which may be an apostrophe: 0 when it is one. */
function singlePlace(text: string, pos: number, from: number, to: number): number {
  const before = pos > from ? text.charCodeAt(pos - 1) : 0x20
  const after = pos + 1 < to ? text.charCodeAt(pos + 1) : 0x20
  const left = opensAfter(before) || isDash(before)
  const right = closesBefore(after)
  if (left && !right) return elision(text, pos + 1, to) ? 0 : OPENS
  if (!left && right) return CLOSES
  if (left && right && (after === 0x22 || after === 0x201c || after === 0x2e)) return OPENS
  return 0
}

/** A mark that leans one way by its shape, unless its neighbours say clearly otherwise. */
function leaning(shape: number, neighbours: number): number {
  return neighbours === OPENS || neighbours === CLOSES ? shape | neighbours : shape
}

/** The mark at `pos` of `text[from, to)`, or null when the character there is none. */
function markAt(text: string, pos: number, from: number, to: number): Mark | null {
  const mark = (length: number, family: number, role: number): Mark | null =>
    role === 0 ? null : { pos, length, family, role }
  const near = (length = 1): number => place(text, pos, pos + length, from, to)
  switch (text.charCodeAt(pos)) {
    case 0x22: // "
    case 0xff02:
      return mark(1, DOUBLE, near())
    case 0x201c: // left double, which closes after a low opening mark
      return mark(1, DOUBLE, leaning(OPENS, near()))
    case 0x201d: // right double
      return mark(1, DOUBLE, leaning(CLOSES, near()))
    case 0x201e: // low double
    case 0x201f:
      return mark(1, DOUBLE, OPENS)
    case 0xab:
      return mark(1, ANGLE, leaning(OPENS, near()))
    case 0xbb:
      return mark(1, ANGLE, leaning(CLOSES, near()))
    case 0x2039:
      return mark(1, SINGLE_ANGLE, leaning(OPENS, near()))
    case 0x203a:
      return mark(1, SINGLE_ANGLE, leaning(CLOSES, near()))
    case 0x60: // ` and ``
      if (text.charCodeAt(pos + 1) === 0x60 && pos + 1 < to) return mark(2, DOUBLE, OPENS)
      return mark(1, SINGLE, singlePlace(text, pos, from, to) & OPENS)
    case 0x27: // ' and ''
      if (text.charCodeAt(pos + 1) === 0x27 && pos + 1 < to) return mark(2, DOUBLE, near(2))
      return mark(1, SINGLE, singlePlace(text, pos, from, to))
    case 0x2018:
    case 0x201a:
    case 0x201b:
      return mark(1, SINGLE, singlePlace(text, pos, from, to) & OPENS)
    case 0x2019:
      return mark(1, SINGLE, singlePlace(text, pos, from, to) & CLOSES)
    default:
      return null
  }
}

/** Can this code unit be the start of a quotation mark? A quick test for the scan. */
function suspect(code: number): boolean {
  return (
    code === 0x22 ||
    code === 0x27 ||
    code === 0x60 ||
    code === 0xab ||
    code === 0xbb ||
    (code >= 0x2018 && code <= 0x201f) ||
    code === 0x2039 ||
    code === 0x203a ||
    code === 0xff02
  )
}

/** All quotation marks of `text[from, to)` in order; apostrophes are left out. */
export function findMarks(text: string, from: number, to: number): Mark[] {
  const marks: Mark[] = []
  for (let pos = from; pos < to; pos++) {
    if (!suspect(text.charCodeAt(pos))) continue
    const mark = markAt(text, pos, from, to)
    if (!mark) continue
    marks.push(mark)
    pos += mark.length - 1
  }
  return marks
}
