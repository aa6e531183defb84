import { findAttributions, loadClaims } from '@wherefrom/claims'
import { analyse, loadEngine } from '@wherefrom/nlp'
import type { Evaluation } from '../evaluation.ts'
import { readModels } from '../models.ts'
import { plainDocument, readPolnear } from './attribution-polnear.ts'
import { AttributionScore } from './attribution-score.ts'

/**
 * Scores flat attributions on a folder in PolNeAR's layout (see `AttributionScore` for the definitions), with the weights
 * that the product would take: PolNeAR's, else GUM's, else none (then the rules are measured).
 */
export async function evaluate(path: string): Promise<Evaluation> {
  const files = readModels()
  const documents = readPolnear(path)
  const engine = loadEngine(files)
  const { attributions: model } = loadClaims(files)
  const score = new AttributionScore()
  for (const { text, attributions } of documents) {
    const doc = plainDocument(text)
    const layers = analyse(doc, engine)
    score.add(text, layers, attributions, findAttributions(doc, layers, model))
  }
  return { n: documents.length, metrics: score.metrics() }
}
