/**
 * Best path through label scores (Viterbi): n rows of `labels` scores at `scores[at + i * stride]`; `start[l]` is added for
 * the first label, `steps[before * labels + after]` for each pair. Writes labels to `out[to, to + n)`; ties go to the
 * label that comes first.
 */
export class LabelPath {
  private readonly labels: number
  private readonly start: Float32Array
  private readonly steps: Float32Array
  private back = new Uint8Array(0)

  constructor(labels: number, start: Float32Array, steps: Float32Array) {
    this.labels = labels
    this.start = start
    this.steps = steps
  }

  best(scores: Float32Array, at: number, stride: number, n: number, out: Uint8Array, to: number): void {
    const { labels, start, steps } = this
    if (n === 0) return
    if (n * labels > this.back.length) this.back = new Uint8Array(n * labels * 2)
    let before = Float64Array.from({ length: labels }, (_, l) => scores[at + l]! + start[l]!)
    let after = new Float64Array(labels)
    for (let i = 1; i < n; i++) {
      for (let l = 0; l < labels; l++) {
        let best = 0
        let top = before[0]! + steps[l]!
        for (let b = 1; b < labels; b++) {
          const s = before[b]! + steps[b * labels + l]!
          if (s > top) {
            top = s
            best = b
          }
        }
        this.back[i * labels + l] = best
        after[l] = top + scores[at + i * stride + l]!
      }
      ;[before, after] = [after, before]
    }
    let label = 0
    for (let l = 1; l < labels; l++) if (before[l]! > before[label]!) label = l
    for (let i = n - 1; i >= 0; i--) {
      out[to + i] = label
      label = this.back[i * labels + label]!
    }
  }
}
