import type { ModelFile } from '../model/container.ts'
import { VarintWriter } from '../model/varint.ts'
import { foldName, hashFolded } from './fold.ts'
import { GAZETTEER_COMPONENT, GAZETTEER_VERSION, sizeByte } from './gazetteer.ts'
import { type GazetteerRow, NAME } from './rows.ts'

/** Index of a value in a list that grows. */
class Pool {
  readonly values: string[] = []
  private readonly index = new Map<string, number>()

  of(value: string): number {
    let i = this.index.get(value)
    if (i === undefined) {
      i = this.values.length
      this.values.push(value)
      this.index.set(value, i)
    }
    return i
  }
}

const text = (values: readonly string[]): Uint8Array => new TextEncoder().encode(values.join('\n'))

/** Thousandths of a degree. */
const thousandths = (degrees: number): number => Math.round(degrees * 1000)

/** Folded names shorter than this are looked up only as short forms. */
const SHORTEST = 2

/** Sorted pairs of a name's hash and `row * 4 + kind`; of the same name and row the best kind. */
function index(rows: readonly GazetteerRow[]): { hash: Uint8Array; target: Uint8Array; size: number } {
  const pairs: (readonly [hash: number, target: number])[] = []
  for (const [row, r] of rows.entries()) {
    const own = new Map<number, number>()
    for (const { name, kind } of [{ name: r.name, kind: NAME }, ...r.names]) {
      const folded = foldName(name)
      if (folded.length < SHORTEST) continue
      const hash = hashFolded(folded)
      own.set(hash, Math.min(own.get(hash) ?? kind, kind))
    }
    for (const [hash, kind] of own) pairs.push([hash, row * 4 + kind])
  }
  pairs.sort((a, b) => a[0] - b[0] || a[1] - b[1])
  const hash = new VarintWriter()
  const target = new VarintWriter()
  let last = 0
  for (const [h, t] of pairs) {
    hash.put(h - last)
    target.put(t)
    last = h
  }
  return { hash: hash.done(), target: target.done(), size: pairs.length }
}

/** A gazetteer's file from its rows, in their order. The same rows give the same bytes. */
export function encodeGazetteer(
  rows: readonly GazetteerRow[],
  about: Readonly<Record<string, unknown>> = {},
): ModelFile {
  const countries = new Pool()
  const features = new Pool()
  const sources = new Pool()
  const ids = new Pool()
  const columns = {
    lat: new VarintWriter(),
    lon: new VarintWriter(),
    id: new VarintWriter(),
    region: new VarintWriter(),
  }
  const country = new Uint8Array(rows.length)
  const feature = new Uint8Array(rows.length)
  const source = new Uint8Array(rows.length)
  const size = new Uint8Array(rows.length)
  const radius = new VarintWriter()
  let [lat, lon, id] = [0, 0, 0]
  for (const [i, r] of rows.entries()) {
    const colon = r.ref.indexOf(':')
    const number = /^\d{1,9}$/.test(r.ref.slice(colon + 1))
    const next = number ? Number(r.ref.slice(colon + 1)) : ids.of(r.ref.slice(colon + 1))
    source[i] = sources.of(`${r.ref.slice(0, colon)}${number ? '#' : '$'}`)
    columns.id.putSigned(next - id)
    columns.lat.putSigned(thousandths(r.lat) - lat)
    columns.lon.putSigned(thousandths(r.lon) - lon)
    columns.region.put(r.region + 1)
    id = next
    lat = thousandths(r.lat)
    lon = thousandths(r.lon)
    country[i] = countries.of(r.country ?? '')
    feature[i] = features.of(r.feature)
    size[i] = sizeByte(r.population)
    radius.put(Math.max(1, Math.round(r.radiusKm)))
  }
  const { hash, target, size: names } = index(rows)
  const settings = {
    ...about,
    rows: rows.length,
    names,
    countries: countries.values,
    features: features.values,
    sources: sources.values,
  }
  const sections = new Map<string, Uint8Array>([
    ['lat', columns.lat.done()],
    ['lon', columns.lon.done()],
    ['id', columns.id.done()],
    ['region', columns.region.done()],
    ['country', country],
    ['feature', feature],
    ['source', source],
    ['size', size],
    ['radius', radius.done()],
    ['ids', text(ids.values)],
    ['label', text(rows.map((r) => r.name.replaceAll('\n', ' ')))],
    ['hash', hash],
    ['target', target],
  ])
  return { header: { component: GAZETTEER_COMPONENT, version: GAZETTEER_VERSION, settings }, sections }
}
