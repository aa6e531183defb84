import type { Span, TokenRange } from '@wherefrom/schema'
import { clauseContent, joinNear, sizeOf, tidy } from '../content.ts'
import { verbCues } from '../cues/lookup.ts'
import { nounPhrase } from '../sources.ts'
import type { View } from '../view.ts'
import { hasSubject, isInfinitive, isNegated, isTensed, markOf } from './grammar.ts'

const WH = new Set(['whether', 'if', 'why', 'how', 'what', 'when', 'where', 'who', 'which'])
const RELATIVES = new Set(['which', 'that', 'who', 'whom'])

export interface Complement {
  readonly head: number
  readonly content: readonly Span[]
  /** An embedded question ("asked whether"). */
  readonly question: boolean
}

/** First word of a clause, past punctuation. */
function firstWord(view: View, head: number): string {
  for (let i = view.left[head]!; i <= head; i++) if (!view.isPunct(i)) return view.word[i]!
  return ''
}

/** A clause that can be told: finite, or with a "that" (subjunctives), not an infinitive. */
function tellable(view: View, head: number): boolean {
  if (isInfinitive(view, head)) return false
  return isTensed(view, head) || markOf(view, head) === 'that' || hasSubject(view, head)
}

/**
 * Content of a finite clause below or around the verb. Four shapes: complement clause; a clause parsed as relative to
 * the hearer ("told the paper that ..."); the verb as a parenthesis in its own content ("X, he said, Y"); a fronted
 * clause parsed as parataxis.
 */
export function clauseComplement(view: View, verb: number): Complement | null {
  for (const c of view.children(verb)) {
    if (view.base(c) === 'ccomp' && tellable(view, c) && (c > verb || parted(view, c, verb)))
      return complement(view, verb, c)
  }
  const asked = whComplement(view, verb)
  if (asked) return asked
  const hearer = view.child(verb, 'obj', 'iobj')
  if (hearer > verb) {
    for (const c of view.children(hearer)) {
      if (view.rel(c).startsWith('acl') && c > hearer && firstWord(view, c) === 'that' && tellable(view, c))
        return complement(view, verb, c)
    }
  }
  const parenthesis = aroundVerb(view, verb)
  if (parenthesis) return parenthesis
  for (const c of view.children(verb)) {
    const rel = view.rel(c)
    if (
      (rel === 'parataxis' || rel === 'advcl' || rel === 'dep') &&
      c < verb &&
      isTensed(view, c) &&
      frontedBy(view, c, verb)
    )
      return complement(view, verb, c)
  }
  return null
}

/** "have not said why the team left", "asked what had happened": embedded questions, which tell only that something is open. */
function whComplement(view: View, verb: number): Complement | null {
  for (const c of view.children(verb)) {
    if (c < verb || !['obj', 'ccomp', 'advcl', 'advmod'].includes(view.base(c))) continue
    const first = firstWord(view, c)
    if (!WH.has(first) || first === 'if' || view.right[c]! - view.left[c]! < 3) continue
    if (!isNegated(view, verb) && view.lemma[verb] !== 'ask' && view.lemma[verb] !== 'wonder') continue
    return { head: c, content: clauseContent(view, view.subtree(c), []), question: true }
  }
  return null
}

/** A fronted clause is parted from the cue by a comma, a dash or a quotation mark. */
function parted(view: View, clause: number, verb: number): boolean {
  for (let i = clause + 1; i < verb; i++) if (/^[,"”’'–—-]+$/.test(view.word[i]!)) return true
  return view.right[clause]! > verb
}

/** A clause before the verb with only a comma and the subject between, and no subordinator of its own. */
function frontedBy(view: View, clause: number, verb: number): boolean {
  if (markOf(view, clause) !== '') return false
  const end = view.right[clause]!
  return end <= verb && (view.word[end] === ',' || view.word[end - 1] === ',')
}

function complement(view: View, verb: number, head: number): Complement {
  const range = view.subtree(head)
  const first = firstWord(view, head)
  const question = WH.has(first) && (first === 'whether' || first === 'if')
  const lacksSubject = !hasSubject(view, head) && isTensed(view, head) && relativeNoun(view, verb) !== null
  if ((range.from <= verb && range.to > verb) || lacksSubject)
    return { head, content: extracted(view, verb, head), question }
  const whole = { from: range.from, to: rightEdge(view, verb, range.to) }
  return { head, content: clauseContent(view, whole, afterContent(view, head)), question }
}

/**
 * Phrases that follow the content without a comma belong to it, also where the parser hung them on the cue ("said the
 * ship had left *in April*").
 */
function rightEdge(view: View, verb: number, to: number): number {
  let edge = to
  for (const c of view.children(verb)) {
    if (c < edge || view.left[c]! !== edge) continue
    if (['obl', 'advmod', 'advcl', 'nmod', 'xcomp', 'obj'].includes(view.base(c)) && view.word[c] !== 'according')
      edge = view.right[c]!
  }
  return edge
}

/**
 * Clauses that the parser hangs into the content although they go on with the report: ", adding that", ", with the paper
 * reporting that", ", while the firm denied that".
 */
function afterContent(view: View, head: number): TokenRange[] {
  const holes: TokenRange[] = []
  for (const c of view.children(head)) {
    if (c < head || view.base(c) !== 'advcl') continue
    const from = view.left[c]!
    if (view.word[from] !== ',' && view.word[from - 1] !== ',') continue
    const reports = verbCues(view.lemma[c]!, view.word[c]!).some((cue) => cue.takes.has('that'))
    const sides = ['with', 'while', 'whereas', 'although', 'though', ''].includes(markOf(view, c))
    if (view.word[c] === 'according' || (reports && sides && view.xpos(c) !== 'VBN')) holes.push(view.subtree(c))
  }
  return holes
}

/** "which media report range from ten to 32 pages": the noun, and the clause without the relative pronoun. */
function extracted(view: View, verb: number, head: number): Span[] {
  const relative = relativeNoun(view, verb)
  const from = relative ? Math.max(verb + 1, view.left[verb]!) : view.left[head]!
  const rest: TokenRange = { from, to: view.right[head]! }
  const own = clauseContent(view, rest, relative ? [] : [verbHole(view, verb, head)])
  return relative ? [...clauseContent(view, relative, []), ...own] : own
}

/** Noun phrase that a relative clause with this verb modifies, when the pronoun belongs to the content. */
function relativeNoun(view: View, verb: number): TokenRange | null {
  const clause = view.rel(verb) === 'conj' ? view.head[verb]! : verb
  if (clause < 0 || view.rel(clause) !== 'acl:relcl') return null
  const first = firstWord(view, clause)
  const noun = view.head[clause]!
  if (!RELATIVES.has(first) || noun < 0) return null
  return nounPhrase(view, noun)
}

/** The verb with its subject and adverbs, without the content clause. */
function verbHole(view: View, verb: number, head: number): TokenRange {
  let from = verb
  let to = verb + 1
  for (const c of view.children(verb)) {
    if (c === head || view.base(c) === 'ccomp' || view.isPunct(c)) continue
    from = Math.min(from, view.left[c]!)
    to = Math.max(to, view.right[c]!)
  }
  return { from, to }
}

/** "X, he said, Y": the verb hangs in its own content as a parenthesis. */
function aroundVerb(view: View, verb: number): Complement | null {
  const up = view.head[verb]!
  if (up < 0 || view.rel(verb) !== 'parataxis' || !hasSubject(view, verb)) return null
  if (!isTensed(view, up) && !hasSubject(view, up)) return null
  const hole = view.subtree(verb)
  if (view.child(verb, 'ccomp') >= 0) return null
  const before = view.word[hole.from] === ',' ? hole.from : hole.from - 1
  if (verb > up && view.word[before] !== ',' && view.word[before] !== '"' && view.word[before] !== '”') return null
  return { head: up, content: clauseContent(view, view.subtree(up), [hole]), question: false }
}

/** Content of quotations, with the clause before the first of them where a colon lets the quotation go on with it. */
export function quotedContent(view: View, verb: number, quotes: readonly Span[]): Complement {
  const spans = tidy(view, quotes)
  const inside = { head: headIn(view, spans), content: spans, question: false }
  const clause = clauseComplement(view, verb)
  if (!clause || view.start[clause.head]! >= quotes[0]!.start || view.start[verb]! > quotes[0]!.start) return inside
  const before = clause.content
    .filter((s) => s.start < quotes[0]!.start)
    .map((s) => ({ start: s.start, end: Math.min(s.end, quotes[0]!.start) }))
  const told = tidy(view, before)
  if (told.length === 0) return inside
  return { head: clause.head, content: joinNear(view, [...told, ...spans]), question: clause.question }
}

/** The topmost token of the last sentence within the spans: the main predicate of a quotation. */
export function headIn(view: View, spans: readonly Span[]): number {
  for (const s of spans) {
    for (let i = firstToken(view, s.start); i < view.n && view.start[i]! < s.end; i++) {
      const h = view.head[i]!
      if (h < 0 || view.start[h]! < s.start || view.start[h]! >= s.end) {
        if (!view.isPunct(i) && view.upos(i) !== 'SCONJ') return i
      }
    }
  }
  return -1
}

function firstToken(view: View, at: number): number {
  let low = 0
  let high = view.n
  while (low < high) {
    const mid = (low + high) >>> 1
    if (view.end[mid]! <= at) low = mid + 1
    else high = mid
  }
  return low
}

/** A clause content that meets a speech quotation takes all of it. */
export function snapToQuotes(view: View, content: readonly Span[]): Span[] {
  const out: Span[] = []
  for (const s of content) {
    let { start, end } = s
    for (const quote of view.quotes.in(start, end)) {
      if (quote.scare) continue
      if (start < quote.start && end > quote.start && end < quote.end) end = quote.inner.end
    }
    out.push({ start, end })
  }
  return tidy(view, sizeOf(out) > 0 ? out : content)
}
