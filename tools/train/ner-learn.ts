/** The perceptron of the name tagger, and its score on held-out documents. */
import { LinearModel } from '@wherefrom/nlp'
import { dynamicKeys, MOST_KEYS } from '../../packages/nlp/src/mentions/features.ts'
import {
  BEGIN,
  follows,
  INSIDE,
  LABELS,
  LAST,
  label,
  NER_TYPES,
  type NerType,
  positionOf,
  typeOf,
  UNIT,
} from '../../packages/nlp/src/mentions/labels.ts'
import { bestOf, History, isCandidate, tagNames } from '../../packages/nlp/src/mentions/tagger.ts'
import { ALL_LABELS, type Example } from './ner-examples.ts'
import { AveragedPerceptron, random, shuffle } from './perceptron.ts'

/** Features that were changed fewer times than this are left out of the weights. */
export const MIN_UPDATES = 3

/** Labels of token `i` that the next token's permitted labels can go on from. */
function continued(permitted: Int32Array, i: number, to: number): number {
  if (i === to - 1) return ALL_LABELS
  let mask = ALL_LABELS
  for (let t = 0; t < NER_TYPES.length; t++) {
    const on = (1 << label(t, INSIDE)) | (1 << label(t, LAST))
    if (!(permitted[i + 1]! & on)) mask &= ~((1 << label(t, BEGIN)) | (1 << label(t, INSIDE)))
  }
  return mask
}

/** One pass over one document; earlier labels are permitted ones. Returns how many tokens were labelled wrong. */
function learn(model: AveragedPerceptron, ex: Example): number {
  const { columns, sentences } = ex
  const labels = new Uint8Array(columns.length)
  const scores = new Float64Array(LABELS)
  const keys = new Int32Array(MOST_KEYS)
  const history = new History()
  let wrong = 0
  for (let s = 0; s < sentences.length; s++) {
    const from = sentences.from[s]!
    const to = sentences.to[s]!
    for (let i = from; i < to; i++) {
      const y1 = i > from ? labels[i - 1]! : 0
      const y2 = i > from + 1 ? labels[i - 2]! : 0
      const must = ex.permitted[i]! & 1 ? 0 : ex.permitted[i]!
      if (must === 0 && !isCandidate(columns, i, to, y1)) continue
      const fixed = ex.offsets[i + 1]! - ex.offsets[i]!
      keys.set(ex.keys.subarray(ex.offsets[i]!, ex.offsets[i + 1]!))
      const n = dynamicKeys(columns, i, y1, y2, history.of(columns, i), keys, fixed)
      scores.fill(0)
      model.add(keys, n, scores)
      const legal = follows(y1, i === to - 1)
      const permitted = ex.permitted[i]! & legal & continued(ex.permitted, i, to)
      labels[i] = bestOf(scores, legal)
      model.tick()
      if (permitted & (1 << labels[i]!) || permitted === 0) continue
      wrong++
      const target = bestOf(scores, permitted)
      model.update(keys, n, target, 1)
      model.update(keys, n, labels[i]!, -1)
      labels[i] = target
    }
    history.keep(columns, labels, from, to)
  }
  return wrong
}

/** Trains from scratch; documents come in a fixed shuffled order. */
export function trainPerceptron(examples: readonly Example[], epochs: number): AveragedPerceptron {
  const model = new AveragedPerceptron(LABELS)
  const next = random(7)
  const order = examples.map((_, k) => k)
  for (let epoch = 0; epoch < epochs; epoch++) {
    let wrong = 0
    for (const k of shuffle(order, next)) wrong += learn(model, examples[k]!)
    process.stderr.write(`  epoch ${epoch + 1}: ${wrong} wrong, ${model.features} features\n`)
  }
  return model
}

export const linear = (model: AveragedPerceptron): LinearModel =>
  LinearModel.decode(LABELS, LinearModel.encode(model.averaged(MIN_UPDATES)))

/** Names of a labelled document: `from:to:TYPE` -> type. */
export function spansOf(labels: Uint8Array): Map<string, NerType> {
  const out = new Map<string, NerType>()
  let start = -1
  for (const [i, l] of labels.entries()) {
    const position = positionOf(l)
    if (position === UNIT || position === BEGIN) start = i
    if (position === UNIT || position === LAST)
      out.set(`${start}:${i + 1}:${NER_TYPES[typeOf(l)]}`, NER_TYPES[typeOf(l)]!)
  }
  return out
}

const single = (mask: number): number => (mask & 1 || (mask & (mask - 1)) !== 0 ? 0 : 31 - Math.clz32(mask))

export interface Score {
  readonly f: number
  readonly line: string
}

/** F1 of names (same tokens, same type) on held-out documents; `show` prints what was missed and what was false. */
export function score(
  model: LinearModel,
  docs: readonly Example[],
  types: readonly NerType[],
  bias: number,
  show = false,
): Score {
  const counts = new Map(types.map((t) => [t, { hit: 0, found: 0, gold: 0 }]))
  for (const ex of docs) {
    const gold = spansOf(Uint8Array.from(ex.permitted, single))
    const found = spansOf(tagNames(model, ex.columns, ex.sentences, bias))
    for (const t of gold.values()) if (counts.has(t)) counts.get(t)!.gold++
    for (const [k, t] of found) {
      if (!counts.has(t)) continue
      counts.get(t)!.found++
      if (gold.has(k)) counts.get(t)!.hit++
    }
    if (!show) continue
    for (const [k, t] of gold) if (!found.has(k) && counts.has(t)) console.log('MISS ', t, inContext(ex, k))
    for (const [k, t] of found) if (!gold.has(k) && counts.has(t)) console.log('FALSE', t, inContext(ex, k))
  }
  const f = (c: { hit: number; found: number; gold: number }): number => (2 * c.hit) / (c.found + c.gold || 1)
  const all = [...counts.values()].reduce((a, b) => ({
    hit: a.hit + b.hit,
    found: a.found + b.found,
    gold: a.gold + b.gold,
  }))
  const pc = (x: number): string => (100 * x).toFixed(1)
  const line = `F ${pc(f(all))} P ${pc(all.hit / (all.found || 1))} R ${pc(all.hit / (all.gold || 1))} ${[...counts].map(([t, c]) => `${t} ${pc(f(c))}`).join(' ')}`
  return { f: f(all), line }
}

function inContext(ex: Example, key: string): string {
  const [from, to] = key.split(':').map(Number) as [number, number]
  const start = ex.tokens.start[from]!
  const end = ex.tokens.end[to - 1]!
  const text = ex.doc.text
  return `${text.slice(Math.max(0, start - 30), start)}[${text.slice(start, end)}]${text.slice(end, end + 25)}`.replaceAll(
    '\n',
    '|',
  )
}
