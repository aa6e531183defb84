/**
 * Perceptual hashes: short descriptions of what a picture looks like, alike for copies that were resized, recompressed or
 * otherwise lightly edited. All work on a square grey raster, so the picture's own proportions do not count.
 */

/** Pixels along one side of the raster that a picture is reduced to before it is hashed. */
export const RASTER = 256
/** Pixels along one side of the picture that is transformed, and coefficients taken along each axis. */
const SIDE = 64
const COEFFICIENTS = 16

/** A window of the picture in shares of its sides, the whole is `[0, 0, 1, 1]`. */
export type Region = readonly [left: number, top: number, right: number, bottom: number]
export const WHOLE: Region = [0, 0, 1, 1]

/** `COSINES[k * SIDE + n]` = cos(pi / SIDE * (n + 1/2) * (k + 1)): the constant term is left out. */
const COSINES = Float64Array.from({ length: COEFFICIENTS * SIDE }, (_, i) =>
  Math.cos((Math.PI / SIDE) * ((i % SIDE) + 0.5) * (Math.floor(i / SIDE) + 1)),
)

/**
 * Median hash: bit (u, v) says whether the coefficient of the two-dimensional cosine transform with u + 1 and v + 1
 * half-waves is above the median of all. 256 bits as 64 hexadecimal digits, row by row.
 */
export function dctHash(raster: Uint8Array, region: Region = WHOLE): string {
  const pixels = reduce(raster, region, SIDE, SIDE)
  const rows = new Float64Array(SIDE * COEFFICIENTS)
  for (let y = 0; y < SIDE; y++)
    for (let u = 0; u < COEFFICIENTS; u++) {
      let sum = 0
      for (let x = 0; x < SIDE; x++) sum += pixels[y * SIDE + x]! * COSINES[u * SIDE + x]!
      rows[y * COEFFICIENTS + u] = sum
    }
  const values = new Float64Array(COEFFICIENTS * COEFFICIENTS)
  for (let v = 0; v < COEFFICIENTS; v++)
    for (let u = 0; u < COEFFICIENTS; u++) {
      let sum = 0
      for (let y = 0; y < SIDE; y++) sum += rows[y * COEFFICIENTS + u]! * COSINES[v * SIDE + y]!
      values[v * COEFFICIENTS + u] = sum
    }
  const middle = Float64Array.from(values).sort()
  const half = (middle[127]! + middle[128]!) / 2
  return hex(values.length, (i) => values[i]! > half)
}

/** Difference hash: each of 8 x 8 bits says whether a pixel of the reduced picture is darker than its right neighbour. */
export function differenceHash(raster: Uint8Array): string {
  const pixels = reduce(raster, WHOLE, 9, 8)
  return hex(64, (i) => pixels[Math.floor(i / 8) * 9 + (i % 8)]! < pixels[Math.floor(i / 8) * 9 + (i % 8) + 1]!)
}

/** Means of equal cells of a region. Rounded to a 64th of a shade, so that flat areas have no direction by chance. */
function reduce(raster: Uint8Array, [left, top, right, bottom]: Region, width: number, height: number): Float64Array {
  const across = cells(left, right, width)
  const down = cells(top, bottom, height)
  const rows = new Float64Array(width * RASTER)
  for (let y = Math.floor(top * RASTER); y < Math.min(RASTER, Math.ceil(bottom * RASTER)); y++)
    for (let x = 0; x < width; x++) rows[y * width + x] = mean(raster, y * RASTER, 1, across, x)
  const out = new Float64Array(width * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) out[y * width + x] = Math.round(64 * mean(rows, x, width, down, y)) / 64
  return out
}

/** Equal cells between two shares of a side: where each begins and ends, in the raster's pixels. */
function cells(from: number, to: number, n: number): Float64Array {
  return Float64Array.from({ length: n + 1 }, (_, i) => Math.min(RASTER, (from + ((to - from) * i) / n) * RASTER))
}

/** Mean of the values in cell `i`, of a row or column that starts at `offset`; values at its ends count in part. */
function mean(values: ArrayLike<number>, offset: number, stride: number, edges: Float64Array, i: number): number {
  const [start, end] = [edges[i]!, edges[i + 1]!]
  let sum = 0
  for (let p = Math.floor(start); p < end; p++)
    sum += values[offset + p * stride]! * (Math.min(end, p + 1) - Math.max(start, p))
  return sum / (end - start)
}

function hex(bits: number, at: (i: number) => boolean): string {
  let out = ''
  for (let i = 0; i < bits; i += 4) {
    let digit = 0
    for (let k = 0; k < 4; k++) digit = digit * 2 + (at(i + k) ? 1 : 0)
    out += digit.toString(16)
  }
  return out
}

/** Bits in which two hashes of the same length differ. */
export function distance(a: string, b: string): number {
  let n = Math.abs(a.length - b.length) * 4
  for (let i = 0; i < Math.min(a.length, b.length); i += 8) {
    let x = (Number.parseInt(a.slice(i, i + 8), 16) ^ Number.parseInt(b.slice(i, i + 8), 16)) >>> 0
    x -= (x >>> 1) & 0x55555555
    x = (x & 0x33333333) + ((x >>> 2) & 0x33333333)
    n += (Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24) & 0xff
  }
  return n
}
