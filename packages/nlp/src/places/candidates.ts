import type { Entry, Gazetteer } from './gazetteer.ts'
import { ADJECTIVE, OTHER_NAME, SHORT_FORM } from './rows.ts'

/** A place that a name may stand for. */
export interface Candidate {
  readonly from: Gazetteer
  readonly row: number
  readonly kind: number
  readonly lat: number
  readonly lon: number
  readonly country: string | null
  /** Row of the region that it lies in, of the same gazetteer; -1 for none. */
  readonly region: number
  readonly feature: string
  readonly radiusKm: number
  /** How likely the name means it when nothing else is known; about 8 for each doubling of the inhabitants. */
  readonly prior: number
}

/** Prior of features that have no inhabitants of their own. */
const FIXED: Readonly<Record<string, number>> = {
  country: 235,
  continent: 235,
  ocean: 200,
  sea: 190,
  area: 192,
  gulf: 185,
  strait: 180,
  canal: 178,
  river: 172,
  mountains: 175,
  mountain: 155,
  desert: 172,
  lake: 165,
  landmark: 168,
  base: 160,
  islands: 165,
  island: 162,
  peninsula: 170,
  valley: 160,
  cape: 145,
  region: 178,
}

/** What inhabitants count for by feature. */
const SHIFT: Readonly<Record<string, number>> = {
  capital: 25,
  seat: 8,
  quarter: -25,
  region: -14,
  district: -62,
  airport: -55,
  port: -62,
}

function priorOf(from: Gazetteer, row: number, kind: number): number {
  const feature = from.feature(row)
  const size = from.size(row)
  const own = from.ref(row).startsWith('wherefrom:') || from.ref(row).startsWith('iso3166:')
  const fixed = own ? (FIXED[feature] ?? 150) : (FIXED[feature] ?? 0) - 55
  const prior = size > 0 && !own ? size + (SHIFT[feature] ?? 0) : Math.max(60, fixed)
  if (kind !== OTHER_NAME) return prior
  return prior - 10 - (size > 0 ? Math.floor(Math.max(0, 190 - size) / 3) : 5)
}

/** How a name is used in the text, as far as looking it up needs it. */
export interface Look {
  /** An adjective or a word for people: only such names are looked up. */
  readonly adjective: boolean
  /** Written as an abbreviation (`Calif.`, `NSW`, `B.C.`). */
  readonly short: boolean
}

const admits = (kind: number, look: Look): boolean => {
  if (kind === ADJECTIVE) return look.adjective
  if (look.adjective) return false
  return kind !== SHORT_FORM || look.short
}

/** The most readings of one name that are weighed: `San José` has more than a hundred. */
const MOST = 48

/** What a name may stand for in the given gazetteers, likeliest first. */
export function candidatesOf(gazetteers: readonly Gazetteer[], name: string, look: Look): Candidate[] {
  const found: Candidate[] = []
  for (const [g, from] of gazetteers.entries())
    for (const { row, kind } of from.find(name)) {
      if (!admits(kind, look)) continue
      const prior = priorOf(from, row, kind) + (g > 0 ? USER : 0)
      found.push(candidate(from, { row, kind }, prior))
    }
  return found.sort((a, b) => b.prior - a.prior).slice(0, MOST)
}

/** A user's own table is asked for its own subject: its rows come before the world's. */
const USER = 60

const candidate = (from: Gazetteer, { row, kind }: Entry, prior: number): Candidate => ({
  from,
  row,
  kind,
  lat: from.lat(row),
  lon: from.lon(row),
  country: from.country(row),
  region: from.regionOf(row),
  feature: from.feature(row),
  radiusKm: from.radiusKm(row),
  prior,
})

/**
 * Kilometres between two places, flat within a band of latitude: exact enough to ask what lies near, and made of basic
 * arithmetic only, so that every machine gets the same. The cosine is Bhaskara's approximation (good to 0.2 per cent).
 */
export function apart(a: Candidate, b: Candidate): number {
  const mean = (a.lat + b.lat) / 2
  const cosine = (32400 - 4 * mean * mean) / (32400 + mean * mean)
  const dy = (a.lat - b.lat) * 111.2
  const dLon = Math.abs(a.lon - b.lon)
  const dx = (dLon > 180 ? 360 - dLon : dLon) * 111.2 * cosine
  return Math.sqrt(dx * dx + dy * dy)
}

/** Rows of the project's own tables, to which towns are not tied. */
const fromTable = (c: Candidate): boolean => c.from.ref(c.row).startsWith('wherefrom:')

/** Does `outer` contain `inner`: by country or region where the gazetteer says it, else by distance? */
export function contains(outer: Candidate, inner: Candidate): boolean {
  if (outer.from === inner.from && outer.row === inner.row) return false
  if (outer.feature === 'country') return outer.country === inner.country && inner.feature !== 'country'
  if (inner.from === outer.from && inner.region >= 0) {
    if (inner.region === outer.row) return true
    if (outer.feature === 'region' && !fromTable(outer)) return false
  }
  if (outer.radiusKm <= inner.radiusKm) return false
  if (outer.country !== null && inner.country !== null && outer.country !== inner.country) return false
  return apart(outer, inner) <= outer.radiusKm * 1.3 + 5
}
