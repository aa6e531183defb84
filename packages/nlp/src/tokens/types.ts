import { hashText } from '../model/features.ts'

/** Flags of a word type. */
export const UPPER_FIRST = 1
export const HAS_DIGIT = 2
export const HAS_LETTER = 4
export const HAS_HYPHEN = 8
export const ALL_UPPER = 16

/** Number of 32-bit columns of a type: its hash first; prefixes (3 to 5) and suffixes (6 to 10) lie side by side. */
const COLUMNS = 16
export const LOWER = 1
export const SHAPE = 2
export const PREFIX1 = 3
export const SUFFIX1 = 6
export const CLUSTER = 11
export const COARSE = 12
export const FLAGS = 13
export const CHECK = 14

/** Looks a word up by the hash of its lower-case form: cluster ids, or 0. */
export interface WordTable {
  find(lower: number): number
}

const NONE: WordTable = { find: () => 0 }

/**
 * Word types (distinct forms) with everything about them that does not depend on context, worked out once. Type 0 is the
 * edge of a sentence. A form is known by two independent 32-bit hashes. The table outlives a document; `trim` empties it
 * when it has grown beyond what a document needs, which changes no result.
 */
export class WordTypes {
  /** `data[type * 16 + column]`. */
  data = new Int32Array(COLUMNS * 4096)
  length = 1
  private table = new Int32Array(1 << 14)
  private readonly clusters: WordTable
  private readonly coarse: WordTable
  /** Rises when types are forgotten, so that caches by type can follow. */
  epoch = 0

  constructor(tables: { clusters?: WordTable; coarse?: WordTable } = {}) {
    this.clusters = tables.clusters ?? NONE
    this.coarse = tables.coarse ?? NONE
    for (let c = 0; c < FLAGS; c++) this.data[c] = 7
  }

  /** Type of `text[start, end)`. */
  of(text: string, start: number, end: number): number {
    let form = 0x811c9dc5
    let check = end - start
    for (let i = start; i < end; i++) {
      const unit = text.charCodeAt(i)
      form = Math.imul(form ^ unit, 0x01000193)
      check = (Math.imul(check, 31) + unit) | 0
    }
    if (form === 0) form = 1
    const mask = this.table.length - 1
    let slot = (form ^ (form >>> 15)) & mask
    for (;;) {
      const type = this.table[slot]!
      if (type === 0) break
      if (this.data[type * COLUMNS] === form && this.data[type * COLUMNS + CHECK] === check) return type
      slot = (slot + 1) & mask
    }
    const type = this.add(text.slice(start, end), form, check)
    this.table[slot] = type
    if (type * 2 > this.table.length) this.rehash()
    return type
  }

  /** Forgets all types when there are more than `limit`. Only between documents. */
  trim(limit = 1 << 15): void {
    if (this.length <= limit) return
    this.length = 1
    this.table.fill(0)
    this.epoch++
  }

  private add(word: string, form: number, check: number): number {
    const type = this.length++
    if (this.length * COLUMNS > this.data.length) {
      const bigger = new Int32Array(this.data.length * 2)
      bigger.set(this.data)
      this.data = bigger
    }
    const { data } = this
    const at = type * COLUMNS
    const lower = word.toLowerCase()
    const n = lower.length
    data[at] = form
    data[at + LOWER] = hashText(normalForm(word))
    data[at + SHAPE] = hashText(shapeOf(word))
    for (let k = 1; k <= 3; k++) data[at + PREFIX1 + k - 1] = hashText(lower, 0, Math.min(k, n)) + k
    for (let k = 1; k <= 5; k++) data[at + SUFFIX1 + k - 1] = hashText(lower, Math.max(0, n - k), n) + k
    const key = data[at + LOWER]!
    data[at + CLUSTER] = this.clusters.find(key)
    data[at + COARSE] = this.coarse.find(key)
    data[at + FLAGS] = flagsOf(word, lower)
    data[at + CHECK] = check
    return type
  }

  private rehash(): void {
    this.table = new Int32Array(this.table.length * 2)
    const mask = this.table.length - 1
    for (let type = 1; type < this.length; type++) {
      const form = this.data[type * COLUMNS]!
      let slot = (form ^ (form >>> 15)) & mask
      while (this.table[slot] !== 0) slot = (slot + 1) & mask
      this.table[slot] = type
    }
  }
}

export const TYPE_COLUMNS = COLUMNS

function flagsOf(word: string, lower: string): number {
  const upper = word.toUpperCase()
  let flags = 0
  if (word[0] !== lower[0]) flags |= UPPER_FIRST
  if (/\d/.test(word)) flags |= HAS_DIGIT
  if (lower !== upper) flags |= HAS_LETTER
  if (word.length > 1 && word.includes('-')) flags |= HAS_HYPHEN
  if (lower !== upper && word === upper && word.length > 1) flags |= ALL_UPPER
  return flags
}

/** `Xx`, `dd`, `X.X.`: runs longer than two count as two, other characters stand for themselves. */
function shapeOf(word: string): string {
  let shape = ''
  const n = Math.min(word.length, 24)
  for (let i = 0; i < n; i++) {
    const c = word[i]!
    const s = /\d/.test(c) ? 'd' : c !== c.toLowerCase() ? 'X' : c !== c.toUpperCase() ? 'x' : c
    if (shape.length >= 2 && shape.endsWith(s) && shape[shape.length - 2] === s) continue
    shape += s
  }
  return shape
}

/** What tables of words are keyed by: lower case, every digit a 0, straight apostrophes. */
export function normalForm(word: string): string {
  return word
    .toLowerCase()
    .replace(/\d/g, '0')
    .replace(/\u2019/g, "'")
}
