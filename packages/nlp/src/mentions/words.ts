import { isDigit, isLetter, isUpper } from '../quotes/chars.ts'

/** Lower case of one code unit; a curly apostrophe is a straight one. */
export function lowerCode(code: number): number {
  if (code < 0x80) return code >= 0x41 && code <= 0x5a ? code + 32 : code
  return code === 0x2019 ? 0x27 : String.fromCharCode(code).toLowerCase().charCodeAt(0)
}

/** FNV-1a of `text[start, end)` in lower case, every digit as 0. Never 0. */
export function wordHash(text: string, start = 0, end = text.length): number {
  let h = 0x811c9dc5
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i)
    h = Math.imul(h ^ (isDigit(code) ? 0x30 : lowerCode(code)), 0x01000193)
  }
  return h === 0 ? 1 : h
}

const FOLD_START = 0x2f0b4c47

/** Goes on with a folded hash: letters and digits in lower case; spaces, hyphens, full stops and accents' marks skipped. */
export function foldInto(h: number, text: string, start: number, end: number): number {
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i)
    if (isDigit(code) || isLetter(code)) h = Math.imul(h ^ lowerCode(code), 0x01000193)
  }
  return h
}

/** Hash of a whole name that does not mind spacing, hyphens and full stops: `al-Qaeda` = `Al Qaeda`, `U.S.` = `US`. */
export function foldedHash(name: string): number {
  const h = foldInto(FOLD_START, name, 0, name.length)
  return h === 0 ? 1 : h
}

export { FOLD_START }

/** Shape of a word with runs collapsed: X upper case, x lower case, 0 digit, else the character. `T-72B3` = `X-0X0`. */
export function shapeHash(text: string, start: number, end: number): number {
  let h = 0x811c9dc5
  let last = 0
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i)
    const kind = isDigit(code) ? 0x30 : isUpper(code) ? 0x58 : isLetter(code) ? 0x78 : code
    if (kind === last) continue
    h = Math.imul(h ^ kind, 0x01000193)
    last = kind
  }
  return h === 0 ? 1 : h
}

/** A word with a capital at its start or after a small particle (`al-Assad`). */
export const CAPITAL_WORD = /^(?:\p{Ll}{1,3}-)?\p{Lu}/u
