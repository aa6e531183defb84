import type { WordTypes } from '../tokens/types.ts'
import type { Kernel } from './kernel/memory.ts'
import { BiLstm } from './lstm.ts'
import { Table } from './table.ts'
import { type Quantised, quantiseAt } from './vectors.ts'
import { WORD_FEATURES, WordFeatures } from './word-features.ts'

/** Word types whose part of the first layer is kept: 4 KB each at 128 cells. More than any chunk has words. */
const KEPT_TYPES = 4096

/** Sizes that the encoder's file states in its header. */
export interface EncoderSettings {
  readonly hidden: number
  readonly layers: number
  /** Rows of the hashed tables. */
  readonly buckets: number
}

/**
 * Words in context: two or more bidirectional LSTM layers over vectors that are functions of the word alone. What the
 * first layer makes of a word before it looks at neighbours is worked out once per word type and kept.
 */
export class Encoder {
  private readonly kernel: Kernel
  private readonly features: WordFeatures
  private readonly tables: readonly Table[]
  private readonly layers: readonly BiLstm[]
  private readonly rows = new Int32Array(WORD_FEATURES.length)
  private readonly kept: number
  private used = 0
  private epoch = -1
  /** Place of each type's kept gates, from 1; 0 where they are not kept. */
  private place = new Int32Array(0)

  private constructor(kernel: Kernel, features: WordFeatures, tables: readonly Table[], layers: readonly BiLstm[]) {
    this.kernel = kernel
    this.features = features
    this.tables = tables
    this.layers = layers
    this.kept = kernel.keep(KEPT_TYPES * layers[0]!.gateWidth * 4)
  }

  static decode(kernel: Kernel, sections: ReadonlyMap<string, Uint8Array>, settings: EncoderSettings): Encoder {
    const { hidden, layers, buckets } = settings
    const tables = WORD_FEATURES.map((name) => Table.decode(sections, name))
    const lstms = Array.from({ length: layers }, (_, k) => BiLstm.decode(kernel, sections, `layer${k + 1}`, hidden))
    return new Encoder(kernel, WordFeatures.decode(sections, buckets), tables, lstms)
  }

  /** Vectors of the words `type[from, to)`, in room taken from the kernel. At most `KEPT_TYPES` words. */
  encode(types: WordTypes, type: Int32Array, from: number, to: number): Quantised {
    const { kernel, layers } = this
    const n = to - from
    this.keepGates(types, type, from, to)
    const rows = kernel.take(n * 4)
    const bytes = layers[0]!.gateWidth * 4
    for (let i = 0; i < n; i++) kernel.i32[(rows >> 2) + i] = this.kept + (this.place[type[from + i]!]! - 1) * bytes
    let out = layers[0]!.recurAt(rows, n)
    if (layers.length === 1) return out
    const gates = kernel.take(n * bytes)
    for (let i = 0; i < n; i++) kernel.i32[(rows >> 2) + i] = gates + i * bytes
    for (const layer of layers.slice(1)) {
      layer.projectInto(out, gates)
      out = layer.recurAt(rows, n)
    }
    return out
  }

  /** Makes sure that the first layer's gates of all words are kept. */
  private keepGates(types: WordTypes, type: Int32Array, from: number, to: number): void {
    if (types.epoch !== this.epoch) this.forget()
    this.epoch = types.epoch
    if (types.length > this.place.length) {
      const longer = new Int32Array(Math.max(4096, types.length * 2))
      longer.set(this.place)
      this.place = longer
    }
    let fresh = this.newTypes(type, from, to)
    if (this.used + fresh.length > KEPT_TYPES) {
      this.forget()
      fresh = this.newTypes(type, from, to)
    }
    if (fresh.length > 0) this.project(types, fresh)
  }

  private newTypes(type: Int32Array, from: number, to: number): number[] {
    const fresh: number[] = []
    for (let i = from; i < to; i++) {
      const t = type[i]!
      if (this.place[t] !== 0) continue
      fresh.push(t)
      this.place[t] = this.used + fresh.length
    }
    return fresh
  }

  private project(types: WordTypes, fresh: readonly number[]): void {
    const { kernel, layers, tables, rows } = this
    const dim = layers[0]!.inputs
    const x = kernel.take(fresh.length * dim * 4)
    let at = x >> 2
    for (const t of fresh) {
      this.features.write(types, t, rows, 0)
      for (let k = 0; k < tables.length; k++) {
        tables[k]!.write(rows[k]!, kernel.f32, at)
        at += tables[k]!.dim
      }
    }
    const input = quantiseAt(kernel, x, dim * 4, fresh.length, dim)
    layers[0]!.projectInto(input, this.kept + this.used * layers[0]!.gateWidth * 4)
    this.used += fresh.length
  }

  private forget(): void {
    this.place.fill(0)
    this.used = 0
  }
}
