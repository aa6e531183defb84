import { deflateSync, gunzipSync, gzipSync, inflateSync } from 'node:zlib'
import { zipMembers } from '../../packages/evidence/src/suite/build/unzip.ts'
import { buildZip, type ZipPart } from '../../packages/evidence/src/suite/build/zip.ts'
import type { Random } from './random.ts'

/** Changes the bytes of something inside a container. */
export type Inner = (bytes: Uint8Array) => Uint8Array

/**
 * A container with one of its contents changed and everything packed again as it should be, so that a change reaches what
 * lies inside and is not stopped by a checksum. Null when the bytes are no container that is known here.
 */
export function repack(bytes: Uint8Array, random: Random, inner: Inner): Uint8Array | null {
  if (starts(bytes, [0x50, 0x4b, 3, 4])) return repackZip(bytes, random, inner)
  if (starts(bytes, [0x1f, 0x8b]))
    return attempt(() => gzipSync(inner(gunzipSync(bytes, { maxOutputLength: 1 << 24 }))))
  if (starts(bytes, [0x25, 0x50, 0x44, 0x46])) return repackPdf(bytes, random, inner)
  return null
}

const starts = (bytes: Uint8Array, magic: readonly number[]): boolean => magic.every((b, i) => bytes[i] === b)

function attempt(make: () => Uint8Array): Uint8Array | null {
  try {
    return make()
  } catch {
    return null
  }
}

function repackZip(bytes: Uint8Array, random: Random, inner: Inner): Uint8Array | null {
  const parts = attemptParts(bytes)
  if (!parts || parts.length === 0) return null
  const chosen = random.below(parts.length)
  return buildZip(
    parts.map((p, i) => {
      if (i !== chosen) return p
      const deeper = repack(p.bytes as Uint8Array, random, inner)
      return { ...p, bytes: deeper ?? inner(p.bytes as Uint8Array) }
    }),
  )
}

function attemptParts(bytes: Uint8Array): readonly ZipPart[] | null {
  try {
    return [...zipMembers(bytes)].map(([name, content]) => ({ name, bytes: content, stored: name === 'mimetype' }))
  } catch {
    return null
  }
}

/** One Flate stream of a PDF unpacked, changed and packed; its length is stated anew, the offset table is left to be wrong. */
function repackPdf(bytes: Uint8Array, random: Random, inner: Inner): Uint8Array | null {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const starts: number[] = []
  for (let at = text.indexOf('stream\n'); at >= 0 && starts.length < 5000; at = text.indexOf('stream\n', at + 7))
    if (text.toString('latin1', Math.max(0, at - 3), at) !== 'end') starts.push(at + 7)
  if (starts.length === 0) return null
  const from = random.pick(starts)
  const to = text.indexOf('endstream', from)
  if (to < 0) return null
  const body = bytes.subarray(from, to)
  const packed = attempt(() => inflateSync(body, { maxOutputLength: 1 << 24 }))
  const changed = packed ? deflateSync(inner(packed)) : inner(body)
  return Buffer.concat([bytes.subarray(0, from), changed, bytes.subarray(to)])
}
