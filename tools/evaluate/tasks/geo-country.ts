import type { Gazetteer } from '@wherefrom/nlp'
import { kilometres } from '../../../packages/nlp/src/places/distance.ts'
import type { GoldPlace } from './geo-files.ts'

/** No town within so many kilometres: the country of a point is not known. */
const FAR_KM = 60

/** GeoNames' ids of the continents, which lie in no country. */
const CONTINENTS = new Set([6255146, 6255147, 6255148, 6255149, 6255150, 6255151, 6255152])
/** A gold point so near to a country's own point on the map means the country. */
const SAME_KM = 15

const cell = (lat: number, lon: number): string => `${Math.floor(lat)} ${Math.floor(lon)}`

/** Tells the country of gold places: as the data say it, else by the gazetteer's row of their GeoNames id, else the nearest town's. */
export class CountryFinder {
  private readonly byId = new Map<string, string>()
  private readonly points: { readonly lat: number; readonly lon: number; readonly country: string }[] = []
  private readonly cells = new Map<string, { readonly lat: number; readonly lon: number; readonly country: string }[]>()

  constructor(gazetteers: readonly Gazetteer[]) {
    for (const g of gazetteers)
      for (let row = 0; row < g.length; row++) {
        const country = g.country(row)
        if (country === null) continue
        this.byId.set(g.ref(row), country)
        if (g.feature(row) === 'country') this.points.push({ lat: g.lat(row), lon: g.lon(row), country })
        if (!/^(?:city|capital|seat|quarter)$/.test(g.feature(row))) continue
        const at = cell(g.lat(row), g.lon(row))
        const list = this.cells.get(at) ?? []
        list.push({ lat: g.lat(row), lon: g.lon(row), country })
        this.cells.set(at, list)
      }
  }

  of(gold: GoldPlace): string | null {
    if (gold.country !== null) return gold.country
    if (gold.geonames !== null && CONTINENTS.has(gold.geonames)) return null
    const known = gold.geonames === null ? undefined : this.byId.get(`geonames:${gold.geonames}`)
    return known ?? this.points.find((p) => kilometres(p, gold) < SAME_KM)?.country ?? this.nearest(gold)
  }

  private nearest({ lat, lon }: GoldPlace): string | null {
    let least = FAR_KM
    let country: string | null = null
    for (let dy = -1; dy <= 1; dy++)
      for (let dx = -1; dx <= 1; dx++)
        for (const town of this.cells.get(cell(lat + dy, lon + dx)) ?? []) {
          const km = kilometres({ lat, lon }, town)
          if (km >= least) continue
          least = km
          country = town.country
        }
    return country
  }
}
