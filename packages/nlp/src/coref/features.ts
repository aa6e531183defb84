import { type Cluster, holds } from './clusters.ts'
import { DETERMINERS, type Expression, KINDS } from './expressions.ts'
import { isPredicate } from './phrases.ts'
import { ANY, EITHER, PRONOUN_IDS } from './pronouns.ts'
import { BUCKETS, bucket, type Rows, Space } from './space.ts'
import { type CorefView, RELATIONS, rel } from './view.ts'

const COARSE_CLASSES = 257
const R = RELATIONS.length
const D = DETERMINERS.length

const space = new Space()
const ANA = {
  pronoun: space.add(PRONOUN_IDS),
  determiner: space.add(D),
  rel: space.add(R),
  grammar: space.add(4 * 8 * KINDS),
  head: space.add(1024),
  coarse: space.add(COARSE_CLASSES),
  governor: space.add(COARSE_CLASSES),
  length: space.add(BUCKETS),
  quote: space.add(2),
  seenHead: space.add(4 * 3 * D),
  seenWhole: space.add(4 * 3 * D),
  first: space.add(4),
  predicate: space.add(4),
  frequency: space.add(BUCKETS),
  next: space.add(512),
  previous: space.add(512),
  opening: space.add(BUCKETS),
}
const ANT = {
  none: space.add(1),
  candidates: space.add(BUCKETS),
  pronoun: space.add(PRONOUN_IDS),
  determiner: space.add(3 * D),
  rel: space.add(R),
  grammar: space.add(4 * 8 * KINDS),
  head: space.add(1024),
  coarse: space.add(COARSE_CLASSES),
  length: space.add(BUCKETS),
  quote: space.add(2),
  first: space.add(4),
  predicate: space.add(4),
  frequency: space.add(BUCKETS),
  depth: space.add(5),
}
const PAIR = {
  sentences: space.add(BUCKETS * 4),
  between: space.add(BUCKETS),
  tokens: space.add(BUCKETS),
  string: space.add(10 * 3),
  stringDeterminer: space.add(10 * D),
  modifiers: space.add(6),
  number: space.add(16),
  gender: space.add(64),
  hint: space.add(64),
  kind: space.add(KINDS * KINDS),
  rel: space.add(R * R * 2),
  pronouns: space.add(PRONOUN_IDS * PRONOUN_IDS),
  quote: space.add(6 * 16),
  speaker: space.add(4),
  nesting: space.add(8),
  arguments: space.add(8),
  command: space.add(4),
  classes: space.add(4),
  classPair: space.add(2048),
  governors: space.add(4),
  rank: space.add(8 * 2),
  cluster: space.add(6 * 5 * 2),
  described: space.add(3 * 2 * 4 * 3),
  path: space.add(2048),
  pathLength: space.add(BUCKETS),
  again: space.add(4 * 3),
  topic: space.add(8),
  frequency: space.add(BUCKETS),
  persons: space.add(8 * 4),
  same: space.add(4),
  entity: space.add(3),
  names: space.add(6),
}
/** Rows of one weight table. */
export const FEATURES = space.size

const NSUBJ = rel('nsubj')
const NSUBJ_PASS = rel('nsubj:pass')
const FORM_ID = { name: 0, nominal: 1, pronoun: 2 } as const

/** Static facts about an expression in its document, worked out once. */
export interface Facts {
  /** How many expressions before have the same head word, or the same words. */
  readonly seenHead: number
  readonly seenWhole: number
  /** How often the document names its entity (or says its head word). */
  readonly frequency: number
  readonly firstInSentence: boolean
  /** Heads of all expressions that name its entity, in order; null where it names none. */
  readonly named: readonly number[] | null
}

function shared(view: CorefView, e: Expression, facts: Facts): { coarse: number; predicate: number; first: number } {
  return {
    coarse: e.pronoun ? 0 : view.coarse(e.head),
    predicate: (isPredicate(view, e.head) ? 1 : 0) + (e.joint ? 2 : 0),
    first: (facts.firstInSentence ? 1 : 0) + (isSubject(view, e.head) ? 2 : 0),
  }
}

const isSubject = (view: CorefView, i: number): boolean => view.rel[i] === NSUBJ || view.rel[i] === NSUBJ_PASS

const grammar = (e: Expression): number => (e.number * 8 + e.gender) * KINDS + e.kind

/** Rows of an expression that may refer back. */
export function anaphorRows(view: CorefView, e: Expression, facts: Facts, out: Rows): void {
  const { coarse, predicate, first } = shared(view, e, facts)
  const form = FORM_ID[e.form]
  const governor = view.head[e.head]!
  out.put(ANA.pronoun, e.pronoun?.id ?? 0, PRONOUN_IDS)
  out.put(ANA.determiner, e.determiner, D)
  out.put(ANA.rel, view.rel[e.head]!, R)
  out.put(ANA.grammar, grammar(e), 4 * 8 * KINDS)
  out.put(ANA.coarse, coarse, COARSE_CLASSES)
  out.put(ANA.governor, governor < 0 ? 0 : view.coarse(governor), COARSE_CLASSES)
  out.put(ANA.length, bucket(e.to - e.from), BUCKETS)
  out.put(ANA.quote, view.quote[e.head]! >= 0 ? 1 : 0, 2)
  out.put(ANA.predicate, predicate, 4)
  out.put(ANA.first, first, 4)
  out.put(ANA.opening, bucket(e.sentence), BUCKETS)
  if (e.to < view.n) out.hash(ANA.next, view.lower(e.to), 512)
  if (e.from > 0) out.hash(ANA.previous, view.lower(e.from - 1), 512)
  if (e.pronoun) return
  out.hash(ANA.head, e.headHash, 1024)
  out.put(ANA.seenHead, (Math.min(3, facts.seenHead) * 3 + form) * D + e.determiner, 4 * 3 * D)
  out.put(ANA.seenWhole, (Math.min(3, facts.seenWhole) * 3 + form) * D + e.determiner, 4 * 3 * D)
  out.put(ANA.frequency, bucket(facts.frequency), BUCKETS)
}

/** Rows of an expression that may be referred back to. */
export function antecedentRows(view: CorefView, e: Expression, facts: Facts, out: Rows): void {
  const { coarse, predicate, first } = shared(view, e, facts)
  out.put(ANT.pronoun, e.pronoun?.id ?? 0, PRONOUN_IDS)
  out.put(ANT.determiner, FORM_ID[e.form] * D + e.determiner, 3 * D)
  out.put(ANT.rel, view.rel[e.head]!, R)
  out.put(ANT.grammar, grammar(e), 4 * 8 * KINDS)
  out.put(ANT.coarse, coarse, COARSE_CLASSES)
  out.put(ANT.length, bucket(e.to - e.from), BUCKETS)
  out.put(ANT.quote, view.quote[e.head]! >= 0 ? 1 : 0, 2)
  out.put(ANT.predicate, predicate, 4)
  out.put(ANT.first, first, 4)
  out.put(ANT.frequency, bucket(facts.frequency), BUCKETS)
  out.put(ANT.depth, depth(view, e.head), 5)
  if (!e.pronoun) out.hash(ANT.head, e.headHash, 1024)
}

/** Rows of "refers to nothing before". */
export function noneRows(candidates: number, out: Rows): void {
  out.put(ANT.none, 0, 1)
  out.put(ANT.candidates, bucket(candidates), BUCKETS)
}

/** How many noun phrases the expression stands in. */
function depth(view: CorefView, head: number): number {
  let d = 0
  for (let i = head, hop = 0; hop < 8; hop++) {
    const r = RELATIONS[view.rel[i]!]!
    if (r !== 'nmod' && r !== 'nmod:poss' && r !== 'compound' && r !== 'conj') break
    if (r !== 'conj') d++
    i = view.head[i]!
    if (i < 0) break
  }
  return d
}

/** A candidate with what the resolver knows of it. */
export interface Candidate {
  readonly e: Expression
  readonly facts: Facts
  readonly cluster: Cluster
  /** Its place among the document's expressions. */
  readonly at: number
  /** How many candidates nearer than it agree with the anaphor too. */
  readonly rank: number
  /** Sentence of the last expression of its cluster. */
  readonly lastSentence: number
}

/** Rows of an anaphor and one candidate. */
export function pairRows(view: CorefView, ana: Expression, at: number, c: Candidate, out: Rows): void {
  const { e, cluster } = c
  const sentences = ana.sentence - e.sentence
  const anaPerson = ana.pronoun?.person ?? 0
  const antPerson = e.pronoun?.person ?? 0
  const form = FORM_ID[e.form]
  out.put(PAIR.sentences, bucket(sentences) * 4 + (e.joint ? 3 : form), BUCKETS * 4)
  out.put(PAIR.between, bucket(at - c.at), BUCKETS)
  if (sentences === 0) out.put(PAIR.tokens, bucket(Math.abs(ana.head - e.head)), BUCKETS)
  out.put(PAIR.number, ana.number * 4 + cluster.number, 16)
  out.put(PAIR.gender, ana.gender * 8 + cluster.gender, 64)
  out.put(PAIR.hint, ana.hint * 8 + (c.cluster.gender & (e.pronoun ? ANY : e.hint)), 64)
  out.put(PAIR.kind, ana.kind * KINDS + cluster.kind, KINDS * KINDS)
  out.put(PAIR.rel, (view.rel[ana.head]! * R + view.rel[e.head]!) * 2 + (sentences === 0 ? 1 : 0), R * R * 2)
  out.put(PAIR.pronouns, (ana.pronoun?.id ?? 0) * PRONOUN_IDS + (e.pronoun?.id ?? 0), PRONOUN_IDS * PRONOUN_IDS)
  out.put(PAIR.quote, quoteRelation(view, ana.head, e.head) * 16 + anaPerson * 4 + antPerson, 96)
  out.put(PAIR.speaker, speakerRelation(view, ana, e), 4)
  out.put(PAIR.nesting, nesting(view, ana, e), 8)
  if (sentences === 0) {
    out.put(PAIR.arguments, coarguments(view, ana, e), 8)
    out.put(PAIR.command, command(view, ana, e), 4)
    pathRows(view, ana, e, out)
  }
  out.put(PAIR.again, again(view, ana, c) * 3 + form, 12)
  out.put(PAIR.governors, governors(view, ana, e), 4)
  out.put(PAIR.rank, Math.min(7, c.rank) * 2 + (isSubject(view, e.head) ? 1 : 0), 16)
  const gap = Math.min(4, ana.sentence - c.lastSentence)
  out.put(PAIR.cluster, (Math.min(5, bucket(cluster.size)) * 5 + gap) * 2 + (cluster.named ? 1 : 0), 60)
  const known = Math.min(2, cluster.described) * 2 + (cluster.named ? 1 : 0)
  out.put(PAIR.described, (known * 4 + Math.min(3, sentences)) * 3 + form, 72)
  out.put(PAIR.topic, Math.min(3, sentences) * 2 + (c.facts.firstInSentence && isSubject(view, e.head) ? 1 : 0), 8)
  out.put(PAIR.frequency, bucket(c.facts.frequency), BUCKETS)
  out.put(PAIR.persons, cluster.persons * 4 + anaPerson, 32)
  if (ana.pronoun) {
    out.put(PAIR.same, holds(cluster, ana.pronoun.id) ? 1 : (cluster.persons & 4) !== 0 ? 2 : 0, 4)
    return
  }
  const string = stringCode(ana, e, cluster)
  out.put(PAIR.string, string * 3 + form, 30)
  out.put(PAIR.stringDeterminer, string * D + ana.determiner, 10 * D)
  out.put(PAIR.modifiers, modifiers(ana, e), 6)
  out.put(PAIR.entity, entityCode(ana, e, cluster), 3)
  out.put(PAIR.names, ana.form === 'name' && e.form === 'name' ? nameCode(ana, e) : 0, 6)
  if (e.pronoun) return
  const same = view.fine(ana.head) !== 0 && view.fine(ana.head) === view.fine(e.head)
  out.put(PAIR.classes, (same ? 2 : 0) + (view.coarse(ana.head) === view.coarse(e.head) ? 1 : 0), 4)
  out.hash(PAIR.classPair, view.coarse(ana.head) * 257 + view.coarse(e.head), 2048)
}

/** 0 both outside quotations, 1 only the anaphor inside, 2 only the candidate, 3 the same quotation, 4 the same speaker's, 5 others'. */
function quoteRelation(view: CorefView, ana: number, ant: number): number {
  const a = view.quote[ana]!
  const b = view.quote[ant]!
  if (a < 0 && b < 0) return 0
  if (b < 0) return 1
  if (a < 0) return 2
  if (a === b) return 3
  const s = view.speaker[a]!
  const t = view.speaker[b]!
  return s >= 0 && t >= 0 && view.lower(s) === view.lower(t) ? 4 : 5
}

/** 1: the candidate speaks the anaphor's quotation; 2: the anaphor speaks the candidate's. */
function speakerRelation(view: CorefView, ana: Expression, ant: Expression): number {
  const a = view.quote[ana.head]!
  const b = view.quote[ant.head]!
  if (a >= 0 && view.speaker[a] === ant.head) return 1
  return b >= 0 && view.speaker[b] === ana.head ? 2 : a >= 0 && view.speaker[a]! >= 0 ? 3 : 0
}

/** One inside the other, and the predicate of a subject. */
function nesting(view: CorefView, ana: Expression, ant: Expression): number {
  if (ana.head === ant.head) return 1
  if (ant.from <= ana.from && ana.to <= ant.to) return view.head[ana.head] === ant.head ? 2 : 3
  if (ana.from <= ant.from && ant.to <= ana.to) return view.head[ant.head] === ana.head ? 4 : 5
  if (view.head[ant.head] === ana.head && isSubject(view, ant.head)) return 6
  return view.head[ana.head] === ant.head ? 7 : 0
}

/** Both depend on one word; a reflexive one or not. */
function coarguments(view: CorefView, ana: Expression, ant: Expression): number {
  const same = view.head[ana.head] === view.head[ant.head] && view.head[ana.head]! >= 0
  return (same ? 4 : 0) + (ana.pronoun?.reflexive ? 2 : 0) + (isSubject(view, ant.head) ? 1 : 0)
}

/** Is the candidate the subject of a clause that the anaphor stands in, or the other way round? */
function command(view: CorefView, ana: Expression, ant: Expression): number {
  if (isSubject(view, ant.head) && isUnder(view, ana.head, view.head[ant.head]!)) return 1
  return isSubject(view, ana.head) && isUnder(view, ant.head, view.head[ana.head]!) ? 2 : 0
}

function isUnder(view: CorefView, i: number, above: number): boolean {
  for (let at = i, hop = 0; at >= 0 && hop < 40; hop++) {
    if (at === above) return true
    at = view.head[at]!
  }
  return false
}

/** Longest way through the tree that is told relation by relation. */
const LONGEST_WAY = 7

/** The way through the tree from one to the other: relations up to the common head and down again. */
function pathRows(view: CorefView, ana: Expression, ant: Expression, out: Rows): void {
  const up: number[] = []
  for (let i = ana.head, hop = 0; i >= 0 && hop < 12; hop++) {
    up.push(i)
    i = view.head[i]!
  }
  let down = 0
  let way = 0
  for (let i = ant.head, hop = 0; i >= 0 && hop < 12; hop++) {
    const k = up.indexOf(i)
    if (k >= 0) {
      for (let j = 0; j < k; j++) way = (Math.imul(way, 31) + view.rel[up[j]!]! + 101) | 0
      out.put(PAIR.pathLength, k + down, BUCKETS)
      if (k + down <= LONGEST_WAY) out.hash(PAIR.path, way, 2048)
      return
    }
    way = (Math.imul(way, 31) + view.rel[i]! + 7) | 0
    down++
    i = view.head[i]!
  }
  out.put(PAIR.pathLength, BUCKETS - 1, BUCKETS)
}

/** Is the candidate named again soon after the anaphor: 1 in the same sentence, 2 in the next? A pronoun is rarely followed by its name. */
function again(view: CorefView, ana: Expression, c: Candidate): number {
  const next = c.facts.named
  if (next === null) return 0
  let low = 0
  let high = next.length
  while (low < high) {
    const mid = (low + high) >>> 1
    if (next[mid]! <= ana.head) low = mid + 1
    else high = mid
  }
  if (low === next.length) return 3
  const sentences = view.sentence[next[low]!]! - ana.sentence
  return sentences === 0 ? 1 : sentences === 1 ? 2 : 3
}

function governors(view: CorefView, ana: Expression, ant: Expression): number {
  const a = view.head[ana.head]!
  const b = view.head[ant.head]!
  const sameWord = a >= 0 && b >= 0 && a !== b && view.lower(a) === view.lower(b)
  return (sameWord ? 2 : 0) + (view.rel[ana.head] === view.rel[ant.head] ? 1 : 0)
}

/** How the words of two descriptions fit, best fit first. */
function stringCode(ana: Expression, ant: Expression, cluster: Cluster): number {
  if (ant.pronoun) return cluster.heads.includes(ana.headHash) ? 8 : 0
  if (ana.whole === ant.whole) return 1
  if (ana.headHash === ant.headHash) return 2
  if (anyHead(ana, ant)) return 3
  if (acronymFits(ana, ant)) return 6
  if (ant.content.includes(ana.headHash)) return 4
  if (ana.content.includes(ant.headHash)) return 5
  if (cluster.wholes.includes(ana.whole)) return 9
  if (cluster.heads.includes(ana.headHash)) return 8
  return ana.content.some((h) => ant.content.includes(h)) ? 7 : 0
}

function anyHead(a: Expression, b: Expression): boolean {
  if (a.heads.length === 0 && b.heads.length === 0) return false
  for (const h of [a.headHash, ...a.heads]) if (h === b.headHash || b.heads.includes(h)) return true
  return false
}

export const acronymFits = (a: Expression, b: Expression): boolean =>
  (a.acronym !== '' && a.acronym === b.initials) || (b.acronym !== '' && b.acronym === a.initials)

/** Does one description say more than the other? 1 same words, 2 the anaphor says less, 3 more, 4 both differ. */
function modifiers(ana: Expression, ant: Expression): number {
  if (ant.pronoun) return 0
  const more = ana.content.some((h) => !ant.content.includes(h))
  const less = ant.content.some((h) => !ana.content.includes(h))
  if (!more && !less) return 1
  if (!more) return 2
  if (!less) return 3
  return ana.content.some((h) => ant.content.includes(h)) ? 4 : 5
}

function entityCode(ana: Expression, ant: Expression, cluster: Cluster): number {
  const other = ant.entity >= 0 ? ant.entity : cluster.entity
  if (ana.entity < 0 || other < 0) return 0
  return ana.entity === other ? 1 : 2
}

/** Two names: 1 same words, 2 the later inside the earlier, 3 the earlier inside the later, 4 share a word, 5 nothing. */
function nameCode(ana: Expression, ant: Expression): number {
  const m = modifiers(ana, ant)
  return m === 0 ? 0 : m
}

/** Do number and gender of an expression and a cluster allow each other? */
export function agrees(e: Expression, c: Cluster): boolean {
  if ((e.gender & c.gender) === 0) return false
  return (e.number & c.number) !== 0 || e.number === EITHER
}
