import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Gazetteer } from '@wherefrom/nlp'
import { afterAll, describe, expect, it } from 'vitest'
import { gazetteerFolder } from './folder.ts'
import { geojsonRow } from './geojson.ts'
import { geonamesRow } from './geonames.ts'
import { linesOf } from './lines.ts'
import { addGazetteer, listGazetteers, removeGazetteer, userTableProducers, userTables } from './tables.ts'

const dir = mkdtempSync(join(tmpdir(), 'wherefrom-gazetteer-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))
const env = { WHEREFROM_GAZETTEER: join(dir, 'tables') }

const LINE = [
  '7',
  'Zorvax',
  'Zorvax',
  'Sorwax,Зорвакс',
  '55.8',
  '52.05',
  'P',
  'PPL',
  'RU',
  '',
  '73',
  '',
  '',
  '',
  '4000',
  '',
  '',
  '',
  '',
].join('\t')
const REGION = [
  '8',
  'Zorland',
  'Zorland',
  '',
  '55',
  '52',
  'A',
  'ADM1',
  'RU',
  '',
  '73',
  '',
  '',
  '',
  '0',
  '',
  '',
  '',
  '',
].join('\t')

function put(name: string, text: string): string {
  writeFileSync(join(dir, name), text)
  return join(dir, name)
}

describe("a user's own places", () => {
  it('are made of a GeoNames extract, found by every name, listed and removed', async () => {
    const added = await addGazetteer(put('RU.txt', `${REGION}\n${LINE}\nbroken line\n`), null, env)
    expect(added).toMatchObject({
      table: { name: 'RU', places: 2, file: 'RU.txt' },
      problems: [{ code: 'gazetteer/rows' }],
    })
    expect(await listGazetteers(env)).toMatchObject([{ name: 'RU', places: 2 }])
    const { files, producers } = await userTables(env)
    const g = Gazetteer.decode([...files.values()][0]!)
    const row = g.find('sorwax')[0]!.row
    expect([g.name(row), g.ref(row), g.country(row), g.feature(row), g.name(g.regionOf(row))]).toEqual([
      'Zorvax',
      'geonames:7',
      'RU',
      'city',
      'Zorland',
    ])
    expect(producers).toEqual(await userTableProducers(env))
    expect(producers).toHaveLength(1)
    expect(await removeGazetteer('RU', env)).toBe(true)
    expect(await removeGazetteer('RU', env)).toBe(false)
    expect([await listGazetteers(env), await userTableProducers(env)]).toEqual([[], []])
  })

  it('are made of GeoJSON points', async () => {
    const feature = (name: string, coordinates: unknown) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates },
      properties: { name, kind: 'base' },
    })
    const data = { type: 'FeatureCollection', features: [feature('Korr Field', [8, 50]), feature('Nowhere', [8, 500])] }
    const added = await addGazetteer(put('sites.geojson', JSON.stringify(data)), 'mine', env)
    expect(added).toMatchObject({ table: { name: 'mine', places: 1 } })
    expect(readdirSync(join(dir, 'tables'))).toEqual(['mine.places.gz'])
  })

  it('make an analysis another one: the producer changes with the table', async () => {
    const before = await userTableProducers(env)
    await addGazetteer(put('b.txt', LINE), 'second', env)
    expect(await userTableProducers(env)).not.toEqual(before)
  })

  it('are refused with a code when the file is something else', async () => {
    const code = async (path: string, name: string | null = null) => {
      const added = await addGazetteer(path, name, env)
      return 'problem' in added ? added.problem.code : 'added'
    }
    expect(await code(put('x.txt', 'one\ntwo\n'))).toBe('gazetteer/format')
    expect(await code(put('x.json', '{"a": 1}'))).toBe('gazetteer/format')
    expect(await code(put('y.json', '{"type": "FeatureCollection", "features": []}'))).toBe('gazetteer/empty')
    expect(await code(put('z.txt', ''))).toBe('gazetteer/empty')
    expect(await code(join(dir, 'nothing'))).toBe('file/missing')
    expect(await code(dir)).toBe('file/directory')
    expect(await code(put('RU.txt', LINE), '../up')).toBe('gazetteer/name')
    expect(await code(put('damaged.zip', 'PK\u0003\u0004 but no archive'))).toBe('gazetteer/format')
  })

  it('lie in the user data folder', () => {
    expect(gazetteerFolder({ XDG_DATA_HOME: '/d' })).toBe('/d/wherefrom/gazetteer')
    expect(gazetteerFolder({ HOME: '/h', XDG_DATA_HOME: 'relative' })).toBe('/h/.local/share/wherefrom/gazetteer')
  })
})

describe('rows', () => {
  it('need a name and a position on Earth', () => {
    expect(geonamesRow(LINE)).toMatchObject({ name: 'Zorvax', population: 4000, regionCode: 'RU.73', radiusKm: 3 })
    expect(geonamesRow(LINE.replace('55.8', '155.8'))).toBeNull()
    expect(geonamesRow(LINE.replace('55.8', 'north'))).toBeNull()
    expect(geojsonRow({ geometry: { type: 'Polygon', coordinates: [] }, properties: { name: 'X' } }, 0)).toBeNull()
    expect(geojsonRow(null, 0)).toBeNull()
  })
})

describe('lines', () => {
  it('are put together from pieces, and cut when endless', async () => {
    async function* pieces() {
      yield new TextEncoder().encode('one\r\ntw')
      yield new TextEncoder().encode('o\n')
      yield new TextEncoder().encode('x'.repeat(300_000))
      yield new TextEncoder().encode('y\nlast')
    }
    const lines: string[] = []
    for await (const l of linesOf(pieces())) lines.push(l)
    expect(lines.map((l) => (l.length > 100 ? l.length : l))).toEqual(['one', 'two', 1 << 18, 'last'])
  })
})
