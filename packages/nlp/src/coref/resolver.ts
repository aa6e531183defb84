import { type Cluster, clusterOf, take } from './clusters.ts'
import { type Expression, PERSON_KIND } from './expressions.ts'
import { acronymFits, agrees, type Candidate, type Facts } from './features.ts'
import { SINGULAR } from './pronouns.ts'
import type { CorefView } from './view.ts'

/** Which of the three rankers an expression goes to. */
export const PRONOUN_RANKER = 0
export const NAME_RANKER = 1
export const NOMINAL_RANKER = 2
export const RANKERS = 3

/** One decision: what an expression refers back to. Candidates come nearest first. */
export interface Step {
  readonly at: number
  readonly e: Expression
  readonly facts: Facts
  readonly ranker: number
  readonly candidates: readonly Candidate[]
}

/** Index into the step's candidates, or -1 for none of them. */
export type Choose = (step: Step) => number

/** How far candidates are looked for. */
const FARTHEST_SENTENCES = 10
const FARTHEST_EXPRESSIONS = 120
const MOST_FOR_PRONOUN = 20
const MOST_FOR_OTHERS = 16
const SAME_WORD = 8
const NEAR = 9

/** Determiners with which a description may take up something described in other words. */
const TAKES_UP = new Set([0, 1, 3, 4, 5, 6, 7])

/** Goes through a document's expressions in order and puts each in a cluster. Linear: every search back is bounded. */
export class Resolver {
  readonly facts: readonly Facts[]
  readonly clusters: Cluster[] = []
  /** Cluster of each expression so far. */
  readonly of: Int32Array
  private readonly view: CorefView
  private readonly expressions: readonly Expression[]
  private readonly byWord = new Map<number, number[]>()
  private readonly byEntity = new Map<number, number[]>()
  private readonly byLetters = new Map<string, number[]>()
  /** Last pronoun of the first and second person. */
  private readonly spoken = [-1, -1, -1]
  private readonly stamp: Int32Array

  constructor(view: CorefView, expressions: readonly Expression[]) {
    this.view = view
    this.expressions = expressions
    this.facts = factsOf(expressions)
    this.of = new Int32Array(expressions.length).fill(-1)
    this.stamp = new Int32Array(expressions.length).fill(-1)
  }

  run(choose: Choose): void {
    for (const [at, e] of this.expressions.entries()) {
      const ranker = e.pronoun ? PRONOUN_RANKER : e.form === 'name' ? NAME_RANKER : NOMINAL_RANKER
      const candidates = this.ranked(e, this.candidates(at, e, ranker))
      const chosen = choose({ at, e, facts: this.facts[at]!, ranker, candidates })
      this.join(at, e, chosen < 0 ? -1 : candidates[chosen]!.at)
    }
  }

  private join(at: number, e: Expression, antecedent: number): void {
    let cluster = antecedent < 0 ? -1 : this.of[antecedent]!
    if (cluster < 0) {
      cluster = this.clusters.length
      this.clusters.push(clusterOf(e, at))
    } else take(this.clusters[cluster]!, e, at)
    this.of[at] = cluster
    if (e.pronoun && e.pronoun.person < 3) this.spoken[e.pronoun.person] = at
    for (const h of e.content) push(this.byWord, h, at)
    if (e.entity >= 0) push(this.byEntity, e.entity, at)
    if (e.initials.length > 1) push(this.byLetters, e.initials, at)
    if (e.acronym !== '') push(this.byLetters, e.acronym, at)
  }

  private candidates(at: number, e: Expression, ranker: number): number[] {
    const out: number[] = []
    const add = (k: number, limit: number): void => {
      if (out.length >= limit || this.stamp[k] === at || this.expressions[k]!.head === e.head) return
      this.stamp[k] = at
      out.push(k)
    }
    if (ranker === PRONOUN_RANKER) this.forPronoun(at, e, add)
    else if (ranker === NAME_RANKER) this.forName(at, e, add)
    else this.forNominal(at, e, add)
    return out.sort((a, b) => b - a)
  }

  private forPronoun(at: number, e: Expression, add: (k: number, limit: number) => void): void {
    const person = e.pronoun!.person
    for (let k = at - 1; k >= 0 && at - k <= FARTHEST_EXPRESSIONS; k--) {
      const c = this.expressions[k]!
      if (e.sentence - c.sentence > FARTHEST_SENTENCES) break
      if (!agrees(e, this.clusters[this.of[k]!]!)) continue
      if (c.pronoun && (person < 3 || c.pronoun.person < 3) && c.pronoun.person !== person && this.sameVoice(e, c))
        continue
      add(k, MOST_FOR_PRONOUN)
    }
    if (person < 3 && this.spoken[person]! >= 0) add(this.spoken[person]!, MOST_FOR_PRONOUN + 1)
    const quote = this.view.quote[e.head]!
    if (person === 1 && quote >= 0) this.addHead(this.view.speaker[quote]!, at, add)
  }

  /** The expression with a given head, if it lies within reach. */
  private addHead(head: number, at: number, add: (k: number, limit: number) => void): void {
    for (let k = at - 1; head >= 0 && k >= 0 && at - k < FARTHEST_EXPRESSIONS; k--)
      if (this.expressions[k]!.head === head) {
        add(k, MOST_FOR_PRONOUN + 2)
        return
      }
  }

  private sameVoice(a: Expression, b: Expression): boolean {
    return this.view.quote[a.head] === this.view.quote[b.head]
  }

  private forName(at: number, e: Expression, add: (k: number, limit: number) => void): void {
    if (e.kind === PERSON_KIND) this.addSpoken(at, e, add)
    if (e.entity >= 0) this.addLast(this.byEntity.get(e.entity), SAME_WORD, add)
    for (const h of e.content) this.addLast(this.byWord.get(h), 4, add)
    if (e.initials.length > 1)
      this.addLast(this.byLetters.get(e.initials), 4, add, (k) => acronymFits(e, this.expressions[k]!))
    if (e.acronym !== '')
      this.addLast(this.byLetters.get(e.acronym), 4, add, (k) => acronymFits(e, this.expressions[k]!))
    this.addNear(at, e, 3, add, (c, cluster) => (c.pronoun ? c.pronoun.person === 3 : true) && !cluster.named)
  }

  /** "I" in a quotation that the expression speaks, where the quotation comes first. */
  private addSpoken(at: number, e: Expression, add: (k: number, limit: number) => void): void {
    for (let k = at - 1; k >= 0 && at - k <= 40; k--) {
      const c = this.expressions[k]!
      const quote = this.view.quote[c.head]!
      if (c.pronoun?.person === 1 && c.number === SINGULAR && quote >= 0 && this.view.speaker[quote] === e.head) {
        add(k, MOST_FOR_OTHERS + 1)
        return
      }
    }
  }

  private forNominal(at: number, e: Expression, add: (k: number, limit: number) => void): void {
    if (e.kind === PERSON_KIND) this.addSpoken(at, e, add)
    this.addLast(this.byWord.get(e.headHash), SAME_WORD, add)
    for (const h of e.heads) this.addLast(this.byWord.get(h), 4, add)
    if (!TAKES_UP.has(e.determiner)) return
    if (e.entity >= 0) this.addLast(this.byEntity.get(e.entity), 4, add)
    this.addNear(at, e, 4, add, (c, cluster) => !c.pronoun || (cluster.described === 0 && c.pronoun.person === 3))
  }

  private addLast(
    list: readonly number[] | undefined,
    most: number,
    add: (k: number, limit: number) => void,
    fits: (k: number) => boolean = () => true,
  ): void {
    if (!list) return
    for (let k = list.length - 1; k >= 0 && k >= list.length - most; k--)
      if (fits(list[k]!)) add(list[k]!, MOST_FOR_OTHERS)
  }

  /** The last expression of each near cluster that agrees. */
  private addNear(
    at: number,
    e: Expression,
    sentences: number,
    add: (k: number, limit: number) => void,
    wanted: (c: Expression, cluster: Cluster) => boolean,
  ): void {
    let found = 0
    for (let k = at - 1; k >= 0 && at - k <= 60 && found < NEAR; k--) {
      const c = this.expressions[k]!
      if (e.sentence - c.sentence > sentences) break
      const cluster = this.clusters[this.of[k]!]!
      if (cluster.last !== k || !agrees(e, cluster) || !wanted(c, cluster)) continue
      found++
      add(k, MOST_FOR_OTHERS)
    }
  }

  private ranked(e: Expression, list: readonly number[]): Candidate[] {
    let rank = 0
    return list.map((k): Candidate => {
      const cluster = this.clusters[this.of[k]!]!
      const c: Candidate = {
        e: this.expressions[k]!,
        facts: this.facts[k]!,
        cluster,
        at: k,
        rank,
        lastSentence: this.expressions[cluster.last]!.sentence,
      }
      if (cluster.last === k && agrees(e, cluster)) rank++
      return c
    })
  }
}

function push<K>(index: Map<K, number[]>, key: K, at: number): void {
  const list = index.get(key)
  if (list) list.push(at)
  else index.set(key, [at])
}

function factsOf(expressions: readonly Expression[]): Facts[] {
  const total = new Map<number, number>()
  const key = (e: Expression): number => (e.entity >= 0 ? -1 - e.entity : e.headHash === 0 ? 0 : e.headHash | 1)
  const named = new Map<number, number[]>()
  for (const e of expressions) {
    total.set(key(e), (total.get(key(e)) ?? 0) + 1)
    if (e.entity >= 0) push(named, e.entity, e.head)
  }
  const heads = new Map<number, number>()
  const wholes = new Map<number, number>()
  let sentence = -1
  return expressions.map((e): Facts => {
    const seenHead = heads.get(e.headHash) ?? 0
    const seenWhole = wholes.get(e.whole) ?? 0
    heads.set(e.headHash, seenHead + 1)
    wholes.set(e.whole, seenWhole + 1)
    const firstInSentence = e.sentence !== sentence
    sentence = e.sentence
    return {
      seenHead,
      seenWhole,
      frequency: e.pronoun ? 0 : total.get(key(e))!,
      firstInSentence,
      named: named.get(e.entity) ?? null,
    }
  })
}
