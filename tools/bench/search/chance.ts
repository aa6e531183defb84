/** Numbers that look like chance and are the same on every run (mulberry32). */
export class Chance {
  private state: number

  constructor(seed: number) {
    this.state = Math.imul(seed, 0x9e3779b1) >>> 0
  }

  /** From zero up to, not including, one. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0
    let t = this.state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }

  /** A whole number from zero to `below` - 1. */
  whole(below: number): number {
    return Math.floor(this.next() * below)
  }

  pick<T>(values: readonly T[]): T {
    return values[this.whole(values.length)]!
  }

  /** One of the values, each as often as its share says; shares add up to one. */
  weighted<T>(values: readonly (readonly [T, number])[]): T {
    let left = this.next()
    for (const [value, share] of values) {
      left -= share
      if (left < 0) return value
    }
    return values.at(-1)![0]
  }

  shuffle(values: unknown[]): void {
    for (let i = values.length - 1; i > 0; i--) {
      const j = this.whole(i + 1)
      ;[values[i], values[j]] = [values[j], values[i]]
    }
  }
}
