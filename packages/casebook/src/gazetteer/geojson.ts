import { type UserRow, userRow } from './row.ts'

/** The feature classes that a property may name. */
const FEATURES = new Set(
  'country region district city capital seat quarter airport base port sea ocean gulf bay strait channel canal river lake mountain mountains island islands peninsula cape valley desert area landmark'.split(
    ' ',
  ),
)

interface Properties {
  readonly [key: string]: unknown
}

/** First of the properties that is a text (or a number), whatever the case of its name. */
function text(properties: Properties, ...keys: readonly string[]): string {
  const lower = new Map(Object.entries(properties).map(([k, v]) => [k.toLowerCase(), v]))
  for (const key of keys) {
    const value = lower.get(key)
    if (typeof value === 'string' && value.trim() !== '') return value
    if (typeof value === 'number') return String(value)
  }
  return ''
}

/** Other names: lists, and texts parted by semicolons, commas or bars. */
function otherNames(properties: Properties): string[] {
  const out: string[] = []
  for (const [key, value] of Object.entries(properties)) {
    if (
      !/^(?:name[:_].{1,12}|alt_?names?|aliases|names|alternate_?names|old_name|int_name|official_name|short_name)$/i.test(
        key,
      )
    )
      continue
    const list = Array.isArray(value) ? value : typeof value === 'string' ? value.split(/[;,|]/) : []
    for (const name of list) if (typeof name === 'string') out.push(name)
  }
  return out
}

/**
 * A GeoJSON feature with a point and a name: `name`, other names (`alt_name`, `aliases`, `name:uk`, ...), `country` or
 * `iso_a2`, `population`, `feature` or `kind` (a feature class), `radius_km`. Null for anything else.
 */
export function geojsonRow(feature: unknown, index: number): UserRow | null {
  const { geometry, properties, id } = (feature ?? {}) as {
    geometry?: { type?: unknown; coordinates?: unknown } | null
    properties?: Properties | null
    id?: unknown
  }
  if (
    geometry?.type !== 'Point' ||
    !Array.isArray(geometry.coordinates) ||
    !properties ||
    typeof properties !== 'object'
  )
    return null
  const [lon, lat] = geometry.coordinates as unknown[]
  if (typeof lat !== 'number' || typeof lon !== 'number') return null
  const own =
    typeof id === 'string' || typeof id === 'number' ? String(id) : text(properties, 'id', 'geonameid', 'wikidata')
  const kind = text(properties, 'feature', 'kind', 'type', 'place', 'class').toLowerCase()
  const population = Number(text(properties, 'population', 'pop', 'pop_max')) || 0
  const radius = Number(text(properties, 'radius_km', 'radiuskm', 'precision_km', 'precisionkm'))
  return userRow({
    ref: `user:${(own === '' ? String(index + 1) : own).replace(/\s+/g, '-').slice(0, 80)}`,
    name: text(properties, 'name', 'name_en', 'name:en', 'title', 'label'),
    others: otherNames(properties),
    lat,
    lon,
    country: text(properties, 'country_code', 'countrycode', 'iso_a2', 'iso2', 'country').toUpperCase(),
    regionCode: null,
    feature: FEATURES.has(kind)
      ? kind
      : /^(?:town|village|hamlet|suburb|locality)$/.test(kind) || kind === ''
        ? 'city'
        : 'landmark',
    population,
    ...(radius > 0 && radius < 20_000 ? { radiusKm: radius } : {}),
  })
}
