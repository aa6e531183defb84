import { type FileHandle, open, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { ArtifactSource } from './found.ts'

/** How much of a file is read at once, in bytes. */
const PIECE = 256 * 1024

/** Bytes in memory as a source. */
export function bytesSource(name: string, bytes: Uint8Array): ArtifactSource {
  return {
    name,
    size: bytes.length,
    bytes: async () => bytes,
    async *chunks(start = 0, end = bytes.length) {
      for (let at = Math.max(0, start); at < Math.min(end, bytes.length); at += PIECE)
        yield bytes.subarray(at, Math.min(at + PIECE, end, bytes.length))
    },
  }
}

/** A file as a source; the system's own error when there is none. `name` is what the user called it. */
export async function fileSource(path: string, name: string = basename(path)): Promise<ArtifactSource> {
  const { size } = await stat(path)
  return rangeSource(name, size, (start, end) => fileChunks(path, start, end))
}

/** Bytes that lie anywhere as a source: `range` gives those from `start` to `end` (exclusive) in pieces. */
export function rangeSource(
  name: string,
  size: number,
  range: (start: number, end: number) => AsyncIterable<Uint8Array>,
): ArtifactSource {
  return {
    name,
    size,
    bytes: () => collect(range(0, size), size),
    chunks: (start = 0, end = size) => range(Math.max(0, start), Math.min(end, size)),
  }
}

/** The bytes `start` to `end` of a source, fewer where it is shorter. Meant for ranges that fit in memory. */
export async function readRange(source: ArtifactSource, start: number, end: number): Promise<Uint8Array> {
  const to = Math.min(end, source.size)
  return start >= to ? new Uint8Array(0) : collect(source.chunks(start, to), to - start)
}

/** Offset of the next occurrence of some bytes between `from` and `end`, or null. */
export async function findBytes(
  source: ArtifactSource,
  mark: Uint8Array,
  from: number,
  end: number,
): Promise<number | null> {
  let carried: Buffer = Buffer.alloc(0)
  let at = from
  for await (const piece of source.chunks(from, end)) {
    // The seam first, then the piece as it lies: a hit near the start of a piece must not cost the whole of it.
    const seam = Buffer.concat([carried, piece.subarray(0, mark.length - 1)])
    const across = seam.indexOf(mark)
    if (across !== -1) return at - carried.length + across
    const hit = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength).indexOf(mark)
    if (hit !== -1) return at + hit
    at += piece.length
    carried =
      piece.length >= mark.length ? Buffer.from(piece.subarray(1 - mark.length)) : seam.subarray(1 - mark.length)
  }
  return null
}

async function* fileChunks(path: string, start: number, end: number): AsyncGenerator<Uint8Array> {
  const file = await open(path, 'r')
  try {
    for (let at = start; at < end; ) {
      const piece = await readPiece(file, at, Math.min(PIECE, end - at))
      if (piece.length === 0) return
      yield piece
      at += piece.length
    }
  } finally {
    await file.close()
  }
}

async function readPiece(file: FileHandle, at: number, length: number): Promise<Uint8Array> {
  const buffer = new Uint8Array(length)
  const { bytesRead } = await file.read(buffer, 0, length, at)
  return buffer.subarray(0, bytesRead)
}

/** Pieces as one, at most `size` bytes. */
async function collect(pieces: AsyncIterable<Uint8Array>, size: number): Promise<Uint8Array> {
  const whole = new Uint8Array(size)
  let at = 0
  for await (const piece of pieces) {
    const part = piece.subarray(0, size - at)
    whole.set(part, at)
    at += part.length
    if (at === size) break
  }
  return whole.subarray(0, at)
}
