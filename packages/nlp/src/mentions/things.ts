import type { MentionType } from '@wherefrom/schema'
import { CAPITAL, type Columns } from './columns.ts'
import { byRule, type Name } from './name.ts'
import {
  DOCUMENT_STARTS,
  EVENT_STARTS,
  NUMBERED_DOCUMENTS,
  STRONG_DOCUMENT_HEADS,
  STRONG_EVENT_HEADS,
  STRONG_FACILITY_HEADS,
} from './tables/names.ts'
import type { Words } from './words-at.ts'

/** Longest name of a thing, in tokens. */
const LONGEST = 9

const big = (columns: Columns, i: number): boolean => (columns.flags[i]! & CAPITAL) !== 0

/** Start of the run of capitalised words that ends before `i`; an article or another word that opens a sentence stays out. */
function runBefore(words: Words, columns: Columns, i: number, first: number): number {
  let from = i
  while (
    from > first &&
    i - from < LONGEST &&
    (big(columns, from - 1) || (joins(words, from - 1) && from - 2 >= first && big(columns, from - 2)))
  )
    from--
  while (
    from < i &&
    (/^(?:The|A|An|This|That|In|On|At|After|Before|During|Since|Both|Under|If|When)$/.test(words.at(from)) ||
      joins(words, from))
  )
    from++
  return from
}

const joins = (words: Words, i: number): boolean => /^(?:of|and|the|for|-|'s|’s|on|&)$/.test(words.at(i))

/** End of `of Tallinn`, `on the Law of the Sea` after a kind of document or event. */
function ofEnd(words: Words, columns: Columns, i: number, last: number): number {
  if (!/^(?:of|on|for)$/.test(words.at(i))) return -1
  let to = -1
  for (let k = i + 1; k < last && k - i < LONGEST; k++) {
    if (big(columns, k)) to = k + 1
    else if (
      !/^(?:the|of|on|for)$/.test(words.at(k)) &&
      !(words.at(k) === 'and' && k + 1 < last && big(columns, k + 1))
    )
      break
  }
  return to
}

const NUMBER = /^(?:[A-Z]\/)?(?:[A-Z]+\/)*\d{1,5}(?:\/\d{1,4})*$/

interface Found {
  readonly from: number
  readonly to: number
  readonly type: MentionType
  readonly rule: string
}

/** A thing whose kind is the word at token `i`. */
function thingAt(words: Words, columns: Columns, i: number, first: number, last: number): Found | null {
  const w = words.lower(i)
  if (NUMBERED_DOCUMENTS.has(w)) {
    const at = /^No\.?$/.test(words.at(i + 1)) ? i + 2 : i + 1
    let to = at + 1
    while (to < last && to - at < 8 && words.glued(to) && /^[\p{L}\d/()-]+$/u.test(words.at(to))) to++
    if (at < last && NUMBER.test(words.range(at, to)))
      return { from: i, to, type: 'document', rule: 'name/numbered-document' }
  }
  if (DOCUMENT_STARTS.has(w)) {
    const to = ofEnd(words, columns, i + 1, last)
    if (to > 0) return { from: runBefore(words, columns, i, first), to, type: 'document', rule: 'name/document-of' }
  }
  if (EVENT_STARTS.has(w) && i + 1 < last) {
    const start = words.at(i + 1) === 'of' ? i + 2 : i + 1
    let to = start
    while (to < last && to - start < 3 && big(columns, to)) to++
    const named = start > i + 1 ? /^(?:battle|siege)$/.test(w) : !/^(?:battle|siege|super)$/.test(w)
    if (to > start && named) return { from: i, to, type: 'event', rule: 'name/event-start' }
  }
  const type = STRONG_DOCUMENT_HEADS.has(w)
    ? 'document'
    : STRONG_EVENT_HEADS.has(w)
      ? 'event'
      : STRONG_FACILITY_HEADS.has(w)
        ? 'facility'
        : null
  if (type === null) return null
  const from = runBefore(words, columns, i, first)
  if (from === i || (w === 'law' && i - from < 2)) return null
  const to = i + 1 + trail(words, columns, type, i + 1, last)
  // A longer name may go on after the kind: `Cup Final`, `Airport Authority`.
  if (to < last && big(columns, to)) return null
  return { from, to, type, rule: `name/${type}-head` }
}

/** Tokens after the kind that belong to the name: `World War II`, `Patriot Act of 2001`, `Convention on the Law of the Sea`. */
function trail(words: Words, columns: Columns, type: MentionType, i: number, last: number): number {
  if (type === 'event' && i < last && /^(?:I{1,3}|IV|One|Two)$/.test(words.at(i))) return 1
  if (type !== 'document' || i >= last) return 0
  if (words.at(i) === 'of' && /^(?:1[89]|20)\d\d$/.test(words.at(i + 1))) return 2
  const to = words.at(i) === 'on' ? ofEnd(words, columns, i, last) : -1
  return to > 0 ? to - i : 0
}

/**
 * Names of documents, events and built places whose last or first word says what they are: `Clean Harbours Act`,
 * `Treaty of Tallinn`, `Resolution 2231`, `Hurricane Orla`, `Gulf War`, `Donetsk Airport`.
 */
export function findThings(words: Words, columns: Columns, add: (name: Name) => void): void {
  for (let s = 0; s < words.sentences.length; s++) {
    const first = words.from(s)
    const last = words.to(s)
    for (let i = first; i < last; i++) {
      if (!big(columns, i) || columns.caseless[i]) continue
      const found = thingAt(words, columns, i, first, last)
      if (!found) continue
      const span = { start: words.tokens.start[found.from]!, end: words.tokens.end[found.to - 1]! }
      add({ from: found.from, to: found.to, type: found.type, basis: byRule(found.rule, span) })
      i = found.to - 1
    }
  }
}
