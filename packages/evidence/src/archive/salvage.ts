import type { ArtifactSource } from '../found.ts'
import { findBytes, readRange } from '../source.ts'
import { decodeName } from './names.ts'
import type { ZipEntry } from './zip.ts'

const LOCAL = Buffer.from([0x50, 0x4b, 0x03, 0x04])
const DESCRIPTOR = Buffer.from([0x50, 0x4b, 0x07, 0x08])
/** A ZIP without a directory is looked through as far as this, in bytes; and so many marks of members and their ends. */
const REACH = 512 * 1024 * 1024
const MOST_MARKS = 20_000
const LONGEST_NAME = 4096

/**
 * Members of a ZIP whose directory is missing (a download that broke off), by their own headers: one pass over the
 * file. The last one may be cut; its bytes are then read as far as they go.
 */
export async function salvageZip(source: ArtifactSource): Promise<readonly ZipEntry[]> {
  const entries: ZipEntry[] = []
  const end = Math.min(source.size, REACH)
  const marks = { left: MOST_MARKS }
  let at = await findBytes(source, LOCAL, 0, end)
  while (at !== null && --marks.left > 0) {
    const found = await entryAt(source, at, end, marks)
    if (found === null) {
      at = await findBytes(source, LOCAL, at + 4, end)
      continue
    }
    entries.push(found.entry)
    at = await findBytes(source, LOCAL, found.next, end)
  }
  return entries
}

async function entryAt(
  source: ArtifactSource,
  at: number,
  end: number,
  marks: { left: number },
): Promise<{ entry: ZipEntry; next: number } | null> {
  const head = Buffer.from(await readRange(source, at, at + 30 + LONGEST_NAME))
  if (head.length < 30) return null
  const [flags, nameLength] = [head.readUInt16LE(6), head.readUInt16LE(26)]
  const data = at + 30 + nameLength + head.readUInt16LE(28)
  if (data > end) return null
  const stated = { crc: head.readUInt32LE(14), packed: head.readUInt32LE(18), size: head.readUInt32LE(22) }
  const after = flags & 8 && stated.packed === 0 ? await describedSizes(source, data, end, marks) : null
  const { crc, packed, size } = after ?? stated
  const entry: ZipEntry = {
    name: decodeName(head.subarray(30, 30 + nameLength), (flags & 0x800) !== 0),
    packed: Math.min(packed, source.size - data),
    size,
    crc,
    method: head.readUInt16LE(8),
    encrypted: (flags & 1) !== 0,
    offset: at,
    mode: null,
    modified: null,
  }
  return { entry, next: data + entry.packed }
}

/** Sizes that stand after the data: the record whose own packed size fits where it stands, else all the rest. */
async function describedSizes(
  source: ArtifactSource,
  data: number,
  end: number,
  marks: { left: number },
): Promise<{ crc: number; packed: number; size: number }> {
  let at = await findBytes(source, DESCRIPTOR, data, end)
  while (at !== null && --marks.left > 0) {
    const record = Buffer.from(await readRange(source, at, at + 16))
    if (record.length === 16 && record.readUInt32LE(8) === at - data)
      return { crc: record.readUInt32LE(4), packed: at - data, size: record.readUInt32LE(12) }
    at = await findBytes(source, DESCRIPTOR, at + 4, end)
  }
  return { crc: 0, packed: end - data, size: 0 }
}
