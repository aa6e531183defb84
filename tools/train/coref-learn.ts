/** The rankers of coreference while they learn: floats, Adagrad, latent antecedents. */
import { FEATURES } from '../../packages/nlp/src/coref/features.ts'
import { HIDDEN } from '../../packages/nlp/src/coref/net.ts'
import type { Rows } from '../../packages/nlp/src/coref/space.ts'

/** Features of one decision: the anaphor, and for each option (0: none) the candidate's and the pair's. */
export interface Options {
  readonly anaphor: Int32Array
  readonly candidate: readonly Int32Array[]
  readonly pair: readonly Int32Array[]
}

export const copyRows = (rows: Rows): Int32Array<ArrayBuffer> => rows.rows.slice(0, rows.length)

const RATE = 0.05

/** Numbers between 0 and 1 from a fixed seed. */
export function random(seed: number): () => number {
  let s = seed >>> 0
  return () => {
    s = (Math.imul(s, 1664525) + 1013904223) >>> 0
    return s / 4294967296
  }
}

/** One network with its gradients' history and its running mean. */
export class Learner {
  readonly rows = new Float32Array(FEATURES * HIDDEN)
  readonly straight = new Float32Array(FEATURES)
  readonly bias = new Float32Array(HIDDEN)
  readonly out = new Float32Array(HIDDEN)
  private readonly rowsPast = new Float32Array(FEATURES * HIDDEN)
  private readonly straightPast = new Float32Array(FEATURES)
  private readonly biasPast = new Float32Array(HIDDEN)
  private readonly outPast = new Float32Array(HIDDEN)
  private readonly anaphor = new Float32Array(HIDDEN)
  private readonly gradient = new Float32Array(HIDDEN)
  private hidden = new Float32Array(HIDDEN * 32)
  private scores = new Float64Array(32)

  constructor(seed: number) {
    const next = random(seed)
    for (let k = 0; k < this.rows.length; k++) this.rows[k] = (next() - 0.5) * 0.1
    for (let h = 0; h < HIDDEN; h++) this.out[h] = h % 2 === 0 ? 0.3 + next() * 0.2 : -0.3 - next() * 0.2
  }

  /** Scores of all options. The array is used again by the next call. */
  score(o: Options): Float64Array {
    const n = o.pair.length
    if (this.scores.length < n) {
      this.scores = new Float64Array(n)
      this.hidden = new Float32Array(HIDDEN * n)
    }
    this.anaphor.set(this.bias)
    let ana = 0
    for (const f of o.anaphor) {
      ana += this.straight[f]!
      this.addRow(this.anaphor, 0, f)
    }
    for (let k = 0; k < n; k++) {
      const at = k * HIDDEN
      this.hidden.set(this.anaphor, at)
      let s = ana
      for (const part of [o.candidate[k]!, o.pair[k]!])
        for (const f of part) {
          s += this.straight[f]!
          this.addRow(this.hidden, at, f)
        }
      for (let h = 0; h < HIDDEN; h++) {
        const v = this.hidden[at + h]!
        if (v > 0) s += v * this.out[h]!
      }
      this.scores[k] = s
    }
    return this.scores
  }

  private addRow(to: Float32Array, at: number, f: number): void {
    const from = f * HIDDEN
    for (let h = 0; h < HIDDEN; h++) to[at + h]! += this.rows[from + h]!
  }

  /**
   * One step on the options just scored: raises the summed probability of the right ones. `cost` is added to the wrong
   * ones' scores first (softmax margin). Returns the loss.
   */
  learn(o: Options, right: Uint8Array, cost: Float64Array, weight: number): number {
    const n = o.pair.length
    const s = this.scores
    let top = Number.NEGATIVE_INFINITY
    for (let k = 0; k < n; k++) if (right[k] !== 2) top = Math.max(top, s[k]! + cost[k]!)
    let all = 0
    let good = 0
    const p = new Float64Array(n)
    for (let k = 0; k < n; k++) {
      if (right[k] === 2) continue
      p[k] = Math.exp(s[k]! + cost[k]! - top)
      all += p[k]!
      if (right[k] === 1) good += p[k]!
    }
    if (good === 0 || all === 0) return 0
    const anaphor = new Float32Array(HIDDEN)
    let anaphorStraight = 0
    for (let k = 0; k < n; k++) {
      const g = weight * (p[k]! / all - (right[k] === 1 ? p[k]! / good : 0))
      if (Math.abs(g) < 1e-3) continue
      anaphorStraight += g
      const at = k * HIDDEN
      for (let h = 0; h < HIDDEN; h++) {
        const v = this.hidden[at + h]!
        const gh = v > 0 ? g * this.out[h]! : 0
        this.gradient[h] = gh
        anaphor[h]! += gh
        if (v > 0) this.out[h]! -= this.step(this.outPast, h, g * v)
      }
      for (const part of [o.candidate[k]!, o.pair[k]!]) for (const f of part) this.update(f, this.gradient, g)
    }
    for (const f of o.anaphor) this.update(f, anaphor, anaphorStraight)
    for (let h = 0; h < HIDDEN; h++) this.bias[h]! -= this.step(this.biasPast, h, anaphor[h]!)
    return Math.log(all / good)
  }

  private step(past: Float32Array, at: number, g: number): number {
    past[at]! += g * g
    return (RATE * g) / (Math.sqrt(past[at]!) + 1e-2)
  }

  private update(f: number, gradient: Float32Array, g: number): void {
    const { rows, rowsPast } = this
    const at = f * HIDDEN
    for (let h = 0; h < HIDDEN; h++) {
      const gh = gradient[h]!
      if (gh === 0) continue
      rowsPast[at + h]! += gh * gh
      rows[at + h]! -= (RATE * gh) / (Math.sqrt(rowsPast[at + h]!) + 1e-2)
    }
    this.straight[f]! -= this.step(this.straightPast, f, g)
  }

  /** A frozen copy, for running means. */
  snapshot(): Weights {
    return { rows: this.rows.slice(), straight: this.straight.slice(), bias: this.bias.slice(), out: this.out.slice() }
  }
}

export interface Weights {
  readonly rows: Float32Array
  readonly straight: Float32Array
  readonly bias: Float32Array
  readonly out: Float32Array
}

/** The mean of several copies of one network. */
export function mean(copies: readonly Weights[]): Weights {
  const part = (name: keyof Weights): Float32Array =>
    copies[0]![name].map((_, k) => copies.reduce((sum, c) => sum + c[name][k]!, 0) / copies.length)
  return { rows: part('rows'), straight: part('straight'), bias: part('bias'), out: part('out') }
}

/** Share of the largest weights that are cut off when weights become 8-bit. */
const CUT = 0.0005

/** Weights as the model file's sections, and the factor of the straight part. */
export function quantise(w: Weights, prefix: string): { sections: Map<string, Uint8Array>; straightScale: number } {
  const sizes = w.rows.map(Math.abs).sort()
  const rowScale = 127 / Math.max(1e-6, sizes[Math.floor(sizes.length * (1 - CUT))]!)
  const outScale = 127 / Math.max(1e-6, ...w.out.map(Math.abs))
  let largest = 1e-6
  for (const s of w.straight) largest = Math.max(largest, Math.abs(s))
  const int8 = (v: number): number => Math.max(-127, Math.min(127, Math.round(v)))
  const bytes = (values: Float32Array, scale: number): Uint8Array =>
    new Uint8Array(Int8Array.from(values, (v) => int8(v * scale)).buffer)
  const straightScale = Math.max(1, Math.round((rowScale * outScale * largest) / 127))
  return {
    sections: new Map([
      [`${prefix}rows`, bytes(w.rows, rowScale)],
      [`${prefix}straight`, bytes(w.straight, (rowScale * outScale) / straightScale)],
      [`${prefix}bias`, new Uint8Array(Int32Array.from(w.bias, (v) => Math.round(v * rowScale)).buffer)],
      [`${prefix}out`, bytes(w.out, outScale)],
    ]),
    straightScale,
  }
}
