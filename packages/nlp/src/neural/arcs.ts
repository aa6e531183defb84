import type { Kernel } from './kernel/memory.ts'
import { Linear, type Rows } from './linear.ts'
import { isProjective, ProjectiveTree } from './projective.ts'
import { floatSection } from './sections.ts'
import { bestTree, greedyHeads, isTree } from './spanning-tree.ts'
import { type Quantised, quantiseAt } from './vectors.ts'

/** The most words for which a cubic search is made: beyond, it would cost more than reading the sentence. */
const LONGEST_CUBIC = 100

/** What the arc scorer makes of every word of a chunk. */
export interface ArcInputs {
  readonly query: Quantised
  readonly key: Quantised
  readonly labelDep: Rows
  readonly labelHead: Rows
}

/**
 * Heads and relations: deep biaffine attention (Dozat and Manning 2017) for heads, an additive scorer for the relation to
 * the chosen head. Heads of a sentence always make one tree with one root.
 *
 * Sections `arcDep`, `arcHead` (then ReLU), `arcBi`, `labelDep`, `labelHead`, `labelOut`; `arcRoot` and `labelRoot`, the root's
 * vectors (float32).
 */
export class ArcScorer {
  private readonly kernel: Kernel
  private readonly arcDep: Linear
  private readonly arcHead: Linear
  private readonly arcBi: Linear
  private readonly arcRoot: Float32Array
  private readonly labelDep: Linear
  private readonly labelHead: Linear
  private readonly labelOut: Linear
  private readonly labelRoot: Float32Array
  private readonly projective = new ProjectiveTree()
  private head = new Int32Array(512)

  constructor(kernel: Kernel, sections: ReadonlyMap<string, Uint8Array>) {
    const linear = (name: string): Linear => Linear.decode(kernel, sections, name)
    this.kernel = kernel
    this.arcDep = linear('arcDep')
    this.arcHead = linear('arcHead')
    this.arcBi = linear('arcBi')
    this.arcRoot = floatSection(sections, 'arcRoot')
    this.labelDep = linear('labelDep')
    this.labelHead = linear('labelHead')
    this.labelOut = linear('labelOut')
    this.labelRoot = floatSection(sections, 'labelRoot')
  }

  /** Reads a chunk's vectors, in room taken from the kernel. */
  read(words: Quantised): ArcInputs {
    const { kernel } = this
    const quantised = (rows: Rows): Quantised => quantiseAt(kernel, rows.at, rows.stride, rows.n, rows.dim)
    const dep = quantised(this.arcDep.at(words, true))
    return {
      query: quantised(this.arcBi.at(dep)),
      key: quantised(this.arcHead.at(words, true)),
      labelDep: this.labelDep.at(words),
      labelHead: this.labelHead.at(words),
    }
  }

  /**
   * Best tree over some words of the chunk, `list[0, n)` (`first`: the chunk's first word), written to the document's
   * `heads` and `labels`. Returns the word at its root.
   */
  parse(inputs: ArcInputs, list: Int32Array, n: number, first: number, heads: Int32Array, labels: Uint8Array): number {
    const { kernel } = this
    if (n > this.head.length) this.head = new Int32Array(n * 2)
    const scores = kernel.take(n * (n + 1) * 4)
    this.scoreHeads(inputs, list, n, first, scores)
    this.chooseTree(kernel.f32.subarray(scores >> 2, (scores >> 2) + n * (n + 1)), n)
    this.label(inputs, list, n, first, labels)
    let root = list[0]!
    for (let k = 0; k < n; k++) {
      const h = this.head[k]!
      heads[list[k]!] = h === n ? -1 : list[h]!
      if (h === n) root = list[k]!
    }
    return root
  }

  /** Best heads if they make a projective tree; else the best projective tree; in very long sentences, the best tree. */
  private chooseTree(scores: Float32Array, n: number): void {
    const { head } = this
    greedyHeads(scores, n, head)
    if (isTree(head, n) && isProjective(head, n)) return
    if (n <= LONGEST_CUBIC) this.projective.solve(scores, n, head)
    else bestTree(scores, n, head)
  }

  private scoreHeads({ query, key }: ArcInputs, list: Int32Array, n: number, first: number, scores: number): void {
    const { kernel, arcRoot } = this
    const root = kernel.take(arcRoot.length * 4)
    kernel.f32.set(arcRoot, root >> 2)
    const top = quantiseAt(kernel, root, arcRoot.length * 4, 1, arcRoot.length)
    const queries = this.gather(query, list, n, first, null)
    const keys = this.gather(key, list, n, first, top)
    kernel.run.pairs(queries.q, queries.s, n, keys.q, keys.s, n + 1, keys.width, scores)
  }

  /** The vectors of the listed words side by side, and `last` behind them. */
  private gather(from: Quantised, list: Int32Array, n: number, first: number, last: Quantised | null): Quantised {
    const { kernel } = this
    const { width } = from
    const q = kernel.take((n + 1) * width * 2)
    const s = kernel.take((n + 1) * 4)
    const { i16, f32 } = kernel
    const copy = (source: Quantised, row: number, k: number): void => {
      const at = (source.q >> 1) + row * width
      i16.copyWithin((q >> 1) + k * width, at, at + width)
      f32[(s >> 2) + k] = f32[(source.s >> 2) + row]!
    }
    for (let k = 0; k < n; k++) copy(from, list[k]! - first, k)
    if (last) copy(last, 0, n)
    return { n: last ? n + 1 : n, width, q, s, step: 4 }
  }

  private label(inputs: ArcInputs, list: Int32Array, n: number, first: number, labels: Uint8Array): void {
    const { kernel, labelRoot, labelOut } = this
    const dim = labelRoot.length
    const hidden = kernel.take(n * dim * 4)
    const memory = kernel.f32
    const row = ({ at, stride }: Rows, k: number): number => (at + (list[k]! - first) * stride) >> 2
    for (let k = 0; k < n; k++) {
      const dep = row(inputs.labelDep, k)
      const h = this.head[k]!
      const head = h === n ? labelRoot : memory
      const from = h === n ? 0 : row(inputs.labelHead, h)
      const to = (hidden >> 2) + k * dim
      for (let j = 0; j < dim; j++) {
        const sum = memory[dep + j]! + head[from + j]!
        memory[to + j] = Math.max(sum, 0)
      }
    }
    const out = labelOut.at(quantiseAt(kernel, hidden, dim * 4, n, dim))
    for (let k = 0; k < n; k++) labels[list[k]!] = largest(kernel.f32, (out.at + k * out.stride) >> 2, out.dim)
  }
}

/** Index of the largest of `values[at, at + n)`, counted from `at`; the first one on a tie. */
export function largest(values: Float32Array, at: number, n: number): number {
  let best = 0
  for (let k = 1; k < n; k++) if (values[at + k]! > values[at + best]!) best = k
  return best
}
