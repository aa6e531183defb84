import { decodeModel, ModelError } from '../model/container.ts'
import { VarintReader } from '../model/varint.ts'
import { foldName, hashFolded } from './fold.ts'

export const GAZETTEER_FILE = 'gazetteer.bin.gz'
export const GAZETTEER_COMPONENT = 'nlp.gazetteer'
export const GAZETTEER_VERSION = 1

/** Population on a scale of one byte: 0 for unknown, 8 steps for each doubling (1,000 is 80, a million is 159). */
export function sizeByte(population: number): number {
  if (population < 2) return population < 1 ? 0 : 1
  let steps = 0
  let left = population
  while (left >= 2 && steps < 240) {
    left /= 2
    steps += 8
  }
  for (let k = 0; k < 8 && left >= STEP; k++) {
    left /= STEP
    steps++
  }
  return Math.min(255, steps)
}

/** The eighth root of two. */
const STEP = 1.0905077326652577

/** A name's meaning in a gazetteer: which of its rows, and how the name stands to it (`rows.ts`). */
export interface Entry {
  readonly row: number
  readonly kind: number
}

/**
 * A gazetteer in memory: columns, and names by hash. Names are looked up folded (see `foldName`); two different names with
 * the same 32-bit hash are taken for one, which happens once in some ten thousand names that no gazetteer holds.
 */
export class Gazetteer {
  readonly length: number
  private readonly latitude: Int32Array
  private readonly longitude: Int32Array
  private readonly id: Int32Array
  private readonly region: Int32Array
  private readonly countryOf: Uint8Array
  private readonly featureOf: Uint8Array
  private readonly sourceOf: Uint8Array
  private readonly sizeOf: Uint8Array
  private readonly radius: Int32Array
  private readonly countries: readonly string[]
  private readonly features: readonly string[]
  private readonly sources: readonly string[]
  private readonly ids: readonly string[]
  private readonly labels: Uint8Array
  private readonly labelEnd: Int32Array
  private readonly hash: Uint32Array
  private readonly target: Int32Array

  private constructor(bytes: Uint8Array) {
    const { header, sections } = decodeModel(bytes, GAZETTEER_COMPONENT, GAZETTEER_VERSION)
    const settings = header.settings as { rows: number; names: number } & Record<
      'countries' | 'features' | 'sources',
      string[]
    >
    const section = (name: string): Uint8Array => {
      const found = sections.get(name)
      if (!found) throw new ModelError(`${GAZETTEER_COMPONENT}: section ${name} is missing`)
      return found
    }
    this.length = settings.rows
    this.countries = settings.countries
    this.features = settings.features
    this.sources = settings.sources
    this.latitude = sums(section('lat'), this.length)
    this.longitude = sums(section('lon'), this.length)
    this.id = sums(section('id'), this.length)
    this.region = plain(section('region'), this.length)
    this.radius = plain(section('radius'), this.length)
    this.countryOf = section('country')
    this.featureOf = section('feature')
    this.sourceOf = section('source')
    this.sizeOf = section('size')
    this.ids = new TextDecoder().decode(section('ids')).split('\n')
    this.labels = section('label')
    this.labelEnd = lineEnds(this.labels, this.length)
    this.hash = hashes(section('hash'), settings.names)
    this.target = plain(section('target'), settings.names)
  }

  /** `bytes`: the decompressed file. Throws `ModelError` where it is damaged. */
  static decode(bytes: Uint8Array): Gazetteer {
    return new Gazetteer(bytes)
  }

  /** What a file's header says: numbers of places and names, and what its maker wrote into it. */
  static describe(bytes: Uint8Array): { places: number; names: number; about: Readonly<Record<string, unknown>> } {
    const { settings } = decodeModel(bytes, GAZETTEER_COMPONENT, GAZETTEER_VERSION).header
    return { places: Number(settings['rows']), names: Number(settings['names']), about: settings }
  }

  /** Rows that a name may stand for, in the order of the file. */
  find(name: string): Entry[] {
    const hash = hashFolded(foldName(name))
    let low = 0
    let high = this.hash.length
    while (low < high) {
      const mid = (low + high) >>> 1
      if (this.hash[mid]! < hash) low = mid + 1
      else high = mid
    }
    const found: Entry[] = []
    for (let i = low; i < this.hash.length && this.hash[i] === hash; i++)
      found.push({ row: this.target[i]! >> 2, kind: this.target[i]! & 3 })
    return found
  }

  name(row: number): string {
    const start = row === 0 ? 0 : this.labelEnd[row - 1]! + 1
    return new TextDecoder().decode(this.labels.subarray(start, this.labelEnd[row]))
  }

  /** Degrees. */
  lat(row: number): number {
    return this.latitude[row]! / 1000
  }

  lon(row: number): number {
    return this.longitude[row]! / 1000
  }

  /** ISO 3166-1 alpha-2, or null for what lies in no country or in several. */
  country(row: number): string | null {
    return this.countries[this.countryOf[row]!] || null
  }

  feature(row: number): string {
    return this.features[this.featureOf[row]!]!
  }

  /** Row of the region that the place lies in; -1 for none. */
  regionOf(row: number): number {
    return this.region[row]! - 1
  }

  /** Population on the scale of `sizeByte`. */
  size(row: number): number {
    return this.sizeOf[row]!
  }

  radiusKm(row: number): number {
    return this.radius[row]!
  }

  /** `geonames:532096`. */
  ref(row: number): string {
    const source = this.sources[this.sourceOf[row]!]!
    const id = this.id[row]!
    return `${source.slice(0, -1)}:${source.endsWith('#') ? id : this.ids[id]}`
  }
}

function sums(bytes: Uint8Array, length: number): Int32Array {
  const reader = new VarintReader(bytes)
  const out = new Int32Array(length)
  let value = 0
  for (let i = 0; i < length; i++) {
    value += reader.getSigned()
    out[i] = value
  }
  return out
}

function plain(bytes: Uint8Array, length: number): Int32Array {
  const reader = new VarintReader(bytes)
  const out = new Int32Array(length)
  for (let i = 0; i < length; i++) out[i] = reader.get()
  return out
}

function hashes(bytes: Uint8Array, length: number): Uint32Array {
  const reader = new VarintReader(bytes)
  const out = new Uint32Array(length)
  let value = 0
  for (let i = 0; i < length; i++) {
    value += reader.get()
    out[i] = value
  }
  return out
}

function lineEnds(bytes: Uint8Array, length: number): Int32Array {
  const out = new Int32Array(length)
  let row = 0
  for (let i = 0; i < bytes.length && row < length; i++) if (bytes[i] === 10) out[row++] = i
  while (row < length) out[row++] = bytes.length
  return out
}
