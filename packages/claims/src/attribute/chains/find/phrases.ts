import type { Span, TokenRange } from '@wherefrom/schema'
import { clauseContent, joinNear, tidy, without } from '../content.ts'
import { ADVERBS } from '../cues/phrases.ts'
import { type Authority, type Frame, frame } from '../frame.ts'
import { isNominal, nounPhrase } from '../sources.ts'
import type { View } from '../view.ts'
import { clauseLimit, grow } from './edges.ts'
import { hasSubject, isTensed } from './grammar.ts'
import { nounLeft } from './raised.ts'

const INTERNAL = new Set([
  'nmod',
  'nmod:poss',
  'compound',
  'amod',
  'det',
  'flat',
  'nummod',
  'appos',
  'case',
  'conj',
  'fixed',
  'nmod:desc',
  'advmod',
  'obl',
  'det:predet',
  'punct',
  'obj',
])

/** The noun phrase that starts at token `from`: climbs from its first word as long as the grammar stays inside a phrase. */
export function phraseFrom(
  view: View,
  from: number,
  limit: number,
): { head: number; range: TokenRange; full: TokenRange } | null {
  if (from >= view.n || view.sentence[from] !== view.sentence[limit]) return null
  let at = from
  for (let hop = 0; hop < 12; hop++) {
    const up = view.head[at]!
    if (up < from || !INTERNAL.has(view.rel(at)) || !isNominal(view, up) || firstInk(view, view.left[up]!) < limit)
      break
    if (commaBetween(view, at, up)) break
    at = up
  }
  if (!isNominal(view, at)) return null
  const inner = nounPhrase(view, at)
  const range = { from: Math.max(from, inner.from), to: inner.to }
  if (range.from >= range.to) return null
  const end = beforeSubject(view, range) ?? endOfPhrase(view, range)
  return {
    head: at,
    range: { from: range.from, to: end },
    full: { from: limit, to: Math.max(end, attached(view, at)) },
  }
}

function firstInk(view: View, from: number): number {
  let i = from
  while (i < view.n - 1 && view.isPunct(i)) i++
  return i
}

function commaBetween(view: View, a: number, b: number): boolean {
  for (let i = a; i < b; i++) if (view.word[i] === ',') return true
  return false
}

/** "citing a report, a station said": a piece right before the main verb is its subject, no apposition. */
function beforeSubject(view: View, range: TokenRange): number | null {
  if (range.to >= view.n || !['VBD', 'VBZ', 'VBP', 'MD'].includes(view.xpos(range.to))) return null
  for (let i = range.to - 1; i > range.from; i--) if (view.word[i] === ',') return i
  return null
}

/** A phrase that the parser let run over a comma into a clause stops at the comma. */
function endOfPhrase(view: View, range: TokenRange): number {
  for (let i = range.from; i < range.to; i++) {
    if (view.word[i] === ',' && clauseStarts(view, i + 1, range.to)) return i
  }
  return range.to
}

function clauseStarts(view: View, from: number, to: number): boolean {
  for (let i = from; i < to; i++)
    if (isTensed(view, i) && hasSubject(view, i) && !view.rel(i).startsWith('acl')) return true
  return false
}

/** End of the relative clauses of the phrase's head: they go with the phrase, not with what it reports. */
function attached(view: View, head: number): number {
  let to = 0
  for (const c of view.children(head)) if (c > head && view.rel(c).startsWith('acl')) to = Math.max(to, view.right[c]!)
  return to
}

/** The clause a phrase belongs to: up from it to the first verb or predicate with a subject. */
function governor(view: View, from: number): number {
  let at = from
  for (let hop = 0; hop < 24 && at >= 0; hop++) {
    if (at !== from && (isTensed(view, at) || hasSubject(view, at))) return at
    at = view.head[at]!
  }
  return -1
}

/** Noun phrase of the antecedent, where the clause is relative; its pronoun goes. */
function relativeContent(view: View, clause: number, holes: readonly TokenRange[]): Span[] {
  const noun = view.head[clause]!
  const range = view.subtree(clause)
  const lead: TokenRange[] = ['which', 'that', 'who'].includes(view.word[range.from]!)
    ? [{ from: range.from, to: range.from + 1 }]
    : []
  const first = firstInk(view, range.from)
  const place = ['where', 'when'].includes(view.word[first]!)
  const word: TokenRange[] = place ? [{ from: first, to: first + 1 }] : lead
  const head = noun >= 0 && !place ? clauseContent(view, nounPhrase(view, noun), []) : []
  return joinNear(view, [...head, ...clauseContent(view, range, [...holes, ...word])])
}

/** Is the clause a conjunct with a subject of its own, with the phrase standing at its start? */
function ownConjunct(view: View, clause: number, at: number): boolean {
  return (
    view.rel(clause) === 'conj' &&
    view.child(clause, 'nsubj', 'nsubj:pass', 'expl') >= 0 &&
    view.left[clause]! >= at - 3 &&
    at > view.sentenceRange(view.sentence[at]!).from + 2
  )
}

/** "which, according to the agency, the council has criticised": the noun before the pronoun and the rest of the clause. */
function relativeBefore(view: View, hole: TokenRange): Span[] | null {
  const pronoun = view.word[hole.from - 1] === ',' ? hole.from - 2 : hole.from - 1
  if (pronoun < 1 || !['which', 'who', 'that'].includes(view.word[pronoun]!)) return null
  const limit = clauseLimit(view, hole.from)
  const noun = nounPhrase(view, nounLeft(view, pronoun))
  const about = clauseContent(view, { from: noun.from, to: Math.min(noun.to, pronoun) }, [])
  return [...about, ...clauseContent(view, { from: hole.to, to: limit }, [])]
}

/** What an "according to" phrase reports: its sentence, or the clause that it stands in where that is a part of its own. */
function sentenceContent(view: View, hole: TokenRange): Span[] {
  const relative = relativeBefore(view, hole)
  if (relative) return relative
  const clause = governor(view, hole.from)
  const sentence = view.sentenceRange(view.sentence[hole.from]!)
  if (clause >= 0) {
    if (view.rel(clause) === 'acl:relcl') return relativeContent(view, clause, [hole])
    if (view.base(clause) === 'ccomp' && view.left[clause]! > sentence.from + 2)
      return clauseContent(view, view.subtree(clause), [hole])
    if (ownConjunct(view, clause, hole.from)) return clauseContent(view, view.subtree(clause), [hole])
  }
  return joinNear(view, clauseContent(view, sentence, [hole]))
}

/** "according to X" at token `i`. */
export function accordingFrame(view: View, i: number): Frame | null {
  if (view.word[i] !== 'according' || view.word[i + 1] !== 'to') return null
  const phrase = phraseFrom(view, i + 2, i)
  if (
    !phrase ||
    /^(?:plan|plans|schedule|law|tradition|custom|taste|size|age|need|needs)$/.test(view.word[phrase.head]!)
  )
    return null
  const content = sentenceContent(view, phrase.full)
  if (content.length === 0) return null
  return frame({
    at: i,
    cue: [i, i + 1],
    manner: 'cites',
    source: phrase.range,
    sourceHead: phrase.head,
    content,
    clause: phrase.full,
    rule: 'attribute/according-to',
  })
}

const CITING_WORDS = new Set(['citing', 'quoting', 'referencing'])

/** "citing X", "quoting X", "referring to X", "with reference to X" at token `i`: the authority behind a report. */
export function authorityAt(view: View, i: number): Authority | null {
  let from = -1
  if (CITING_WORDS.has(view.word[i]!)) from = i + 1
  else if (view.reads(i, ['referring', 'to'])) from = i + 2
  else if (view.reads(i, ['with', 'reference', 'to'])) from = i + 3
  if (from < 0) return null
  const phrase = phraseFrom(view, from, i)
  if (!phrase) return null
  const cue: number[] = []
  for (let k = i; k < from; k++) cue.push(k)
  return { cue, source: phrase.range, sourceHead: phrase.head }
}

const adverbs = new Map(ADVERBS.map(([word, manner]) => [word, manner]))

/** "reportedly", "allegedly" at token `i`: an unstated source for the clause that the adverb stands in. */
export function adverbFrame(view: View, i: number): Frame | null {
  const manner = adverbs.get(view.word[i]!)
  if (!manner) return null
  let clause = view.head[i]!
  if (clause < 0) clause = i
  const content = grow(view, clause, adverbContent(view, i, clause))
  if (content.length === 0) return null
  return frame({ at: i, manner, content, clause: view.subtree(clause), rule: 'attribute/adverb' })
}

function adverbContent(view: View, i: number, clause: number): Span[] {
  const rel = view.rel(clause)
  const hole = { from: i, to: i + 1 }
  const range = view.subtree(clause)
  if (rel === 'acl' || rel === 'amod') {
    const noun = view.head[clause]!
    return [...clauseContent(view, nounPhrase(view, noun), [range]), ...clauseContent(view, range, [hole])]
  }
  if (rel === 'acl:relcl') return relativeContent(view, clause, [hole])
  const subjects = rel === 'conj' && !hasSubject(view, clause) ? sharedSubject(view, clause) : []
  const later = view
    .children(clause)
    .filter((c) => c > clause && view.rel(c) === 'conj' && hasSubject(view, c))
    .map((c) => view.subtree(c))
  return tidy(view, [
    ...subjects,
    ...without(clauseContent(view, range, [hole, ...later, ...leadingConjunction(view, range.from)]), []),
  ])
}

function leadingConjunction(view: View, from: number): TokenRange[] {
  return view.rel(from) === 'cc' ? [{ from, to: from + 1 }] : []
}

function sharedSubject(view: View, clause: number): Span[] {
  const first = view.head[clause]!
  const subject = first >= 0 ? view.child(first, 'nsubj', 'nsubj:pass') : -1
  return subject >= 0 ? clauseContent(view, nounPhrase(view, subject), []) : []
}
