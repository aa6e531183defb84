import { LABELS, mayFollow, O } from './labels.ts'

const L = LABELS
const LL = L * L

/** Index of the pair (label before, label) in transition scores. */
export const pair = (before: number, label: number): number => before * L + label

const FORBIDDEN = -1e9
const ALLOWED = Uint8Array.from({ length: LL }, (_, p) => (mayFollow(Math.floor(p / L), p % L) ? 1 : 0))

/**
 * A linear-chain CRF's lattice (Lafferty, McCallum and Pereira 2001) over one chunk: emission scores `emit[i * 7 + label]`
 * and transition scores `trans[i * 49 + pair]` into token i. The label before the first token is O.
 */
export class Lattice {
  length = 0
  emit = new Float64Array(0)
  trans = new Float64Array(0)
  private forward = new Float64Array(0)
  private backward = new Float64Array(0)
  private moves = new Float64Array(0)
  private readonly back: { at: Uint8Array } = { at: new Uint8Array(0) }

  reset(length: number): void {
    this.length = length
    if (this.emit.length < length * L) {
      const room = Math.max(1024, length * 2)
      this.emit = new Float64Array(room * L)
      this.trans = new Float64Array(room * LL)
      this.forward = new Float64Array(room * L)
      this.backward = new Float64Array(room * L)
      this.moves = new Float64Array(room * LL)
      this.back.at = new Uint8Array(room * L)
    }
    this.emit.fill(0, 0, length * L)
    this.trans.fill(0, 0, length * LL)
  }

  /** The best labels, first label on a tie. */
  viterbi(out: Uint8Array, offset: number): void {
    const { length, emit, trans, back } = this
    let scores = new Float64Array(L).fill(FORBIDDEN)
    scores[O] = 0
    let next = new Float64Array(L)
    for (let i = 0; i < length; i++) {
      for (let y = 0; y < L; y++) {
        let best = Number.NEGATIVE_INFINITY
        let from = 0
        for (let x = 0; x < L; x++) {
          if (ALLOWED[x * L + y] === 0) continue
          const s = scores[x]! + trans[i * LL + x * L + y]!
          if (s > best) {
            best = s
            from = x
          }
        }
        next[y] = best + emit[i * L + y]!
        back.at[i * L + y] = from
      }
      const swap = scores
      scores = next
      next = swap
    }
    let y = 0
    for (let x = 1; x < L; x++) if (scores[x]! > scores[y]!) y = x
    for (let i = length - 1; i >= 0; i--) {
      out[offset + i] = y
      y = back.at[i * L + y]!
    }
  }

  /**
   * Forward-backward with scaling. Afterwards `marginal(i, label)` and `pairMarginal(i, pair)` hold.
   * Returns nothing: the likelihood itself is not needed.
   */
  sweep(): void {
    const { length, emit, trans, forward, backward, moves } = this
    if (length === 0) return
    for (let i = 0; i < length; i++) {
      let top = Number.NEGATIVE_INFINITY
      for (let p = 0; p < LL; p++) {
        if (ALLOWED[p] === 0 || (i === 0 && p >= L)) continue
        const s = trans[i * LL + p]! + emit[i * L + (p % L)]!
        if (s > top) top = s
      }
      let sum = 0
      for (let y = 0; y < L; y++) {
        let f = 0
        for (let x = 0; x < L; x++) {
          const p = x * L + y
          if (ALLOWED[p] === 0 || (i === 0 && x !== O)) {
            moves[i * LL + p] = 0
            continue
          }
          const m = Math.exp(trans[i * LL + p]! + emit[i * L + y]! - top)
          moves[i * LL + p] = m
          f += m * (i === 0 ? 1 : forward[(i - 1) * L + x]!)
        }
        forward[i * L + y] = f
        sum += f
      }
      const scale = sum > 0 ? 1 / sum : 0
      for (let y = 0; y < L; y++) forward[i * L + y]! *= scale
    }
    backward.fill(1 / L, (length - 1) * L, length * L)
    for (let i = length - 2; i >= 0; i--) {
      let sum = 0
      for (let x = 0; x < L; x++) {
        let b = 0
        for (let y = 0; y < L; y++) b += moves[(i + 1) * LL + x * L + y]! * backward[(i + 1) * L + y]!
        backward[i * L + x] = b
        sum += b
      }
      const scale = sum > 0 ? 1 / sum : 0
      for (let x = 0; x < L; x++) backward[i * L + x]! *= scale
    }
  }

  /** Posterior probabilities of the labels of token `i` into `out[at ...]`. Needs `sweep`. */
  marginals(i: number, out: Float64Array | Float32Array, at: number): void {
    const { forward, backward } = this
    let sum = 0
    for (let y = 0; y < L; y++) {
      const p = forward[i * L + y]! * backward[i * L + y]!
      out[at + y] = p
      sum += p
    }
    const scale = sum > 0 ? 1 / sum : 0
    for (let y = 0; y < L; y++) out[at + y]! *= scale
  }

  /** Posterior probabilities of the label pairs into token `i`, into `out[at ...]`. Needs `sweep`. */
  pairMarginals(i: number, out: Float64Array): void {
    const { forward, backward, moves } = this
    let sum = 0
    for (let p = 0; p < LL; p++) {
      const x = Math.floor(p / L)
      const y = p % L
      const f = i === 0 ? (x === O ? 1 : 0) : forward[(i - 1) * L + x]!
      const m = f * moves[i * LL + p]! * backward[i * L + y]!
      out[p] = m
      sum += m
    }
    const scale = sum > 0 ? 1 / sum : 0
    for (let p = 0; p < LL; p++) out[p]! *= scale
  }
}
