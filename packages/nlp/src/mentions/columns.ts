import type { Sentences, Tokens } from '@wherefrom/schema'
import { isDigit, isLetter, isLower, isUpper } from '../quotes/chars.ts'
import { GIVEN, type Lexicon, LISTS, LONGEST_NAME, NATIONALITY, ORG_HEAD, SAY, TITLE } from './lexicon.ts'
import { FOLD_START, foldInto, lowerCode, shapeHash, wordHash } from './words.ts'

/** Flags of a word's form. */
export const CAPITAL = 1
export const ALL_CAPITALS = 2
export const HAS_DIGIT = 4
export const HAS_HYPHEN = 8
export const FIRST = 16
export const ALPHA = 32
export const INNER_CAPITAL = 64

/** What the rest of the document shows about a word (after Chieu and Ng 2003). */
export const SEEN_LOWER = 1
export const SEEN_CAPITAL_INSIDE = 2
export const AFTER_TITLE = 4
export const AFTER_IN = 8
export const BEFORE_SAY = 16
export const AFTER_GIVEN = 32
export const BEFORE_ORG_HEAD = 64
export const AFTER_THE = 128
export const IN_BRACKETS = 256
export const BEFORE_POSSESSIVE = 512
export const AFTER_SAY = 1024
export const AFTER_NATIONALITY = 2048

/** What the tagger looks at, one value a token. Hashes are 32-bit, computed once. */
export interface Columns {
  readonly length: number
  readonly word: Int32Array
  readonly lower: Int32Array
  readonly shape: Int32Array
  /** Prefixes and suffixes of the lower-cased word, two to four characters. */
  readonly affixes: Int32Array
  readonly flags: Uint8Array
  readonly known: Uint8Array
  /** One byte a list: 0 not in it, 1 whole name, 2 its start, 3 inside, 4 its end. */
  readonly listed: Uint8Array
  readonly document: Uint16Array
  /** Word class, finely and coarsely cut; 0 where the word is not known. */
  readonly cluster: Uint16Array
  readonly coarse: Uint8Array
  /** First and last token of the run of capitalised words that a token is in; itself where it is in none. */
  readonly runStart: Int32Array
  readonly runEnd: Int32Array
  /** The same end where small words may join runs: `Ministry of Defence`. */
  readonly looseEnd: Int32Array
  /** 1 where the sentence is all in capitals or all in small letters, so that case tells nothing. */
  readonly caseless: Uint8Array
}

/** Word classes: hash of the lower-case word -> class number from 1, or 0. */
export interface ClusterLookup {
  find(lower: number): number
}

export const AFFIXES = 6
export const LIST_COUNT = LISTS.length

function formFlags(text: string, start: number, end: number): number {
  let upper = 0
  let lower = 0
  let flags = 0
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i)
    if (isDigit(code)) flags |= HAS_DIGIT
    else if (isUpper(code)) {
      upper++
      if (i > start) flags |= INNER_CAPITAL
    } else if (isLower(code)) lower++
    else if (code === 0x2d) flags |= HAS_HYPHEN
  }
  if (isUpper(text.charCodeAt(start))) flags |= CAPITAL
  if (upper > 1 && lower === 0) flags |= ALL_CAPITALS
  if (upper + lower === end - start) flags |= ALPHA
  return flags
}

function fillAffixes(out: Int32Array, at: number, text: string, start: number, end: number): void {
  let h = 0x811c9dc5
  for (let k = 0; k < 4; k++) {
    if (start + k < end) h = Math.imul(h ^ lowerCode(text.charCodeAt(start + k)), 0x01000193)
    if (k > 0) out[at + k - 1] = h
  }
  h = 0x7f4a7c15
  for (let k = 0; k < 4; k++) {
    if (end - 1 - k >= start) h = Math.imul(h ^ lowerCode(text.charCodeAt(end - 1 - k)), 0x01000193)
    if (k > 0) out[at + k + 2] = h
  }
}

/** Marks the longest listed names of a sentence, one list at a time, from left to right. */
function markNames(text: string, tokens: Tokens, columns: Columns, lexicon: Lexicon, from: number, to: number): void {
  const { listed, flags } = columns
  for (let i = from; i < to; i++) {
    if (!(flags[i]! & (CAPITAL | INNER_CAPITAL)) && !columns.caseless[i]) continue
    let h = FOLD_START
    for (let n = 1; n <= LONGEST_NAME && i + n <= to; n++) {
      const before = h
      h = foldInto(h, text, tokens.start[i + n - 1]!, tokens.end[i + n - 1]!)
      // A token without letters and figures adds nothing: a name neither starts nor ends with it.
      if (h === before) {
        if (n === 1) break
        continue
      }
      const lists = lexicon.names.get(h === 0 ? 1 : h)
      if (lists) markName(listed, lists, i, n)
    }
  }
}

function markName(listed: Uint8Array, lists: number, i: number, n: number): void {
  for (let list = 0; list < LIST_COUNT; list++) {
    if (!(lists & (1 << list))) continue
    const old = listed[i * LIST_COUNT + list]!
    if (old === 3 || old === 4) continue
    for (let k = 0; k < n; k++) listed[(i + k) * LIST_COUNT + list] = n === 1 ? 1 : k === 0 ? 2 : k === n - 1 ? 4 : 3
  }
}

const JOINTS = new Set(['of', 'and', 'for', 'the', '&', "'s", '’s', '-', 'on', 'de', 'in'].map((w) => wordHash(w)))

/** Runs of capitalised words, from right to left. */
function markRuns(columns: Columns, from: number, to: number): void {
  const { flags, lower, runStart, runEnd, looseEnd } = columns
  const big = (i: number): boolean => i < to && (flags[i]! & (CAPITAL | HAS_DIGIT)) !== 0
  for (let i = to - 1; i >= from; i--) {
    runEnd[i] = i
    looseEnd[i] = i
    if (!big(i)) continue
    if (big(i + 1)) {
      runEnd[i] = runEnd[i + 1]!
      looseEnd[i] = looseEnd[i + 1]!
    } else if (i + 1 < to && JOINTS.has(lower[i + 1]!)) {
      const next = big(i + 2) ? i + 2 : i + 2 < to && JOINTS.has(lower[i + 2]!) && big(i + 3) ? i + 3 : -1
      if (next > 0) looseEnd[i] = looseEnd[next]!
    }
  }
  for (let i = from; i < to; i++) runStart[i] = i > from && big(i) && big(i - 1) ? runStart[i - 1]! : i
}

const IN_WORDS = new Set(['in', 'near', 'across', 'throughout', 'outside', 'at', 'from', 'to'].map((w) => wordHash(w)))
const THE = wordHash('the')
const POSSESSIVES = new Set(["'s", '’s'].map((w) => wordHash(w)))
const OPEN_BRACKET = wordHash('(')
const CLOSE_BRACKET = wordHash(')')

/** Collects what the document shows about every capitalised word, and gives it to each of its tokens. */
function fillDocument(columns: Columns, sentences: Sentences): void {
  const { lower, flags, known, document, length } = columns
  const seen = new Map<number, number>()
  for (let s = 0; s < sentences.length; s++) {
    const from = sentences.from[s]!
    const to = sentences.to[s]!
    for (let i = from; i < to; i++) {
      const key = lower[i]!
      const before = seen.get(key) ?? 0
      if (!(flags[i]! & CAPITAL)) {
        if (flags[i]! & ALPHA && !(before & SEEN_LOWER)) seen.set(key, before | SEEN_LOWER)
        continue
      }
      let bits = before
      if (i > from) {
        const previous = lower[i - 1]!
        bits |= SEEN_CAPITAL_INSIDE
        if (known[i - 1]! & TITLE) bits |= AFTER_TITLE
        if (known[i - 1]! & GIVEN && flags[i - 1]! & CAPITAL) bits |= AFTER_GIVEN
        if (known[i - 1]! & SAY) bits |= AFTER_SAY
        if (known[i - 1]! & NATIONALITY) bits |= AFTER_NATIONALITY
        if (previous === THE) bits |= AFTER_THE
        if (IN_WORDS.has(previous)) bits |= AFTER_IN
        if (previous === OPEN_BRACKET && i + 1 < to && lower[i + 1] === CLOSE_BRACKET) bits |= IN_BRACKETS
      }
      if (i + 1 < to) {
        if (known[i + 1]! & SAY) bits |= BEFORE_SAY
        if (known[i + 1]! & ORG_HEAD && flags[i + 1]! & CAPITAL) bits |= BEFORE_ORG_HEAD
        if (POSSESSIVES.has(lower[i + 1]!)) bits |= BEFORE_POSSESSIVE
      }
      if (bits !== before) seen.set(key, bits)
    }
  }
  for (let i = 0; i < length; i++) document[i] = seen.get(lower[i]!) ?? 0
}

function markCaseless(text: string, tokens: Tokens, caseless: Uint8Array, from: number, to: number): void {
  let words = 0
  let capital = 0
  let upper = 0
  for (let i = from; i < to; i++) {
    const start = tokens.start[i]!
    if (!isLetter(text.charCodeAt(start)) || tokens.end[i]! - start < 3) continue
    words++
    if (isUpper(text.charCodeAt(start))) capital++
    if (isUpper(text.charCodeAt(start + 1))) upper++
  }
  if (words > 4 && (capital === 0 || upper > words * 0.7)) caseless.fill(1, from, to)
}

/** Computes the columns of a document. Linear in its length. */
export function makeColumns(
  text: string,
  tokens: Tokens,
  sentences: Sentences,
  lexicon: Lexicon,
  clusters: ClusterLookup | null,
  coarse: ClusterLookup | null,
): Columns {
  const n = tokens.length
  const columns: Columns = {
    length: n,
    word: new Int32Array(n),
    lower: new Int32Array(n),
    shape: new Int32Array(n),
    affixes: new Int32Array(n * AFFIXES),
    flags: new Uint8Array(n),
    known: new Uint8Array(n),
    listed: new Uint8Array(n * LIST_COUNT),
    document: new Uint16Array(n),
    cluster: new Uint16Array(n),
    coarse: new Uint8Array(n),
    runStart: new Int32Array(n),
    runEnd: new Int32Array(n),
    looseEnd: new Int32Array(n),
    caseless: new Uint8Array(n),
  }
  for (let i = 0; i < n; i++) {
    const start = tokens.start[i]!
    const end = tokens.end[i]!
    columns.lower[i] = wordHash(text, start, end)
    columns.shape[i] = shapeHash(text, start, end)
    columns.flags[i] = formFlags(text, start, end)
    columns.word[i] = columns.lower[i]! ^ Math.imul(columns.flags[i]! & 3, 0x5bd1e995)
    columns.known[i] = lexicon.words.get(columns.lower[i]!) ?? 0
    if (clusters) columns.cluster[i] = clusters.find(columns.lower[i]!)
    if (coarse) columns.coarse[i] = coarse.find(columns.lower[i]!)
    fillAffixes(columns.affixes, i * AFFIXES, text, start, end)
  }
  for (let s = 0; s < sentences.length; s++) {
    const from = sentences.from[s]!
    const to = sentences.to[s]!
    if (from < to) columns.flags[from]! |= FIRST
    markCaseless(text, tokens, columns.caseless, from, to)
    markNames(text, tokens, columns, lexicon, from, to)
    markRuns(columns, from, to)
  }
  fillDocument(columns, sentences)
  return columns
}
