/**
 * Character classes of UTF-16 code units, worked out once per code unit and kept in one byte each. A surrogate pair is
 * one character of class LETTER or OTHER: nothing here or in the scanner ever stops between its halves.
 */
export const SPACE = 1
export const LETTER = 2
export const DIGIT = 3
export const APOSTROPHE = 4
export const DOT = 5
export const HYPHEN = 6
/** Punctuation that runs together with its like: `!!`, `--`, `***`. */
export const RUN = 7
export const OTHER = 8

const classes = new Uint8Array(0x10000)

function classify(unit: number): number {
  const c = String.fromCharCode(unit)
  if (/[\s\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]/u.test(c) || unit < 0x20 || unit === 0x7f) return SPACE
  if (/[\p{L}\p{M}\p{So}]/u.test(c)) return /\p{So}/u.test(c) ? OTHER : LETTER
  if (/\p{Nd}/u.test(c)) return DIGIT
  if (c === "'" || c === '\u2019') return APOSTROPHE
  if (c === '.') return DOT
  if (c === '-' || c === '\u2010' || c === '\u2011') return HYPHEN
  return '!?*=~+_<>#\u2013\u2014`|^'.includes(c) ? RUN : OTHER
}

/** Class of the code unit at `i`; SPACE past the end of the text. */
export function classAt(text: string, i: number): number {
  if (i >= text.length) return SPACE
  const unit = text.charCodeAt(i)
  let found = classes[unit]!
  if (found === 0) {
    found = (unit & 0xf800) === 0xd800 ? OTHER : classify(unit)
    classes[unit] = found
  }
  return found
}

/** Length in code units of the character at `i`: 2 for a whole surrogate pair. */
export function widthAt(text: string, i: number): number {
  const unit = text.charCodeAt(i)
  if ((unit & 0xfc00) !== 0xd800) return 1
  return (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00 ? 2 : 1
}

/** Is the code unit an upper-case letter? */
export function isUpperAt(text: string, i: number): boolean {
  const unit = text.charCodeAt(i)
  if (unit < 0x80) return unit >= 65 && unit <= 90
  const c = text[i] ?? ''
  return c !== c.toLowerCase()
}
