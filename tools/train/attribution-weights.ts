/**
 * Sparse weights with AdaGrad and regularised dual averaging (Duchi, Hazan and Singer 2011; Xiao 2010): the sum of
 * gradients is soft-thresholded, so that features without steady support stay exactly 0.
 */
export class DualAveraging {
  readonly width: number
  readonly weights: Float32Array
  private readonly sums: Float32Array
  private readonly squares: Float32Array
  private readonly rate: number
  private readonly l1: number
  private time = 0

  /** `rows` features with `width` classes each; `rate`: step size; `l1`: threshold that is added at each `tick`. */
  constructor(rows: number, width: number, rate: number, l1: number) {
    this.width = width
    this.weights = new Float32Array(rows * width)
    this.sums = new Float32Array(rows * width)
    this.squares = new Float32Array(rows * width).fill(1)
    this.rate = rate
    this.l1 = l1
  }

  tick(): void {
    this.time++
  }

  /** One gradient step (upwards) for the class at `index` = row * width + class. */
  step(index: number, gradient: number): void {
    const sum = this.sums[index]! + gradient
    const square = this.squares[index]! + gradient * gradient
    this.sums[index] = sum
    this.squares[index] = square
    const over = Math.abs(sum) - this.l1 * this.time
    this.weights[index] = over <= 0 ? 0 : (this.rate * (sum < 0 ? -over : over)) / Math.sqrt(square)
  }

  /** Brings weights that were not stepped lately up to the present threshold. */
  refresh(): void {
    const { sums, squares, weights, rate } = this
    const threshold = this.l1 * this.time
    for (let i = 0; i < weights.length; i++) {
      const over = Math.abs(sums[i]!) - threshold
      weights[i] = over <= 0 ? 0 : (rate * (sums[i]! < 0 ? -over : over)) / Math.sqrt(squares[i]!)
    }
  }

  /** Feature rows with weights that are not 0, for `LinearModel.encode`. */
  *pairs(keys: Int32Array): Generator<[number, [number, number][]]> {
    for (let row = 0; row < keys.length; row++) {
      const out: [number, number][] = []
      for (let c = 0; c < this.width; c++) {
        const w = this.weights[row * this.width + c]!
        if (w !== 0) out.push([c, w])
      }
      if (out.length > 0) yield [keys[row]!, out]
    }
  }

  /** 127 / the largest absolute weight: the factor of `LinearModel.encode`. */
  get scale(): number {
    let largest = 0
    for (const w of this.weights) largest = Math.max(largest, Math.abs(w))
    return largest === 0 ? 1 : 127 / largest
  }
}

/** Feature keys -> dense row numbers, for keys seen at least `minCount` times. Open addressing, grows by itself. */
export class KeyCounts {
  private table = new Int32Array(1 << 23)
  private size = 0

  add(key: number): void {
    const mask = (this.table.length >>> 1) - 1
    let slot = key & mask
    while (this.table[slot << 1] !== key && this.table[slot << 1] !== 0) slot = (slot + 1) & mask
    if (this.table[slot << 1] === 0) {
      this.table[slot << 1] = key
      if (++this.size * 3 > this.table.length) this.grow()
      else this.table[(slot << 1) + 1] = 1
      if (this.table[slot << 1] === key) this.table[(slot << 1) + 1] = 1
    } else this.table[(slot << 1) + 1]!++
  }

  private grow(): void {
    const old = this.table
    this.table = new Int32Array(old.length * 2)
    const mask = (this.table.length >>> 1) - 1
    for (let s = 0; s < old.length; s += 2) {
      if (old[s] === 0) continue
      let slot = old[s]! & mask
      while (this.table[slot << 1] !== 0) slot = (slot + 1) & mask
      this.table[slot << 1] = old[s]!
      this.table[(slot << 1) + 1] = Math.max(1, old[s + 1]!)
    }
  }

  /** Freezes the rows: keys below `minCount` get none. Returns the keys by row. */
  freeze(minCount: number): Int32Array {
    const keys: number[] = []
    for (let s = 0; s < this.table.length; s += 2) {
      if (this.table[s] === 0) continue
      if (this.table[s + 1]! < minCount) this.table[s + 1] = -1
      else {
        this.table[s + 1] = keys.length
        keys.push(this.table[s]!)
      }
    }
    return Int32Array.from(keys)
  }

  /** Row of a key after `freeze`, or -1. */
  row(key: number): number {
    const mask = (this.table.length >>> 1) - 1
    let slot = key & mask
    for (;;) {
      const found = this.table[slot << 1]!
      if (found === key) return this.table[(slot << 1) + 1]!
      if (found === 0) return -1
      slot = (slot + 1) & mask
    }
  }
}
