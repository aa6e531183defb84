import type { Span } from '@wherefrom/schema'
import { clauseContent } from '../content.ts'
import { isNominal } from '../sources.ts'
import type { View } from '../view.ts'
import type { Complement } from './complements.ts'
import { clauseLimit } from './edges.ts'
import { hasSubject, isTensed } from './grammar.ts'

/**
 * Reports told by the order of words alone, for sentences that the parser gets wrong. News has few patterns:
 * `CLAUSE, X said on Tuesday, citing Y.`, `In Syria, X said, CLAUSE`, `X told Y on Tuesday that CLAUSE`, `X said CLAUSE`.
 */

const TENSED = new Set(['VBD', 'VBZ', 'VBP', 'MD'])
const RELATIVE = new Set(['who', 'which', 'that', 'whom', 'whose', 'where', 'when'])
/** Words after which a hearer may stand between the verb and "that". */
const HEARER_REACH = 14
const LONGEST_SOURCE = 26

const tensed = (view: View, i: number): boolean =>
  TENSED.has(view.xpos(i)) && (view.upos(i) === 'VERB' || view.upos(i) === 'AUX')

function anyTensed(view: View, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (tensed(view, i)) return true
  return false
}

function anyVerb(view: View, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (view.upos(i) === 'VERB' || view.upos(i) === 'AUX') return true
  return false
}

/** The comma that opens the parenthesis of a reporting verb: before its subject, with only a noun phrase between. */
function openingComma(view: View, verb: number, sentence: number): number {
  let nouns = false
  for (let i = verb - 1; i > sentence && i > verb - LONGEST_SOURCE; i--) {
    if (view.word[i] === ',') {
      const first = view.word[i + 1]!
      if (nouns && (anyVerb(view, sentence, i) || view.word[verb + 1] === ','))
        return RELATIVE.has(first) || startsAside(view, i + 1, verb) ? -1 : i
    }
    if (tensed(view, i) || view.upos(i) === 'SCONJ' || /^[;:"“”]$/.test(view.word[i]!)) return -1
    if (isNominal(view, i) && view.upos(i) !== 'ADJ') nouns = true
  }
  return -1
}

/** A participle or preposition right after the comma opens an aside, not a subject ("..., citing its sources, reported"). */
const startsAside = (view: View, from: number, verb: number): boolean =>
  view.xpos(from) === 'VBG' || view.upos(from) === 'ADP' || view.upos(from) === 'CCONJ' || from >= verb

/** "..., the navy confirmed": a past tense that the tagger took for a participle. */
const bareParticiple = (view: View, verb: number): boolean =>
  view.xpos(verb) === 'VBN' && view.child(verb, 'aux', 'aux:pass', 'cop', 'obj') < 0

/**
 * `CLAUSE, X said[ on Tuesday][, citing Y].` and `In Syria, X said, CLAUSE`. Only for a tensed verb that nothing
 * complements to its right.
 */
export function parenthesis(view: View, verb: number): Complement | null {
  if (!(tensed(view, verb) || bareParticiple(view, verb)) || view.word[verb + 1] === 'that') return null
  const { from, to } = view.sentenceRange(view.sentence[verb]!)
  const comma = openingComma(view, verb, from)
  if (comma <= from) return null
  const end = closingComma(view, verb, to)
  if (end < 0) return null
  const told: Span[] = clauseContent(view, { from, to: comma }, [])
  const rest =
    end < to && !startsAside(view, end + 1, to) && anyTensed(view, end + 1, to)
      ? clauseContent(view, { from: end + 1, to }, [])
      : []
  if (rest.length === 0 && !anyVerb(view, from, comma)) return null
  return {
    head: headOf(view, rest.length > 0 ? end + 1 : from, rest.length > 0 ? to : comma),
    content: [...told, ...rest],
    question: false,
  }
}

/** Where the parenthesis closes: at a comma or at the end of the sentence, with only a short adjunct between. */
function closingComma(view: View, verb: number, to: number): number {
  for (let i = verb + 1; i < to; i++) {
    if (view.word[i] === ',') return i
    if (i > verb + 14 || tensed(view, i) || view.upos(i) === 'SCONJ' || /^["“”:]$/.test(view.word[i]!)) return -1
  }
  return to
}

function headOf(view: View, from: number, to: number): number {
  for (let i = from; i < to; i++) {
    const h = view.head[i]!
    if ((h < from || h >= to) && (isTensed(view, i) || hasSubject(view, i))) return i
  }
  for (let i = from; i < to; i++) if (tensed(view, i)) return i
  return from
}

/** `X said that CLAUSE`, `X told Y on Tuesday that CLAUSE`; with `plain`, also `X said CLAUSE`. */
export function following(view: View, verb: number, hearer: boolean, plain: boolean): Complement | null {
  const limit = clauseLimit(view, verb, true)
  const start = afterThat(view, verb, limit, hearer ? HEARER_REACH : 5)
  const from =
    start >= 0 ? start : plain && view.xpos(verb) !== 'VBG' && startsClause(view, verb + 1, limit) ? verb + 1 : -1
  if (from < 0 || !(start >= 0 ? anyVerb : anyTensed)(view, from, limit)) return null
  const content = clauseContent(view, { from, to: limit }, [])
  return content.length > 0 ? { head: headOf(view, from, limit), content, question: false } : null
}

/** First token after a subordinating "that" near the verb, -1 without one. */
export function afterThat(view: View, verb: number, limit: number, reach: number): number {
  for (let i = verb + 1; i < limit && i <= verb + reach; i++) {
    if (view.word[i] === 'that')
      return view.upos(i) === 'SCONJ' || view.rel(i) === 'mark' || i === verb + 1 ? i + 1 : -1
    if (tensed(view, i) || /^[;:"“”]$/.test(view.word[i]!)) return -1
  }
  return -1
}

/** A subject and a tensed verb follow at once. */
function startsClause(view: View, from: number, limit: number): boolean {
  if (from >= limit || view.isPunct(from) || ['ADP', 'SCONJ', 'PART', 'CCONJ'].includes(view.upos(from))) return false
  for (let i = from; i < limit && i < from + 18; i++) {
    if (view.word[i] === ',') return false
    if (tensed(view, i)) return i > from
  }
  return false
}
