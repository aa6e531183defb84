import { type Candidate, contains } from './candidates.ts'
import type { Containers } from './containers.ts'
import type { Lookup } from './lookup.ts'
import { fits } from './tables.ts'
import type { Toponym } from './toponyms.ts'
import { Votes } from './votes.ts'
import { WEIGHTS } from './weights.ts'

/** A toponym's meaning on the map; `within`: only the region is known that the text puts it in. */
export interface Resolved {
  readonly place: Candidate
  readonly within: boolean
  /** Index of the toponym that says where it lies, or -1. */
  readonly container: number
}

/** Toponyms of one document that are written alike: they mean the same, one sense per document. */
interface Group {
  readonly index: number
  readonly candidates: readonly Candidate[]
  readonly members: number[]
  /** Groups that the text puts this one into, with what that counts. */
  readonly outer: { readonly group: Group; readonly bonus: number }[]
  /** Groups that the text puts into this one. */
  readonly inner: Group[]
  /** Groups beside it in lists. */
  readonly beside: Group[]
  /** Groups next to it in a sentence. */
  readonly near: Group[]
  best: number
  margin: number
}

/** The most relations of each kind that a group keeps. */
const MOST = 8
/** Rounds in which the document's surest names vote. */
const ROUNDS = 2

const same = (a: Candidate, b: Candidate): boolean => a.from === b.from && a.row === b.row

/** Chooses a place for every toponym of a document. */
export class Resolver {
  private readonly lookup: Lookup
  private readonly toponyms: readonly Toponym[]
  private readonly containers: Containers
  private readonly groups = new Map<string, Group>()
  private readonly groupOf: (Group | null)[] = []

  constructor(lookup: Lookup, toponyms: readonly Toponym[], containers: Containers) {
    this.lookup = lookup
    this.toponyms = toponyms
    this.containers = containers
  }

  /** A place, or null, for each toponym in their order. */
  resolve(): (Resolved | null)[] {
    for (const [i, t] of this.toponyms.entries()) this.groupOf.push(this.join(i, t))
    this.relate()
    this.judge(null)
    for (let round = 0; round < ROUNDS; round++) this.judge(this.votes())
    return this.toponyms.map((_, i) => this.answer(i))
  }

  /** Readings of a name: as an adjective where it is used as one, else by the fullest of its forms that is known. */
  private candidates(t: Toponym): readonly Candidate[] {
    if (t.use === 'people' || t.adjective) {
      const found = this.lookup.adjectivesOf(t.name)
      return found.length > 0 ? found : this.lookup.adjectivesOf(t.name.replace(/s$/, ''))
    }
    if (t.use === 'embedded') {
      const found = this.lookup.adjectivesOf(t.name)
      if (found.length > 0 && (this.lookup.exact(t.name) ?? 0) < found[0]!.prior) return found
    }
    return this.lookup.anyForm(t.name)
  }

  private join(i: number, t: Toponym): Group | null {
    const candidates = this.candidates(t)
    if (candidates.length === 0) return null
    const key = `${candidates[0]!.from.ref(candidates[0]!.row)} ${candidates.length} ${t.hint ?? ''}`
    let group = this.groups.get(key)
    if (!group) {
      group = {
        index: this.groups.size,
        candidates,
        members: [],
        outer: [],
        inner: [],
        beside: [],
        near: [],
        best: 0,
        margin: 0,
      }
      this.groups.set(key, group)
    }
    group.members.push(i)
    return group
  }

  private relate(): void {
    for (const [i, { toponym, bonus }] of this.containers.inside) {
      const [inner, outer] = [this.groupOf[i], this.groupOf[toponym]]
      if (!inner || !outer || inner === outer || inner.candidates.some((c) => outer.candidates.some((o) => same(c, o))))
        continue
      if (inner.outer.length < MOST) inner.outer.push({ group: outer, bonus })
      if (outer.inner.length < MOST) outer.inner.push(inner)
    }
    for (const [i, j] of this.containers.neighbours) {
      const [a, b] = [this.groupOf[i], this.groupOf[j]]
      if (!a || !b || a === b) continue
      if (a.near.length < MOST) a.near.push(b)
      if (b.near.length < MOST) b.near.push(a)
    }
    for (const list of this.containers.lists)
      for (const [k, i] of list.entries()) {
        const group = this.groupOf[i]
        if (!group) continue
        for (const j of list.slice(Math.max(0, k - 3), k + 4)) {
          const other = this.groupOf[j]
          if (other && other !== group && group.beside.length < MOST) group.beside.push(other)
        }
      }
  }

  private answer(i: number): Resolved | null {
    const group = this.groupOf[i]
    const container = this.containers.inside.get(i)?.toponym ?? -1
    if (group) return { place: group.candidates[group.best]!, within: false, container }
    const outer = container >= 0 ? this.groupOf[container] : null
    return outer ? { place: outer.candidates[outer.best]!, within: true, container } : null
  }

  private judge(votes: Votes | null): void {
    for (const group of this.groups.values()) {
      const hint = this.toponyms[group.members[0]!]!.hint
      let [best, first, second] = [0, -Infinity, -Infinity]
      for (const [k, c] of group.candidates.entries()) {
        let score = c.prior + related(group, c)
        if (hint) score += fits(hint, c.feature) ? WEIGHTS.hinted : WEIGHTS.unhinted
        if (votes) score += votes.bonus(group.index, c)
        if (score > first) {
          second = first
          first = score
          best = k
        } else if (score > second) second = score
      }
      group.best = best
      group.margin = second === -Infinity ? 100 : first - second
    }
  }

  private votes(): Votes {
    const votes = new Votes()
    for (const group of this.groups.values())
      if (group.margin >= WEIGHTS.sure)
        votes.add(group.index, group.candidates[group.best]!, Math.min(3, group.members.length))
    return votes
  }
}

/** What it counts for a reading which names the text relates to it, and what readings they have. */
function related(group: Group, c: Candidate): number {
  let bonus = 0
  for (const { group: outer, bonus: worth } of group.outer)
    if (worth > bonus && outer.candidates.some((o) => contains(o, c))) bonus = worth
  if (group.inner.some((inner) => inner.candidates.some((i) => contains(c, i)))) bonus += WEIGHTS.holds
  if (c.feature !== 'country' && group.near.some((other) => together(c, other.candidates[other.best]!)))
    bonus += WEIGHTS.together
  let alike = 0
  for (const other of group.beside) {
    const o = other.candidates[other.best]!
    if (o.feature === c.feature && (o.country === c.country || c.feature === 'country')) alike++
  }
  if (alike >= 2 || (alike === 1 && group.beside.length === 1)) bonus += WEIGHTS.listed
  if (c.feature === 'region' && group.candidates.some((x) => x.from === c.from && x.region === c.row))
    bonus += WEIGHTS.namesake
  return bonus
}

/** Is one in the other, or are both in one region? */
function together(a: Candidate, b: Candidate): boolean {
  if (a.from === b.from && a.region >= 0 && a.region === b.region) return true
  return b.feature !== 'country' && (contains(a, b) || contains(b, a))
}
