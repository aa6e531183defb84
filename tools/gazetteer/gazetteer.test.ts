import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { encodeModel } from '@wherefrom/nlp'
import { describe, expect, it } from 'vitest'
import { encodeGazetteer } from '../../packages/nlp/src/places/encode.ts'
import { Gazetteer } from '../../packages/nlp/src/places/gazetteer.ts'
import { buildRows } from './build.ts'
import { inDispute } from './dispute.ts'
import { hull, middle } from './geometry.ts'
import { readable } from './names.ts'
import { parseCities, type Sources } from './sources.ts'
import { DISPUTED } from './tables/disputed.ts'

const line = (
  id: number,
  name: string,
  others: string,
  lat: number,
  lon: number,
  country: string,
  code: string,
  people: number,
): string =>
  [id, name, name, others, lat, lon, 'P', code, country, '', '11', '07', '', '', people, '', '', '', ''].join('\t')

const SOURCES: Sources = {
  cities: parseCities(
    [
      line(1, 'Velm', 'Welm,Велм,velm si,Vélmé', 50, 30, 'UA', 'PPLC', 90_000),
      line(2, 'Sund', '', 51, 31, 'UA', 'PPL', 800),
      line(3, 'Korr', '', 51, 30, 'UA', 'PPL', 100),
      line(4, 'Oden', '', 52, 32, 'UA', 'PPLA', 0),
    ].join('\n'),
  ),
  airports: [
    {
      id: '9',
      type: 'large_airport',
      name: 'Velm Rask International Airport',
      latitude_deg: '50.1',
      longitude_deg: '30.1',
      iso_country: 'UA',
      municipality: 'Velm',
      scheduled_service: 'yes',
      iata_code: 'VLM',
    },
  ],
  admin1: [{ code: 'UA.11', name: 'Velmar Oblast' }],
  admin2: [{ code: 'UA.11.07', name: 'Province of Sundar' }],
  places: [],
  ports: [{ properties: { name: 'Sund' }, geometry: { type: 'Point', coordinates: [31, 51] } }],
  marine: [
    {
      properties: { name: 'VELM SEA', featurecla: 'sea' },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [0, 0],
            [4, 0],
            [4, 4],
            [0, 4],
            [0, 0],
          ],
        ],
      },
    },
  ],
  regionPoints: [],
  states: [],
}

describe('building the gazetteer', () => {
  const rows = buildRows(SOURCES)
  const g = Gazetteer.decode(encodeModel(encodeGazetteer(rows)))
  const found = (name: string): string[] => g.find(name).map(({ row }) => `${g.feature(row)} ${g.ref(row)}`)

  it('keeps towns of 500 inhabitants and seats, with names that English can read', () => {
    expect(found('Velm')).toContain('capital geonames:1')
    expect(found('Welm')).toEqual(['capital geonames:1'])
    expect([found('Sund').length > 0, found('Korr'), found('Oden')]).toEqual([true, [], ['seat geonames:4']])
  })

  it('gives regions the place of their towns and short names', () => {
    expect(found('Velmar')).toEqual(['region geonames:UA.11'])
    expect(found('Sundar')).toEqual(['district geonames:UA.11.07'])
    const region = g.find('Velmar')[0]!.row
    expect([g.lat(region) > 50, g.lat(region) < 52]).toEqual([true, true])
    expect(g.regionOf(g.find('Welm')[0]!.row)).toBe(region)
  })

  it('has airports by their short names, ports under a country, seas in the usual spelling', () => {
    expect(found('Rask')).toEqual(['airport ourairports:9'])
    expect(found('Port of Sund')).toEqual(['port natural-earth:port/sund'])
    expect(g.country(g.find('Port of Sund')[0]!.row)).toBe('UA')
    expect(g.name(g.find('Velm Sea')[0]!.row)).toBe('Velm Sea')
  })

  it('gives the same bytes again', () => {
    expect(encodeModel(encodeGazetteer(buildRows(SOURCES)))).toEqual(encodeModel(encodeGazetteer(rows)))
  })
})

describe('names of other languages', () => {
  it('are kept in Latin letters with a capital; of small towns only other spellings', () => {
    expect(readable(['Велм', 'velm si', 'Welm', 'Vélm', 'VLM', 'Bank'], ['Velm'], false).map((n) => n.name)).toEqual([
      'Welm',
    ])
    expect(readable(['Welm', 'Velmo'], ['Velm'], true).map((n) => n.name)).toEqual(['Velmo'])
  })
})

describe('geometry', () => {
  it('finds the middle of an area, not of its points', () => {
    const square = [0, 4].flatMap((lat) => [0, 4].map((lon) => ({ lat, lon })))
    expect(hull([...square, { lat: 1, lon: 1 }])).toHaveLength(4)
    expect(middle([...square, { lat: 0.1, lon: 0.1 }, { lat: 0.2, lon: 0.1 }])).toEqual({ lat: 2, lon: 2 })
    expect(middle([{ lat: 1, lon: 1 }])).toEqual({ lat: 1, lon: 1 })
  })
})

describe('disputed territories', () => {
  it('each name a document, and move what lies in them', () => {
    for (const rule of DISPUTED) expect(rule.document, rule.territory).toMatch(/^(?:[AS]\/RES\/|list of)/)
    expect(inDispute('RU', { lat: 44.95, lon: 34.1, admin1: '', name: 'Simferopol' })).toBe('UA')
    expect(inDispute('RU', { lat: 55.75, lon: 37.6, admin1: '', name: 'Moscow' })).toBe('RU')
    expect(inDispute('IL', { lat: 32.1, lon: 35.2, admin1: 'WE', name: 'Ariel' })).toBe('PS')
  })

  it('lie where docs/places.md says, in the table that ships', () => {
    const path = join(import.meta.dirname, '..', '..', 'models', 'gazetteer.bin.gz')
    const world = Gazetteer.decode(new Uint8Array(gunzipSync(readFileSync(path))))
    const country = (name: string, feature = /city|seat|capital/): string | null => {
      const rows = world
        .find(name)
        .map((e) => e.row)
        .filter((r) => feature.test(world.feature(r)))
      return world.country(rows.toSorted((a, b) => world.size(b) - world.size(a))[0]!)
    }
    expect(['Simferopol', 'Sevastopol', 'Donetsk', 'Laayoune', 'Hebron'].map((n) => country(n))).toEqual([
      'UA',
      'UA',
      'UA',
      'EH',
      'PS',
    ])
    expect(
      ['Majdal Shams', 'Pristina', 'Sokhumi', 'Tiraspol', 'Kyrenia', 'Khankendi', 'Taipei'].map((n) => country(n)),
    ).toEqual(['SY', 'RS', 'GE', 'MD', 'CY', 'AZ', 'TW'])
  })
})
