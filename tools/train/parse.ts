import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  ACTION_FEATURES,
  FeatureReader,
  LEFT,
  LinearModel,
  PARSE_VERSION,
  Parser,
  ParseState,
  RIGHT,
  SentenceReader,
  SHIFT,
  type TagSet,
  tagSet,
  WordTypes,
} from '@wherefrom/nlp'
import { loadClusters } from './clusters-file.ts'
import { conlluFiles, readConllu, type TreeSentence, trainingDocuments } from './conllu.ts'
import { saveModel } from './manifest.ts'
import { AveragedPerceptron, random, shuffle } from './perceptron.ts'
import { SmallPerceptron } from './small-perceptron.ts'
import { TREEBANKS } from './tag.ts'
import { jackknife, jointTags, learnTagger, sentenceTagger } from './tag-learn.ts'

/** One sentence as the parser sees it, and its gold tree. */
interface ParseExample {
  readonly type: Int32Array
  readonly joint: Uint8Array
  /** Gold head of each word, an index in the sentence; its length for the root. */
  readonly heads: Int32Array
  readonly labels: Int32Array
}

const FOLDS = Number(process.env['FOLDS'] ?? 5)
const TAG_EPOCHS = Number(process.env['TAG_EPOCHS'] ?? 5)

const clusters = loadClusters()
const types = new WordTypes({ clusters: clusters.fine, coarse: clusters.coarse })

function examplesOf(trees: readonly TreeSentence[], joint: readonly Uint8Array[], names: string[]): ParseExample[] {
  const ids = new Map(names.map((n, i) => [n, i]))
  return trees.map((t, i) => ({
    type: Int32Array.from(t.form, (f) => types.of(f, 0, f.length)),
    joint: joint[i]!,
    heads: Int32Array.from(t.head, (h) => (h < 0 ? t.form.length : h)),
    labels: Int32Array.from(t.deprel, (d) => ids.get(d) ?? ids.get('dep') ?? 0),
  }))
}

/** Costs of the three actions: gold arcs that can no longer be made after them (Goldberg and Nivre 2013, arc-hybrid). */
function costs(state: ParseState, heads: Int32Array, out: Int32Array): void {
  const { n, front, depth, stack } = state
  const gold = (k: number): number => heads[k]!
  out.fill(0)
  if (depth > 0) {
    const s0 = stack[depth - 1]!
    const s1 = depth > 1 ? stack[depth - 2]! : -1
    const h = gold(s0)
    let later = 0
    for (let b = front; b < n; b++) if (gold(b) === s0) later++
    out[LEFT] = later + (h === s1 || h > front ? 1 : 0)
    out[RIGHT] = later + (h >= front ? 1 : 0)
  }
  if (front < n) {
    let cost = 0
    const h = gold(front)
    for (let k = 0; k < depth; k++) {
      if (gold(stack[k]!) === front) cost++
      if (k < depth - 1 && stack[k] === h) cost++
    }
    out[SHIFT] = cost
  }
}

const ACTIONS = [SHIFT, LEFT, RIGHT] as const

function trainParser(
  examples: ParseExample[],
  set: TagSet,
  names: string[],
  epochs: number,
  check: (p: Parser) => void,
) {
  const actions = new SmallPerceptron()
  const labels = new AveragedPerceptron(names.length)
  const state = new ParseState()
  const reader = new FeatureReader()
  const sentence = new SentenceReader()
  const scores = new Float64Array(Math.max(3, names.length))
  const cost = new Int32Array(3)
  const next = random(5)
  const keep = new Int32Array(ACTION_FEATURES)
  const order = [...examples]
  const list = Int32Array.from({ length: 2000 }, (_, k) => k)
  for (let epoch = 0; epoch < epochs; epoch++) {
    let right = 0
    let all = 0
    for (const e of shuffle(order, next)) {
      const n = e.type.length
      const columns = sentence.read(list, n, types, e.type, e.joint, set)
      state.reset(n)
      while (!state.done) {
        const count = reader.actionKeys(state, columns)
        scores.fill(0)
        actions.add(reader.keys, count, scores)
        costs(state, e.heads, cost)
        let predicted = -1
        let oracle = -1
        let least = Number.POSITIVE_INFINITY
        for (const a of ACTIONS) if (state.allows(a)) least = Math.min(least, cost[a]!)
        for (const a of ACTIONS) {
          if (!state.allows(a)) continue
          if (predicted < 0 || scores[a]! > scores[predicted]!) predicted = a
          if (cost[a] === least && (oracle < 0 || scores[a]! > scores[oracle]!)) oracle = a
        }
        actions.tick()
        all++
        if (cost[predicted] === least) right++
        else {
          actions.update(reader.keys, count, oracle, 1)
          actions.update(reader.keys, count, predicted, -1)
        }
        keep.set(reader.keys)
        const follow = epoch > 0 && next() < 0.9 ? predicted : oracle
        if (follow === SHIFT) {
          state.shift()
          continue
        }
        const action = follow === LEFT ? LEFT : RIGHT
        const dependent = state.stack[state.depth - 1]!
        const labelCount = reader.labelKeys(state, action)
        scores.fill(0)
        labels.add(reader.keys, labelCount, scores)
        let label = 0
        for (let l = 1; l < names.length; l++) if (scores[l]! > scores[label]!) label = l
        if (state.headOf(action) === e.heads[dependent]) {
          const gold = e.labels[dependent]!
          labels.tick()
          if (label !== gold) {
            labels.update(reader.keys, labelCount, gold, 1)
            labels.update(reader.keys, labelCount, label, -1)
          }
        }
        state.arc(action, label)
      }
    }
    process.stderr.write(
      `  parse epoch ${epoch + 1}: ${((100 * right) / all).toFixed(2)} % of actions, ${actions.features} + ${labels.features} features\n`,
    )
    if (epoch === epochs - 1 || process.env['TRACE']) check(Parser.of(pack(actions, labels), names))
  }
  return pack(actions, labels)
}

const MIN_ACTION = Number(process.env['MIN_ACTION'] ?? 3)
const MIN_LABEL = Number(process.env['MIN_LABEL'] ?? 2)

function pack(actions: SmallPerceptron, labels: AveragedPerceptron): Map<string, Uint8Array> {
  return new Map([
    ...LinearModel.encode(actions.averaged(MIN_ACTION), 'action.'),
    ...LinearModel.encode(labels.averaged(MIN_LABEL), 'label.'),
  ])
}

/** Unlabelled and labelled attachment on gold tokens; labels without their subtypes, as in the CoNLL 2018 shared task. */
function scoreParser(parser: Parser, examples: readonly ParseExample[], set: TagSet, names: string[]) {
  const main = (l: number): string => names[l]!.split(':')[0]!
  let uas = 0
  let las = 0
  let all = 0
  for (const e of examples) {
    const n = e.type.length
    const zero = new Int32Array(n)
    const tokens = { length: n, start: zero, end: zero, sentence: zero }
    const sentences = { length: 1, from: Int32Array.of(0), to: Int32Array.of(n) }
    const parse = parser.parse(tokens, sentences, { types, type: e.type, joint: e.joint, set })
    for (let i = 0; i < n; i++) {
      all++
      if (parse.head[i] !== (e.heads[i] === n ? -1 : e.heads[i])) continue
      uas++
      if (main(parse.deprel[i]!) === main(e.labels[i]!)) las++
    }
  }
  return { uas: uas / all, las: las / all }
}

/** Trains on tags that the tagger gives to unseen text (jackknifing). */
export async function train(corpora: string): Promise<void> {
  const trees = trainingDocuments(corpora).flatMap((d) => d.sentences)
  const names = [...new Set(trees.flatMap((t) => t.deprel))].sort()
  const joint = jointTags(trees)
  const set = tagSet(joint)
  const examples = examplesOf(trees, jackknife(trees, joint, FOLDS, TAG_EPOCHS), names)
  const tag = sentenceTagger(learnTagger(trees, joint, TAG_EPOCHS))
  const dev = (path: string): ParseExample[] => {
    const read = conlluFiles(join(corpora, path)).flatMap((f) => readConllu(readFileSync(f, 'utf8')))
    const sentences = read.flatMap((d) => d.sentences)
    return examplesOf(
      sentences,
      sentences.map((t) => tag(t.form)),
      names,
    )
  }
  const gum = dev('gum/dev/dep')
  const ewt = dev('ud/ewt/en_ewt-ud-dev.conllu')
  let scores = {}
  const sections = trainParser(examples, set, names, Number(process.env['EPOCHS'] ?? 10), (parser) => {
    const g = scoreParser(parser, gum, set, names)
    const t = scoreParser(parser, ewt, set, names)
    const round = (v: number): number => Math.round(v * 10_000) / 10_000
    scores = {
      'GUM dev UAS, gold tokens': round(g.uas),
      'GUM dev LAS, gold tokens': round(g.las),
      'EWT dev UAS, gold tokens': round(t.uas),
      'EWT dev LAS, gold tokens': round(t.las),
    }
    process.stderr.write(`${JSON.stringify(scores)}\n`)
  })
  const model = { header: { component: 'nlp.parse', version: PARSE_VERSION, settings: { deprels: names } }, sections }
  saveModel('parse.bin.gz', model, { licence: 'CC BY-SA 4.0', trainedOn: TREEBANKS, scores })
}
