import type { Span } from '@wherefrom/schema'
import { allEntries, type Entry, KIND } from './lexicon.ts'

/**
 * The text as atoms: runs of letters, runs of digits, single marks. Time expressions cut across any tokenizer's rules
 * ("mid-2022", "1990s", "10th", "a.m."), so the grammar reads atoms and meets tokens only where it asks for tags.
 */
export interface Atoms {
  readonly text: string
  readonly length: number
  readonly start: Int32Array
  readonly end: Int32Array
  readonly kind: Uint8Array
  /** Month, weekday, unit or number that the atom stands for; number of digits' value (at most nine digits). */
  readonly value: Int32Array
  readonly flags: Uint8Array
  /** Lower-case word of the lexicon, or the mark itself; '' for everything else. */
  readonly word: readonly string[]
}

const TABLE_BITS = 11
const TABLE = buildTable()
const LONGEST = Math.max(...[...allEntries()].map((e) => e.word.length))

function slotHash(hash: number): number {
  return (hash ^ (hash >>> 15)) & ((1 << TABLE_BITS) - 1)
}

function buildTable(): (Entry | undefined)[] {
  const table: (Entry | undefined)[] = new Array(1 << TABLE_BITS).fill(undefined)
  for (const entry of allEntries()) {
    let hash = 0
    for (let i = 0; i < entry.word.length; i++) hash = Math.imul(hash ^ entry.word.charCodeAt(i), 0x01000193)
    let slot = slotHash(hash)
    while (table[slot]) slot = (slot + 1) & (table.length - 1)
    table[slot] = entry
  }
  return table
}

function sameWord(text: string, start: number, word: string): boolean {
  for (let i = 0; i < word.length; i++) if (lower(text.charCodeAt(start + i)) !== word.charCodeAt(i)) return false
  return true
}

function lookUp(text: string, start: number, end: number): Entry | undefined {
  if (end - start > LONGEST) return undefined
  let hash = 0
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ lower(text.charCodeAt(i)), 0x01000193)
  let slot = slotHash(hash)
  for (let entry = TABLE[slot]; entry; entry = TABLE[slot]) {
    if (entry.word.length === end - start && sameWord(text, start, entry.word)) return entry
    slot = (slot + 1) & (TABLE.length - 1)
  }
  return undefined
}

const lower = (c: number): number => (c >= 65 && c <= 90 ? c + 32 : c)
const isDigit = (c: number): boolean => c >= 48 && c <= 57
const isLetter = (c: number): boolean =>
  (c >= 97 && c <= 122) ||
  (c >= 65 && c <= 90) ||
  (c >= 0xc0 &&
    c !== 0xd7 &&
    c !== 0xf7 &&
    (c < 0x2000 || c > 0x206f) &&
    (c < 0x20a0 || c > 0x2bff) &&
    (c < 0x3000 || c > 0x303f) &&
    c !== 0xfeff)
const isSpace = (c: number): boolean =>
  c === 32 || (c >= 9 && c <= 13) || c === 0xa0 || (c >= 0x2000 && c <= 0x200b) || c === 0x202f || c === 0x3000

/** Typographic variants that mean the same to the grammar. */
function markOf(c: number): string {
  if (c === 0x2013 || c === 0x2014 || c === 0x2010 || c === 0x2011 || c === 0x2012) return '-'
  if (c === 0x2018 || c === 0x2019 || c === 0x60) return "'"
  return MARKS[c] ?? ''
}
const MARKS: string[] = []
for (let c = 33; c < 127; c++) MARKS[c] = String.fromCharCode(c)

/** Columns that grow: the number of atoms is not known before the scan. */
class Columns {
  private start: Int32Array
  private end: Int32Array
  private kind: Uint8Array
  private value: Int32Array
  private flags: Uint8Array
  private readonly word: string[] = []

  constructor(room: number) {
    this.start = new Int32Array(room)
    this.end = new Int32Array(room)
    this.kind = new Uint8Array(room)
    this.value = new Int32Array(room)
    this.flags = new Uint8Array(room)
  }

  put(from: number, to: number, kind: number, word: string, value = 0, flags = 0): void {
    const n = this.word.length
    if (n === this.start.length) this.grow()
    this.start[n] = from
    this.end[n] = to
    this.kind[n] = kind
    this.value[n] = value
    this.flags[n] = flags
    this.word.push(word)
  }

  gap(at: number): void {
    const n = this.word.length
    if (n > 0 && this.kind[n - 1] !== KIND.gap) this.put(at, at, KIND.gap, '')
  }

  finish(text: string): Atoms {
    const { start, end, kind, value, flags, word } = this
    return { text, length: word.length, start, end, kind, value, flags, word }
  }

  private grow(): void {
    const room = this.start.length * 2
    const wider = <T extends Int32Array | Uint8Array>(from: T, to: T): T => {
      to.set(from)
      return to
    }
    this.start = wider(this.start, new Int32Array(room))
    this.end = wider(this.end, new Int32Array(room))
    this.kind = wider(this.kind, new Uint8Array(room))
    this.value = wider(this.value, new Int32Array(room))
    this.flags = wider(this.flags, new Uint8Array(room))
  }
}

/**
 * Scans the text once. `blocks` (in text order) and blank lines become atoms of kind `gap`, so that no expression runs
 * from one paragraph into the next.
 */
export function scan(text: string, blocks: readonly Span[]): Atoms {
  const out = new Columns(Math.ceil(text.length / 4) + blocks.length + 16)
  let block = 0
  const length = text.length
  let pos = 0
  while (pos < length) {
    const c = text.charCodeAt(pos)
    while (block < blocks.length && pos >= blocks[block]!.end) {
      out.gap(pos)
      block++
    }
    if (isSpace(c)) {
      const from = pos
      let lines = 0
      while (pos < length && isSpace(text.charCodeAt(pos))) if (text.charCodeAt(pos++) === 10) lines++
      if (lines > 1) out.gap(from)
    } else if (isLetter(c)) {
      const from = pos
      while (pos < length && isLetter(text.charCodeAt(pos))) pos++
      const entry = lookUp(text, from, pos)
      if (entry) out.put(from, pos, entry.kind, entry.word, entry.value, entry.flags)
      else out.put(from, pos, KIND.none, '')
    } else if (isDigit(c)) {
      const from = pos
      let v = 0
      while (pos < length && isDigit(text.charCodeAt(pos))) {
        if (pos - from < 9) v = v * 10 + text.charCodeAt(pos) - 48
        pos++
      }
      out.put(from, pos, KIND.digits, '', v)
    } else {
      out.put(pos, pos + 1, KIND.punct, markOf(c))
      pos++
    }
  }
  return out.finish(text)
}

/** Do atoms i-1 and i touch? */
export const glued = (a: Atoms, i: number): boolean => i > 0 && i < a.length && a.start[i] === a.end[i - 1]

/** Number of digits of a digit atom; 0 for others and beyond the end. */
export const digitsAt = (a: Atoms, i: number): number =>
  i >= 0 && i < a.length && a.kind[i] === KIND.digits ? a.end[i]! - a.start[i]! : 0

/** Kind of an atom, `none` outside the text. */
export const kindAt = (a: Atoms, i: number): number => (i >= 0 && i < a.length ? a.kind[i]! : KIND.none)

/** Is atom i one of the words? (words are few: a scan is quicker than a set) */
export function isWord(a: Atoms, i: number, ...words: readonly string[]): boolean {
  if (i < 0 || i >= a.length) return false
  return words.includes(a.word[i]!)
}

/** Does the atom begin with an ASCII or Latin-1 capital? */
export function capitalAt(a: Atoms, i: number): boolean {
  if (i < 0 || i >= a.length) return false
  const c = a.text.charCodeAt(a.start[i]!)
  return (c >= 65 && c <= 90) || (c >= 0xc0 && c <= 0xde)
}
