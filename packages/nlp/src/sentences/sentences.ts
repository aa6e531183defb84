import { decodeModel } from '../model/container.ts'
import { LinearModel } from '../model/linear.ts'
import {
  type Boundary,
  isCandidate,
  MAX_SENTENCE_FEATURES,
  pass,
  SENTENCES_VERSION,
  sentenceFeatures,
} from './features.ts'

/** A sentence never grows beyond this many tokens: longer ones are cut, so that later stages stay bounded. */
export const LONGEST_SENTENCE = 400

/** How far the model may lean against a sentence end and still get one: balances precision and recall on the dev sets. */
const BIAS = -30

/** Finds sentence ends in a block: a binary perceptron looks at every place where one is possible. */
export class Segmenter {
  private readonly model: LinearModel
  private readonly keys = new Int32Array(MAX_SENTENCE_FEATURES)
  private readonly out = new Int32Array(2)

  constructor(bytes: Uint8Array) {
    this.model = LinearModel.decode(2, decodeModel(bytes, 'nlp.sentences', SENTENCES_VERSION).sections)
  }

  /** Calls `ends(i)` for the last token `i` of each sentence of the block, in order. */
  segment(text: string, b: Boundary, ends: (i: number) => void): void {
    const nesting = { quotes: 0, brackets: 0, since: 0 }
    for (let i = b.from; i < b.to; i++) {
      pass(nesting, text, b.start[i]!, b.end[i]!)
      const last = i + 1 === b.to
      if (last || nesting.since >= LONGEST_SENTENCE || this.isEnd(b, i, nesting)) {
        ends(i)
        nesting.since = 0
        nesting.brackets = 0
      }
    }
  }

  private isEnd(b: Boundary, i: number, nesting: { quotes: number; brackets: number; since: number }): boolean {
    if (!isCandidate(b, i)) return false
    const n = sentenceFeatures(b, i, nesting, this.keys)
    this.out.fill(0)
    this.model.add(this.keys, n, this.out)
    return this.out[1]! - this.out[0]! > BIAS
  }
}
