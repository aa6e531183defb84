import { apart, type Candidate, candidatesOf, contains } from './candidates.ts'
import type { Gazetteer } from './gazetteer.ts'
import { fits } from './tables.ts'
import { formsOf, isShort, type Toponym } from './toponyms.ts'

/** A toponym's meaning on the map; `within`: only the region is known that the text puts it in. */
export interface Resolved {
  readonly place: Candidate
  readonly within: boolean
  /** Index of the toponym that says where it lies, or -1. */
  readonly container: number
}

/** Toponyms of one document that mean the same: one sense per document. */
interface Group {
  readonly candidates: readonly Candidate[]
  readonly members: number[]
  /** Toponyms that the text puts this one into, with how firmly. */
  readonly containers: { readonly toponym: number; readonly bonus: number }[]
  best: number
  margin: number
}

/** What counts for a reading besides its prior. */
const HINTED = 55
const UNHINTED = -25
const IN_COUNTRY = 48
const IN_REGION = 45
const NEAR = 22
const NEARBY = 10
/** Margin of a reading that votes for where the document is set. */
const SURE = 25
const MOST_CANDIDATES_FOR_ANCHORS = 400

const key = (c: Candidate): string => `${c.from.ref(c.row)}`

/** Chooses a place for every toponym of a document. */
export class Resolver {
  private readonly gazetteers: readonly Gazetteer[]
  private readonly toponyms: readonly Toponym[]
  private readonly containerOf: ReadonlyMap<number, { readonly toponym: number; readonly bonus: number }>
  private readonly groups = new Map<string, Group>()
  private readonly groupOf: (Group | null)[] = []
  private readonly cache = new Map<string, readonly Candidate[]>()

  constructor(
    gazetteers: readonly Gazetteer[],
    toponyms: readonly Toponym[],
    containerOf: ReadonlyMap<number, { readonly toponym: number; readonly bonus: number }>,
  ) {
    this.gazetteers = gazetteers
    this.toponyms = toponyms
    this.containerOf = containerOf
  }

  /** Readings of a name, by the fullest of its forms that the gazetteers know. */
  private candidates(t: Toponym): readonly Candidate[] {
    const adjective = t.use === 'modifier' || t.use === 'people' || t.use === 'embedded'
    const at = `${t.name} ${adjective}`
    const known = this.cache.get(at)
    if (known) return known
    let found: Candidate[] = []
    for (const form of formsOf(t.name)) {
      found = candidatesOf(this.gazetteers, form, { adjective: false, short: isShort(form) })
      if (found.length === 0 && adjective) {
        found = candidatesOf(this.gazetteers, form, { adjective: true, short: false })
        if (found.length === 0 && form.endsWith('s'))
          found = candidatesOf(this.gazetteers, form.slice(0, -1), { adjective: true, short: false })
      }
      if (found.length > 0) break
    }
    this.cache.set(at, found)
    return found
  }

  resolve(): (Resolved | null)[] {
    for (const [i, t] of this.toponyms.entries()) {
      const candidates = this.candidates(t)
      if (candidates.length === 0) {
        this.groupOf.push(null)
        continue
      }
      const at = `${key(candidates[0]!)} ${candidates.length} ${t.hint ?? ''}`
      let group = this.groups.get(at)
      if (!group) {
        group = { candidates, members: [], containers: [], best: 0, margin: 0 }
        this.groups.set(at, group)
      }
      group.members.push(i)
      const container = this.containerOf.get(i)
      if (container && group.containers.length < 8) group.containers.push(container)
      this.groupOf.push(group)
    }
    this.judge(null)
    for (let round = 0; round < 2; round++) this.judge(this.votes())
    return this.toponyms.map((_, i) => this.answer(i))
  }

  private answer(i: number): Resolved | null {
    const group = this.groupOf[i]
    const container = this.containerOf.get(i)?.toponym ?? -1
    if (group) return { place: group.candidates[group.best]!, within: false, container }
    const outer = container >= 0 ? this.groupOf[container] : null
    return outer ? { place: outer.candidates[outer.best]!, within: true, container } : null
  }

  private judge(votes: Votes | null): void {
    for (const group of this.groups.values()) {
      const hint = this.toponyms[group.members[0]!]!.hint
      let [best, first, second] = [0, -Infinity, -Infinity]
      for (const [k, c] of group.candidates.entries()) {
        let score = c.prior
        if (hint) score += fits(hint, c.feature) ? HINTED : UNHINTED
        score += this.contained(group, c)
        if (votes) score += votes.bonus(group, c)
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

  /** What it counts that the text puts the name into a place that can hold this reading, or something into this one. */
  private contained(group: Group, c: Candidate): number {
    let bonus = 0
    for (const { toponym, bonus: worth } of group.containers) {
      const outer = this.groupOf[toponym]
      if (outer && outer !== group && outer.candidates.some((o) => contains(o, c))) bonus = Math.max(bonus, worth)
    }
    return bonus
  }

  private votes(): Votes {
    const votes = new Votes()
    for (const group of this.groups.values()) {
      const c = group.candidates[group.best]!
      if (group.margin < SURE) continue
      votes.add(group, c, Math.min(3, group.members.length))
    }
    return votes
  }
}

/** Where the document is set, by its surest names: countries, regions, and points nearby. */
class Votes {
  private readonly countries = new Map<string, number>()
  private readonly regions = new Map<string, number>()
  private readonly anchors: { readonly group: Group; readonly place: Candidate }[] = []
  private readonly own = new Map<
    Group,
    { readonly country: string | null; readonly region: string | null; readonly weight: number }
  >()
  private most = 0

  add(group: Group, c: Candidate, weight: number): void {
    const region = regionKey(c)
    this.own.set(group, { country: c.country, region, weight })
    if (c.country !== null) {
      const n = (this.countries.get(c.country) ?? 0) + weight
      this.countries.set(c.country, n)
      if (n > this.most) this.most = n
    }
    if (region !== null) this.regions.set(region, (this.regions.get(region) ?? 0) + weight)
    if (c.feature !== 'country' && c.radiusKm < 80 && this.anchors.length < MOST_CANDIDATES_FOR_ANCHORS)
      this.anchors.push({ group, place: c })
  }

  /** What the rest of the document counts for a reading. */
  bonus(group: Group, c: Candidate): number {
    const own = this.own.get(group)
    let bonus = 0
    if (c.country !== null && this.most > 0) {
      const votes = (this.countries.get(c.country) ?? 0) - (own?.country === c.country ? own.weight : 0)
      bonus += Math.round((IN_COUNTRY * votes) / this.most)
    }
    const region = regionKey(c)
    if (region !== null) {
      const votes = (this.regions.get(region) ?? 0) - (own?.region === region ? own.weight : 0)
      if (votes > 0) bonus += IN_REGION
    }
    return bonus + this.nearness(group, c)
  }

  private nearness(group: Group, c: Candidate): number {
    if (c.radiusKm > 150) return 0
    let best = 0
    for (const anchor of this.anchors) {
      if (anchor.group === group || anchor.place.row === c.row) continue
      const km = apart(anchor.place, c)
      if (km < 60) return NEAR
      if (km < 250) best = NEARBY
    }
    return best
  }
}

/** The region that a place is, or lies in. */
const regionKey = (c: Candidate): string | null =>
  c.feature === 'region' ? `${c.row}` : c.region >= 0 ? `${c.region}` : null
