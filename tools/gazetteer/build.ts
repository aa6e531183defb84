import { COUNTRIES } from '../../packages/nlp/src/mentions/tables/countries.ts'
import { kilometres } from '../../packages/nlp/src/places/distance.ts'
import { foldName } from '../../packages/nlp/src/places/fold.ts'
import { ADJECTIVE, type GazetteerRow, NAME, SHORT_FORM } from '../../packages/nlp/src/places/rows.ts'
import { inDispute } from './dispute.ts'
import { middle, radiusOf } from './geometry.ts'
import { type Named, readable, spelled } from './names.ts'
import { airportRows, marineRows, pointRows, portRows } from './natural.ts'
import type { City, Sources } from './sources.ts'
import { AREA_ROWS } from './tables/areas.ts'
import { COUNTRY_ROWS, NOT_THE_COUNTRY } from './tables/countries.ts'
import { REGION_FORMS } from './tables/regions.ts'

/** Smallest town that is kept, by inhabitants; seats of administration are kept at any size. */
const SMALLEST = 500
/** Below so many inhabitants a town keeps fewer of its other names (see `readable`). */
const SMALL = 5000

/** Kilometres around a town's point that the town covers, by inhabitants. */
const TOWN_RADIUS: readonly (readonly [population: number, km: number])[] = [
  [5_000_000, 40],
  [1_000_000, 25],
  [200_000, 15],
  [50_000, 8],
  [5_000, 5],
  [0, 3],
]

type Draft = Omit<GazetteerRow, 'region'> & { readonly regionCode: string | null }

const featureOf = (city: City): string =>
  city.code === 'PPLC' ? 'capital' : city.code === 'PPLA' ? 'seat' : city.code === 'PPLX' ? 'quarter' : 'city'

const key = (city: City): string => `${city.country}.${city.admin1}`

function byKey<T>(items: readonly T[], of: (item: T) => string): Map<string, T[]> {
  const out = new Map<string, T[]>()
  for (const item of items) {
    const k = of(item)
    const list = out.get(k)
    if (list) list.push(item)
    else out.set(k, [item])
  }
  return out
}

function countryRows(cities: readonly City[]): Draft[] {
  const table = new Map(COUNTRIES.map((c) => [c.name, c]))
  const inside = byKey(cities, (c) => inDispute(c.country, c))
  return COUNTRY_ROWS.map((row) => {
    const known = table.get(row.name)
    const kept = (list: readonly string[] = []): string[] => list.filter((n) => !NOT_THE_COUNTRY.has(n))
    const names = [...kept(known?.names), ...row.names]
    const adjectives = [...kept(known?.nationalities), ...row.adjectives]
    const own = inside.get(row.code) ?? []
    return {
      ref: `iso3166:${row.code}`,
      name: row.name === 'Congo' ? 'Democratic Republic of the Congo' : row.name,
      names: [
        ...names.map((name) => ({ name, kind: name.length < 4 ? SHORT_FORM : NAME })),
        ...adjectives.filter((a) => a !== 'US' && a !== 'U.S.').map((name) => ({ name, kind: ADJECTIVE })),
      ] as Named[],
      lat: row.lat,
      lon: row.lon,
      country: row.code,
      regionCode: null,
      feature: 'country',
      population: own.reduce((sum, c) => sum + (c.code === 'PPLX' ? 0 : c.population), 0),
      radiusKm: Math.max(10, radiusOf(row, own, kilometres)),
    }
  })
}

const areaRows = (): Draft[] =>
  AREA_ROWS.map((row) => ({
    ref: `wherefrom:${foldName(row.names[0]!)}`,
    name: row.names[0]!,
    names: [...spelled(row.names), ...row.adjectives.map((name) => ({ name, kind: ADJECTIVE }) as const)],
    lat: row.lat,
    lon: row.lon,
    country: row.country,
    regionCode: null,
    feature: row.feature,
    population: 0,
    radiusKm: row.radiusKm,
  }))

/** Words at the end (or start) of a region's name that newspapers leave out: `Donetsk Oblast`, `Province of Balochistan`. */
const KIND_WORDS =
  /\s(?:Oblast|Region|Province|Governorate|Prefecture|District|County|Department|State|Krai|Republic|Municipality|Voivodeship|City|Division|Territory|Emirate|Canton|Parish|Krai|Raion|Area|Wilaya)$/

/** The same before a name: `Province of Nueva Ecija`, `Departamento de Cundinamarca`. */
const KIND_BEFORE =
  /^(?:Province|Provincia|Província|State|Estado|County|City|Municipality|Department|Departamento|Département|Region|Región|Regione|Regierungsbezirk|Landkreis|Kreis|Wilaya|Gouvernement|Governorate|Principality|Comté|Judeţul|Provincie|Commune|District|London Borough|Borough|Autonomous Region|Federal District)(?: (?:of|de|di|du|del|da|do|des|d['’]))? ?(?:the )?(?=\p{Lu})/u

function shortOf(name: string): string[] {
  return [name.replace(KIND_WORDS, ''), name.replace(KIND_BEFORE, '')].filter(
    (bare) => bare !== name && bare.length > 2,
  )
}

/** Regions of one state's that lie in another after the table of disputed territories. */
const IN_ANOTHER = new Set(['IL.WE'])

/** Regions and districts: their names are GeoNames', their place that of the towns in them. */
function adminRows(
  list: readonly { readonly code: string; readonly name: string }[],
  towns: ReadonlyMap<string, readonly City[]>,
  feature: string,
  labels: ReadonlyMap<string, { readonly lat: number; readonly lon: number; readonly names: Named[] }>,
): Draft[] {
  return list.flatMap(({ code, name }) => {
    const own = towns.get(code)
    if (!own || IN_ANOTHER.has(code)) return []
    const label = labels.get(code)
    const forms = REGION_FORMS.get(code)
    const point = forms?.point ?? label ?? middle(own)
    const country = inDispute(code.slice(0, 2), { ...point, admin1: code.split('.')[1] ?? '', name })
    const parent = feature === 'district' ? code.split('.').slice(0, 2).join('.') : null
    return [
      {
        ref: `geonames:${code}`,
        name,
        names: [
          ...(label?.names ?? []),
          ...shortOf(name).map((n) => ({ name: n, kind: NAME }) as const),
          ...(forms?.short.map(
            (n) => ({ name: n, kind: n.endsWith('.') || n.length < 4 ? SHORT_FORM : NAME }) as const,
          ) ?? []),
          ...(forms?.adjectives.map((n) => ({ name: n, kind: ADJECTIVE }) as const) ?? []),
        ],
        ...{ lat: point.lat, lon: point.lon },
        country,
        regionCode: parent,
        feature,
        population: own.reduce((sum, c) => sum + (c.code === 'PPLX' ? 0 : c.population), 0),
        radiusKm: Math.max(5, radiusOf(point, own, kilometres)),
      },
    ]
  })
}

/** Natural Earth's label points of the states of large countries, by GeoNames' code. */
function stateLabels(sources: Sources): Map<string, { lat: number; lon: number; names: Named[] }> {
  const out = new Map<string, { lat: number; lon: number; names: Named[] }>()
  for (const { properties: p } of sources.states) {
    const code = p['gn_a1_code']
    if (typeof code !== 'string' || typeof p['latitude'] !== 'number') continue
    const names = spelled([p['name'] as string, p['gn_name'] as string, p['woe_name'] as string])
    out.set(code, { lat: p['latitude'], lon: p['longitude'] as number, names })
  }
  return out
}

/** Names of Natural Earth's populated places, by GeoNames id. */
function worldNames(sources: Sources): Map<number, { own: string[]; others: string[] }> {
  const out = new Map<number, { own: string[]; others: string[] }>()
  for (const { properties: p } of sources.places) {
    const id = Number(p['GEONAMEID'])
    if (!(id > 0)) continue
    const texts = (keys: readonly string[]): string[] =>
      keys.flatMap((k) => (typeof p[k] === 'string' ? (p[k] as string).split('|') : []))
    out.set(id, {
      own: texts(['NAME_EN', 'NAME', 'NAMEASCII', 'GN_ASCII']),
      others: texts(['NAMEALT', 'NAMEPAR', 'MEGANAME', 'LS_NAME', 'NAME_DE', 'NAME_ES', 'NAME_FR', 'NAME_PT']),
    })
  }
  return out
}

/** GeoNames' name; where it is not plain English, the one that Natural Earth gives for English: `Geneva` for `Genève`. */
const shownName = (name: string, english: readonly string[]): string =>
  PLAIN.test(name) ? name : (english.find((n) => PLAIN.test(n)) ?? name)

const PLAIN = /^[ -~]+$/

function townRows(sources: Sources): Draft[] {
  const world = worldNames(sources)
  const kept = sources.cities.filter((c) => c.population >= SMALLEST || /^PPL(?:A|C)/.test(c.code))
  return kept.map((c) => {
    const known = world.get(c.id)
    const own = [c.name, c.ascii, ...(known?.own ?? [])]
    return {
      ref: `geonames:${c.id}`,
      name: shownName(c.name, known?.own ?? []),
      names: [...spelled(own), ...readable([...(known?.others ?? []), ...c.alternates], own, c.population < SMALL)],
      lat: c.lat,
      lon: c.lon,
      country: inDispute(c.country, c),
      regionCode: key(c),
      feature: featureOf(c),
      population: c.population,
      radiusKm: TOWN_RADIUS.find(([least]) => c.population >= least)![1],
    }
  })
}

/** All rows of the gazetteer in the file's order: countries, areas, regions, districts, towns, then the rest. */
export function buildRows(sources: Sources): GazetteerRow[] {
  const { cities } = sources
  const admin1 = byKey(cities, key)
  const admin2 = byKey(
    cities.filter((c) => c.admin2 !== ''),
    (c) => `${key(c)}.${c.admin2}`,
  )
  const regions = adminRows(sources.admin1, admin1, 'region', stateLabels(sources))
  const head = [...countryRows(cities), ...areaRows(), ...regions]
  const regionAt = new Map(regions.map((r, i) => [r.ref.slice('geonames:'.length), head.length - regions.length + i]))
  const towns = townRows(sources).sort((a, b) =>
    a.regionCode === b.regionCode ? idOf(a) - idOf(b) : (a.regionCode ?? '') < (b.regionCode ?? '') ? -1 : 1,
  )
  const drafts: Draft[] = [
    ...head,
    ...adminRows(sources.admin2, admin2, 'district', new Map()),
    ...towns,
    ...airportRows(sources.airports),
    ...portRows(sources.ports, cities),
    ...marineRows(sources.marine),
    ...pointRows(sources.regionPoints, cities),
  ]
  return drafts.map(({ regionCode, ...row }) => ({
    ...row,
    region: regionCode === null ? -1 : (regionAt.get(regionCode) ?? -1),
  }))
}

const idOf = (row: Draft): number => Number(row.ref.slice('geonames:'.length))
