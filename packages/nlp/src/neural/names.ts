import { ModelError } from '../model/container.ts'
import type { Kernel } from './kernel/memory.ts'
import { Linear, type Rows } from './linear.ts'
import { floatSection } from './sections.ts'
import type { Quantised } from './vectors.ts'
import { LabelChain } from './viterbi.ts'

/** BIO labels of names over a document, and how far each label is ahead of `O` in hundredths of a natural logarithm. */
export interface NameLabels {
  readonly label: Uint8Array
  readonly margin: Int32Array
  /** `O`, `B-PER`, `I-PER` ... */
  readonly names: readonly string[]
  /** How far every label is ahead of `O` at each token, in the same unit: `[token * names.length + label]`. */
  readonly scores: Int32Array
}

/**
 * Name labels of words: a linear layer, then the best path of a linear chain (Lample and others 2016). Sections `ner`,
 * `nerSteps` (float32, label before x label after) and `nerStart`.
 */
export class NameScorer {
  readonly names: readonly string[]
  private readonly kernel: Kernel
  private readonly layer: Linear
  private readonly chain: LabelChain

  constructor(kernel: Kernel, sections: ReadonlyMap<string, Uint8Array>, names: readonly string[]) {
    this.names = names
    this.kernel = kernel
    this.layer = Linear.decode(kernel, sections, 'ner')
    const start = floatSection(sections, 'nerStart')
    const steps = floatSection(sections, 'nerSteps')
    const n = names.length
    if (this.layer.outputs !== n || start.length !== n || steps.length !== n * n)
      throw new ModelError(`names: sections do not fit ${n} labels`)
    this.chain = new LabelChain(n, start, steps)
  }

  empty(length: number): NameLabels {
    const scores = new Int32Array(length * this.names.length)
    return { label: new Uint8Array(length), margin: new Int32Array(length), names: this.names, scores }
  }

  read(words: Quantised): Rows {
    return this.layer.at(words)
  }

  /** Labels the sentence `[from, to)` of a chunk whose first word is `first`. */
  label(scores: Rows, first: number, from: number, to: number, { label, margin, scores: ahead }: NameLabels): void {
    const memory = this.kernel.f32
    const width = this.names.length
    const n = to - from
    this.chain.reserve(n)
    const { emit } = this.chain
    for (let k = 0; k < n; k++) {
      const at = (scores.at + (from + k - first) * scores.stride) >> 2
      for (let l = 0; l < width; l++) {
        emit[k * width + l] = memory[at + l]!
        ahead[(from + k) * width + l] = Math.round((memory[at + l]! - memory[at]!) * 100)
      }
    }
    this.chain.best(n, label, from)
    for (let i = from; i < to; i++) margin[i] = ahead[i * width + label[i]!]!
  }
}
