import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { geoFiles, readGeoFile } from './geo-files.ts'
import { GeoScore } from './geo-score.ts'

const dir = mkdtempSync(join(tmpdir(), 'wherefrom-geo-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

function read(xml: string) {
  const path = join(dir, 'x.xml')
  writeFileSync(path, xml)
  return readGeoFile(path)
}

describe('annotated places', () => {
  it('are read from GeoWebNews, which marks more than places', () => {
    const [doc] = read(`<articles><article file="0"><title>T</title><text>Ships left Sund &amp; Velm.</text><toponyms>
      <toponym><extractedName>Sund</extractedName><type>Literal</type><start>11</start><end>15</end><geonamesID>12</geonamesID>
        <latitude>50.5</latitude><longitude>8</longitude></toponym>
      <toponym><extractedName>Ships</extractedName><type>Non_Lit_Expression</type><start>0</start><end>5</end></toponym>
    </toponyms></article></articles>`)
    expect(doc!.text).toBe('Ships left Sund & Velm.')
    expect(doc!.gold).toEqual([{ start: 11, end: 15, lat: 50.5, lon: 8, country: null, geonames: 12 }])
  })

  it('are read from GeoVirus, which counts from one', () => {
    const [doc] =
      read(`<articles><article><source>x</source><text>Ships left Sund.</text><locations><location><name>Sund</name>
      <start>12</start><end>16</end><lat>50</lat><lon>8</lon><page>x</page></location></locations></article></articles>`)
    expect(doc!.gold.map((g) => doc!.text.slice(g.start, g.end))).toEqual(['Sund'])
  })

  it('are read from LGL and TR-News, with their country; names without a position are no gold', () => {
    const [doc] = read(`<articles><article docid="1"><text>\u{1f6a2} Sund and Velm.</text><toponyms>
      <toponym><start>2</start><end>6</end><phrase>Sund</phrase><gaztag geonameid="77"><name>Sund</name><lat>50</lat><lon>8</lon><country>SE</country></gaztag></toponym>
      <toponym><start>11</start><end>15</end><phrase>Velm</phrase></toponym></toponyms></article></articles>`)
    expect(doc!.gold).toEqual([{ start: 3, end: 7, lat: 50, lon: 8, country: 'SE', geonames: 77 }])
  })

  it('lie in XML files of a folder', () => {
    expect(geoFiles(dir).map((p) => p.slice(dir.length + 1))).toEqual(['x.xml'])
  })
})

describe('scores of places', () => {
  it('count names, countries and distances', () => {
    const score = new GeoScore()
    const text = 'In the Sund, Velm, Korr and Oden.'
    const gold = (start: number, end: number, lat: number) => ({
      start,
      end,
      lat,
      lon: 0,
      country: 'SE',
      geonames: null,
    })
    const found = (start: number, end: number, lat: number | null) => ({
      start,
      end,
      at: lat === null ? null : { lat, lon: 0 },
      country: lat === null ? null : 'SE',
    })
    // Sund is found without its article and near enough, Velm too far off, Korr not placed; Oden is missed, `In` is wrong.
    score.add(
      text,
      [gold(3, 11, 50), gold(13, 17, 60), gold(19, 23, 61), gold(28, 32, 62)],
      [found(7, 11, 51), found(13, 17, 55), found(19, 23, null), found(0, 2, 1)],
      (g) => g.country,
    )
    const m = score.metrics()
    expect(m['recognitionF']).toBeCloseTo(6 / 8)
    expect(m['acc161']).toBeCloseTo(1 / 3)
    expect(m['country']).toBeCloseTo(2 / 3)
    expect(m['e2eF161']).toBeCloseTo(2 / 7)
  })
})
