import type { ImageFacts } from '@wherefrom/schema'
import { dctHash, distance, type Region, WHOLE } from './hash.ts'

/**
 * The same picture, told by its hashes, also where it was resized, recompressed, toned or cropped. Nothing is compared
 * with everything: pictures that share a band are candidates, and `compareImages` judges a candidate.
 */

/** The whole picture first, then windows as a crop of the picture might show it. */
export const REGIONS: readonly Region[] = [
  WHOLE,
  ...[
    [0, 0.1],
    [0.1, 0],
    [0.07, 0.07],
  ].map(([top = 0, bottom = 0]): Region => [0, top, 1, 1 - bottom]),
]

/** Hashes of a raster, one a region, as `ImageFacts.dct` holds them. */
export const regionHashes = (raster: Uint8Array): string => REGIONS.map((r) => dctHash(raster, r)).join(' ')

const hashesOf = (image: Pick<ImageFacts, 'dct'>): readonly string[] => image.dct?.split(' ') ?? []

/** Bits of a band. */
const BAND = 16

/** Bands of a picture's hashes: `band` says which bits of which hash, `value` what they are (below 2 to the 31st). */
export function bandsOf(image: Pick<ImageFacts, 'dct'>): readonly (readonly [band: number, value: number])[] {
  const bands: (readonly [number, number])[] = []
  for (const hash of hashesOf(image))
    for (let i = 0; i * 4 < hash.length; i++) bands.push([i, Number.parseInt(hash.slice(i * 4, i * 4 + 4), 16)])
  return bands
}

/** What came of comparing two pictures. `distance`: bits of 256 in which the nearest hashes differ. */
export interface ImageComparison {
  readonly distance: number
  readonly same: boolean
  readonly reason: string
}

const SAME = 60

/** Are two pictures the same one? Symmetric; false where one of them could not be decoded. */
export function compareImages(a: Pick<ImageFacts, 'dct'>, b: Pick<ImageFacts, 'dct'>): ImageComparison {
  const [x, y] = [hashesOf(a), hashesOf(b)]
  let best = 256
  for (const h of x) best = Math.min(best, distance(h, y[0] ?? ''))
  for (const h of y) best = Math.min(best, distance(h, x[0] ?? ''))
  return { distance: best, same: best <= SAME, reason: `${best} of ${BAND * 16} bits differ` }
}
