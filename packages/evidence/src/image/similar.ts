import type { ImageFacts } from '@wherefrom/schema'
import { dctHash, distance, type Region } from './hash.ts'

/**
 * The same picture, told by its hashes, also where it was resized, recompressed, toned or cropped. Nothing is compared
 * with everything: pictures that share a band are candidates, and `compareImages` judges a candidate.
 *
 * Measured on 111 photographs and drawings like photographs. Different pictures (6,045 pairs): none taken for the same,
 * 3.5 in 100 share a band. Different pages of text with one layout (276 pairs): 2 taken for the same. Found by band and
 * distance, in 100: a quarter of the size at JPEG quality 40 99, brighter and grey 99, caption bar over it 97 or below it
 * 99, cut by 5-15 in 100 at one side 99, at a corner 96, evenly all around 96, unevenly by 2-7 95, by 0-15 63.
 */

type Cut = readonly [before: number, after: number]

/** What is cut off the two ends of a side, as shares of it: nothing, one end, both ends. */
const NONE: Cut = [0, 0]
const SMALL: readonly Cut[] = [NONE, [0, 0.1], [0.1, 0], [0.07, 0.07]]
const LARGE: readonly Cut[] = [
  [0, 0.15],
  [0.15, 0],
]
const CENTRAL: readonly Cut[] = [
  [0.11, 0.11],
  [0.15, 0.15],
]

const region = ([left, right]: Cut, [top, bottom]: Cut): Region => [left, top, 1 - right, 1 - bottom]

/** The whole picture first, then the windows that crops of it may show. A crop is found when it lies near a window. */
const REGIONS: readonly Region[] = [
  ...SMALL.flatMap((down) => SMALL.map((across) => region(across, down))),
  ...LARGE.flatMap((cut) => [region(cut, NONE), region(NONE, cut), ...LARGE.map((down) => region(cut, down))]),
  ...CENTRAL.map((cut) => region(cut, cut)),
]

/** Hashes of a raster, one a region, as `ImageFacts.dct` holds them. */
export const regionHashes = (raster: Uint8Array): string => REGIONS.map((r) => dctHash(raster, r)).join(' ')

type Hashed = Pick<ImageFacts, 'dct'>
const hashesOf = (image: Hashed): readonly string[] => (image.dct === null ? [] : image.dct.split(' '))

const BANDS = 4
const BAND_BITS = 16
/** Bits of a hash, those of the longest waves first: they change least. Bit i has i % 16 + 1 by i / 16 + 1 half-waves. */
const BY_LENGTH: readonly number[] = Array.from({ length: 256 }, (_, i) => i).sort(
  (a, b) => ((a % 16) + 1) ** 2 + ((a >> 4) + 1) ** 2 - ((b % 16) + 1) ** 2 - ((b >> 4) + 1) ** 2 || a - b,
)

/**
 * Bands of a picture, each once: `band` 0-3 takes every fourth of the 64 bits of the longest waves, `value` is what they
 * are in one of the picture's hashes (below 65,536). About 90 for a photograph; none without hashes.
 */
export function bandsOf(image: Hashed): readonly (readonly [band: number, value: number])[] {
  const seen = new Set<number>()
  for (const hash of hashesOf(image)) {
    const digits = Array.from(hash, (c) => Number.parseInt(c, 16))
    for (let band = 0; band < BANDS; band++) {
      let value = 0
      for (let k = 0; k < BAND_BITS; k++) {
        const bit = BY_LENGTH[k * BANDS + band]!
        value = value * 2 + ((digits[bit >> 2]! >> (3 - (bit & 3))) & 1)
      }
      seen.add(band * 2 ** BAND_BITS + value)
    }
  }
  return [...seen].sort((a, b) => a - b).map((key) => [Math.floor(key / 2 ** BAND_BITS), key % 2 ** BAND_BITS])
}

/** What came of comparing two pictures. `distance`: bits of 256 in which the nearest pair of hashes differs. */
export interface ImageComparison {
  readonly distance: number
  readonly same: boolean
  /** In words: what was alike, or why nothing can be said. */
  readonly reason: string
}

/** Two pictures are the same up to this distance. Different ones are about 128 apart, and hardly ever below 90. */
const SAME = 76
/** Up to this distance nothing but size, compression and tone was changed. */
const EQUAL = 30

/** Are two pictures the same one? Symmetric; the whole of one is compared with the whole and the parts of the other. */
export function compareImages(a: Hashed, b: Hashed): ImageComparison {
  const [x, y] = [hashesOf(a), hashesOf(b)]
  if (x.length === 0 || y.length === 0)
    return { distance: 256, same: false, reason: 'one of them could not be decoded, or shows nothing' }
  const whole = distance(x[0]!, y[0]!)
  let nearest = whole
  for (const h of x) nearest = Math.min(nearest, distance(h, y[0]!))
  for (const h of y) nearest = Math.min(nearest, distance(h, x[0]!))
  const bits = `${nearest} of 256 bits of their hashes differ`
  if (nearest > SAME) return { distance: nearest, same: false, reason: bits }
  if (whole <= EQUAL) return { distance: nearest, same: true, reason: `the same picture as a whole: ${bits}` }
  const how = nearest < whole ? 'one shows a part of the other, or both were edited' : 'edited'
  return { distance: nearest, same: true, reason: `the same picture, ${how}: ${bits}` }
}
