import { join } from 'node:path'
import { analyse, type Engine, hashText } from '@wherefrom/nlp'
import { View } from '../../packages/claims/src/attribute/chains/view.ts'
import { registerFeatures, stanceKeys } from '../../packages/claims/src/stance/parts.ts'
import { plainDocument } from '../evaluate/tasks/attribution-polnear.ts'
import { headToken, readRated } from '../evaluate/tasks/stance-files.ts'

/** One rated word as the trainer sees it. */
export interface RatedRow {
  readonly keys: Int32Array
  readonly label: number
  /** Fold of its sentence, 0 to 3. */
  readonly fold: number
}

export interface RatedSet {
  readonly rows: readonly RatedRow[]
  /** Register features of each sentence. */
  readonly sentences: readonly Int32Array[]
}

export const FOLDS = 4

/** The training part of a factuality set, read by the product's own engine: training sees its errors too. */
export function ratedSet(corpora: string, set: string, engine: Engine): RatedSet {
  const rows: RatedRow[] = []
  const sentences: Int32Array[] = []
  for (const { text, targets } of readRated(join(corpora, 'factuality', set, 'train.jsonl'))) {
    const doc = plainDocument(text)
    const layers = analyse(doc, engine)
    if (layers.tokens.length === 0) continue
    const view = new View(doc, layers)
    for (let s = 0; s < layers.sentences.length; s++) sentences.push(registerFeatures(view, s))
    const fold = (hashText(text) >>> 5) % FOLDS
    for (const t of targets) {
      const i = headToken(layers, t)
      if (i >= 0) rows.push({ keys: stanceKeys(view, i), label: t.label, fold })
    }
  }
  return { rows, sentences }
}
