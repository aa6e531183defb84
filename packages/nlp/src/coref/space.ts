/** Numbers features: each gets a run of rows in one weight table. */
export class Space {
  size = 0

  /** Reserves `n` rows; returns the first. */
  add(n: number): number {
    const base = this.size
    this.size += n
    return base
  }
}

/** A growing list of row numbers, reused for every expression and pair. */
export class Rows {
  readonly rows = new Int32Array(64)
  length = 0

  /** Adds row `base + value`; `value` is kept below `limit`. */
  put(base: number, value: number, limit: number): void {
    this.rows[this.length++] = base + (value < 0 ? 0 : value < limit ? value : limit - 1)
  }

  /** Adds one of `buckets` (a power of two) rows by a hash. */
  hash(base: number, value: number, buckets: number): void {
    let h = Math.imul(value ^ (value >>> 15), 0x85ebca6b)
    h ^= h >>> 13
    this.rows[this.length++] = base + (h & (buckets - 1))
  }
}

const STEPS = [0, 1, 2, 3, 4, 6, 9, 14, 22, 36, 60]

/** 0, 1, 2, 3, then ever wider steps up to 10. */
export function bucket(n: number): number {
  for (let k = STEPS.length - 1; k > 0; k--) if (n >= STEPS[k]!) return k
  return 0
}
export const BUCKETS = STEPS.length
