import type { Certainty, ClaimTime, Span } from '@wherefrom/schema'
import { hasSubject, isInfinitive, isTensed, markOf } from './find/grammar.ts'
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

const POSSIBLE = new Set(['may', 'might', 'could'])
const PROBABLE_ADVERBS = new Set([
  'likely',
  'probably',
  'presumably',
  'apparently',
  'seemingly',
  'evidently',
  'supposedly',
])
const POSSIBLE_ADVERBS = new Set(['possibly', 'perhaps', 'maybe', 'potentially', 'conceivably'])
const PROBABLE_HEADS = new Set([
  'likely',
  'probable',
  'expected',
  'appear',
  'appears',
  'appeared',
  'seem',
  'seems',
  'seemed',
  'reasonable',
  'unlikely',
])
const POSSIBLE_HEADS = new Set(['possible', 'possibility'])
const UNKNOWN_HEADS = new Set(['unclear', 'unknown', 'uncertain'])

/** How sure the content itself is, by modals, adverbs and conditions at its main predicate. The cue does not lower it. */
export function certaintyOf(view: View, p: Predicate | null, tokens: readonly number[]): Certainty {
  if (!p) return 'certain'
  if (isConditional(view, p) || opensCondition(view, tokens) || UNKNOWN_HEADS.has(view.word[p.head]!)) return 'unknown'
  if (
    p.aux.some((a) => POSSIBLE.has(a)) ||
    POSSIBLE_HEADS.has(view.word[p.head]!) ||
    firstIs(view, tokens, POSSIBLE_HEADS)
  )
    return 'possible'
  for (const c of view.children(p.head)) {
    if (POSSIBLE_ADVERBS.has(view.word[c]!)) return 'possible'
    if (PROBABLE_ADVERBS.has(view.word[c]!)) return 'probable'
  }
  if (PROBABLE_HEADS.has(view.word[p.head]!)) return 'probable'
  return 'certain'
}

/** "the possibility of building": a nominal content that names a possibility. */
function firstIs(view: View, tokens: readonly number[], words: ReadonlySet<string>): boolean {
  return tokens.slice(0, 2).some((i) => words.has(view.word[i]!))
}

/** "If ...", "Had it sailed, ...": a content that opens with its condition. */
function opensCondition(view: View, tokens: readonly number[]): boolean {
  const [first, second] = tokens
  if (first === undefined || second === undefined) return false
  const word = view.word[first]!
  return (
    word === 'if' ||
    word === 'unless' ||
    (word === 'had' && second === first + 1 && ['PRON', 'DET'].includes(view.upos(second)))
  )
}

function isConditional(view: View, p: Predicate): boolean {
  if (p.aux.includes('would') && p.aux.includes('have')) return true
  const kids = view.children(p.head)
  const later = kids.filter((c) => view.base(c) === 'conj').flatMap((c) => view.children(c))
  return [...kids, ...later].some((c) => {
    if (view.base(c) !== 'advcl' || view.right[c]! - view.left[c]! < 3) return false
    const mark = markOf(view, c)
    return (
      mark === 'if' ||
      mark === 'unless' ||
      (view.word[view.left[c]!] === 'if' && c - view.left[c]! < 14) ||
      view.word[view.left[c]!] === 'had'
    )
  })
}

/** Is the main predicate negated: by "not" or "never" beside it, or by "no" before its subject or object? */
export function isNegative(view: View, p: Predicate | null, tokens: readonly number[]): boolean {
  if (!p) return false
  const kids = view.children(p.head)
  if (kids.some((c) => NEGATIONS.has(view.word[c]!) && view.base(c) !== 'conj' && view.base(c) !== 'cc'))
    return !notOnly(view, p.head, kids)
  for (const c of kids) {
    const rel = view.base(c)
    if (rel !== 'nsubj' && rel !== 'obj') continue
    const word = view.word[c]!
    if (['none', 'nobody', 'nothing', 'neither'].includes(word)) return true
    if (view.children(c).some((d) => view.word[d] === 'no' && d < c)) return true
    if (word === 'one' && view.word[c - 1] === 'no') return true
  }
  return (
    tokens.length > 0 &&
    (view.word[tokens[0]!] === 'no' || view.word[tokens[0]!] === 'not') &&
    !notOnlyAt(view, tokens[0]!)
  )
}

const notOnlyAt = (view: View, i: number): boolean =>
  ['only', 'just', 'merely', 'least', 'to'].includes(view.word[i + 1] ?? '')

/** "has not only received" denies nothing. */
function notOnly(view: View, _head: number, kids: readonly number[]): boolean {
  return kids.some((c) => view.word[c] === 'not' && notOnlyAt(view, c) && view.word[c + 1] !== 'to')
}

const PAST_TAGS = new Set(['VBD', 'VBN'])

/** When the main event lies relative to publication, by tense. `lean`: what a content without a tense inherits from its cue. */
export function timeOf(view: View, p: Predicate | null, lean: ClaimTime): ClaimTime {
  if (!p) return lean
  const { aux, auxTags, head } = p
  if (aux.some((a) => a === 'should' || a === 'must' || a === 'ought')) return 'none'
  const perfect =
    aux.includes('have') || aux.includes('has') || aux.includes("'ve") || aux.includes('had') || aux.includes('having')
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
