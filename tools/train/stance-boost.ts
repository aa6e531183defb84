/** Rows of binary features: row r has the features `ids[from[r]] ... ids[from[r + 1] - 1]`. */
export interface SparseRows {
  readonly n: number
  readonly from: Int32Array
  readonly ids: Int32Array
  readonly features: number
}

export interface BoostSettings {
  readonly trees: number
  readonly leaves: number
  readonly rate: number
  readonly minLeaf: number
  /** Residuals are clipped to this: between the mean (large) and the median (small). */
  readonly clip: number
  /** Added to a leaf's weight when its value is worked out. */
  readonly shrink: number
}

/** Inner node: feature, then the node without it and the node with it. A leaf has feature -1 and a value. */
export interface TreeNode {
  feature: number
  without: number
  with: number
  value: number
}

export interface Forest {
  readonly base: number
  readonly trees: readonly (readonly TreeNode[])[]
}

interface Open {
  readonly node: number
  readonly rows: Int32Array
  readonly sum: number
  readonly weight: number
  gain: number
  feature: number
}

/** Gradient boosting on binary features with clipped residuals (Friedman 2001, Huber's loss), grown best leaf first. */
export class Booster {
  readonly #rows: SparseRows
  readonly #weight: Float64Array
  readonly #settings: BoostSettings
  readonly #sum: Float64Array
  readonly #count: Float64Array
  readonly #touched: Int32Array

  constructor(rows: SparseRows, weight: Float64Array, settings: BoostSettings) {
    this.#rows = rows
    this.#weight = weight
    this.#settings = settings
    this.#sum = new Float64Array(rows.features)
    this.#count = new Float64Array(rows.features)
    this.#touched = new Int32Array(rows.features)
  }

  fit(target: Float64Array, onTree?: (k: number, forest: Forest) => void): Forest {
    const { n } = this.#rows
    const { trees, rate, clip } = this.#settings
    let total = 0
    let weights = 0
    for (let r = 0; r < n; r++) {
      total += target[r]! * this.#weight[r]!
      weights += this.#weight[r]!
    }
    const base = total / weights
    const score = new Float64Array(n).fill(base)
    const residual = new Float64Array(n)
    const grown: TreeNode[][] = []
    for (let k = 0; k < trees; k++) {
      for (let r = 0; r < n; r++) {
        const d = target[r]! - score[r]!
        residual[r] = d > clip ? clip : Math.max(d, -clip)
      }
      const tree = this.#grow(residual, score, rate)
      grown.push(tree)
      onTree?.(k, { base, trees: grown })
    }
    return { base, trees: grown }
  }

  #grow(residual: Float64Array, score: Float64Array, rate: number): TreeNode[] {
    const { n } = this.#rows
    const tree: TreeNode[] = [{ feature: -1, without: 0, with: 0, value: 0 }]
    const all = new Int32Array(n)
    for (let r = 0; r < n; r++) all[r] = r
    const open: Open[] = [this.#best(0, all, residual)]
    while (open.length < this.#settings.leaves) {
      let pick = -1
      for (let k = 0; k < open.length; k++)
        if (open[k]!.gain > 1e-9 && (pick < 0 || open[k]!.gain > open[pick]!.gain)) pick = k
      if (pick < 0) break
      const leaf = open[pick]!
      const { yes, no } = this.#split(leaf)
      const node = tree[leaf.node]!
      node.feature = leaf.feature
      node.without = tree.length
      node.with = tree.length + 1
      tree.push({ feature: -1, without: 0, with: 0, value: 0 }, { feature: -1, without: 0, with: 0, value: 0 })
      open[pick] = this.#best(node.without, no, residual)
      open.push(this.#best(node.with, yes, residual))
    }
    for (const leaf of open) {
      const value = (rate * leaf.sum) / (leaf.weight + this.#settings.shrink)
      tree[leaf.node]!.value = value
      for (const r of leaf.rows) score[r]! += value
    }
    return tree
  }

  #split(leaf: Open): { yes: Int32Array; no: Int32Array } {
    const { from, ids } = this.#rows
    const yes: number[] = []
    const no: number[] = []
    for (const r of leaf.rows) {
      let has = false
      for (let k = from[r]!; k < from[r + 1]! && !has; k++) has = ids[k] === leaf.feature
      if (has) yes.push(r)
      else no.push(r)
    }
    return { yes: Int32Array.from(yes), no: Int32Array.from(no) }
  }

  /** The split of these rows that explains most; sums over the features that occur in them. */
  #best(node: number, rows: Int32Array, residual: Float64Array): Open {
    const { from, ids } = this.#rows
    const { minLeaf, shrink } = this.#settings
    let touched = 0
    let sum = 0
    let weight = 0
    for (const r of rows) {
      const w = this.#weight[r]!
      const g = residual[r]! * w
      sum += g
      weight += w
      for (let k = from[r]!, stop = from[r + 1]!; k < stop; k++) {
        const f = ids[k]!
        if (this.#count[f] === 0) this.#touched[touched++] = f
        this.#sum[f]! += g
        this.#count[f]! += w
      }
    }
    const parent = (sum * sum) / (weight + shrink)
    let gain = 0
    let feature = -1
    for (let t = 0; t < touched; t++) {
      const f = this.#touched[t]!
      const c = this.#count[f]!
      const s = this.#sum[f]!
      if (c >= minLeaf && weight - c >= minLeaf) {
        const rest = sum - s
        const g = (s * s) / (c + shrink) + (rest * rest) / (weight - c + shrink) - parent
        if (g > gain || (g === gain && f < feature)) {
          gain = g
          feature = f
        }
      }
      this.#count[f] = 0
      this.#sum[f] = 0
    }
    return { node, rows, sum, weight, gain, feature }
  }
}
