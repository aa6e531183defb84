import { type Found, isNominal, nounPhrase, subjectOf } from '../sources.ts'
import type { View } from '../view.ts'
import type { Speech } from './speech.ts'

/**
 * The speaker beside a quotation's verb. The parse decides; where its subject lies inside the quotation or is missing,
 * the nouns next to the verb do: after it ("said John Kirby, ..."), then before it.
 */
export function quoteSource(view: View, verb: number, speech: Speech): Found | null {
  const subject = subjectOf(view, verb)
  if (subject && (!speech.inside[subject.head] || speech.inside[verb])) return subject
  const before =
    view.word[verb - 1] !== ',' && !speech.inside[verb - 1] && isNominal(view, verb - 1)
      ? nounBefore(view, verb, speech)
      : null
  return before ?? nounAfter(view, verb, speech) ?? nounBefore(view, verb, speech)
}

/** "back in February", "last week" before a comma: when, not who. */
const opensTime = (view: View, from: number): boolean =>
  ['back', 'as', 'earlier', 'later'].includes(view.word[from]!) ||
  view.times.in(view.start[from]!, view.end[from]!).some((t) => t.start <= view.start[from]!)

const isName = (view: View, i: number): boolean => view.mentions.in(view.start[i]!, view.end[i]!).length > 0

const ends = (view: View, i: number): boolean =>
  !isName(view, i) &&
  ((view.upos(i) === 'VERB' && view.xpos(i) !== 'VBN' && view.xpos(i) !== 'VBG') ||
    view.upos(i) === 'SCONJ' ||
    (view.upos(i) === 'CCONJ' && view.word[i - 1] === ','))

function topmost(view: View, from: number, to: number): number {
  for (let i = from; i < to; i++) {
    const h = view.head[i]!
    if ((h < from || h >= to) && (isNominal(view, i) || isName(view, i))) return i
  }
  return -1
}

function nounAfter(view: View, verb: number, speech: Speech): Found | null {
  let to = verb + 1
  while (
    to < view.n &&
    to < verb + 12 &&
    !speech.inside[to] &&
    view.sentence[to] === view.sentence[verb] &&
    !view.isPunct(to) &&
    view.upos(to) !== 'VERB'
  )
    to++
  const head = topmost(view, verb + 1, to)
  if (head < 0 || view.upos(head) === 'ADJ' || view.child(head, 'case') >= 0) return null
  const range = nounPhrase(view, head)
  return { head, range: { from: Math.max(range.from, verb + 1), to: range.to } }
}

/** Words that a noun phrase does not start with when it is a source. */
const NO_START = new Set(['ADP', 'ADV', 'SCONJ', 'VERB', 'AUX', 'PART', 'CCONJ'])

/**
 * The noun phrase right before a verb, with its appositions: back over commas as long as each piece starts like a noun
 * phrase; an aside with "citing" is passed over.
 */
export function nounBefore(view: View, verb: number, speech: Speech): Found | null {
  const sentence = view.sentenceRange(view.sentence[verb]!).from
  let end = verb
  while (end > sentence && ['AUX', 'ADV', 'PART'].includes(view.upos(end - 1))) end--
  if (end === sentence && verb > sentence) return { head: verb - 1, range: { from: sentence, to: verb } }
  end = beforeCiting(view, end, sentence)
  let start = -1
  let to = end
  for (let piece = 0; piece < 4; piece++) {
    const from = pieceStart(view, to, sentence, speech)
    if (from < 0 || (NO_START.has(view.upos(from)) && !isName(view, from))) break
    if (opensTime(view, from)) break
    start = from
    if (view.word[from - 1] !== ',' || from - 1 <= sentence) break
    to = from - 1
  }
  if (start < 0) return null
  while (end > start && view.isPunct(end - 1)) end--
  const head = topmost(view, start, end)
  return head < 0 ? null : { head, range: { from: start, to: end } }
}

/** "the paper, citing its sources, reported": the aside before the verb is left out. */
function beforeCiting(view: View, end: number, sentence: number): number {
  if (view.word[end - 1] !== ',') return end
  for (let i = end - 2; i > sentence && i > end - 14; i--) {
    if (view.word[i] === ',')
      return /^(?:citing|quoting|referencing|referring|speaking|in|on|after|during)$/.test(view.word[i + 1]!) ? i : end
  }
  return end
}

/** Start of the comma-free stretch of nouns that ends before `to`; -1 when there is none. */
function pieceStart(view: View, to: number, sentence: number, speech: Speech): number {
  let from = to
  while (from > sentence && from > to - 18) {
    const i = from - 1
    if (view.word[i] === ',' && from < to) break
    if (speech.inside[i] || ends(view, i) || /^[;:"“”]$/.test(view.word[i]!)) break
    from--
  }
  while (from < to && (view.isPunct(from) || view.upos(from) === 'CCONJ')) from++
  return from < to ? from : -1
}
