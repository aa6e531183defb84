import type { Span } from '@wherefrom/schema'
import { foldWord } from './word.ts'

/** A word as the index keeps it, and where it stands. Its position is its place in the list. */
export interface Term extends Span {
  readonly term: string
}

/** Kinds of characters. `single`: scripts written without spaces, a term each. `inside`: part of a word, never its start. */
const KIND = { other: 0, letter: 1, digit: 2, inside: 3, single: 4, quote: 5 } as const

const SINGLE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const QUOTES = "'’ʼ′`‘ʹʿʾ＇"
/** Soft hyphen and joiners. */
const INVISIBLE = /\u00ad|\u200c|\u200d|\u2060/

/** Kinds of the characters of the first plane, found out when first met; 255 = not yet. */
const kinds = new Uint8Array(65536).fill(255)

function kindAt(text: string, i: number): number {
  const unit = text.charCodeAt(i)
  if (unit >>> 11 === 0x1b) return kindOf(String.fromCodePoint(text.codePointAt(i)!))
  const known = kinds[unit]!
  if (known !== 255) return known
  const kind = kindOf(text[i]!)
  kinds[unit] = kind
  return kind
}

function kindOf(char: string): number {
  if (QUOTES.includes(char)) return KIND.quote
  if (/\p{Nd}/u.test(char)) return KIND.digit
  if (/[\p{L}\p{N}]/u.test(char)) return SINGLE.test(char) ? KIND.single : KIND.letter
  return /\p{M}/u.test(char) || INVISIBLE.test(char) ? KIND.inside : KIND.other
}

const sizeAt = (text: string, i: number): number => (text.codePointAt(i)! > 0xffff ? 2 : 1)

/**
 * The terms of a text in order. Letters and digits that touch are two terms (`Shahed136`, `Shahed-136` and `Shahed 136` are
 * the same); `U.S.` is one; digits grouped by threes are one number; apostrophes are left out, `'s` with them.
 */
export function termsOf(text: string, from = 0, to = text.length): Term[] {
  const out: Term[] = []
  let i = from
  while (i < to) {
    const kind = kindAt(text, i)
    const start = i
    if (kind === KIND.letter) i = lettersEnd(text, i, to)
    else if (kind === KIND.digit) i = numberEnd(text, i, to)
    else i = Math.min(to, i + sizeAt(text, i))
    if (kind === KIND.letter || kind === KIND.digit || kind === KIND.single) push(out, text, start, i, kind)
  }
  return out
}

function push(out: Term[], text: string, start: number, end: number, kind: number): void {
  const word = text.slice(start, end)
  const term = foldWord(kind === KIND.letter ? plain(word) : kind === KIND.digit ? word.replace(NOT_DIGIT, '') : word)
  if (term !== '') out.push({ term, start, end })
}

const NOT_DIGIT = /[^\p{Nd}]/gu
const POSSESSIVE = /['’ʼ′`‘＇][sS]$/
const LEFT_OUT = /['’ʼ′`‘ʹʿʾ＇.]|\u00ad|\u200c|\u200d|\u2060/g

const plain = (word: string): string =>
  /^[A-Za-z]+$/.test(word) ? word : word.replace(POSSESSIVE, '').replace(LEFT_OUT, '')

/** End of a run of letters, with what belongs inside it: accents, apostrophes between letters, the stops of `U.S.A`. */
function lettersEnd(text: string, start: number, to: number): number {
  let i = start
  while (i < to) {
    const kind = kindAt(text, i)
    if (kind === KIND.letter || kind === KIND.inside) i += sizeAt(text, i)
    else if (kind === KIND.quote && i + 1 < to && kindAt(text, i + 1) === KIND.letter) i += 1
    else break
  }
  return i - start === 1 ? initialsEnd(text, i, to) : Math.min(i, to)
}

/** `U.S`, `e.g`: single letters with stops between them; `end` is behind the first letter. */
function initialsEnd(text: string, end: number, to: number): number {
  let i = end
  while (i + 1 < to && text[i] === '.' && kindAt(text, i + 1) === KIND.letter) {
    const next = i + 2 < to ? kindAt(text, i + 2) : KIND.other
    if (next === KIND.letter || next === KIND.inside || next === KIND.digit) break
    i += 2
  }
  return i
}

/** What stands between the thousands of a number. */
const GROUPING = ",.'’\u00a0\u202f\u2009"

/** End of a number: digits, and further groups of exactly three behind a first of at most three. */
function numberEnd(text: string, start: number, to: number): number {
  let i = digitsEnd(text, start, to)
  if (i - start > 3) return i
  while (i < to && GROUPING.includes(text[i]!)) {
    const end = digitsEnd(text, i + 1, to)
    if (end - i !== 4) break
    i = end
  }
  return i
}

function digitsEnd(text: string, start: number, to: number): number {
  let i = start
  while (i < to && kindAt(text, i) === KIND.digit) i += sizeAt(text, i)
  return Math.min(i, to)
}
