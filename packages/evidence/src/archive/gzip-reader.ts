import { problem } from '@wherefrom/schema'
import type { ArtifactSource, Found } from '../found.ts'
import { readRange } from '../source.ts'
import { inflate } from './inflate.ts'
import { failure, Intake } from './intake.ts'
import { decodeName } from './names.ts'
import { gather } from './zip.ts'
import { memberRecord } from './zip-reader.ts'

/** Reads a gzip of one file (or several after another, which count as one). */
export async function* readGzip(source: ArtifactSource): AsyncGenerator<Found> {
  const intake = new Intake(source.size)
  const head = Buffer.from(await readRange(source, 0, 2048))
  const { path, problems } = intake.path(statedName(head) ?? plainName(source.name)) ?? {
    path: 'unnamed',
    problems: [],
  }
  yield* problems
  const room = intake.room(source.size)
  const { bytes, state } = await gather(inflate(source.chunks(), 'gzip'), room)
  if (state === 'too-large') return yield* intake.tooLarge(path, room)
  if (state === 'damaged') yield failure(problem('archive/damaged', { reason: 'it breaks off or has been changed' }))
  if (bytes.length === 0) return yield failure(problem('reader/empty'))
  yield { kind: 'member', name: path, role: 'member', bytes, record: memberRecord(path, timeOf(head)) }
}

/** The file's name in the header of a gzip, which most programs write. */
function statedName(head: Buffer): string | null {
  const flags = head[3] ?? 0
  if (!(flags & 8)) return null
  const start = flags & 4 && head.length > 12 ? 12 + head.readUInt16LE(10) : 10
  const end = head.indexOf(0, start)
  return end <= start ? null : decodeName(head.subarray(start, end), false)
}

const plainName = (name: string): string =>
  name.replace(/\\/g, '/').split('/').at(-1)!.replace(/\.gz$/i, '') || 'unnamed'

function timeOf(head: Buffer): string | null {
  const seconds = head.length < 8 ? 0 : head.readUInt32LE(4)
  return seconds === 0 ? null : new Date(seconds * 1000).toISOString()
}
