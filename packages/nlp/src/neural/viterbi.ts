/**
 * Best paths through a linear chain of labels (Viterbi 1967): emission scores `emit[i * labels + label]`, scores of steps
 * `steps[before * labels + after]` that are the same everywhere, and `start[label]` for the first label. Only sums and
 * comparisons, so every machine finds the same path.
 */
export class LabelChain {
  readonly labels: number
  emit = new Float64Array(0)
  private readonly start: Float64Array
  private readonly steps: Float64Array
  private forward = new Float64Array(0)
  private backward = new Float64Array(0)
  private back = new Uint8Array(0)

  constructor(labels: number, start: ArrayLike<number>, steps: ArrayLike<number>) {
    this.labels = labels
    this.start = Float64Array.from(start)
    this.steps = Float64Array.from(steps)
  }

  /** Room for n tokens in `emit`. */
  reserve(n: number): void {
    if (this.emit.length >= n * this.labels) return
    const room = Math.max(512, n) * this.labels
    this.emit = new Float64Array(room)
    this.forward = new Float64Array(room)
    this.backward = new Float64Array(room)
    this.back = new Uint8Array(room)
  }

  /** The best labels of n tokens into `out[to, to + n)`; the first label on a tie. */
  best(n: number, out: Uint8Array, to = 0): void {
    if (n === 0) return
    const { labels: L, emit, start, steps, forward, back } = this
    for (let y = 0; y < L; y++) forward[y] = start[y]! + emit[y]!
    for (let i = 1; i < n; i++)
      for (let y = 0; y < L; y++) {
        let top = Number.NEGATIVE_INFINITY
        let from = 0
        for (let x = 0; x < L; x++) {
          const s = forward[(i - 1) * L + x]! + steps[x * L + y]!
          if (s > top) {
            top = s
            from = x
          }
        }
        forward[i * L + y] = top + emit[i * L + y]!
        back[i * L + y] = from
      }
    let y = 0
    for (let x = 1; x < L; x++) if (forward[(n - 1) * L + x]! > forward[(n - 1) * L + y]!) y = x
    for (let i = n - 1; i >= 0; i--) {
      out[to + i] = y
      y = back[i * L + y]!
    }
  }

  /** After `best`: fills what `margin` needs. */
  look(n: number): void {
    const { labels: L, emit, steps, backward } = this
    backward.fill(0, (n - 1) * L, n * L)
    for (let i = n - 2; i >= 0; i--)
      for (let x = 0; x < L; x++) {
        let top = Number.NEGATIVE_INFINITY
        for (let y = 0; y < L; y++) {
          const s = steps[x * L + y]! + emit[(i + 1) * L + y]! + backward[(i + 1) * L + y]!
          if (s > top) top = s
        }
        backward[i * L + x] = top
      }
  }

  /** By how much the best path with `label` at token i beats the best one without it. Needs `best`, then `look`. */
  margin(i: number, label: number): number {
    const { labels: L, forward, backward } = this
    let other = Number.NEGATIVE_INFINITY
    for (let y = 0; y < L; y++) if (y !== label) other = Math.max(other, forward[i * L + y]! + backward[i * L + y]!)
    return forward[i * L + label]! + backward[i * L + label]! - other
  }
}
