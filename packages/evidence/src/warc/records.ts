import { ByteReader } from '../archive/byte-reader.ts'
import { gunzipMembers } from '../archive/gzip-members.ts'
import type { ArtifactSource } from '../found.ts'
import { readRange } from '../source.ts'
import { type Headers, readHeaders } from './headers.ts'

/** One record. `block` is null where it is larger than what is held in memory. */
export interface WarcRecord {
  /** Offset of the record in the uncompressed file. */
  readonly at: number
  readonly headers: Headers
  readonly block: Uint8Array | null
  /** Does the block have the length that the record states? */
  readonly whole: boolean
}

/** Something that is not a record and was passed over: where, and how many bytes. */
export interface Gap {
  readonly at: number
  readonly skipped: number
}

const VERSION = /^WARC\/\d\.\d{1,2}\s{0,20}$/
const LONGEST_LINE = 64 * 1024
const RECORD_END = Buffer.from('\r\n\r\nWARC/1.')

/**
 * The records of a WARC, compressed or not, one after the other; any size. What lies between records (wrong lengths,
 * damage) is passed over up to the next record and told as a gap. `limit`: the largest block that is held, in bytes.
 */
export async function* readRecords(source: ArtifactSource, limit: number): AsyncGenerator<WarcRecord | Gap> {
  const packed = await isGzip(source)
  const reader = packed ? new ByteReader(gunzipMembers(source)) : new ByteReader(source.chunks(), source)
  try {
    for (;;) {
      const gap = await toNextRecord(reader)
      if (gap.skipped > 0) yield gap
      if (gap.version === null) break
      yield await readRecord(reader, limit, packed ? Number.POSITIVE_INFINITY : source.size)
    }
    if (reader.damaged) yield { at: reader.position, skipped: 0 }
  } finally {
    await reader.close()
  }
}

export const isGap = (found: WarcRecord | Gap): found is Gap => 'skipped' in found

async function isGzip(source: ArtifactSource): Promise<boolean> {
  const head = await readRange(source, 0, 2)
  return head[0] === 0x1f && head[1] === 0x8b
}

/** Passes over everything up to the next line that opens a record; `version` is that line, null at the end. */
async function toNextRecord(reader: ByteReader): Promise<Gap & { readonly version: string | null }> {
  const at = reader.position
  let skipped = 0
  for (;;) {
    const start = reader.position
    const line = await reader.line(LONGEST_LINE)
    if (line === null) return { at, skipped, version: null }
    if (VERSION.test(line)) return { at, skipped, version: line }
    // Two empty lines end a record.
    if (line !== '') skipped += reader.position - start
  }
}

/** `end`: where the file ends, where that is known: a record cannot reach further, whatever it states. */
async function readRecord(reader: ByteReader, limit: number, end: number): Promise<WarcRecord> {
  const at = reader.position
  const headers = await readHeaders(reader)
  const length = Number(headers.get('content-length') ?? 0)
  const size = Number.isSafeInteger(length) && length >= 0 ? length : 0
  if (size > limit && reader.position + size <= end) {
    const passed = await reader.skip(size)
    return { at, headers, block: null, whole: passed === size }
  }
  const block = await reader.read(Math.min(size, limit))
  const next = await reader.read(4)
  if (block.length === size && isEnd(next)) {
    reader.unread(next)
    return { at, headers, block, whole: true }
  }
  return cutShort(reader, { at, headers, block, whole: false }, Buffer.concat([block, next]))
}

/** What stands behind a block: two line ends, or (by careless programs) the next record or the end at once. */
const isEnd = (next: Uint8Array): boolean =>
  next.length === 0 || /^(?:\r\n\r\n|\n\n|\r\n?$|\n$|WARC|\n?\r?\nWA?)/.test(Buffer.from(next).toString('latin1'))

/** A record whose length is wrong: where the next one begins inside of what was taken, the block ends there. */
function cutShort(reader: ByteReader, record: WarcRecord, taken: Buffer): WarcRecord {
  const end = taken.indexOf(RECORD_END)
  if (end === -1) {
    reader.unread(taken.subarray(record.block!.length))
    return record
  }
  reader.unread(taken.subarray(end))
  return { ...record, block: taken.subarray(0, end) }
}
