import { join } from 'node:path'
import { type Engine, loadEngine, type ModelFile } from '@wherefrom/nlp'
import { loadStance } from '../../packages/claims/src/stance/index.ts'
import {
  encodeLinear,
  encodeRater,
  LADDER,
  type RaterParts,
  STANCE_COMPONENT,
  STANCE_FILE,
  STANCE_NEWS_FILE,
  STANCE_VERSION,
} from '../../packages/claims/src/stance/parts.ts'
import { readModels } from '../evaluate/models.ts'
import { rateFiles } from '../evaluate/tasks/stance.ts'
import { saveModel } from './manifest.ts'
import { Booster, type BoostSettings, type SparseRows } from './stance-boost.ts'
import { FOLDS, type RatedRow, type RatedSet, ratedSet } from './stance-data.ts'
import { fitLinear, heldOutScores, type LinearRow, type LinearSettings } from './stance-linear.ts'

const LINEAR: LinearSettings = { epochs: 12, rate: 0.15, decay: 0.02, minCount: 3, loss: 1.5 }
const REGISTER: LinearSettings = { epochs: 10, rate: 0.1, decay: 0.001, minCount: 3, loss: 'logistic' }
/** Added to the odds of the register, so that rarer reports are not taken for everyday writing; chosen on dev. */
const REGISTER_SHIFT = 1.2
const FREQUENT = 40
const BOOST: BoostSettings = { trees: 260, leaves: 24, rate: 0.06, minLeaf: 20, clip: 1, shrink: 5 }

const log = (line: string): void => void process.stderr.write(`${line}\n`)

/** Features that enough rows have, sorted. */
function frequent(rows: readonly RatedRow[]): number[] {
  const counts = new Map<number, number>()
  for (const r of rows) for (const key of r.keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return [...counts]
    .filter(([, n]) => n >= FREQUENT)
    .map(([key]) => key)
    .sort((a, b) => a - b)
}

function sparse(rows: readonly RatedRow[], keys: readonly number[], scores: Float64Array): SparseRows {
  const index = new Map(keys.map((key, k) => [key, k]))
  const ids: number[] = []
  const from = [0]
  rows.forEach((row, r) => {
    for (const key of row.keys) {
      const k = index.get(key)
      if (k !== undefined) ids.push(k)
    }
    for (let k = 0; k < LADDER.length && scores[r]! >= LADDER[k]!; k++) ids.push(keys.length + k)
    from.push(ids.length)
  })
  return {
    n: rows.length,
    from: Int32Array.from(from),
    ids: Int32Array.from(ids),
    features: keys.length + LADDER.length,
  }
}

/** A linear model, then a forest that also sees the score that a linear model fitted without the row gives it. */
function trainRater(rows: readonly RatedRow[], boost: BoostSettings): RaterParts {
  const linear: LinearRow[] = rows.map((r) => ({ keys: r.keys, target: r.label, weight: 1 }))
  const fit = fitLinear(linear, LINEAR)
  log(`  linear: ${fit.weights.size} features`)
  const scores = heldOutScores(
    linear,
    Int32Array.from(rows, (r) => r.fold),
    FOLDS,
    LINEAR,
  )
  const keys = frequent(rows)
  log(`  forest: ${rows.length} rows, ${keys.length} features`)
  const booster = new Booster(sparse(rows, keys, scores), new Float64Array(rows.length).fill(1), boost)
  const forest = booster.fit(Float64Array.from(rows, (r) => r.label))
  return { weights: fit.weights, bias: fit.bias, keys, base: forest.base, trees: forest.trees }
}

function trainRegister(reports: readonly RatedSet[], everyday: readonly RatedSet[]): ReturnType<typeof fitLinear> {
  const rows = (sets: readonly RatedSet[], target: number): LinearRow[] =>
    sets.flatMap((s) => s.sentences.map((keys) => ({ keys, target, weight: 1 })))
  return fitLinear([...rows(everyday, 0), ...rows(reports, 1)], REGISTER)
}

function fileOf(rater: ReturnType<typeof encodeRater>, more?: ReturnType<typeof registerSections>): ModelFile {
  return {
    header: {
      component: STANCE_COMPONENT,
      version: STANCE_VERSION,
      settings: { ...rater.settings, ...more?.settings },
    },
    sections: new Map([...rater.sections, ...(more?.sections ?? [])]),
  }
}

function registerSections(fit: ReturnType<typeof fitLinear>): {
  sections: Map<string, Uint8Array>
  settings: Record<string, unknown>
} {
  const { sections, unit } = encodeLinear(fit.weights, 'register.')
  return { sections, settings: { registerUnit: unit, registerBias: fit.bias + REGISTER_SHIFT } }
}

function scores(corpora: string, sets: readonly string[], engine: Engine): Record<string, number> {
  const model = loadStance(readModels())
  if (!model) throw new Error('the weights that were just written cannot be read')
  const out: Record<string, number> = {}
  for (const set of sets) {
    const { metrics } = rateFiles(join(corpora, 'factuality', set, 'dev.jsonl'), engine, model)
    for (const [name, value] of Object.entries(metrics)) out[`${set}.dev.${name}`] = Math.round(value * 1000) / 1000
    log(`  ${set} dev: MAE ${metrics['mae']?.toFixed(3)}, r ${metrics['r']?.toFixed(3)}`)
  }
  return out
}

/** Trains the ratings of stance: everyday writing from free sets, reports from research sets (a file of their own). */
export async function train(corpora: string): Promise<void> {
  // Tags and trees are all that stance reads: places and coreference are left aside.
  const files = readModels()
  for (const name of ['coref.bin.gz', 'gazetteer.bin.gz', 'ner.bin.gz']) files.delete(name)
  const engine = loadEngine(files)
  const uds = ratedSet(corpora, 'UDS_IH2', engine)
  const meantime = ratedSet(corpora, 'MEANTIME', engine)
  const uw = ratedSet(corpora, 'UW', engine)
  log('plain')
  const plain = fileOf(encodeRater(trainRater([...uds.rows, ...meantime.rows], BOOST)))
  log('news')
  const newsRater = encodeRater(trainRater([...uw.rows, ...meantime.rows], { ...BOOST, clip: 0.6 }))
  const news = fileOf(newsRater, registerSections(trainRegister([uw, meantime], [uds])))
  const free = [
    { corpus: 'UDS-IH2 (White et al. 2016; Rudinger et al. 2018)', licence: 'CC BY-SA 4.0', part: 'train' },
    { corpus: 'MEANTIME (Minard et al. 2016)', licence: 'CC BY 4.0', part: 'train' },
  ]
  const research = { corpus: 'UW (Lee et al. 2015)', licence: 'research', part: 'train' }
  // Written twice: the scores of a row are measured with the files in place.
  saveModel(STANCE_FILE, plain, { licence: 'CC BY-SA 4.0', trainedOn: free, scores: {} })
  saveModel(STANCE_NEWS_FILE, news, { licence: 'research', trainedOn: [research, ...free], scores: {} })
  const measured = scores(corpora, ['UDS_IH2', 'UW', 'MEANTIME', 'CB', 'RP', 'MV2'], engine)
  saveModel(STANCE_FILE, plain, { licence: 'CC BY-SA 4.0', trainedOn: free, scores: measured })
  saveModel(STANCE_NEWS_FILE, news, { licence: 'research', trainedOn: [research, ...free], scores: measured })
}
