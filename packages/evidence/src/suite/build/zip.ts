import { crc32, deflateRawSync } from 'node:zlib'
import { join, little, utf8 } from './bytes.ts'

/** One entry of a ZIP archive, with what a hostile maker could write into its headers. */
export interface ZipPart {
  readonly name: string | Uint8Array
  readonly bytes: Uint8Array | string
  /** Stored as it is instead of deflated. */
  readonly stored?: boolean
  /** Already compressed content; `bytes` then only gives the size and checksum to state. */
  readonly packed?: Uint8Array
  /** Size and checksum to state, where they are to be wrong. */
  readonly statedSize?: number
  readonly statedCrc?: number
  /** General purpose flags: bit 0 = encrypted, bit 11 = names in UTF-8 (always set here). */
  readonly flags?: number
  /** Unix mode, e.g. 0o120777 for a symbolic link. */
  readonly mode?: number
}

export function buildZip(parts: readonly ZipPart[], comment = ''): Uint8Array {
  const locals: Uint8Array[] = []
  const centrals: Uint8Array[] = []
  let at = 0
  for (const part of parts) {
    const { local, central } = entry(part, at)
    locals.push(local)
    centrals.push(central)
    at += local.length
  }
  return join([...locals, ...centrals, zipEnd(parts.length, join(centrals).length, at, comment)])
}

interface Entry {
  readonly local: Uint8Array
  readonly central: Uint8Array
}

function entry(part: ZipPart, at: number): Entry {
  const bytes = typeof part.bytes === 'string' ? utf8(part.bytes) : part.bytes
  const packed = part.packed ?? (part.stored ? bytes : deflateRawSync(bytes))
  const name = typeof part.name === 'string' ? utf8(part.name) : part.name
  const header = fields({ part, packed: packed.length, size: bytes.length, crc: crc32(bytes), name: name.length })
  return {
    local: join([little([4, 0x04034b50]), header, name, packed]),
    central: join([centralHeader(header, part.mode ?? 0o100644, at), name]),
  }
}

interface Sizes {
  readonly part: ZipPart
  readonly packed: number
  readonly size: number
  readonly crc: number
  readonly name: number
}

/** The fields that a local header and the directory have in common. */
function fields({ part, packed, size, crc, name }: Sizes): Uint8Array {
  const flags = 0x800 | (part.flags ?? 0)
  return little(
    [2, 20],
    [2, flags],
    [2, part.stored ? 0 : 8],
    [2, 0],
    [2, 0x5a21], // 1 January 2025
    [4, part.statedCrc ?? crc],
    [4, packed],
    [4, part.statedSize ?? size],
    [2, name],
    [2, 0],
  )
}

export function centralHeader(common: Uint8Array, mode: number, at: number): Uint8Array {
  const rest = little([2, 0], [2, 0], [2, 0], [4, mode * 0x10000], [4, at])
  return join([little([4, 0x02014b50], [2, 0x0314]), common, rest])
}

/** The record that ends an archive. */
export function zipEnd(entries: number, size: number, at: number, comment = ''): Uint8Array {
  const text = utf8(comment)
  return join([
    little([4, 0x06054b50], [2, 0], [2, 0], [2, entries], [2, entries], [4, size], [4, at], [2, text.length]),
    text,
  ])
}

/**
 * An archive whose entries all share one stretch of compressed bytes, each quoting the headers of the next (after David
 * Fifield, "A better zip bomb"): `files` files of `size` bytes each out of a few kilobytes.
 */
export function overlappingBomb(files: number, size: number): Uint8Array {
  const kernel = deflateRawSync(Buffer.alloc(size), { level: 9 })
  const zeros = Buffer.alloc(size)
  /** What stands before the zeros in a file: the headers that it quotes. */
  let quoted: Uint8Array = new Uint8Array()
  const centrals: Uint8Array[] = []
  // from the last file backwards: file i = quoted header of file i+1 as stored deflate blocks, then all that follows
  let tail: Uint8Array = kernel
  let tailSize = size
  const heads: { header: Uint8Array; name: Uint8Array; length: number }[] = []
  for (let i = files - 1; i >= 0; i--) {
    const name = utf8(`${i}.txt`)
    const header = fields({
      part: { name, bytes: '' },
      packed: tail.length,
      size: tailSize,
      crc: crc32(zeros, crc32(quoted)),
      name: name.length,
    })
    const local = join([little([4, 0x04034b50]), header, name])
    heads.unshift({ header, name, length: local.length })
    quoted = join([local, quoted])
    const quote = join([little([1, 0], [2, local.length], [2, ~local.length & 0xffff]), local])
    tail = join([quote, tail])
    tailSize += local.length
  }
  // what was built last quotes the first header too; the archive begins with that header itself
  const body = tail.subarray(5)
  let at = 0
  for (const { header, name, length } of heads) {
    centrals.push(join([centralHeader(header, 0o100644, at), name]))
    at += length + 5
  }
  const directory = join(centrals)
  return join([body, directory, zipEnd(files, directory.length, body.length)])
}
