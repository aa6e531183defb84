import { apart, type Candidate } from './candidates.ts'
import { WEIGHTS } from './weights.ts'

/** The most places that others are measured against. */
const MOST_ANCHORS = 100

/** The region that a place is, or lies in. */
const regionOf = (c: Candidate): number | null => (c.feature === 'region' ? c.row : c.region >= 0 ? c.region : null)

interface Vote {
  readonly place: Candidate
  readonly weight: number
}

/** Where a document is set, by its surest names: countries, regions, and points nearby. */
export class Votes {
  private readonly countries = new Map<string, number>()
  private readonly regions = new Map<number, number>()
  private readonly anchors: { readonly voter: number; readonly place: Candidate }[] = []
  private readonly own = new Map<number, Vote>()
  private most = 0

  /** `voter` says whose vote it is: it does not count for itself. */
  add(voter: number, place: Candidate, weight: number): void {
    this.own.set(voter, { place, weight })
    if (place.country !== null) {
      const n = (this.countries.get(place.country) ?? 0) + weight
      this.countries.set(place.country, n)
      if (n > this.most) this.most = n
    }
    const region = regionOf(place)
    if (region !== null) this.regions.set(region, (this.regions.get(region) ?? 0) + weight)
    if (place.feature !== 'country' && place.radiusKm < 80 && this.anchors.length < MOST_ANCHORS)
      this.anchors.push({ voter, place })
  }

  /** What the rest of the document counts for a reading. */
  bonus(voter: number, c: Candidate): number {
    const own = this.own.get(voter)
    const inCountry = this.inCountry(own, c)
    if (c.feature === 'country') return inCountry > 0 ? inCountry + WEIGHTS.inRegion : 0
    return inCountry + this.inRegion(own, c) + this.nearness(voter, c)
  }

  private inCountry(own: Vote | undefined, c: Candidate): number {
    if (c.country === null || this.most === 0) return 0
    const votes = (this.countries.get(c.country) ?? 0) - (own?.place.country === c.country ? own.weight : 0)
    return Math.floor((WEIGHTS.inCountry * votes) / this.most)
  }

  private inRegion(own: Vote | undefined, c: Candidate): number {
    const region = regionOf(c)
    if (region === null) return 0
    const votes = (this.regions.get(region) ?? 0) - (own && regionOf(own.place) === region ? own.weight : 0)
    return votes > 0 ? WEIGHTS.inRegion : 0
  }

  private nearness(voter: number, c: Candidate): number {
    if (c.radiusKm > 150) return 0
    let best = 0
    for (const anchor of this.anchors) {
      if (anchor.voter === voter || anchor.place.row === c.row) continue
      const km = apart(anchor.place, c)
      if (km < 60) return WEIGHTS.near
      if (km < 250) best = WEIGHTS.nearby
    }
    return best
  }
}
