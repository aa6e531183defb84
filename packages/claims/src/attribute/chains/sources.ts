import type { TokenRange } from '@wherefrom/schema'
import type { View } from './view.ts'
import { PERSON_NOUNS } from './words.ts'

/** A source as the grammar gives it: its head token and the full noun phrase; null when the cue has none. */
export interface Found {
  readonly head: number
  readonly range: TokenRange
}

const CLAUSAL = new Set(['acl:relcl', 'parataxis', 'conj', 'cc', 'punct', 'advcl', 'dep', 'ccomp', 'discourse', 'list'])
const RELATIVE = new Set(['who', 'which', 'that', 'whom', 'whose'])

/**
 * The noun phrase of a source: its subtree without leading and trailing punctuation, prepositions and relative clauses
 * at its end. Conjoined sources ("Russia and Iran") stay together when the conjuncts are nouns.
 */
export function nounPhrase(view: View, head: number): TokenRange {
  let from = view.left[head]!
  let to = view.right[head]!
  for (const c of view.children(head)) {
    const rel = view.rel(c)
    if (c < head && (rel === 'case' || rel === 'cc' || rel === 'mark' || rel === 'advmod') && view.left[c]! <= from)
      from = Math.max(from, view.right[c]!)
    if (c > head && endsPhrase(view, c, rel)) to = Math.min(to, view.left[c]!)
  }
  from = afterOpening(view, from, head)
  to = beforeAside(view, head, to)
  while (from < head && view.isPunct(from)) from++
  while (to - 1 > head && view.isPunct(to - 1) && !closesPhrase(view, from, to - 1)) to--
  return wholeNames(view, { from: Math.min(from, head), to: Math.max(to, head + 1) })
}

/**
 * A name is not cut in two, and a person's name right behind an office belongs to it ("Prime Minister | Ilse Brandt
 * tweeted"), whatever the parse made of the words.
 */
function wholeNames(view: View, r: TokenRange): TokenRange {
  let { from, to } = r
  const first = view.mentions.in(view.start[from]!, view.end[from]!)[0]
  if (first && first.tokens.from < from && first.type === 'person') from = first.tokens.from
  const last = view.mentions.in(view.start[to - 1]!, view.end[to - 1]!).at(-1)
  if (last && last.tokens.to > to && last.type === 'person') to = last.tokens.to
  if (to >= view.n || view.sentence[to] !== view.sentence[from] || !PERSON_NOUNS.has(view.word[to - 1]!))
    return { from, to }
  const name = view.mentions.startingAt(view.start[to]!)
  return name?.type === 'person' ? { from, to: name.tokens.to } : { from, to }
}

/** A subject that starts with a preposition ("After the leak, the chief ...") starts after its comma. */
function afterOpening(view: View, from: number, head: number): number {
  if (!['ADP', 'ADV', 'SCONJ'].includes(view.upos(from))) return from
  for (let i = head - 1; i > from; i--) if (view.word[i] === ',') return i + 1
  return from
}

const ASIDES = new Set(
  'citing quoting referencing referring speaking in on at during after before following while as when'.split(' '),
)

/** Where an aside follows a comma ("the paper, citing its sources", "officials, in early January") or a time ends the phrase. */
function beforeAside(view: View, head: number, to: number): number {
  for (let i = head + 1; i < to - 1; i++) {
    if (view.word[i] === ',' && ASIDES.has(view.word[i + 1]!)) return i
    const time = view.times.in(view.start[i]!, view.end[i]!)[0]
    if (time && time.start === view.start[i] && time.end >= view.end[to - 1]!) return i
  }
  const last = to - 1
  const time = last > head ? view.times.in(view.start[last]!, view.end[last]!)[0] : undefined
  return time && time.start === view.start[last] ? last : to
}

function endsPhrase(view: View, c: number, rel: string): boolean {
  if (!CLAUSAL.has(rel)) return false
  if (rel === 'punct') return false
  if (rel === 'conj' || rel === 'cc') return rel === 'conj' && !isNominal(view, c)
  return true
}

export const isNominal = (view: View, i: number): boolean =>
  ['NOUN', 'PROPN', 'PRON', 'NUM', 'DET', 'SYM', 'X', 'ADJ'].includes(view.upos(i))

/** A closing bracket or quotation mark whose partner lies in the phrase. */
function closesPhrase(view: View, from: number, at: number): boolean {
  const mark = view.word[at]
  const partner = mark === ')' ? '(' : mark === ']' ? '[' : mark === '"' || mark === '”' ? mark : ''
  if (partner === '') return false
  for (let i = from; i < at; i++) if (view.word[i] === partner || (partner === '”' && view.word[i] === '“')) return true
  return false
}

function found(view: View, head: number): Found {
  const who = behindDate(view, head)
  return { head: who, range: nounPhrase(view, who) }
}

/** A date says nothing: where the parse makes one the head ("back in May, the daily reported"), the noun after it speaks. */
function behindDate(view: View, head: number): number {
  if (view.times.in(view.start[head]!, view.end[head]!).length === 0) return head
  for (const c of view.children(head)) {
    const free = c > head && view.times.in(view.start[c]!, view.end[c]!).length === 0
    if (free && ['appos', 'conj', 'nmod', 'dep'].includes(view.base(c)) && isNominal(view, c)) return c
  }
  return head
}

/** The agent of a passive or a participle ("reported by the agency"). */
export function agentOf(view: View, verb: number): Found | null {
  for (const c of view.children(verb)) {
    if (view.base(c) !== 'obl' && view.base(c) !== 'nmod') continue
    const by = view.child(c, 'case')
    if (by >= 0 && view.word[by] === 'by' && (view.rel(c) === 'obl:agent' || isNominal(view, c))) return found(view, c)
  }
  return null
}

export const isPassive = (view: View, verb: number): boolean => {
  if (view.child(verb, 'nsubj:pass', 'csubj:pass') >= 0) return true
  const aux = view.child(verb, 'aux:pass')
  return aux >= 0 && /^(?:am|is|are|was|were|be|been|being|get|gets|got|getting|'s|'re|'m)$/.test(view.word[aux]!)
}

/** Own subject of a verb: nominal, no expletive. */
function ownSubject(view: View, verb: number): number {
  for (const c of view.children(verb)) {
    const rel = view.rel(c)
    if (rel === 'nsubj' || rel === 'nsubj:pass' || rel === 'nsubj:outer' || rel === 'csubj') return c
  }
  return -1
}

/**
 * The subject of a verb: its own, else that of the verb it is coordinated with, controlled by or attached to as a
 * participle; for a relative clause and for "officials saying", the noun itself.
 */
export function subjectOf(view: View, verb: number): Found | null {
  let at = verb
  for (let hop = 0; hop < 6 && at >= 0; hop++) {
    const own = ownSubject(view, at)
    if (own >= 0) return view.base(own) === 'csubj' ? null : antecedent(view, own, at)
    const rel = view.rel(at)
    const up = view.head[at]!
    if (up < 0) return null
    if (hop === 0 && view.word[at - 1] === 'as' && view.xpos(at) === 'VBG') {
      const quoted = view.child(up, 'obj', 'nsubj:pass')
      if (quoted >= 0) return found(view, quoted)
    }
    if (rel.startsWith('acl'))
      return isNominal(view, up) && !view.children(at).some((c) => view.word[c] === 'to' && c < at)
        ? found(view, up)
        : null
    if (rel === 'conj' && isNominal(view, up) && !view.upos(at).startsWith('V')) return null
    if (!['conj', 'xcomp', 'advcl', 'parataxis', 'cop', 'aux', 'ccomp', 'advcl:relcl'].includes(rel)) return null
    if (rel === 'xcomp') {
      const object = view.child(up, 'obj', 'iobj')
      if (object >= 0 && hop === 0) return antecedent(view, object, up)
    }
    if (isPassive(view, up) && rel === 'advcl') {
      const agent = agentOf(view, up)
      if (agent) return agent
    }
    at = up
  }
  return null
}

/** A relative pronoun stands for the noun that its clause modifies. */
function antecedent(view: View, pronoun: number, verb: number): Found {
  if (!RELATIVE.has(view.word[pronoun]!)) return found(view, pronoun)
  let at = verb
  for (let hop = 0; hop < 4 && at >= 0; hop++) {
    if (view.rel(at).startsWith('acl')) return found(view, view.head[at]!)
    at = view.rel(at) === 'conj' ? view.head[at]! : -1
  }
  return found(view, pronoun)
}

/** Who stands behind a reporting noun: its possessor, its "by" or "from" phrase, or "of" beside another complement. */
export function ownerOf(view: View, noun: number, ofIsContent: boolean): Found | null {
  for (const c of view.children(noun)) {
    const rel = view.rel(c)
    if (rel === 'nmod:poss' || rel === 'det:poss') return possessor(view, c)
    if (rel === 'acl') {
      const agent = agentOf(view, c)
      if (agent) return agent
    }
    if (view.base(c) === 'nmod' || view.base(c) === 'obl') {
      const preposition = view.word[view.child(c, 'case')] ?? ''
      if (preposition === 'by' || preposition === 'from') return found(view, c)
      if (preposition === 'of' && !ofIsContent) return found(view, c)
    }
  }
  return null
}

/** "a WHO recommendation": a name before the noun. */
export function nameBefore(view: View, noun: number): Found | null {
  if (noun === 0) return null
  const mention = view.mentions.endingAt(view.end[noun - 1]!)
  if (!mention || !['person', 'organisation', 'place'].includes(mention.type)) return null
  if (view.sentence[mention.tokens.from] !== view.sentence[noun]) return null
  return { head: noun - 1, range: { from: mention.tokens.from, to: noun } }
}

/** A possessor without its "'s". */
function possessor(view: View, head: number): Found {
  const range = nounPhrase(view, head)
  let to = range.to
  while (to - 1 > head && (view.word[to - 1] === "'s" || view.word[to - 1] === "'")) to--
  return { head, range: { from: range.from, to } }
}
