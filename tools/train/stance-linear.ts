/** One row for a linear model: distinct feature keys, a target, and how much it counts. */
export interface LinearRow {
  readonly keys: Int32Array
  readonly target: number
  readonly weight: number
}

export interface LinearFit {
  readonly bias: number
  readonly weights: ReadonlyMap<number, number>
}

export interface LinearSettings {
  readonly epochs: number
  readonly rate: number
  readonly decay: number
  /** A feature must occur in this many rows. */
  readonly minCount: number
  /** Errors are clipped to this (Huber's loss). `logistic` fits odds of targets 0 and 1 instead. */
  readonly loss: number | 'logistic'
}

/** The same order on every machine: a linear congruential generator. */
function shuffled(n: number): () => Int32Array {
  let seed = 1
  const next = (): number => {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff
    return seed / 0x80000000
  }
  const order = Int32Array.from({ length: n }, (_, i) => i)
  return () => {
    for (let i = n - 1; i > 0; i--) {
      const j = Math.floor(next() * (i + 1))
      const a = order[i]!
      order[i] = order[j]!
      order[j] = a
    }
    return order
  }
}

function vocabulary(rows: readonly LinearRow[], minCount: number): Map<number, number> {
  const counts = new Map<number, number>()
  for (const r of rows) for (const key of r.keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  const out = new Map<number, number>()
  for (const [key, count] of counts) if (count >= minCount) out.set(key, out.size)
  return out
}

/** Linear regression by AdaGrad, weights averaged over the second half of the epochs. */
export function fitLinear(rows: readonly LinearRow[], s: LinearSettings): LinearFit {
  const index = vocabulary(rows, s.minCount)
  const known = rows.map((r) => Int32Array.from(r.keys, (key) => index.get(key) ?? -1).filter((k) => k >= 0))
  const w = new Float64Array(index.size)
  const squares = new Float64Array(index.size).fill(1)
  const mean = new Float64Array(index.size)
  let bias = 0
  let biasMean = 0
  let taken = 0
  const order = shuffled(rows.length)
  for (let epoch = 0; epoch < s.epochs; epoch++) {
    for (const r of order()) {
      const ks = known[r]!
      let score = bias
      for (const k of ks) score += w[k]!
      const d = errorOf(rows[r]!.target, score, s.loss) * rows[r]!.weight
      bias += 0.002 * d
      for (const k of ks) {
        const g = d - s.decay * w[k]!
        squares[k]! += g * g
        w[k]! += (s.rate * g) / Math.sqrt(squares[k]!)
      }
    }
    if (epoch * 2 < s.epochs) continue
    for (let k = 0; k < w.length; k++) mean[k]! += w[k]!
    biasMean += bias
    taken++
  }
  const weights = new Map<number, number>()
  for (const [key, k] of index) weights.set(key, mean[k]! / taken)
  return { bias: biasMean / taken, weights }
}

function errorOf(target: number, score: number, loss: number | 'logistic'): number {
  if (loss === 'logistic') return target - 1 / (1 + Math.exp(-score))
  const d = target - score
  return d > loss ? loss : Math.max(d, -loss)
}

export function linearOf(fit: LinearFit, keys: Int32Array): number {
  let score = fit.bias
  for (const key of keys) score += fit.weights.get(key) ?? 0
  return score
}

/** Scores each row by a model that was fitted without its fold. */
export function heldOutScores(
  rows: readonly LinearRow[],
  folds: Int32Array,
  n: number,
  s: LinearSettings,
): Float64Array {
  const out = new Float64Array(rows.length)
  for (let fold = 0; fold < n; fold++) {
    const fit = fitLinear(
      rows.filter((_, r) => folds[r] !== fold),
      s,
    )
    rows.forEach((row, r) => {
      if (folds[r] === fold) out[r] = linearOf(fit, row.keys)
    })
  }
  return out
}
