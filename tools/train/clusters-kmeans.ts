/**
 * Spherical k-means (Dhillon and Modha 2001) over rows of length 1. The first `seeds` rows find the centres (they are
 * the most frequent words), then every row goes to its nearest one. Deterministic: centres start at evenly spread rows.
 */
export function cluster(
  data: Float32Array,
  rows: number,
  dim: number,
  k: number,
  seeds: number,
  rounds = 8,
): { of: Uint16Array; centres: Float32Array } {
  const centres = new Float32Array(k * dim)
  const n = Math.min(rows, seeds)
  for (let c = 0; c < k; c++) centres.set(data.subarray(spread(c, k, n) * dim, spread(c, k, n) * dim + dim), c * dim)
  const of = new Uint16Array(rows)
  for (let round = 0; round < rounds; round++) {
    for (let r = 0; r < n; r++) of[r] = nearest(data, r * dim, centres, k, dim)
    move(data, n, dim, k, of, centres)
  }
  for (let r = 0; r < rows; r++) of[r] = nearest(data, r * dim, centres, k, dim)
  return { of, centres }
}

const spread = (c: number, k: number, n: number): number => Math.floor((c * n) / (k * 2))

function nearest(data: Float32Array, at: number, centres: Float32Array, k: number, dim: number): number {
  let best = 0
  let top = Number.NEGATIVE_INFINITY
  for (let c = 0; c < k; c++) {
    const base = c * dim
    let dot = 0
    for (let d = 0; d < dim; d++) dot += data[at + d]! * centres[base + d]!
    if (dot > top) {
      top = dot
      best = c
    }
  }
  return best
}

/** Moves each centre to the mean direction of its rows; an empty one stays. */
function move(data: Float32Array, n: number, dim: number, k: number, of: Uint16Array, centres: Float32Array): void {
  const sums = new Float32Array(k * dim)
  const counts = new Int32Array(k)
  for (let r = 0; r < n; r++) {
    counts[of[r]!]!++
    for (let d = 0; d < dim; d++) sums[of[r]! * dim + d]! += data[r * dim + d]!
  }
  for (let c = 0; c < k; c++) {
    if (counts[c] === 0) continue
    let norm = 0
    for (let d = 0; d < dim; d++) norm += sums[c * dim + d]! ** 2
    const scale = norm === 0 ? 0 : 1 / Math.sqrt(norm)
    for (let d = 0; d < dim; d++) centres[c * dim + d] = sums[c * dim + d]! * scale
  }
}
