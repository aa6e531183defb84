import { problem } from '@wherefrom/schema'
import { isTarHeader } from '../detect/signatures.ts'
import type { ArtifactSource, Found } from '../found.ts'
import { readRange } from '../source.ts'
import { ByteReader } from './byte-reader.ts'
import { inflate } from './inflate.ts'
import { failure, Intake } from './intake.ts'
import { decodeName } from './names.ts'
import { memberRecord } from './zip-reader.ts'

const BLOCK = 512
/** Longest header of long names or PAX fields, in bytes. */
const LONGEST_FIELDS = 256 * 1024

/** Reads a tar or tar.gz: its members in order, streaming. */
export async function* readTar(source: ArtifactSource): AsyncGenerator<Found> {
  const head = await readRange(source, 0, 2)
  const packed = head[0] === 0x1f && head[1] === 0x8b
  const reader = packed ? new ByteReader(inflate(source.chunks(), 'gzip')) : new ByteReader(source.chunks(), source)
  const intake = new Intake(source.size)
  try {
    yield* members(reader, intake)
  } finally {
    await reader.close()
  }
  yield* intake.summary()
}

/** Fields that extend the next header: a path, a size. */
interface Extended {
  path?: string
  size?: number
}

async function* members(reader: ByteReader, intake: Intake): AsyncGenerator<Found> {
  let extended: Extended = {}
  for (;;) {
    const block = Buffer.from(await reader.read(BLOCK))
    if (block.length < BLOCK || block.every((b) => b === 0)) {
      if (reader.damaged || (block.length > 0 && block.length < BLOCK)) yield damaged('it ends too early')
      return
    }
    if (!isTarHeader(block)) return yield damaged(`what stands at byte ${reader.position - BLOCK} is no header`)
    const type = String.fromCharCode(block[156]!)
    const size = extended.size ?? number(block, 124, 12)
    if (type === 'x' || type === 'L' || type === 'g' || type === 'K') {
      extended = { ...extended, ...(await readFields(reader, type, number(block, 124, 12))) }
      continue
    }
    const stop = intake.next()
    if (stop) return yield failure(stop)
    const found = { name: extended.path ?? nameOf(block), type, size, modified: timeOf(block) }
    extended = {}
    yield* member(reader, found, intake)
  }
}

interface Member {
  readonly name: string
  readonly type: string
  readonly size: number
  readonly modified: string | null
}

async function* member(reader: ByteReader, found: Member, intake: Intake): AsyncGenerator<Found> {
  const { name, type, size, modified } = found
  const padded = Math.ceil(size / BLOCK) * BLOCK
  const regular = type === '0' || type === '\0' || type === '7'
  const named = type === '5' || (regular && name.endsWith('/')) ? null : intake.path(name)
  if (named === null) return void (await reader.skip(padded))
  const { path } = named
  yield* named.problems
  if (!regular) {
    // Links and devices have no data, whatever size they state.
    if (type === 'S') await reader.skip(padded)
    const code = type === 'S' ? 'archive/method' : 'archive/link'
    return yield* intake.say(code, path, type === 'S' ? { method: 'sparse file' } : {})
  }
  const room = intake.room(null)
  if (size > room) {
    await reader.skip(padded)
    return yield* intake.tooLarge(path, room)
  }
  const bytes = await reader.read(size)
  intake.took(size)
  if (bytes.length < size) yield* intake.say('archive/member-damaged', path)
  if (bytes.length > 0 || size === 0)
    yield { kind: 'member', name: path, role: 'member', bytes, record: memberRecord(path, modified) }
  await reader.skip(padded - size)
}

const damaged = (reason: string): Found => failure(problem('archive/damaged', { reason }))

/** A long name of GNU tar, or the PAX fields `path` and `size`. Global fields and link targets have no use here. */
async function readFields(reader: ByteReader, type: string, size: number): Promise<Extended> {
  const padded = Math.ceil(size / BLOCK) * BLOCK
  const data = Buffer.from(await reader.read(Math.min(padded, LONGEST_FIELDS)))
  await reader.skip(padded - Math.min(padded, LONGEST_FIELDS))
  if (type === 'L') return { path: untilNul(data.subarray(0, size)) }
  return type === 'x' ? paxFields(data.subarray(0, size)) : {}
}

/** Records `LENGTH KEY=VALUE\n`, the length counting the whole record. */
function paxFields(data: Buffer): Extended {
  const fields: Extended = {}
  for (let at = 0; at < data.length; ) {
    const length = Number.parseInt(data.subarray(at, at + 10).toString('latin1'), 10)
    if (!(length > 2)) break
    const record = data.subarray(at, at + length).toString('utf8')
    const value = record.slice(record.indexOf('=') + 1).replace(/\n$/, '')
    if (/^\d{1,10} path=/.test(record)) fields.path = value
    if (/^\d{1,10} size=\d{1,15}$/.test(record.trimEnd())) fields.size = Number(value)
    at += length
  }
  return fields
}

function nameOf(block: Buffer): string {
  const name = untilNul(block.subarray(0, 100))
  const posix = block.subarray(257, 263).toString('latin1') === 'ustar\0'
  const prefix = posix ? untilNul(block.subarray(345, 500)) : ''
  return prefix === '' ? name : `${prefix}/${name}`
}

function untilNul(bytes: Buffer): string {
  const end = bytes.indexOf(0)
  return decodeName(end === -1 ? bytes : bytes.subarray(0, end), false)
}

/** Octal digits, or the base-256 form of GNU tar for large numbers. Never negative, never beyond exact. */
function number(block: Buffer, at: number, length: number): number {
  if (block[at]! & 0x80) {
    let n = 0
    for (let i = at + 1; i < at + length; i++) n = n * 256 + block[i]!
    return Math.min(n, Number.MAX_SAFE_INTEGER)
  }
  const digits = /^[\0 ]{0,12}([0-7]{1,12})/.exec(block.subarray(at, at + length).toString('latin1'))?.[1]
  return digits === undefined ? 0 : Number.parseInt(digits, 8)
}

function timeOf(block: Buffer): string | null {
  const seconds = number(block, 136, 12)
  return seconds === 0 || seconds > 253_402_300_799 ? null : new Date(seconds * 1000).toISOString()
}
