import type { Span } from '@wherefrom/schema'
import { isLower, isSpace, isUpper } from './chars.ts'
import { CLOSES, type Mark, OPENS, SINGLE } from './marks.ts'

/** A pair found in one block. `close` is null where the closing mark is missing. */
export interface Pair {
  readonly open: Mark
  readonly close: Mark | null
  /** Where the quoted words end: start of the closing mark, or the end of what an unclosed mark holds. */
  readonly innerEnd: number
}

export interface BlockPairs {
  readonly pairs: readonly Pair[]
  /** An opening mark that nothing closes in this block: the lowest one of the nesting. */
  readonly unclosed: Mark | null
}

/** No real single-quoted stretch is longer (code units); beyond it the marks were apostrophes. */
const LONGEST_SINGLE = 2000

/** Punctuation before or after a closing mark that makes an end of quotation sure. */
const SURE_BEFORE = ',.!?;'
const SURE_AFTER = ',.!?;:)'

/** A plural possessive looks like a closing mark: `workers' union`. */
function possessive(text: string, mark: Mark): boolean {
  const before = text.charCodeAt(mark.pos - 1)
  if (before !== 0x73 && before !== 0x53) return false
  return isSpace(text.charCodeAt(mark.pos + 1)) && isLower(text.charCodeAt(mark.pos + 2))
}

/** Does a sure closing single mark follow before the next opening one? Looks at a few marks only. */
function sureCloserFollows(text: string, marks: readonly Mark[], at: number): boolean {
  for (let k = at + 1; k < marks.length && k < at + 6; k++) {
    const mark = marks[k]!
    if (mark.family !== SINGLE) continue
    if (mark.role === OPENS) return false
    const before = text.charAt(mark.pos - 1)
    const after = text.charAt(mark.pos + mark.length)
    if (SURE_BEFORE.includes(before) || after === '' || SURE_AFTER.includes(after)) return true
  }
  return false
}

/** Among straight marks of one family, are the next two both closing ones? Then a quotation inside one begins here. */
function nestsHere(marks: readonly Mark[], at: number): boolean {
  let closing = 0
  for (let k = at + 1; k < marks.length && k < at + 8; k++) {
    const mark = marks[k]!
    if (mark.family !== marks[at]!.family) continue
    if (mark.role !== CLOSES) return false
    if (++closing === 2) return true
  }
  return false
}

/** End of the sentence that `from` is in, for a quotation without a closing mark. Never beyond `to`. */
export function sentenceEnd(text: string, from: number, to: number): number {
  for (let i = from + 1; i < to; i++) {
    const code = text.charCodeAt(i)
    if (code !== 0x2e && code !== 0x21 && code !== 0x3f) continue
    if (!isLower(text.charCodeAt(i - 1)) && text.charCodeAt(i - 1) !== 0x29) continue
    let next = i + 1
    while (next < to && isSpace(text.charCodeAt(next))) next++
    if (next >= to || (next > i + 1 && isUpper(text.charCodeAt(next)))) return i + 1
  }
  return to
}

/** Index in `stack` of the mark that `mark` closes, or -1. Only the nearest mark of its family counts. */
function closed(stack: readonly Mark[], mark: Mark): number {
  for (let k = stack.length - 1; k >= 0; k--) {
    const open = stack[k]!
    if (open.family !== mark.family) continue
    if (open.pos + open.length >= mark.pos) return -1
    return mark.family === SINGLE && mark.pos - open.pos > LONGEST_SINGLE ? -1 : k
  }
  return -1
}

/**
 * Pairs the marks of one block. `carried`: a mark already open at the block's start (a quotation that goes on without
 * repeating its mark). A mark that can close something does; a mark that can only open while its like is open either
 * nests (two closing marks follow) or shows that the former was never closed.
 */
export function matchMarks(text: string, marks: readonly Mark[], to: number, carried: Mark | null): BlockPairs {
  const stack: Mark[] = carried ? [carried] : []
  const pairs: Pair[] = []
  for (let at = 0; at < marks.length; at++) {
    const mark = marks[at]!
    const opener = mark.role & CLOSES ? closed(stack, mark) : -1
    if (opener >= 0) {
      if (mark.family === SINGLE && possessive(text, mark) && sureCloserFollows(text, marks, at)) continue
      const open = stack[opener]!
      pairs.push({ open, close: mark, innerEnd: mark.pos })
      stack.length = opener
    } else if (mark.role & OPENS) {
      const same = stack.findLastIndex((m) => m.family === mark.family)
      if (same >= 0 && !nestsHere(marks, at)) {
        const lost = stack[same]!
        if (lost.family !== SINGLE) pairs.push(unclosedPair(text, lost, mark.pos))
        stack.length = same
      }
      stack.push(mark)
    }
  }
  const unclosed = stack.find((m) => m.family !== SINGLE) ?? stack[0] ?? null
  return { pairs: pairs.filter((p) => p.innerEnd > p.open.pos + p.open.length && p.innerEnd <= to), unclosed }
}

/** What an opening mark without a closing one holds: its sentence, and nothing from `limit` on. */
export function unclosedPair(text: string, open: Mark, limit: number): Pair {
  let end = sentenceEnd(text, open.pos + open.length, limit)
  while (end > open.pos && isSpace(text.charCodeAt(end - 1))) end--
  return { open, close: null, innerEnd: end }
}

/** The whole span of a pair, marks included. */
export function pairSpan(pair: Pair): Span {
  return { start: pair.open.pos, end: pair.close ? pair.close.pos + pair.close.length : pair.innerEnd }
}
