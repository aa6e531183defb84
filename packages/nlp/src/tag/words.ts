import type { Tokens } from '@wherefrom/schema'
import { finish, mix } from '../model/features.ts'

/**
 * What the statistical stages look at in a word: hashes of its lower-cased form, its ends and its shape, one column each.
 * Computed once a document and shared by tagger, parser and name finder.
 */
export interface WordColumns {
  /** Lower-cased form, digits folded to 0. */
  readonly lower: Int32Array
  /** Form as written. */
  readonly form: Int32Array
  readonly suffix1: Int32Array
  readonly suffix2: Int32Array
  readonly suffix3: Int32Array
  readonly suffix4: Int32Array
  readonly prefix1: Int32Array
  readonly prefix2: Int32Array
  readonly prefix3: Int32Array
  /** Runs of upper, lower, digit and other characters, and a cap on length. */
  readonly shape: Int32Array
}

/** Bits of a character's class, for shapes. */
const OTHER = 1
const DIGIT = 2
const LOWER = 3
const UPPER = 4

function classOf(code: number): number {
  if (code >= 97 && code <= 122) return LOWER
  if (code >= 65 && code <= 90) return UPPER
  if (code >= 48 && code <= 57) return DIGIT
  if (code < 0xc0) return OTHER
  const c = String.fromCharCode(code)
  return c !== c.toLowerCase() ? UPPER : c !== c.toUpperCase() ? LOWER : OTHER
}

/** Lower case of one code unit; digits become `0`, typographic apostrophes `'`. */
function fold(code: number): number {
  if (code >= 97 && code <= 122) return code
  if (code >= 65 && code <= 90) return code + 32
  if (code >= 48 && code <= 57) return 48
  if (code === 0x2019 || code === 0x2018) return 39
  if (code < 0xc0) return code
  const low = String.fromCharCode(code).toLowerCase()
  return low.length === 1 ? low.charCodeAt(0) : code
}

/** Longest part of a word that is looked at; nothing real is longer, hostile text may be. */
const LONGEST = 40

export function wordColumns(text: string, tokens: Tokens): WordColumns {
  const n = tokens.length
  const column = (): Int32Array => new Int32Array(n)
  const c: WordColumns = {
    lower: column(),
    form: column(),
    suffix1: column(),
    suffix2: column(),
    suffix3: column(),
    suffix4: column(),
    prefix1: column(),
    prefix2: column(),
    prefix3: column(),
    shape: column(),
  }
  const folded = new Int32Array(LONGEST)
  for (let i = 0; i < n; i++) {
    const start = tokens.start[i]!
    const end = Math.min(tokens.end[i]!, start + LONGEST)
    const length = end - start
    let form = 0x811c9dc5
    let lower = 0x811c9dc5
    let shape = 7
    let previous = 0
    for (let k = 0; k < length; k++) {
      const code = text.charCodeAt(start + k)
      const low = fold(code)
      folded[k] = low
      form = Math.imul(form ^ code, 0x01000193)
      lower = Math.imul(lower ^ low, 0x01000193)
      if (k === 0) c.prefix1[i] = lower
      else if (k === 1) c.prefix2[i] = lower
      else if (k === 2) c.prefix3[i] = lower
      const kind = classOf(code)
      if (kind !== previous) shape = mix(shape, kind === OTHER ? code : kind)
      previous = kind
    }
    c.form[i] = finish(form)
    c.lower[i] = finish(lower)
    c.shape[i] = finish(mix(shape, Math.min(length, 4)))
    if (length < 2) c.prefix2[i] = lower
    if (length < 3) c.prefix3[i] = lower
    let suffix = 0x811c9dc5
    for (let k = 1; k <= 4; k++) {
      if (k <= length) suffix = Math.imul(suffix ^ folded[length - k]!, 0x01000193)
      if (k === 1) c.suffix1[i] = suffix
      else if (k === 2) c.suffix2[i] = suffix
      else if (k === 3) c.suffix3[i] = suffix
      else c.suffix4[i] = suffix
    }
  }
  return c
}
