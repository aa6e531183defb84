import { crc32 } from 'node:zlib'
import type { ArtifactSource } from '../found.ts'
import { findBytes, readRange } from '../source.ts'
import { InflateError, inflate } from './inflate.ts'

/**
 * Unpacks a row of gzip members, as a WARC.gz is (one a record). Behind a damaged member it goes on with the next: two
 * line ends stand for what was lost, so that a record ends there. InflateError at the end where anything was damaged.
 */
export async function* gunzipMembers(source: ArtifactSource): AsyncGenerator<Uint8Array> {
  let given = 0
  try {
    for await (const piece of inflate(source.chunks(), 'gzip')) {
      given += piece.length
      yield piece
    }
    return
  } catch (error) {
    if (!(error instanceof InflateError)) throw error
  }
  // Only one member at a time tells where the next begins: done from the start again, without what was given already.
  yield* memberByMember(source, given)
  throw new InflateError('a part is damaged or missing')
}

const MARK = Buffer.from([0x1f, 0x8b, 0x08])
const CUT = Buffer.from('\r\n\r\n')
/** How often reading starts anew behind a damaged stretch. */
const MOST_RESTARTS = 1000

async function* memberByMember(source: ArtifactSource, given: number): AsyncGenerator<Uint8Array> {
  let left = given
  let restarts = 0
  for (let at: number | null = 0; at !== null && restarts <= MOST_RESTARTS; ) {
    let end: number | null = null
    try {
      const member = unpackMember(source, at)
      for (let next = await member.next(); ; next = await member.next()) {
        if (next.done) {
          end = next.value
          break
        }
        if (next.value.length > left) yield next.value.subarray(left)
        left = Math.max(0, left - next.value.length)
      }
    } catch (error) {
      if (!(error instanceof InflateError)) throw error
      restarts++
      yield CUT
    }
    at = await findBytes(source, MARK, end ?? at + 1, source.size)
  }
}

/** How much is read at first: most members are small. */
const FIRST = 16 * 1024

/** Unpacks one member that begins at `at`; returns where it ends. InflateError where it is damaged. */
async function* unpackMember(source: ArtifactSource, at: number): AsyncGenerator<Uint8Array, number> {
  const start = at + headerLength(Buffer.from(await readRange(source, at, at + 4096)))
  const pieces = async function* () {
    yield* source.chunks(start, start + FIRST)
    yield* source.chunks(start + FIRST)
  }
  let sum = 0
  const unpacked = inflate(pieces(), 'raw')
  for (let next = await unpacked.next(); ; next = await unpacked.next()) {
    if (next.done) {
      const end = start + next.value
      const trailer = Buffer.from(await readRange(source, end, end + 8))
      if (trailer.length < 8 || trailer.readUInt32LE(0) !== sum) throw new InflateError('incorrect data check')
      return end + 8
    }
    sum = crc32(next.value, sum)
    yield next.value
  }
}

/** RFC 1952: ten bytes, then an extra field, a name, a comment and a checksum where the flags say so. */
function headerLength(head: Buffer): number {
  if (head.length < 18 || !head.subarray(0, 3).equals(MARK)) throw new InflateError('incorrect header check')
  const flags = head[3]!
  let at = flags & 4 ? 12 + head.readUInt16LE(10) : 10
  for (const flag of [8, 16]) {
    if (!(flags & flag)) continue
    const end = head.indexOf(0, at)
    if (end === -1) throw new InflateError('incorrect header check')
    at = end + 1
  }
  return flags & 2 ? at + 2 : at
}
