import type { Span } from '@wherefrom/schema'

/** Spans sorted by start, with the furthest end so far: finds what overlaps a stretch in O(log n + found). */
export class SpanIndex<T extends Span> {
  readonly #items: readonly T[]
  readonly #reach: Int32Array

  constructor(items: readonly T[]) {
    this.#items = [...items].sort((a, b) => a.start - b.start || b.end - a.end)
    this.#reach = new Int32Array(items.length)
    let furthest = 0
    this.#items.forEach((item, k) => {
      furthest = Math.max(furthest, item.end)
      this.#reach[k] = furthest
    })
  }

  /** Items that share a character with the stretch, in text order. */
  in(start: number, end: number): T[] {
    const out: T[] = []
    for (let k = this.#lastBefore(end); k >= 0 && this.#reach[k]! > start; k--) {
      const item = this.#items[k]!
      if (item.end > start) out.push(item)
    }
    return out.reverse()
  }

  startingAt(pos: number): T | undefined {
    return this.in(pos, pos + 1).find((item) => item.start === pos)
  }

  endingAt(pos: number): T | undefined {
    return this.in(pos - 1, pos).find((item) => item.end === pos)
  }

  /** Index of the last item that starts before `pos`. */
  #lastBefore(pos: number): number {
    let low = 0
    let high = this.#items.length
    while (low < high) {
      const mid = (low + high) >>> 1
      if (this.#items[mid]!.start < pos) low = mid + 1
      else high = mid
    }
    return low - 1
  }
}
