/** Seeded generator (mulberry32): the same seed gives the same inputs on every machine. */
export class Random {
  private state: number

  constructor(seed: number) {
    this.state = seed >>> 0
  }

  /** A whole number from 0 to 2^32 - 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0
    let t = this.state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return (t ^ (t >>> 14)) >>> 0
  }

  /** A whole number from 0 to `n` - 1; 0 when there is none. */
  below(n: number): number {
    return n <= 0 ? 0 : this.next() % n
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!
  }

  chance(share: number): boolean {
    return this.next() < share * 2 ** 32
  }
}

/** Seed of input number `i` of a session. */
export function seedOf(session: number, i: number): number {
  return new Random(Math.imul(session ^ 0x9e3779b9, 2654435761) ^ Math.imul(i + 1, 0x85ebca6b)).next()
}
