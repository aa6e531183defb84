import type { ClaimTime, Span } from '@wherefrom/schema'
import { hasSubject, isInfinitive, isTensed } from './find/grammar.ts'
import type { View } from './view.ts'
import { NEGATIONS } from './words.ts'

/** What the main predicate of a content is made of: the head and the auxiliaries, adverbs and negations beside it. */
export interface Predicate {
  readonly head: number
  /** Auxiliaries and copula, in order. */
  readonly aux: readonly string[]
  /** Fine tags of auxiliaries and copula. */
  readonly auxTags: readonly string[]
  readonly verbal: boolean
}

const inSpans = (view: View, i: number, spans: readonly Span[]): boolean =>
  spans.some((s) => view.start[i]! >= s.start && view.start[i]! < s.end)

/** Topmost token of the content: of the first clause in it that can be told, else of its first piece. */
export function mainPredicate(view: View, spans: readonly Span[], tokens: readonly number[]): Predicate | null {
  let first = -1
  for (const i of tokens) {
    const h = view.head[i]!
    if (h >= 0 && inSpans(view, h, spans)) continue
    if (view.isPunct(i)) continue
    if (first < 0) first = i
    if (isTensed(view, i) || (view.upos(i) === 'VERB' && (hasSubject(view, i) || isInfinitive(view, i))))
      return predicate(view, i)
  }
  const inner = tokens.find((i) => !isHelper(view, i) && isTensed(view, i) && !inSubordinate(view, i))
  if (inner !== undefined) return predicate(view, inner)
  return first < 0 ? null : predicate(view, first)
}

const isHelper = (view: View, i: number): boolean => view.base(i) === 'aux' || view.base(i) === 'cop'

/** A tensed "adverbial clause" that nothing subordinates is a main clause that the parser hung wrongly. */
const inSubordinate = (view: View, i: number): boolean =>
  view.rel(i).startsWith('acl:') || (view.base(i) === 'advcl' && isSubordinated(view, i)) || view.base(i) === 'csubj'

const WH = new Set('when where while as after before once until since because although though if'.split(' '))

const isSubordinated = (view: View, i: number): boolean =>
  view.children(i).some((c) => view.base(c) === 'mark' || (c < i && WH.has(view.word[c]!))) ||
  WH.has(view.word[view.left[i]!]!)

export function predicate(view: View, head: number): Predicate {
  const aux: string[] = []
  const auxTags: string[] = []
  for (const c of view.children(head)) {
    if (!isHelper(view, c)) continue
    aux.push(view.word[c]!)
    auxTags.push(view.xpos(c))
  }
  return { head, aux, auxTags, verbal: view.upos(head) === 'VERB' || aux.length > 0 }
}

/** Is the main predicate negated: by "not" or "never" beside it, or by "no" before its subject or object? */
export function isNegative(view: View, p: Predicate | null, tokens: readonly number[]): boolean {
  if (!p) return false
  const kids = view.children(p.head)
  if (kids.some((c) => NEGATIONS.has(view.word[c]!) && view.base(c) !== 'conj' && view.base(c) !== 'cc'))
    return !notOnly(view, p.head, kids)
  if (view.word[p.head] === 'unlikely' || kids.some((c) => isNoLonger(view, c))) return true
  for (const c of kids) {
    const rel = view.base(c)
    if (rel !== 'nsubj' && rel !== 'obj') continue
    const word = view.word[c]!
    if (['none', 'nobody', 'nothing', 'neither'].includes(word)) return true
    if (view.children(c).some((d) => (view.word[d] === 'no' || view.word[d] === 'neither') && d < c)) return true
    if (word === 'one' && view.word[c - 1] === 'no') return true
  }
  return (
    tokens.length > 0 &&
    (view.word[tokens[0]!] === 'no' || view.word[tokens[0]!] === 'not') &&
    !notOnlyAt(view, tokens[0]!)
  )
}

const isNoLonger = (view: View, c: number): boolean =>
  (view.word[c] === 'longer' || view.word[c] === 'more') && view.word[c - 1] === 'no' && view.base(c) === 'advmod'

const notOnlyAt = (view: View, i: number): boolean =>
  ['only', 'just', 'merely', 'least', 'to'].includes(view.word[i + 1] ?? '')

/** "has not only received" denies nothing. */
function notOnly(view: View, _head: number, kids: readonly number[]): boolean {
  return kids.some((c) => view.word[c] === 'not' && notOnlyAt(view, c) && view.word[c + 1] !== 'to')
}

/** "must have sunk": a conclusion, not a duty. */
export const isGuess = (p: Predicate): boolean => p.aux.includes('must') && p.aux.includes('have')

const PAST_TAGS = new Set(['VBD', 'VBN'])

/** When the main event lies relative to publication, by tense. `lean`: what a content without a tense inherits from its cue. */
export function timeOf(view: View, p: Predicate | null, lean: ClaimTime): ClaimTime {
  if (!p) return lean
  const { aux, auxTags, head } = p
  const perfect =
    aux.includes('have') || aux.includes('has') || aux.includes("'ve") || aux.includes('had') || aux.includes('having')
  if (isGuess(p)) return 'past'
  if (aux.some((a) => a === 'should' || a === 'must' || a === 'ought')) return 'none'
  if (aux.some((a) => ['will', "'ll", 'wo', 'shall', 'would', "'d"].includes(a)))
    return perfect && aux.includes('would') ? 'past' : 'future'
  if (aux.some((a) => ['may', 'might', 'could', 'can', 'ca'].includes(a))) return modalTime(view, p, perfect)
  if (perfect || auxTags.includes('VBD')) return continuing(view, p, perfect)
  if (auxTags.some((t) => t === 'VBZ' || t === 'VBP')) return presentAux(view, head)
  const tag = view.xpos(head)
  if (tag === 'VBD') return 'past'
  if (tag === 'VBZ' || tag === 'VBP') return view.word[head] === 'expects' ? 'present' : 'present'
  if (isInfinitive(view, head)) return lean === 'past' ? 'past' : 'future'
  return PAST_TAGS.has(tag) ? 'past' : lean
}

/** "may have left" is past, "could open next year" future, "may be at sea", "can cause" present. */
function modalTime(view: View, p: Predicate, perfect: boolean): ClaimTime {
  if (perfect) return 'past'
  const state = view.upos(p.head) !== 'VERB' || p.aux.includes('can') || p.aux.includes('ca')
  return state && !mentionsFuture(view, p.head) ? 'present' : 'future'
}

function mentionsFuture(view: View, head: number): boolean {
  const at = view.subtree(head)
  for (let i = at.from; i < at.to; i++) if (['next', 'tomorrow', 'soon', 'later'].includes(view.word[i]!)) return true
  return false
}

/** "has been rising" and states in the perfect still hold; other perfects are past. */
function continuing(view: View, p: Predicate, perfect: boolean): ClaimTime {
  if (!perfect || p.aux.includes('had')) return 'past'
  return view.xpos(p.head) === 'VBG' || view.upos(p.head) !== 'VERB' ? 'present' : 'past'
}

function presentAux(view: View, head: number): ClaimTime {
  const going = view.word[head] === 'going' && view.children(head).some((c) => view.base(c) === 'xcomp')
  const to = view.children(head).some((c) => view.word[c] === 'to' && c < head)
  return going || to ? 'future' : 'present'
}
