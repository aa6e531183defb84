import { join } from 'node:path'
import { encodeModel, LinearModel, type ModelFile } from '@wherefrom/nlp'
import { findAttributions, loadAttributionModel } from '../../packages/claims/src/attribute/spans/index.ts'
import {
  ATTRIBUTION_COMPONENT,
  ATTRIBUTION_VERSION,
  type Columns,
  columnsOf,
  encodeLexicon,
  LABELS,
  lexiconKey,
  lexiconOf,
  type TagScorer,
  tagSpans,
} from '../../packages/claims/src/attribute/spans/parts.ts'
import { readPolnear } from '../evaluate/tasks/attribution-polnear.ts'
import { AttributionScore } from '../evaluate/tasks/attribution-score.ts'
import { type Crf, type CrfSettings, type TaggedDocument, trainCrf } from './attribution-crf.ts'
import { goldLabels, learnLexicon, type TrainingDocument } from './attribution-data.ts'
import { withLayers } from './attribution-layers.ts'
import { type HeldOut, type Linkers, type RankWeights, trainLinkers } from './attribution-rank.ts'
import { saveModel } from './manifest.ts'

const FOLDS = 3
const TAGGER: CrfSettings = { epochs: 6, rate: 0.1, l1: 2.4e-4, minCount: 3 }
/** Log-odds from which on an attribution is kept: the one with the best `all.exactF` on dev is taken. */
const KEEP_FROM = [-1, -0.8, -0.6, -0.4, -0.2, 0, 0.2]

const log = (line: string): void => void process.stderr.write(`${line}\n`)

/** A trained tagger in the product's 8-bit form. */
function scorerOf(crf: Crf): TagScorer {
  const emit = LinearModel.decode(LABELS, LinearModel.encode(crf.emit.pairs(crf.emitKeys)))
  const trans = LinearModel.decode(LABELS * LABELS, LinearModel.encode(crf.trans.pairs(crf.transKeys)))
  const emitUnit = 1 / crf.emit.scale
  const transUnit = 1 / crf.trans.scale
  const sums = new Int32Array(LABELS * LABELS)
  const adder =
    (model: LinearModel, unit: number) =>
    (keys: Int32Array, n: number, out: Float64Array, at: number): void => {
      sums.fill(0)
      model.add(keys, n, sums)
      for (let y = 0; y < model.classes; y++) out[at + y]! += sums[y]! * unit
    }
  return { emit: adder(emit, emitUnit), trans: adder(trans, transUnit) }
}

/** Tags each document by a tagger that was trained without its fold. */
function heldOut(docs: readonly TrainingDocument[], tagged: readonly TaggedDocument[]): HeldOut[] {
  const out: HeldOut[] = []
  for (let fold = 0; fold < FOLDS; fold++) {
    log(`fold ${fold + 1} of ${FOLDS}`)
    const scorer = scorerOf(
      trainCrf(
        tagged.filter((_, k) => k % FOLDS !== fold),
        TAGGER,
        log,
      ),
    )
    for (const [k, d] of docs.entries()) {
      if (k % FOLDS !== fold) continue
      out.push({ tagged: tagSpans(tagged[k]!.columns, scorer), tokens: d.layers.tokens, gold: d.gold })
    }
  }
  return out
}

function modelOf(crf: Crf, linkers: Linkers, lexicon: ReadonlyMap<number, number>, keepFrom: number): ModelFile {
  const rank = (r: RankWeights, prefix: string) => LinearModel.encode(r.weights.pairs(r.keys), prefix)
  return {
    header: {
      component: ATTRIBUTION_COMPONENT,
      version: ATTRIBUTION_VERSION,
      settings: {
        emitScale: crf.emit.scale,
        transScale: crf.trans.scale,
        keepScale: linkers.keep.weights.scale,
        keepFrom,
      },
    },
    sections: new Map([
      ...LinearModel.encode(crf.emit.pairs(crf.emitKeys), 'emit.'),
      ...LinearModel.encode(crf.trans.pairs(crf.transKeys), 'trans.'),
      ...rank(linkers.source, 'source.'),
      ...rank(linkers.content, 'content.'),
      ...rank(linkers.keep, 'keep.'),
      ['lexicon', encodeLexicon(lexicon)],
    ]),
  }
}

function scoreOn(docs: readonly TrainingDocument[], model: ModelFile): Record<string, number> {
  const weights = loadAttributionModel(encodeModel(model))
  const score = new AttributionScore()
  for (const d of docs) score.add(d.doc.text, d.layers, d.gold, findAttributions(d.doc, d.layers, weights))
  return Object.fromEntries(Object.entries(score.metrics()).map(([k, v]) => [k, Math.round(v * 1e4) / 1e4]))
}

/**
 * Trains attribution on PolNeAR's training part and writes `models/attribution-polnear.bin.gz`, a file of its own because
 * the corpus states no licence: whoever leaves it out gets the rules.
 */
export async function train(corpora: string): Promise<void> {
  const folder = join(corpora, 'attribution', 'polnear')
  const docs = withLayers(readPolnear(join(folder, 'train')))
  const labels = docs.map((d) => goldLabels(d.layers, d.gold))
  const plain: Columns[] = docs.map((d) => columnsOf(d.doc, d.layers, () => 0))
  const lexicon = learnLexicon(
    plain.map((c, k) => ({ lemma: c.lemma, upos: c.upos, labels: labels[k]! })),
    lexiconKey,
  )
  const tagged = docs.map((d, k) => ({ columns: columnsOf(d.doc, d.layers, lexiconOf(lexicon)), labels: labels[k]! }))
  const linkers = trainLinkers(heldOut(docs, tagged), log)
  const crf = trainCrf(tagged, TAGGER, log)
  const dev = withLayers(readPolnear(join(folder, 'dev')))
  const tries = KEEP_FROM.map((keepFrom) => {
    const model = modelOf(crf, linkers, lexicon, keepFrom)
    const scores = scoreOn(dev, model)
    log(`keep from ${keepFrom}: all ${scores['all.exactF']}, whole ${scores['wholeExactF']}`)
    return { model, scores }
  })
  const { model, scores } = tries.reduce((a, b) => (b.scores['all.exactF']! > a.scores['all.exactF']! ? b : a))
  log(JSON.stringify(scores, null, 1))
  saveModel('attribution-polnear.bin.gz', model, {
    licence: 'none stated',
    trainedOn: [{ corpus: 'PolNeAR', licence: 'none stated', part: 'train' }],
    scores,
  })
}
