import { crc32 } from 'node:zlib'
import type { ArtifactSource } from '../found.ts'
import { LIMITS } from '../limits.ts'
import { readRange } from '../source.ts'
import { InflateError, inflate } from './inflate.ts'
import { decodeName } from './names.ts'

/** One member as the central directory of a ZIP describes it. What it says may be wrong: nothing relies on its sizes. */
export interface ZipEntry {
  /** As written, decoded; not yet made harmless. */
  readonly name: string
  readonly packed: number
  readonly size: number
  /** 0 stored, 8 deflated; others cannot be unpacked here. */
  readonly method: number
  readonly crc: number
  readonly encrypted: boolean
  /** Where its local header stands in the file. */
  readonly offset: number
  /** Unix file mode where one is given. */
  readonly mode: number | null
  /** Time in the archive, without a zone: `YYYY-MM-DDThh:mm:ss`; null where there is none or it is impossible. */
  readonly modified: string | null
}

/** The members of a ZIP in the order of its directory; `whole` is false where the directory is missing or breaks off. */
export interface ZipListing {
  readonly entries: readonly ZipEntry[]
  readonly whole: boolean
}

const END = 0x06054b50
const END64 = 0x06064b50
const LOCATOR64 = 0x07064b50
const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50
/** The end record, its longest comment, and the two records of ZIP64 before it. */
const TAIL = 22 + 65535 + 20 + 56
/** Most bytes of a central directory that are read. */
const LARGEST_DIRECTORY = 64 * 1024 * 1024

/** Reads a ZIP's central directory (ZIP64 too); null when there is no usable one. Reads no member. */
export async function listZip(source: ArtifactSource): Promise<ZipListing | null> {
  const tailAt = Math.max(0, source.size - TAIL)
  const tail = view(await readRange(source, tailAt, source.size))
  const end = findEnd(tail)
  if (end === null) return null
  const found = directoryOf(tail, end, tailAt)
  const length = Math.min(found.size, found.before, LARGEST_DIRECTORY)
  // Something may stand before the archive (a self-extracting program): then the stated offsets count from its start.
  let shift = 0
  let directory = view(await readRange(source, found.offset, found.offset + length))
  if (!startsEntry(directory)) {
    shift = found.before - found.size - found.offset
    directory = view(await readRange(source, Math.max(0, found.offset + shift), found.offset + shift + length))
  }
  const entries = readEntries(directory, shift)
  const whole = entries.length === found.count || (found.count === 0xffff && entries.length > found.count)
  return entries.length === 0 && !whole ? null : { entries, whole }
}

const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
const startsEntry = (v: DataView): boolean => v.byteLength < 4 || v.getUint32(0, true) === CENTRAL

/** The end record: the last one whose comment reaches the end of the file, or else the last one at all. */
function findEnd(tail: DataView): number | null {
  let last: number | null = null
  for (let at = tail.byteLength - 22; at >= 0; at--) {
    if (tail.getUint32(at, true) !== END) continue
    if (at + 22 + tail.getUint16(at + 20, true) === tail.byteLength) return at
    last ??= at
  }
  return last
}

interface Directory {
  readonly offset: number
  readonly size: number
  readonly count: number
  /** Offset of what follows the directory. */
  readonly before: number
}

function directoryOf(tail: DataView, end: number, tailAt: number): Directory {
  const offset = tail.getUint32(end + 16, true)
  const size = tail.getUint32(end + 12, true)
  const count = tail.getUint16(end + 10, true)
  const plain = { offset, size, count, before: tailAt + end }
  if (end < 20 || tail.getUint32(end - 20, true) !== LOCATOR64) return plain
  const at = end - 20 - 56
  // A ZIP64 end record of another length than usual, or one that stands elsewhere, does not occur in practice.
  if (at < 0 || tail.getUint32(at, true) !== END64) return plain
  return {
    offset: big(tail, at + 48),
    size: big(tail, at + 40),
    count: big(tail, at + 32),
    before: tailAt + at,
  }
}

/** A 64-bit number; what no file can reach becomes the largest exact one. */
const big = (v: DataView, at: number): number => Math.min(Number(v.getBigUint64(at, true)), Number.MAX_SAFE_INTEGER)

function readEntries(v: DataView, shift: number): readonly ZipEntry[] {
  const entries: ZipEntry[] = []
  let at = 0
  while (at + 46 <= v.byteLength && entries.length <= LIMITS.members && v.getUint32(at, true) === CENTRAL) {
    const [n, m, k] = [v.getUint16(at + 28, true), v.getUint16(at + 30, true), v.getUint16(at + 32, true)]
    if (at + 46 + n + m + k > v.byteLength) break
    entries.push(entryAt(v, at, n, m, shift))
    at += 46 + n + m + k
  }
  return entries
}

function entryAt(v: DataView, at: number, nameLength: number, extraLength: number, shift: number): ZipEntry {
  const flags = v.getUint16(at + 8, true)
  const extra = at + 46 + nameLength
  const raw = new Uint8Array(v.buffer, v.byteOffset + at + 46, nameLength)
  const sizes = wide(v, at, extra, extra + extraLength)
  const unix = v.getUint8(at + 5) === 3 ? v.getUint32(at + 38, true) >>> 16 : 0
  return {
    name: unicodePath(v, extra, extra + extraLength, raw) ?? decodeName(raw, (flags & 0x800) !== 0),
    ...sizes,
    offset: sizes.offset + shift,
    method: v.getUint16(at + 10, true),
    crc: v.getUint32(at + 16, true),
    encrypted: (flags & 1) !== 0,
    mode: unix === 0 ? null : unix,
    modified: dosTime(v.getUint16(at + 14, true), v.getUint16(at + 12, true)),
  }
}

/** Sizes and offset, from the ZIP64 field where the plain ones say so. */
function wide(v: DataView, at: number, from: number, to: number): { size: number; packed: number; offset: number } {
  const plain = {
    size: v.getUint32(at + 24, true),
    packed: v.getUint32(at + 20, true),
    offset: v.getUint32(at + 42, true),
  }
  const field = extraField(v, from, to, 0x0001)
  if (field === null) return plain
  let [p, end] = field
  for (const key of ['size', 'packed', 'offset'] as const) {
    if (plain[key] !== 0xffffffff || p + 8 > end) continue
    plain[key] = big(v, p)
    p += 8
  }
  return plain
}

/** Start and end of one extra field's data. */
function extraField(v: DataView, from: number, to: number, id: number): [number, number] | null {
  for (let at = from; at + 4 <= to; ) {
    const end = at + 4 + v.getUint16(at + 2, true)
    if (end > to) return null
    if (v.getUint16(at, true) === id) return [at + 4, end]
    at = end
  }
  return null
}

/** Info-ZIP's field with the name in UTF-8, if it still belongs to the plain name. */
function unicodePath(v: DataView, from: number, to: number, raw: Uint8Array): string | null {
  const field = extraField(v, from, to, 0x7075)
  if (field === null || field[1] - field[0] < 6) return null
  if (v.getUint32(field[0] + 1, true) !== crc32(raw)) return null
  return decodeName(new Uint8Array(v.buffer, v.byteOffset + field[0] + 5, field[1] - field[0] - 5), true)
}

function dosTime(date: number, time: number): string | null {
  const [day, month, year] = [date & 31, (date >> 5) & 15, 1980 + (date >> 9)]
  const [s, min, h] = [(time & 31) * 2, (time >> 5) & 63, time >> 11]
  if (day === 0 || month === 0 || month > 12 || h > 23 || min > 59 || s > 59 || date === 0x21) return null
  const two = (n: number) => String(n).padStart(2, '0')
  return `${year}-${two(month)}-${two(day)}T${two(h)}:${two(min)}:${two(s)}`
}

/** Where a member's packed bytes begin; null when no member's header stands there. */
export async function dataStart(source: ArtifactSource, entry: ZipEntry): Promise<number | null> {
  const header = view(await readRange(source, entry.offset, entry.offset + 30))
  if (header.byteLength < 30 || header.getUint32(0, true) !== LOCAL) return null
  return entry.offset + 30 + header.getUint16(26, true) + header.getUint16(28, true)
}

/** A member's bytes in pieces, unpacked; InflateError where they are damaged. Sizes and checksum are not judged. */
export async function* zipChunks(source: ArtifactSource, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  const start = await dataStart(source, entry)
  if (start === null) throw new InflateError('no member stands where the directory says')
  const packed = source.chunks(start, start + entry.packed)
  yield* entry.method === 0 ? packed : inflate(packed, 'raw')
}

/** What unpacking one member gives: its bytes as far as they could be had, and whether they are all and as packed. */
export interface Unpacked {
  readonly bytes: Uint8Array
  readonly state: 'whole' | 'damaged' | 'too-large'
}

/** Unpacks one member into memory, at most `limit` bytes of it. Encrypted and unknown methods are the caller's to refuse. */
export async function readZipEntry(source: ArtifactSource, entry: ZipEntry, limit: number): Promise<Unpacked> {
  const { bytes, state } = await gather(zipChunks(source, entry), limit)
  if (state !== 'whole') return { bytes, state }
  return { bytes, state: crc32(bytes) === entry.crc && bytes.length === entry.size ? 'whole' : 'damaged' }
}

/** Pieces as one, at most `limit` bytes. */
export async function gather(pieces: AsyncIterable<Uint8Array>, limit: number): Promise<Unpacked> {
  const parts: Uint8Array[] = []
  let length = 0
  let state: Unpacked['state'] = 'whole'
  try {
    for await (const piece of pieces) {
      if (length + piece.length > limit) {
        state = 'too-large'
        break
      }
      parts.push(piece)
      length += piece.length
    }
  } catch (error) {
    if (!(error instanceof InflateError)) throw error
    state = 'damaged'
  }
  return { bytes: parts.length === 1 ? parts[0]! : Buffer.concat(parts, length), state }
}
