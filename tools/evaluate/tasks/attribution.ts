import { analyse, loadEngine } from '@wherefrom/nlp'
import { findAttributions, loadAttributionModel } from '../../../packages/claims/src/attribute/spans/index.ts'
import type { Evaluation } from '../evaluation.ts'
import { readModels } from '../models.ts'
import { plainDocument, readPolnear } from './attribution-polnear.ts'
import { AttributionScore } from './attribution-score.ts'

/** Weights of attribution; where they are left out the rules are measured. */
export const ATTRIBUTION_FILE = 'attribution-polnear.bin.gz'

/** Scores flat attributions on a folder in PolNeAR's layout (see `AttributionScore` for the definitions). */
export async function evaluate(path: string): Promise<Evaluation> {
  const files = readModels()
  const documents = readPolnear(path)
  const engine = loadEngine(files)
  const weights = files.get(ATTRIBUTION_FILE)
  const model = weights ? loadAttributionModel(weights) : null
  const score = new AttributionScore()
  for (const { text, attributions } of documents) {
    const doc = plainDocument(text)
    const layers = analyse(doc, engine)
    score.add(text, layers, attributions, findAttributions(doc, layers, model))
  }
  return { n: documents.length, metrics: score.metrics() }
}
