import type { GazetteerRow } from '@wherefrom/nlp'

/** A place read out of a user's table, before regions have their row. */
export interface UserRow extends Omit<GazetteerRow, 'region'> {
  /** `UA.11`: the region that it is, or lies in. */
  readonly regionCode: string | null
}

/** The most other names of one place, and the most characters of a name. */
const MOST_NAMES = 200
const LONGEST_NAME = 200

/** Kilometres around the point of a town, by inhabitants. */
export function townRadius(population: number): number {
  if (population >= 1_000_000) return 25
  if (population >= 200_000) return 15
  if (population >= 50_000) return 8
  return population >= 5000 ? 5 : 3
}

/** Kilometres around the point of other places, where the table does not say. */
export const RADIUS: Readonly<Record<string, number>> = {
  country: 400,
  region: 80,
  district: 25,
  area: 50,
  sea: 300,
  gulf: 100,
  strait: 30,
  river: 100,
  lake: 15,
  mountains: 80,
  mountain: 5,
  island: 10,
  islands: 50,
  peninsula: 40,
  valley: 20,
  desert: 150,
  airport: 4,
  base: 4,
  port: 4,
  cape: 3,
  landmark: 2,
}

/** A row with valid values, or null: a name, and a position on Earth. */
export function userRow(given: {
  readonly ref: string
  readonly name: string
  readonly others: readonly string[]
  readonly lat: number
  readonly lon: number
  readonly country: string
  readonly regionCode: string | null
  readonly feature: string
  readonly population: number
  readonly radiusKm?: number
}): UserRow | null {
  const name = tidy(given.name)
  const { lat, lon } = given
  if (name === '' || !(Math.abs(lat) <= 90) || !(Math.abs(lon) <= 180)) return null
  const names = given.others
    .slice(0, MOST_NAMES)
    .map(tidy)
    .filter((n) => n !== '' && n !== name)
    .map((n) => ({ name: n, kind: 1 }) as const)
  const population = Number.isFinite(given.population) && given.population > 0 ? Math.floor(given.population) : 0
  return {
    ref: given.ref,
    name,
    names,
    lat,
    lon,
    country: /^[A-Z]{2}$/.test(given.country) ? given.country : null,
    regionCode: given.regionCode,
    feature: given.feature,
    population,
    radiusKm: given.radiusKm ?? RADIUS[given.feature] ?? townRadius(population),
  }
}

const tidy = (name: string): string =>
  name
    .replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ')
    .trim()
    .slice(0, LONGEST_NAME)
