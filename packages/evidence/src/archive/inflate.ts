import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw, createZstdDecompress } from 'node:zlib'

/** How bytes are compressed: gzip (also several after another), zlib, bare deflate, Brotli, Zstandard. */
const MAKE = {
  gzip: () => createGunzip(),
  zlib: () => createInflate(),
  raw: () => createInflateRaw(),
  br: () => createBrotliDecompress(),
  zstd: () => createZstdDecompress(),
} as const
export type Wrapping = keyof typeof MAKE
type Unpacker = ReturnType<(typeof MAKE)[Wrapping]>

/** Compressed bytes that end too early or are not compressed bytes; what came before is good. */
export class InflateError extends Error {}

/**
 * Unpacks a stream piece by piece. No more than one piece is held, so a bomb costs time in proportion to what its
 * reader takes out of it, and no memory. Returns how many compressed bytes it took in. InflateError where the stream is damaged or cut short.
 */
export async function* inflate(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  wrapping: Wrapping,
): AsyncGenerator<Uint8Array, number> {
  const made: Unpacker = MAKE[wrapping]()
  const feeding = feed(pieces, made)
  try {
    for await (const piece of made) yield piece as Uint8Array
  } catch (error) {
    throw ofZlib(error) ? new InflateError(error.message) : error
  } finally {
    made.destroy()
    await feeding.catch(() => {})
  }
  await feeding
  return made.bytesWritten
}

const ofZlib = (error: unknown): error is Error =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  /^(?:Z_|ZSTD_|ERR__ERROR)/.test(error.code)

/** Writes the pieces into the stream, as fast as they are taken out; an error of their source is the stream's error. */
async function feed(pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, into: Unpacker): Promise<void> {
  try {
    for await (const piece of pieces) {
      if (into.destroyed) return
      if (!into.write(piece)) await drained(into)
    }
    into.end()
  } catch (error) {
    into.destroy(error as Error)
  }
}

function drained(into: Unpacker): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      into.off('drain', done).off('close', done)
      resolve()
    }
    into.on('drain', done).on('close', done)
  })
}
