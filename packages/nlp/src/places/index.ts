import type { Place } from '@wherefrom/schema'
import { findContainers } from './containers.ts'
import { GAZETTEER_FILE, Gazetteer } from './gazetteer.ts'
import { Lookup } from './lookup.ts'
import { type Resolved, Resolver } from './resolve.ts'
import { type Toponym, ToponymFinder, type ToponymInput } from './toponyms.ts'

export { encodeGazetteer } from './encode.ts'
export { foldName } from './fold.ts'
export { GAZETTEER_COMPONENT, GAZETTEER_FILE, GAZETTEER_VERSION, Gazetteer } from './gazetteer.ts'
export type { GazetteerRow } from './rows.ts'
export type { Toponym } from './toponyms.ts'

export const PLACES_COMPONENT = 'nlp.places'
export const PLACES_VERSION = 1

/** A name of a place with what it means on the map, or null where no gazetteer knows it and the text does not say. */
export interface PlacedToponym {
  readonly toponym: Toponym
  readonly resolved: Resolved | null
}

/**
 * Every name of a place in a document, in text order, whatever it stands for there (see `Use`), and the place itself. The
 * map takes only a part of them: see `findPlaces`.
 */
export function findToponyms(input: ToponymInput, gazetteers: readonly Gazetteer[]): PlacedToponym[] {
  const lookup = new Lookup(gazetteers)
  const toponyms = new ToponymFinder(input, lookup).find()
  const resolved = new Resolver(lookup, toponyms, findContainers(input, toponyms)).resolve()
  return toponyms.map((toponym, i) => ({ toponym, resolved: resolved[i]! }))
}

/** Features as the analysis names them: a capital is a city. */
const SHOWN: Readonly<Record<string, string>> = { capital: 'city', seat: 'city' }

/**
 * The places of a document: mentions that name a place and stand for it, resolved. Names that stand for a government or an
 * organisation, for people, or within other names are left out.
 */
export function findPlaces(input: ToponymInput, gazetteers: readonly Gazetteer[]): Place[] {
  const out: Place[] = []
  for (const { toponym: t, resolved } of findToponyms(input, gazetteers)) {
    if (!resolved) continue
    const type = input.mentions[t.mention]?.type
    if (t.use === 'people' || t.use === 'embedded' || t.use === 'metonym') continue
    if (t.use === 'modifier' && (type === 'nationality' || resolved.place.feature === 'country')) continue
    const { place, within } = resolved
    const start = input.tokens.start[t.from]!
    const end = input.tokens.end[t.to - 1]!
    out.push({
      start,
      end,
      mention: t.mention,
      name: place.from.name(place.row),
      lat: place.lat,
      lon: place.lon,
      country: place.country,
      feature: SHOWN[place.feature] ?? place.feature,
      gazetteer: place.from.ref(place.row),
      precisionKm: place.radiusKm,
      within,
      basis: { type: 'rule', rule: within ? 'place/within' : 'place/gazetteer', spans: [{ start, end }] },
    })
  }
  return out
}

/** File names that begin so are the user's own tables, in the order of their names. */
export const USER_GAZETTEER = 'gazetteer-user'

/** The gazetteers among model files: the world's, then the user's. Throws `ModelError` where one is damaged. */
export function loadGazetteers(files: ReadonlyMap<string, Uint8Array>): Gazetteer[] {
  const world = files.get(GAZETTEER_FILE)
  const own = [...files].filter(([name]) => name.startsWith(USER_GAZETTEER)).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return [...(world ? [world] : []), ...own.map(([, bytes]) => bytes)].map((bytes) => Gazetteer.decode(bytes))
}
