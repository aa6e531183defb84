import { type Tagged, taggedOf } from './candidates.ts'
import type { Columns } from './columns.ts'
import { borderFeatures, MAX_FEATURES, tokenFeatures } from './features.ts'
import { LABELS } from './labels.ts'
import { Lattice } from './lattice.ts'

/** Chunks are whole blocks of about so many tokens; a longer block is cut (only untidy text has one). */
const CHUNK = 600
const LONGEST = 3000

/** Scores of features, as the product's 8-bit model or as a trainer's weights. */
export interface TagScorer {
  /** Adds the scores of the labels into `out[at ...]`. */
  emit(keys: Int32Array, n: number, out: Float64Array, at: number): void
  /** Adds the scores of the label pairs into `out[at ...]`. */
  trans(keys: Int32Array, n: number, out: Float64Array, at: number): void
}

function chunkEnd(c: Columns, from: number): number {
  const hard = Math.min(c.n, from + LONGEST)
  for (let i = from + CHUNK; i < hard; i++) if (c.blockStart[i] === 1) return i
  return hard
}

/** Labels all tokens: best labels (Viterbi) and their posterior probabilities, chunk by chunk. Linear in tokens. */
export function tagSpans(c: Columns, scorer: TagScorer): Tagged {
  const labels = new Uint8Array(c.n)
  const marginals = new Float32Array(c.n * LABELS)
  const keys = new Int32Array(MAX_FEATURES)
  const lattice = new Lattice()
  for (let from = 0; from < c.n; ) {
    const to = chunkEnd(c, from)
    lattice.reset(to - from)
    for (let i = from; i < to; i++) {
      scorer.emit(keys, tokenFeatures(c, i, keys), lattice.emit, (i - from) * LABELS)
      scorer.trans(keys, borderFeatures(c, i, keys), lattice.trans, (i - from) * LABELS * LABELS)
    }
    lattice.viterbi(labels, from)
    lattice.sweep()
    for (let i = from; i < to; i++) lattice.marginals(i - from, marginals, i * LABELS)
    from = to
  }
  return taggedOf(c, labels, marginals)
}
