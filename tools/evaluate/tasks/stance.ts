import { analyse, type Engine, loadEngine } from '@wherefrom/nlp'
import { View } from '../../../packages/claims/src/attribute/chains/view.ts'
import { factuality, loadStance, type StanceModel } from '../../../packages/claims/src/stance/index.ts'
import type { Evaluation } from '../evaluation.ts'
import { readModels } from '../models.ts'
import { plainDocument } from './attribution-polnear.ts'
import { headToken, ratedFiles, readRated } from './stance-files.ts'

/** Mean absolute error, and Pearson's correlation (0 where one side does not vary). */
export function stanceScore(pairs: readonly (readonly [gold: number, got: number])[]): { mae: number; r: number } {
  const n = pairs.length
  if (n === 0) return { mae: 0, r: 0 }
  const mean = (k: 0 | 1): number => pairs.reduce((sum, p) => sum + p[k], 0) / n
  const [my, mx] = [mean(0), mean(1)]
  let error = 0
  let both = 0
  let vy = 0
  let vx = 0
  for (const [y, x] of pairs) {
    error += Math.abs(y - x)
    both += (y - my) * (x - mx)
    vy += (y - my) ** 2
    vx += (x - mx) ** 2
  }
  return { mae: error / n, r: vx === 0 || vy === 0 ? 0 : both / Math.sqrt(vx * vy) }
}

/** Scores the rating of words on factuality files: one sentence a line, read as a document of its own. */
export async function evaluate(path: string): Promise<Evaluation> {
  const files = readModels()
  const model = loadStance(files)
  if (!model) throw new Error('the weights of stance are not installed')
  return rateFiles(path, loadEngine(files), model)
}

/** The same with an engine and weights at hand. */
export function rateFiles(path: string, engine: Engine, model: StanceModel): Evaluation {
  const pairs: [number, number][] = []
  for (const file of ratedFiles(path)) {
    for (const { text, targets } of readRated(file)) {
      const doc = plainDocument(text)
      const layers = analyse(doc, engine)
      const view = new View(doc, layers)
      for (const t of targets) {
        const i = headToken(layers, t)
        pairs.push([t.label, i < 0 ? 0 : factuality(view, i, model)])
      }
    }
  }
  return { n: pairs.length, metrics: stanceScore(pairs) }
}
