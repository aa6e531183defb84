import { type UserRow, userRow } from './row.ts'

/** GeoNames' feature codes -> features of the gazetteer; codes that are not here go by their class. */
const CODES: Readonly<Record<string, string>> = {
  PCLI: 'country',
  ADM1: 'region',
  ADM2: 'district',
  ADM3: 'district',
  PPLC: 'capital',
  PPLA: 'seat',
  PPLX: 'quarter',
  AIRP: 'airport',
  AIRF: 'airport',
  AIRB: 'base',
  MILB: 'base',
  NVB: 'base',
  PRT: 'port',
  SEA: 'sea',
  OCN: 'ocean',
  GULF: 'gulf',
  BAY: 'bay',
  STRT: 'strait',
  CHN: 'channel',
  CNL: 'canal',
  STM: 'river',
  LK: 'lake',
  RSV: 'lake',
  MT: 'mountain',
  PK: 'mountain',
  VLC: 'mountain',
  MTS: 'mountains',
  ISL: 'island',
  ISLS: 'islands',
  PEN: 'peninsula',
  CAPE: 'cape',
  VAL: 'valley',
  DSRT: 'desert',
}

/** Classes: administration, water, areas, towns, roads, buildings, heights, undersea, vegetation. */
const CLASSES: Readonly<Record<string, string>> = {
  A: 'area',
  H: 'lake',
  L: 'area',
  P: 'city',
  R: 'landmark',
  S: 'landmark',
  T: 'mountain',
  U: 'sea',
  V: 'area',
}

const LATIN = /^[\u0020-\u024f\u1e00-\u1eff\u02b0-\u02ff\u2010-\u2019]+$/

/** A line of GeoNames' main table (19 columns); null for a line without a name or a position. */
export function geonamesRow(line: string): UserRow | null {
  const f = line.split('\t')
  if (f.length < 15) return null
  const [id, name, ascii, alternates, lat, lon, klass, code, country, , admin1] = f as string[]
  if (!/^\d{1,9}$/.test(id!) || !number(lat!) || !number(lon!)) return null
  const feature = CODES[code!] ?? CLASSES[klass!] ?? 'landmark'
  const others = [ascii!, ...alternates!.split(',')].filter((n) => LATIN.test(n))
  return userRow({
    ref: `geonames:${id}`,
    name: name!,
    others,
    lat: Number(lat),
    lon: Number(lon),
    country: country!,
    regionCode: admin1 ? `${country}.${admin1}` : null,
    feature,
    population: Number(f[14]),
  })
}

const number = (text: string): boolean => /^-?\d{1,3}(?:\.\d{1,12})?$/.test(text)
