import { createGunzip, createInflate, createInflateRaw } from 'node:zlib'

/** How compressed bytes are wrapped: gzip (also several after another), zlib, or bare deflate. */
export type Wrapping = 'gzip' | 'zlib' | 'raw'

/** Compressed bytes that end too early or are not compressed bytes; what came before is good. */
export class InflateError extends Error {}

/**
 * Unpacks a stream piece by piece. No more than one piece is held, so a bomb costs time in proportion to what its
 * reader takes out of it, and no memory. InflateError where the stream is damaged or cut short.
 */
export async function* inflate(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  wrapping: Wrapping,
): AsyncGenerator<Uint8Array> {
  const made = wrapping === 'gzip' ? createGunzip() : wrapping === 'zlib' ? createInflate() : createInflateRaw()
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
}

const ofZlib = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_')

/** Writes the pieces into the stream, as fast as they are taken out; an error of their source is the stream's error. */
async function feed(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  into: ReturnType<typeof createGunzip>,
): Promise<void> {
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

function drained(into: ReturnType<typeof createGunzip>): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      into.off('drain', done).off('close', done)
      resolve()
    }
    into.on('drain', done).on('close', done)
  })
}
