import { ModelError } from '../model/container.ts'
import type { Rows } from './space.ts'

/** Units of the hidden layer. */
export const HIDDEN = 32

/** Two units share one 32-bit number while rows are summed, each 128 more than it is, so that no sum is below 0. */
const PAIRS = HIDDEN / 2
const OFFSET = 128
/** Places of a sum after the pairs: the straight part, and how many rows were added. */
const STRAIGHT = PAIRS
const COUNT = PAIRS + 1
/** Length of a sum. */
export const SUM = PAIRS + 2

/**
 * A small network with one hidden layer over features that are either there or not: the hidden layer is the sum of one
 * row of 8-bit weights for each feature, cut off below at 0; the score is its product with one row of 8-bit weights,
 * plus a straight weight of each feature. Integers only: the same score on every machine. At most 256 features a score,
 * or the halves of a pair would run over.
 */
export class Net {
  readonly #rows: Int32Array
  readonly #straight: Int8Array
  readonly #bias: Int32Array
  readonly #out: Int8Array
  readonly #straightScale: number

  private constructor(rows: Int8Array, straight: Int8Array, bias: Int32Array, out: Int8Array, straightScale: number) {
    this.#rows = new Int32Array(rows.length / 2)
    for (let k = 0; k < this.#rows.length; k++)
      this.#rows[k] = (rows[2 * k]! + OFFSET) | ((rows[2 * k + 1]! + OFFSET) << 16)
    this.#straight = straight
    this.#bias = bias
    this.#out = out
    this.#straightScale = straightScale
  }

  /** Sum of the features' rows. */
  sum(features: Rows): Int32Array {
    const out = new Int32Array(SUM)
    this.#add(features, out)
    return out
  }

  #add(features: Rows, out: Int32Array): void {
    const rows = this.#rows
    const straight = this.#straight
    const list = features.rows
    const n = features.length
    let sum = 0
    for (let k = 0; k < n; k++) {
      const f = list[k]!
      const at = f * PAIRS
      for (let h = 0; h < PAIRS; h++) out[h]! += rows[at + h]!
      sum += straight[f]!
    }
    out[STRAIGHT]! += sum
    out[COUNT]! += n
  }

  /** Score of an anaphor's sum, a candidate's sum, and the features of the two together. `scratch` has `SUM` places. */
  score(anaphor: Int32Array, candidate: Int32Array, pair: Rows, scratch: Int32Array): number {
    for (let h = 0; h < SUM; h++) scratch[h] = anaphor[h]! + candidate[h]!
    this.#add(pair, scratch)
    const bias = this.#bias
    const out = this.#out
    const offset = scratch[COUNT]! * OFFSET
    let score = scratch[STRAIGHT]! * this.#straightScale
    for (let h = 0; h < PAIRS; h++) {
      const both = scratch[h]!
      const a = (both & 0xffff) - offset + bias[2 * h]!
      const b = (both >>> 16) - offset + bias[2 * h + 1]!
      if (a > 0) score += a * out[2 * h]!
      if (b > 0) score += b * out[2 * h + 1]!
    }
    return score
  }

  /** Sections `PREFIXrows`, `PREFIXstraight`, `PREFIXbias` (32-bit), `PREFIXout`; settings give the straight part's factor. */
  static decode(
    sections: ReadonlyMap<string, Uint8Array>,
    prefix: string,
    features: number,
    straightScale: number,
  ): Net {
    const part = (name: string, length: number): Uint8Array => {
      const bytes = sections.get(prefix + name)
      if (!bytes || bytes.length !== length)
        throw new ModelError(`model section ${prefix}${name} is missing or of another size`)
      return new Uint8Array(bytes)
    }
    return new Net(
      new Int8Array(part('rows', features * HIDDEN).buffer),
      new Int8Array(part('straight', features).buffer),
      new Int32Array(part('bias', HIDDEN * 4).buffer),
      new Int8Array(part('out', HIDDEN).buffer),
      straightScale,
    )
  }
}
