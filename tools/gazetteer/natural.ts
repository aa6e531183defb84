import { kilometres } from '../../packages/nlp/src/places/distance.ts'
import { foldName } from '../../packages/nlp/src/places/fold.ts'
import { NAME, type NameKind, OTHER_NAME } from '../../packages/nlp/src/places/rows.ts'
import { inDispute } from './dispute.ts'
import { middle, type Point, radiusOf } from './geometry.ts'
import { type Named, spelled } from './names.ts'
import type { Airport, City, Feature } from './sources.ts'

interface Row {
  readonly ref: string
  readonly name: string
  readonly names: readonly Named[]
  readonly lat: number
  readonly lon: number
  readonly country: string | null
  readonly regionCode: null
  readonly feature: string
  readonly population: number
  readonly radiusKm: number
}

const text = (value: unknown): string => (typeof value === 'string' ? value.trim().replace(/\s+/g, ' ') : '')

/** `ARCTIC OCEAN` as newspapers write it. */
const cased = (name: string): string =>
  name === name.toUpperCase() ? name.toLowerCase().replace(/(?<!\p{L})\p{Ll}/gu, (c) => c.toUpperCase()) : name

/**
 * Short names of an airport: without `International` and the like, without the city before it, and, for a large one, its
 * proper name alone: `Heathrow Airport` and `Heathrow` for `London Heathrow Airport`.
 */
function airportNames(a: Airport): Named[] {
  const names: Named[] = []
  const put = (name: string, kind: NameKind): void => {
    if (name.length > 3 && name !== a.name && name !== 'Airport' && !GENERAL.test(name)) names.push({ name, kind })
  }
  for (const part of [a.name, ...a.name.split(/\s[/–-]\s/)]) {
    put(part, NAME)
    const bare = part.replace(
      /\s(?:International|Regional|Municipal|Domestic|National|Intercontinental)(?= Airport)/,
      '',
    )
    put(bare, NAME)
    const words = bare.split(' ')
    for (let k = 1; k < words.length - 1; k++) put(words.slice(k).join(' '), OTHER_NAME)
    const after = /\sAirport\s(\p{Lu}\S+)$/u.exec(part)
    if (after) put(after[1]!, OTHER_NAME)
    if (a.type !== 'large_airport' || words.length < 3 || words.at(-1) !== 'Airport') continue
    put(words.slice(1, -1).join(' '), OTHER_NAME)
  }
  return names
}

const GENERAL = /^(?:International|Regional|Municipal|National|City|County|Air Base|Field|Air Force Base)(?: Airport)?$/

/** OurAirports' large and medium airports. */
export function airportRows(airports: readonly Airport[]): Row[] {
  return airports
    .map((a) => ({
      ref: `ourairports:${a.id}`,
      name: a.name,
      names: airportNames(a),
      lat: Number(a.latitude_deg),
      lon: Number(a.longitude_deg),
      country: inDispute(a.iso_country, {
        lat: Number(a.latitude_deg),
        lon: Number(a.longitude_deg),
        admin1: '',
        name: a.name,
      }),
      regionCode: null,
      feature: 'airport',
      population: a.type === 'large_airport' ? 100_000 : a.scheduled_service === 'yes' ? 10_000 : 1000,
      radiusKm: a.type === 'large_airport' ? 4 : 2,
    }))
    .sort((a, b) => Number(a.ref.slice(12)) - Number(b.ref.slice(12)))
}

/** Looks up the nearest town on a grid of whole degrees. */
class Nearest {
  private readonly cells = new Map<string, City[]>()

  constructor(cities: readonly City[]) {
    for (const c of cities) {
      const k = `${Math.floor(c.lat)} ${Math.floor(c.lon)}`
      const list = this.cells.get(k)
      if (list) list.push(c)
      else this.cells.set(k, [c])
    }
  }

  /** The town's country, within about a degree or two; null in the middle of nowhere. */
  country(p: Point): string | null {
    let best: City | null = null
    let least = 200
    for (let dy = -1; dy <= 1; dy++)
      for (let dx = -1; dx <= 1; dx++)
        for (const c of this.cells.get(`${Math.floor(p.lat) + dy} ${Math.floor(p.lon) + dx}`) ?? []) {
          const d = kilometres(p, c)
          if (d < least) {
            least = d
            best = c
          }
        }
    return best ? inDispute(best.country, best) : null
  }
}

const pointOf = (f: Feature): Point => {
  const [lon, lat] = f.geometry.coordinates as [number, number]
  return { lat, lon }
}

/** Natural Earth's ports, under the country of the nearest town. */
export function portRows(ports: readonly Feature[], cities: readonly City[]): Row[] {
  const nearest = new Nearest(cities)
  return ports
    .flatMap((f) => {
      const name = text(f.properties['name'])
      const parts = name.split(/\/|\s?\(|\)/).filter((n) => n.length > 2)
      if (name === '') return []
      const point = pointOf(f)
      return [
        {
          ref: `natural-earth:port/${foldName(name)}`,
          name: /\bport\b/i.test(name) ? name : `Port of ${parts[0]}`,
          names: parts.flatMap((n): Named[] => [
            { name: n, kind: OTHER_NAME },
            { name: `Port of ${n}`, kind: NAME },
            { name: `${n} Port`, kind: NAME },
          ]),
          ...point,
          country: nearest.country(point),
          regionCode: null,
          feature: 'port',
          population: 2000,
          radiusKm: 5,
        },
      ]
    })
    .sort((a, b) => (a.ref < b.ref ? -1 : a.ref > b.ref ? 1 : a.lat - b.lat))
}

/** Corners of a polygon or of several. */
function corners(coordinates: unknown): Point[] {
  if (!Array.isArray(coordinates)) return []
  if (typeof coordinates[0] === 'number') return [{ lat: coordinates[1] as number, lon: coordinates[0] }]
  return coordinates.flatMap(corners)
}

/** Natural Earth's seas, gulfs, bays and straits. */
export function marineRows(features: readonly Feature[]): Row[] {
  return features
    .flatMap((f) => {
      const name = cased(text(f.properties['name']))
      if (name === '') return []
      const points = corners(f.geometry.coordinates)
      const point = middle(points)
      const kind = text(f.properties['featurecla'])
      return [
        {
          ref: `natural-earth:${kind}/${foldName(name)}`,
          name,
          names: spelled([text(f.properties['namealt'])]),
          ...point,
          country: null,
          regionCode: null,
          feature: kind === 'generic' ? 'sea' : kind,
          population: 0,
          radiusKm: Math.min(8000, Math.max(5, radiusOf(point, points, kilometres))),
        },
      ]
    })
    .sort((a, b) => (a.ref < b.ref ? -1 : a.ref > b.ref ? 1 : a.lat - b.lat))
}

/** Natural Earth's islands, capes and other points. */
export function pointRows(features: readonly Feature[], cities: readonly City[]): Row[] {
  const nearest = new Nearest(cities)
  return features
    .flatMap((f) => {
      const given = text(f.properties['name'])
      if (given === '') return []
      const kind = text(f.properties['featurecla'])
      const name = given
        .replace(/^I\. /, 'Isla ')
        .replace(/ I\.$/, ' Island')
        .replace(/ Is\.$/, ' Islands')
      const names = [text(f.properties['name_alt']), kind === 'island' && !/ /.test(name) ? `${name} Island` : '']
      const point = pointOf(f)
      return [
        {
          ref: `natural-earth:${kind.replace(' ', '-')}/${foldName(name)}`,
          name,
          names: spelled(names),
          ...point,
          country: nearest.country(point),
          regionCode: null,
          feature: kind === 'island group' ? 'islands' : kind,
          population: 0,
          radiusKm: kind === 'island' ? 20 : 5,
        },
      ]
    })
    .sort((a, b) => (a.ref < b.ref ? -1 : a.ref > b.ref ? 1 : a.lat - b.lat))
}
