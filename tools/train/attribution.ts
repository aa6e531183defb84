import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { encodeModel, type ModelFile, WordTypes, wordVectors } from '@wherefrom/nlp'
import { findAttributions, loadAttributionModel } from '../../packages/claims/src/attribute/spans/index.ts'
import { readModels } from '../evaluate/models.ts'
import { type PolnearDocument, readPolnear } from '../evaluate/tasks/attribution-polnear.ts'
import { AttributionScore } from '../evaluate/tasks/attribution-score.ts'
import type { TrainingDocument } from './attribution-data.ts'
import { exportDocuments, exportVectors } from './attribution-export.ts'
import { readGum } from './attribution-gum.ts'
import { withLayers } from './attribution-layers.ts'
import { packAttribution, readTrained, type Trained } from './attribution-pack.ts'
import { type ManifestRow, saveModel } from './manifest.ts'
import { workFolder } from './neural/work.ts'
import { NEWS_ROWS } from './news-words.ts'
import { TREEBANKS } from './treebanks.ts'

/** Python with PyTorch and NumPy. */
const PYTHON = process.env['WHEREFROM_PYTHON'] ?? 'python3'
/** What is added to the score of a cue's start: the value with the best `all.exactF` on dev is taken. */
const CUE_BIAS = [-0.5, 0, 0.5, 1, 1.5]

const log = (line: string): void => void process.stderr.write(`${line}\n`)

/** One set of weights: where its attributions come from, and what its file is called. */
interface Plan {
  readonly name: string
  readonly file: string
  readonly epochs: number
  /** Little data: in the product the rules go first, and the network adds to them. */
  readonly withRules: boolean
  readonly read: (corpora: string, part: 'train' | 'dev') => PolnearDocument[]
  readonly about: Pick<ManifestRow, 'licence' | 'trainedOn'>
}

const PLANS: readonly Plan[] = [
  {
    name: 'polnear',
    file: 'attribution-polnear.bin.gz',
    epochs: 13,
    withRules: false,
    read: (corpora, part) => readPolnear(join(corpora, 'attribution', 'polnear', part)),
    about: { licence: 'none stated', trainedOn: [{ corpus: 'PolNeAR', licence: 'none stated', part: 'train' }] },
  },
  {
    name: 'gum',
    file: 'attribution-gum.bin.gz',
    epochs: 16,
    withRules: true,
    read: readGum,
    about: { licence: 'CC BY-SA 4.0', trainedOn: TREEBANKS.filter((t) => t.corpus === 'GUM') },
  },
]

/** The word vectors of the encoder's file, which attribution reads too. */
function encoderVectors(): ReadonlyMap<string, Uint8Array> {
  const vectors = wordVectors(readModels())
  if (!vectors) throw new Error('attribution reads the word vectors of models/encoder.bin.gz, which is not there')
  return vectors
}

function scoreOn(docs: readonly TrainingDocument[], file: ModelFile, vectors: ReadonlyMap<string, Uint8Array>) {
  const model = loadAttributionModel(encodeModel(file), vectors)
  const score = new AttributionScore()
  for (const d of docs) score.add(d.doc.text, d.layers, d.gold, findAttributions(d.doc, d.layers, model))
  return Object.fromEntries(Object.entries(score.metrics()).map(([k, v]) => [k, Math.round(v * 1e4) / 1e4]))
}

/** The packed network with the cue bias that scores best on `dev`. */
function tuned(
  plan: Plan,
  trained: Trained,
  vectors: ReadonlyMap<string, Uint8Array>,
  dev: readonly TrainingDocument[],
) {
  const tries = CUE_BIAS.map((bias) => {
    const model = packAttribution(trained, bias, plan.withRules)
    const scores = scoreOn(dev, model, vectors)
    log(`  cue bias ${bias}: all ${scores['all.exactF']}, whole ${scores['wholeExactF']}, cue ${scores['cue.exactF']}`)
    return { model, scores }
  })
  return tries.reduce((a, b) => (b.scores['all.exactF']! > a.scores['all.exactF']! ? b : a))
}

function trainPlan(plan: Plan, corpora: string, folder: string): void {
  const types = new WordTypes()
  const dev = withLayers(plan.read(corpora, 'dev'))
  exportDocuments(withLayers(plan.read(corpora, 'train')), types, folder, `${plan.name}-train`)
  exportDocuments(dev, types, folder, `${plan.name}-dev`)
  const script = join(import.meta.dirname, 'neural', 'attribution.py')
  const out = join(folder, plan.name)
  const parts = ['--train', `${plan.name}-train`, '--dev', `${plan.name}-dev`]
  execFileSync(PYTHON, [script, folder, out, ...parts, '--epochs', String(plan.epochs)], { stdio: 'inherit' })
  packPlan(plan, dev, folder)
}

function packPlan(plan: Plan, dev: readonly TrainingDocument[], folder: string): void {
  const { model, scores } = tuned(plan, readTrained(join(folder, plan.name)), encoderVectors(), dev)
  log(JSON.stringify(scores, null, 1))
  const news = NEWS_ROWS.map((row) => ({ ...row, corpus: `${row.corpus} (word vectors)` }))
  saveModel(plan.file, model, { ...plan.about, trainedOn: [...plan.about.trainedOn, ...news], scores })
}

/**
 * Trains attribution twice and writes two files: on PolNeAR, which states no licence, and on GUM alone, for whoever leaves
 * the first one out. The word vectors are the encoder's. With
 * `WHEREFROM_PACK_ONLY` set, networks trained before are only packed and tuned again; `WHEREFROM_ATTRIBUTION` names one of
 * the two.
 */
export async function train(corpora: string): Promise<void> {
  const folder = workFolder(corpora, 'attribution')
  exportVectors(encoderVectors(), folder)
  const only = process.env['WHEREFROM_ATTRIBUTION']
  for (const plan of PLANS) {
    if (only && only !== plan.name) continue
    log(`attribution on ${plan.name}`)
    if (process.env['WHEREFROM_PACK_ONLY'] && existsSync(join(folder, `${plan.name}.weights`)))
      packPlan(plan, withLayers(plan.read(corpora, 'dev')), folder)
    else trainPlan(plan, corpora, folder)
  }
}
