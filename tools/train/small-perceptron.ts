/** 32-bit numbers of a slot. */
const STRIDE = 5

/**
 * Averaged perceptron over at most three classes, weights beside their keys: one cache miss a feature, about twice as
 * fast as the general one on tables that outgrow the caches. Same rule, same averaging (`AveragedPerceptron`).
 */
export class SmallPerceptron {
  /** Slot: key, three weights (bits of a 32-bit float), row in the averaging columns. */
  private table = new Int32Array(STRIDE << 20)
  private floats = new Float32Array(this.table.buffer)
  private size = 0
  private totals = new Float64Array(3 << 18)
  private stamps = new Int32Array(3 << 18)
  private counts = new Int32Array(1 << 18)
  private step = 0

  add(keys: Int32Array, n: number, out: Float64Array): void {
    const { table, floats } = this
    const mask = table.length / STRIDE - 1
    for (let k = 0; k < n; k++) {
      const key = keys[k]!
      let at = (key & mask) * STRIDE
      while (table[at] !== key && table[at] !== 0) at = at + STRIDE === table.length ? 0 : at + STRIDE
      if (table[at] === 0) continue
      out[0]! += floats[at + 1]!
      out[1]! += floats[at + 2]!
      out[2]! += floats[at + 3]!
    }
  }

  tick(): void {
    this.step++
  }

  update(keys: Int32Array, n: number, label: number, amount: number): void {
    for (let k = 0; k < n; k++) {
      const at = this.slotOf(keys[k]!)
      const row = this.table[at + 4]!
      const cell = row * 3 + label
      this.totals[cell]! += (this.step - this.stamps[cell]!) * this.floats[at + 1 + label]!
      this.stamps[cell] = this.step
      this.floats[at + 1 + label]! += amount
      this.counts[row]!++
    }
  }

  get features(): number {
    return this.size
  }

  /** Averaged weights of features that were updated at least `minUpdates` times, in table order. */
  *averaged(minUpdates = 1): Generator<[number, [number, number][]]> {
    for (let at = 0; at < this.table.length; at += STRIDE) {
      const key = this.table[at]!
      const row = this.table[at + 4]!
      if (key === 0 || this.counts[row]! < minUpdates) continue
      const pairs: [number, number][] = []
      for (let c = 0; c < 3; c++) {
        const cell = row * 3 + c
        const total = this.totals[cell]! + (this.step - this.stamps[cell]!) * this.floats[at + 1 + c]!
        if (total !== 0) pairs.push([c, total / Math.max(this.step, 1)])
      }
      if (pairs.length > 0) yield [key, pairs]
    }
  }

  private slotOf(key: number): number {
    let at = this.probe(key)
    if (this.table[at] === key) return at
    if (this.size * 2 * STRIDE > this.table.length) {
      this.grow()
      at = this.probe(key)
    }
    if (this.size === this.counts.length) this.growRows()
    this.table[at] = key
    this.table[at + 4] = this.size++
    return at
  }

  private probe(key: number): number {
    const { table } = this
    const mask = table.length / STRIDE - 1
    let at = (key & mask) * STRIDE
    while (table[at] !== key && table[at] !== 0) at = at + STRIDE === table.length ? 0 : at + STRIDE
    return at
  }

  private grow(): void {
    const old = this.table
    this.table = new Int32Array(old.length * 2)
    this.floats = new Float32Array(this.table.buffer)
    for (let at = 0; at < old.length; at += STRIDE)
      if (old[at] !== 0) this.table.set(old.subarray(at, at + STRIDE), this.probe(old[at]!))
  }

  private growRows(): void {
    const bigger = <T extends Float64Array | Int32Array>(old: T, next: T): T => {
      next.set(old)
      return next
    }
    this.totals = bigger(this.totals, new Float64Array(this.totals.length * 2))
    this.stamps = bigger(this.stamps, new Int32Array(this.stamps.length * 2))
    this.counts = bigger(this.counts, new Int32Array(this.counts.length * 2))
  }
}
