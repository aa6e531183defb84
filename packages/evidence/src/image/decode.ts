import { createRequire } from 'node:module'
import { decodeBitmap } from './bitmap.ts'
import { RASTER } from './hash.ts'

/** Pixels of one picture that are decoded: a 12,000 x 8,000 photograph is near it. */
export const MOST_PIXELS = 100_000_000

interface Pipeline {
  rotate(): Pipeline
  flatten(options: { readonly background: string }): Pipeline
  greyscale(): Pipeline
  resize(width: number, height: number, options: { readonly fit: 'fill' }): Pipeline
  raw(): Pipeline
  toBuffer(): Promise<Uint8Array>
}
/** Pixels as they are, of the given size. */
interface Raw {
  readonly width: number
  readonly height: number
  readonly channels: 3
}
interface Sharp {
  (
    bytes: Uint8Array,
    options: {
      readonly limitInputPixels: number
      readonly failOn: 'error'
      readonly sequentialRead: boolean
      readonly raw?: Raw
    },
  ): Pipeline
  concurrency(threads: number): void
  cache(on: boolean): void
}

let loaded: Sharp | null | undefined

/** The optional package that decodes pictures, or null. */
export function decoder(): Sharp | null {
  if (loaded !== undefined) return loaded
  try {
    const sharp = createRequire(import.meta.url)('sharp') as Sharp
    sharp.concurrency(1)
    sharp.cache(false)
    loaded = sharp
  } catch {
    loaded = null
  }
  return loaded
}

/** Rasters with less variation than this, in shades, show nothing that could be told from other pictures. */
const LEAST_VARIATION = 2

/** Is there anything to be seen? Blank pictures all look alike. */
export function isPlain(raster: Uint8Array): boolean {
  let sum = 0
  let squares = 0
  for (const p of raster) {
    sum += p
    squares += p * p
  }
  const mean = sum / raster.length
  return squares / raster.length - mean * mean < LEAST_VARIATION ** 2
}

/** A picture as a square grey raster, turned as it states; null when it cannot be decoded. Transparent parts are white. */
export async function rasterOf(sharp: Sharp, bytes: Uint8Array): Promise<Uint8Array | null> {
  try {
    const bitmap = decodeBitmap(bytes)
    const raw = bitmap ? { raw: { width: bitmap.width, height: bitmap.height, channels: 3 as const } } : {}
    const pixels = await sharp(bitmap?.rgb ?? bytes, {
      ...raw,
      limitInputPixels: MOST_PIXELS,
      failOn: 'error',
      sequentialRead: true,
    })
      .rotate()
      .flatten({ background: '#ffffff' })
      .greyscale()
      .resize(RASTER, RASTER, { fit: 'fill' })
      .raw()
      .toBuffer()
    return pixels.length === RASTER * RASTER ? new Uint8Array(pixels) : null
  } catch {
    return null
  }
}
