import { ModelError } from '../model/container.ts'
import type { Rows } from './space.ts'

/** Units of the hidden layer. */
export const HIDDEN = 32

/**
 * A small network with one hidden layer over features that are either there or not: the hidden layer is the sum of one
 * row of 8-bit weights for each feature, cut off below at 0; the score is its product with one row of 8-bit weights,
 * plus a straight weight of each feature. Integers only: the same score on every machine.
 */
export class Net {
  readonly #rows: Int8Array
  readonly #straight: Int8Array
  readonly #bias: Int32Array
  readonly #out: Int8Array
  readonly #straightScale: number

  private constructor(rows: Int8Array, straight: Int8Array, bias: Int32Array, out: Int8Array, straightScale: number) {
    this.#rows = rows
    this.#straight = straight
    this.#bias = bias
    this.#out = out
    this.#straightScale = straightScale
  }

  /** Sum of the features' rows; place `HIDDEN` holds the straight part. */
  sum(features: Rows): Int32Array {
    const out = new Int32Array(HIDDEN + 1)
    this.#add(features, out)
    return out
  }

  #add(features: Rows, out: Int32Array): void {
    const rows = this.#rows
    for (let k = 0; k < features.length; k++) {
      const f = features.rows[k]!
      const at = f * HIDDEN
      for (let h = 0; h < HIDDEN; h++) out[h]! += rows[at + h]!
      out[HIDDEN]! += this.#straight[f]!
    }
  }

  /** Score of an anaphor's sum, a candidate's sum, and the features of the two together. */
  score(anaphor: Int32Array, candidate: Int32Array, pair: Rows, scratch: Int32Array): number {
    for (let h = 0; h <= HIDDEN; h++) scratch[h] = anaphor[h]! + candidate[h]!
    this.#add(pair, scratch)
    let score = scratch[HIDDEN]! * this.#straightScale
    for (let h = 0; h < HIDDEN; h++) {
      const v = scratch[h]! + this.#bias[h]!
      if (v > 0) score += v * this.#out[h]!
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
