import type { Span } from '@wherefrom/schema'
import { tokenFrom } from '../content.ts'
import { verbCues } from '../cues/lookup.ts'
import type { View } from '../view.ts'
import { hasSubject, isTensed, markOf } from './grammar.ts'

/**
 * Where contents end. A parser loses the tail of long clauses; the order of English words does not: what follows a
 * reporting word up to the end of its clause is what it reports. These rules grow a content to that edge.
 */

/** Words that start something which goes on with the report rather than with its content, after a comma. */
const TURNS = new Set(
  'according citing quoting adding noting saying while whereas although though but who which whose where as'.split(' '),
)
const OCCASIONS = new Set(
  'statement interview interviews report speech letter tweet post email telephone conference briefing'.split(' '),
)
const SIDE_MARKS = new Set(['while', 'whereas', 'although', 'though', 'as'])

const verbal = (view: View, i: number): boolean => isTensed(view, i) || hasSubject(view, i)

/** A clause beside another starts with a conjunction or a comma; where none stands the parser has torn one clause apart. */
const joined = (view: View, from: number): boolean =>
  view.isPunct(from) || view.upos(from) === 'CCONJ' || (from > 0 && view.isPunct(from - 1))

/** Is this clause outside the content: coordinated with the report, or set beside it? */
function turns(view: View, c: number, loose: boolean): boolean {
  const rel = view.base(c)
  if (rel === 'conj' || rel === 'parataxis') {
    if (loose && !hasSubject(view, c) && verbCues(view.lemma[c]!, view.word[c]!).length === 0) return false
    return verbal(view, c) && joined(view, view.left[c]!)
  }
  return rel === 'advcl' && SIDE_MARKS.has(markOf(view, c)) && view.word[view.left[c]!] === ','
}

/** First token past the clause that the reporting word at `cue` governs; never past its sentence or quotation. */
export function clauseLimit(view: View, cue: number, loose = false): number {
  const sentence = view.sentenceRange(view.sentence[cue]!)
  let limit = quotationEnd(view, cue, sentence.to)
  limit = Math.min(limit, asideEnd(view, cue, limit))
  let at = cue
  const that = view.word[cue + 1] === 'that' && isTensed(view, cue)
  for (let hop = 0; hop < 40 && at >= 0; hop++) {
    for (const c of view.children(at))
      if (view.left[c]! > cue && turns(view, c, loose)) limit = Math.min(limit, view.left[c]!)
    const rel = view.rel(at)
    const up = view.head[at]!
    const base = view.base(at)
    if (rel === 'acl:relcl' && (view.word[view.right[at]!] === ',' || view.word[view.right[at]! - 1] === ','))
      return Math.min(limit, view.right[at]!)
    if ((base === 'advcl' || base === 'obl') && up > at && !(that && at === cue))
      return Math.min(limit, view.right[at]!)
    if (rel.startsWith('nsubj') && up > cue) return Math.min(limit, predicateStart(view, up, cue))
    at = up
  }
  return limit
}

function quotationEnd(view: View, cue: number, to: number): number {
  const quote = view.quotes.in(view.start[cue]!, view.end[cue]!).find((q) => !q.scare)
  if (!quote) return to
  let end = cue
  while (end < to && view.start[end]! < quote.inner.end) end++
  return end
}

/** ", who said that the buoy had moved, was questioned": the aside ends at its closing comma. */
export function asideEnd(view: View, cue: number, limit: number): number {
  let pronoun = cue - 1
  while (pronoun > cue - 4 && ['AUX', 'ADV', 'PART'].includes(view.upos(pronoun))) pronoun--
  if (!['who', 'which'].includes(view.word[pronoun] ?? '') || view.word[pronoun - 1] !== ',') return limit
  for (let i = cue + 1; i < limit; i++) if (view.word[i] === ',') return i
  return limit
}

/** First word of a predicate after the cue: auxiliary, copula, adverb or the verb itself. */
function predicateStart(view: View, head: number, cue: number): number {
  let first = head
  for (const c of view.children(head))
    if (c > cue && c < first && ['aux', 'cop', 'advmod'].includes(view.base(c))) first = c
  return first
}

/** Does the stretch only tell when or on what occasion something was said ("on Tuesday", "in a statement")? */
function onlyOccasion(view: View, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (OCCASIONS.has(view.word[i]!)) return i - from < 4
  const first = view.upos(from) === 'ADP' || view.upos(from) === 'ADV' ? from + 1 : from
  if (first >= to) return false
  const times = view.times.in(view.start[first]!, view.end[first]!)
  return times.some((t) => t.end >= view.end[to - 1]!)
}

/** Grows the last piece of a content to the end of the clause of its cue. */
export function grow(view: View, cue: number, content: readonly Span[], loose = false): readonly Span[] {
  const last = content.at(-1)
  if (!last || last.end <= view.start[cue]!) return content
  let from = tokenFrom(view, last.end)
  const limit = clauseLimit(view, cue, loose)
  let to = from
  while (to < limit && !stops(view, to, limit)) to++
  while (to > from && (view.isPunct(to - 1) || view.upos(to - 1) === 'CCONJ')) to--
  while (from < to && view.isPunct(from)) from++
  if (from >= to || onlyOccasion(view, from, to)) return content
  const end = view.end[to - 1]!
  const mark = view.quotes.in(end, end + 1).find((q) => q.inner.end === end && q.start >= last.start)
  return [...content.slice(0, -1), { start: last.start, end: mark ? mark.end : end }]
}

function stops(view: View, i: number, limit: number): boolean {
  const word = view.word[i]!
  if (word === ';' || word === ':' || word === '--' || word === '—') return true
  if (word === ',' && i + 1 < limit) {
    const next = view.word[i + 1]!
    if (
      (TURNS.has(next) && view.word[i + 2] !== 'well') ||
      (view.upos(i + 1) === 'ADP' && TURNS.has(view.word[i + 2] ?? ''))
    )
      return true
  }
  return view.upos(i) === 'CCONJ' && TURNS.has(view.word[i + 1] ?? '')
}

/** Cuts a noun phrase before a relative clause that only adds to it (", which ...", ", for which ..."). */
export function beforeRelative(view: View, content: readonly Span[]): readonly Span[] {
  const last = content.at(-1)
  if (!last) return content
  const from = tokenFrom(view, last.start)
  for (let i = from + 1; i < view.n && view.start[i]! < last.end; i++) {
    if (view.word[i] !== ',') continue
    const next = view.upos(i + 1) === 'ADP' ? view.word[i + 2] : view.word[i + 1]
    if (next === 'which' || next === 'who' || next === 'whom' || next === 'whose')
      return [...content.slice(0, -1), { start: last.start, end: view.end[i - 1]! }]
  }
  return content
}

/** Moves the start of a finite content back to the word after its cue, where the parser lost its subject. */
export function reachBack(view: View, cue: number, content: readonly Span[], hearer: boolean): readonly Span[] {
  const first = content[0]
  if (!first || first.start <= view.start[cue]! || content.length > 1) return content
  const to = tokenFrom(view, first.start)
  let from = cue + 1
  for (let i = cue + 1; i < to; i++) if (view.word[i] === 'that') from = i + 1
  if (from === cue + 1 && (hearer || view.upos(from) === 'ADP' || view.isPunct(from))) return content
  while (from < to && (view.upos(from) === 'ADV' || view.isPunct(from))) from++
  if (from >= to || onlyOccasion(view, from, to) || view.word[to - 1] === 'that') return content
  return [{ start: view.start[from]!, end: first.end }, ...content.slice(1)]
}
