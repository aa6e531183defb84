/**
 * Averaged perceptron (Freund and Schapire 1999; Collins 2002) over 32-bit feature keys, with lazily averaged sparse
 * updates. Deterministic: the order of examples is the caller's (see `shuffle`).
 */
export class AveragedPerceptron {
  readonly classes: number
  private capacity = 1 << 16
  private table = new Int32Array((1 << 18) * 2)
  private size = 0
  private weights: Float32Array
  private totals: Float64Array
  private stamps: Int32Array
  private counts: Int32Array
  private step = 0

  constructor(classes: number) {
    this.classes = classes
    this.weights = new Float32Array(this.capacity * classes)
    this.totals = new Float64Array(this.capacity * classes)
    this.stamps = new Int32Array(this.capacity * classes)
    this.counts = new Int32Array(this.capacity)
  }

  /** Adds current weights of `keys[0, n)` to `out`. */
  add(keys: Int32Array, n: number, out: Float64Array): void {
    const { classes, weights } = this
    for (let k = 0; k < n; k++) {
      const row = this.find(keys[k]!)
      if (row < 0) continue
      const base = row * classes
      for (let c = 0; c < classes; c++) out[c]! += weights[base + c]!
    }
  }

  /** One tick of the averaging clock; call once an example, also when nothing is updated. */
  tick(): void {
    this.step++
  }

  /** Moves weights of `keys[0, n)` for `label` by `amount`. */
  update(keys: Int32Array, n: number, label: number, amount: number): void {
    for (let k = 0; k < n; k++) {
      const row = this.findOrAdd(keys[k]!)
      const at = row * this.classes + label
      this.totals[at]! += (this.step - this.stamps[at]!) * this.weights[at]!
      this.stamps[at] = this.step
      this.weights[at]! += amount
      this.counts[row]!++
    }
  }

  /** Features seen so far. */
  get features(): number {
    return this.size
  }

  /** Averaged weights of features that were updated at least `minUpdates` times, in the order first seen. */
  *averaged(minUpdates = 1): Generator<[number, [number, number][]]> {
    const keys = new Int32Array(this.size)
    for (let s = 0; s < this.table.length; s += 2) if (this.table[s] !== 0) keys[this.table[s + 1]!] = this.table[s]!
    const { classes, step } = this
    for (let row = 0; row < this.size; row++) {
      if (this.counts[row]! < minUpdates) continue
      const pairs: [number, number][] = []
      for (let c = 0; c < classes; c++) {
        const at = row * classes + c
        const total = this.totals[at]! + (step - this.stamps[at]!) * this.weights[at]!
        if (total !== 0) pairs.push([c, total / Math.max(step, 1)])
      }
      if (pairs.length > 0) yield [keys[row]!, pairs]
    }
  }

  private find(key: number): number {
    const { table } = this
    const mask = (table.length >>> 1) - 1
    let slot = key & mask
    for (;;) {
      const found = table[slot << 1]!
      if (found === key) return table[(slot << 1) + 1]!
      if (found === 0) return -1
      slot = (slot + 1) & mask
    }
  }

  private findOrAdd(key: number): number {
    const row = this.find(key)
    if (row >= 0) return row
    if (this.size === this.capacity) this.growRows()
    if (this.size * 4 > this.table.length) this.growTable()
    insert(this.table, key, this.size)
    return this.size++
  }

  private growRows(): void {
    this.capacity *= 2
    const grow = <T extends Float32Array | Float64Array | Int32Array>(old: T, bigger: T): T => {
      bigger.set(old)
      return bigger
    }
    this.weights = grow(this.weights, new Float32Array(this.capacity * this.classes))
    this.totals = grow(this.totals, new Float64Array(this.capacity * this.classes))
    this.stamps = grow(this.stamps, new Int32Array(this.capacity * this.classes))
    this.counts = grow(this.counts, new Int32Array(this.capacity))
  }

  private growTable(): void {
    const old = this.table
    this.table = new Int32Array(old.length * 2)
    for (let s = 0; s < old.length; s += 2) if (old[s] !== 0) insert(this.table, old[s]!, old[s + 1]!)
  }
}

function insert(table: Int32Array, key: number, row: number): void {
  const mask = (table.length >>> 1) - 1
  let slot = key & mask
  while (table[slot << 1] !== 0) slot = (slot + 1) & mask
  table[slot << 1] = key
  table[(slot << 1) + 1] = row
}

/** Seeded generator (mulberry32): uniform in [0, 1). Training draws from it, so that weights can be made again. */
export function random(seed: number): () => number {
  let a = seed | 0
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** Fisher-Yates in place. */
export function shuffle<T>(items: T[], next: () => number): T[] {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1))
    const swap = items[i]!
    items[i] = items[j]!
    items[j] = swap
  }
  return items
}
