import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeModel } from '../model/container.ts'
import { apart, candidatesOf, contains } from './candidates.ts'
import type { Containers } from './containers.ts'
import { kilometres } from './distance.ts'
import { encodeGazetteer } from './encode.ts'
import { foldName } from './fold.ts'
import { Gazetteer, sizeByte } from './gazetteer.ts'
import { Lookup } from './lookup.ts'
import { formsOf, isShort } from './names.ts'
import { Resolver } from './resolve.ts'
import type { GazetteerRow } from './rows.ts'
import type { Toponym } from './toponyms.ts'

const row = (name: string, more: Partial<GazetteerRow> = {}): GazetteerRow => ({
  ref: `test:${name.replaceAll(' ', '-')}`,
  name,
  names: [],
  lat: 10,
  lon: 20,
  country: 'XA',
  region: -1,
  feature: 'city',
  population: 1000,
  radiusKm: 5,
  ...more,
})

const gazetteer = (...rows: GazetteerRow[]): Gazetteer => Gazetteer.decode(encodeModel(encodeGazetteer(rows)))

describe('names of places', () => {
  it('are looked up without marks, spaces and hyphens, and with common abbreviations', () => {
    expect(foldName('Al-Ḥasakah')).toBe(foldName('al Hasakah'))
    expect(foldName('St. Petersburg')).toBe(foldName('Saint Petersburg'))
    expect(foldName('Mount Kelbar')).toBe(foldName('Mt. Kelbar'))
    expect(foldName('Łódź')).toBe('lodz')
  })

  it('have forms without articles, closer words and words of kind', () => {
    expect(formsOf('the northern Tarvo Province')).toEqual([
      'the northern Tarvo Province',
      'northern Tarvo Province',
      'Tarvo Province',
      'Tarvo',
    ])
    expect(formsOf('Province of Tarvo')).toContain('Tarvo')
    expect(formsOf('Lake Tarvo')).toContain('Tarvo')
  })

  it('are abbreviations when they are written so', () => {
    expect(['Calif.', 'N.M.', 'NSW', 'B.C.'].every(isShort)).toBe(true)
    expect(['Paris', 'Ohio', 'of', 'PARISIENNE'].some(isShort)).toBe(false)
  })
})

describe('gazetteer', () => {
  const town = fc.record({
    name: fc
      .string({ minLength: 2, maxLength: 12, unit: fc.constantFrom(...'abcdeXYZ éø') })
      .filter((s) => foldName(s).length > 1),
    lat: fc.integer({ min: -90_000, max: 90_000 }),
    lon: fc.integer({ min: -180_000, max: 180_000 }),
    population: fc.integer({ min: 0, max: 30_000_000 }),
    id: fc.integer({ min: 1, max: 99_999_999 }),
  })

  it('gives back what was put in, under every name', () => {
    fc.assert(
      fc.property(fc.array(town, { minLength: 1, maxLength: 40 }), (towns) => {
        const rows = towns.map((t) =>
          row(t.name.trim(), {
            ref: `geonames:${t.id}`,
            lat: t.lat / 1000,
            lon: t.lon / 1000,
            population: t.population,
          }),
        )
        const g = gazetteer(...rows)
        for (const [i, r] of rows.entries()) {
          expect(g.find(r.name).map((e) => e.row)).toContain(i)
          expect([g.lat(i), g.lon(i), g.ref(i), g.country(i), g.name(i)]).toEqual([r.lat, r.lon, r.ref, 'XA', r.name])
          expect(g.size(i)).toBe(sizeByte(r.population))
        }
      }),
    )
  })

  it('is written to the same bytes every time', () => {
    const rows = [row('Tarvo'), row('Velm', { names: [{ name: 'Welm', kind: 1 }] })]
    expect(encodeModel(encodeGazetteer(rows))).toEqual(encodeModel(encodeGazetteer(rows)))
  })

  it('counts eight steps for each doubling of the inhabitants', () => {
    expect([0, 1, 2, 1024, 1_048_576].map(sizeByte)).toEqual([0, 1, 8, 80, 160])
    fc.assert(fc.property(fc.nat(40_000_000), fc.nat(40_000_000), (a, b) => a > b || sizeByte(a) <= sizeByte(b)))
  })

  it('finds adjectives and short forms only where they are asked for', () => {
    const g = gazetteer(
      row('Tarvonia', {
        feature: 'country',
        names: [
          { name: 'Tarvonian', kind: 2 },
          { name: 'TV', kind: 3 },
        ],
      }),
    )
    const found = (name: string, adjective: boolean, short: boolean) =>
      candidatesOf([g], name, { adjective, short }).length
    expect([found('Tarvonian', true, false), found('Tarvonian', false, false)]).toEqual([1, 0])
    expect([found('TV', false, true), found('TV', false, false)]).toEqual([1, 0])
  })
})

describe('distances', () => {
  it('are near enough to those on a sphere to say what lies nearby', () => {
    const [one, two] = [row('One', { lat: 51, lon: 0 }), row('Two', { lat: 48.85, lon: 2.35 })]
    const both = gazetteer(one, two)
    const at = (n: string) => candidatesOf([both], n, { adjective: false, short: false })[0]!
    expect(Math.abs(apart(at('One'), at('Two')) - kilometres(one, two))).toBeLessThan(3)
  })
})

const toponym = (name: string, more: Partial<Toponym> = {}): Toponym => ({
  from: 0,
  to: 1,
  mention: 0,
  use: 'literal',
  adjective: false,
  name,
  hint: null,
  ...more,
})

const related = (more: Partial<Containers> = {}): Containers => ({
  inside: new Map(),
  lists: [],
  neighbours: [],
  ...more,
})

describe('resolution', () => {
  const big = row('Tarvo', { ref: 'test:big', country: 'XA', lat: 10, lon: 10, population: 900_000 })
  const small = row('Tarvo', { ref: 'test:small', country: 'XB', lat: 50, lon: 50, population: 4000, region: 3 })
  const land = row('Belmark', { feature: 'country', country: 'XB', lat: 50, lon: 52, radiusKm: 300 })
  const region = row('Sund', { feature: 'region', country: 'XB', lat: 50, lon: 50, radiusKm: 60, population: 90_000 })
  const port = row('Velm', { ref: 'test:port', feature: 'port', population: 2000 })
  const town = row('Velm', { ref: 'test:town', population: 40_000 })
  const g = gazetteer(big, small, land, region, port, town)
  const resolve = (toponyms: Toponym[], containers = related()) =>
    new Resolver(new Lookup([g]), toponyms, containers).resolve().map((r) => (r ? r.place.from.ref(r.place.row) : null))

  it('takes the largest place where nothing else is known', () => {
    expect(resolve([toponym('Tarvo')])).toEqual(['test:big'])
  })

  it('takes the place that lies where the text puts it', () => {
    const inside = new Map([[0, { toponym: 1, bonus: 120 }]])
    expect(resolve([toponym('Tarvo'), toponym('Sund')], related({ inside }))).toEqual(['test:small', 'test:Sund'])
  })

  it('gives all mentions of a name the same sense', () => {
    const inside = new Map([[1, { toponym: 2, bonus: 120 }]])
    expect(resolve([toponym('Tarvo'), toponym('Tarvo'), toponym('Sund')], related({ inside }))[0]).toBe('test:small')
  })

  it('takes the kind of place that the words beside ask for', () => {
    expect(resolve([toponym('Velm')])).toEqual(['test:town'])
    expect(resolve([toponym('Velm', { hint: 'airport' })])).toEqual(['test:town'])
  })

  it('leaves an unknown name open, or puts it into the region of the text', () => {
    expect(resolve([toponym('Gronvik')])).toEqual([null])
    const inside = new Map([[0, { toponym: 1, bonus: 60 }]])
    const [inner] = new Resolver(new Lookup([g]), [toponym('Gronvik'), toponym('Sund')], related({ inside })).resolve()
    expect([inner?.within, inner?.place.feature]).toEqual([true, 'region'])
  })

  it('knows what contains what', () => {
    const at = (name: string) => new Lookup([g]).named(name)
    const [one, two] = [at('Tarvo').find((c) => c.country === 'XA')!, at('Tarvo').find((c) => c.country === 'XB')!]
    expect([contains(at('Belmark')[0]!, two), contains(at('Belmark')[0]!, one), contains(at('Sund')[0]!, two)]).toEqual(
      [true, false, true],
    )
  })
})
