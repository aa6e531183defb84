import { LinearModel, MAX_SENTENCE_FEATURES, SENTENCES_VERSION, scan, WordTypes } from '@wherefrom/nlp'
import { isCandidate, pass, sentenceFeatures } from '../../packages/nlp/src/sentences/features.ts'
import { loadClusters } from './clusters-file.ts'
import { trainingDocuments } from './conllu.ts'
import { saveModel } from './manifest.ts'
import { AveragedPerceptron, random, shuffle } from './perceptron.ts'
import { TREEBANKS } from './treebanks.ts'

/** Trains the sentence segmenter on raw text cut by our own tokenizer. */
export async function train(corpora: string): Promise<void> {
  const documents = trainingDocuments(corpora)
  const clusters = loadClusters()
  const types = new WordTypes({ clusters: clusters.fine, coarse: clusters.coarse })
  const examples: { keys: Int32Array; label: number }[] = []
  const keys = new Int32Array(MAX_SENTENCE_FEATURES)
  for (const raw of documents) {
    const goldEnds = new Set(raw.sentences.map((s) => s.end.at(-1)!))
    for (const block of raw.paragraphs) {
      const start: number[] = []
      const end: number[] = []
      scan(raw.text, block.start, block.end, (s, e) => {
        start.push(s)
        end.push(e)
      })
      const n = start.length
      const type = new Int32Array(n + 1)
      for (let i = 0; i < n; i++) type[i] = types.of(raw.text, start[i]!, end[i]!)
      const b = { types, type, start: Int32Array.from(start), end: Int32Array.from(end), from: 0, to: n }
      const nesting = { quotes: 0, brackets: 0, since: 0 }
      for (let i = 0; i < n; i++) {
        pass(nesting, raw.text, start[i]!, end[i]!)
        const gold = goldEnds.has(end[i]!)
        if (i + 1 < n && isCandidate(b, i)) {
          const k = sentenceFeatures(b, i, nesting, keys)
          examples.push({ keys: keys.slice(0, k), label: gold ? 1 : 0 })
        }
        if (gold) {
          nesting.since = 0
          nesting.brackets = 0
        }
      }
    }
  }
  const model = new AveragedPerceptron(2)
  const next = random(7)
  const out = new Float64Array(2)
  for (let epoch = 0; epoch < 8; epoch++) {
    let errors = 0
    for (const { keys, label } of shuffle(examples, next)) {
      model.tick()
      out.fill(0)
      model.add(keys, keys.length, out)
      const guess = out[1]! > out[0]! ? 1 : 0
      if (guess !== label) errors++
      // A margin keeps pushing examples that are right by little.
      if (guess !== label || Math.abs(out[1]! - out[0]!) < 3) {
        model.update(keys, keys.length, label, 1)
        model.update(keys, keys.length, 1 - label, -1)
      }
    }
    process.stderr.write(`  sentences epoch ${epoch + 1}: ${errors} errors of ${examples.length}\n`)
  }
  saveModel(
    'sentences.bin.gz',
    {
      header: { component: 'nlp.sentences', version: SENTENCES_VERSION, settings: {} },
      sections: LinearModel.encode(model.averaged(2)),
    },
    { licence: 'CC BY-SA 4.0', trainedOn: TREEBANKS, scores: {} },
  )
}
