/**
 * Trains coreference (`models/coref.bin.gz`): three rankers (pronouns, names, descriptions) on OntoGUM, LitBank and GAP,
 * by going through each document as the product does, so that the clusters that features look at are the model's own.
 */
import { join } from 'node:path'
import { analyse, type Engine, loadEngine, type ModelFile } from '@wherefrom/nlp'
import { type Expression, findExpressions } from '../../packages/nlp/src/coref/expressions.ts'
import { anaphorRows, antecedentRows, FEATURES, noneRows, pairRows } from '../../packages/nlp/src/coref/features.ts'
import { GivenNames } from '../../packages/nlp/src/coref/given-names.ts'
import { COREF_COMPONENT, COREF_FILE, COREF_VERSION } from '../../packages/nlp/src/coref/index.ts'
import { FEMALE, MALE, PERSON } from '../../packages/nlp/src/coref/pronouns.ts'
import { RANKERS, Resolver, type Step } from '../../packages/nlp/src/coref/resolver.ts'
import { Rows } from '../../packages/nlp/src/coref/space.ts'
import { type CorefInput, CorefView } from '../../packages/nlp/src/coref/view.ts'
import { findTokens } from '../../packages/nlp/src/tokens/tokens.ts'
import { TYPE_COLUMNS } from '../../packages/nlp/src/tokens/types.ts'
import { readModels } from '../evaluate/models.ts'
import {
  type CorefDocument,
  documentOf,
  type GapRow,
  headOfSpan,
  passagesOf,
  readGap,
  readLitBank,
  readOntoGum,
} from './coref-data.ts'
import { copyRows, Learner, mean, type Options, quantise, random, type Weights } from './coref-learn.ts'
import { givenNames } from './coref-names.ts'
import { readSilver, SOURCES } from './coref-silver.ts'
import { saveModel } from './manifest.ts'

/** What is known of an expression's cluster in training: a number, "alone", or nothing. */
const ALONE = -1
const UNKNOWN = -2

/** How much one decision of each corpus counts. */
const WEIGHT = { ontogum: 1, litbank: 1, gap: 2, silver: 0.7 } as const
/** How often GAP's few rows come by in one epoch. */
const GAP_TIMES = 4

interface Example {
  readonly corpus: CorefDocument['corpus']
  readonly view: CorefView
  readonly expressions: readonly Expression[]
  readonly gold: Int32Array
  readonly steps: Uint8Array
}

const EPOCHS = 3
/** Costs of a false link from something new, of taking a known thing for new, and of a wrong link. */
const FALSE_ANAPHOR = 0.3
const FALSE_NEW = 2
const WRONG_LINK = 1

export async function train(corpora: string): Promise<void> {
  const files = readModels()
  // Weights of an earlier shape would be refused.
  files.delete(COREF_FILE)
  const engine = loadEngine(files)
  const names = await givenNames()
  const lists = new GivenNames(names.male, names.female)
  const whole = [
    ...readOntoGum(join(corpora, 'gum', 'train', 'ontogum')),
    ...readLitBank(join(corpora, 'coref', 'litbank')),
  ]
  const example = (d: CorefDocument): Example => exampleOf(d, read(d.text, engine), lists)
  const examples = [
    ...whole.map(example),
    ...whole.flatMap((d) => passagesOf(d)).map(example),
    ...readGap(join(corpora, 'coref', 'gap', 'gap-validation.tsv')).map((row) =>
      gapExample(row, read(row.text, engine), lists),
    ),
    ...readSilver(corpora, lists).flatMap((d) => silverExample(d, read(d.text, engine), lists) ?? []),
  ]
  const weights = learn(examples)
  save(encode(weights, names), {})
}

/** A document read by the product, with a table of its own for its words: the engine's forgets them. */
export interface Read {
  readonly input: CorefInput
  readonly data: Int32Array<ArrayBuffer>
}

export function read(text: string, engine: Engine): Read {
  const doc = documentOf(text)
  const { sentences, tags, parse, quotes, mentions, entities } = analyse(doc, engine)
  const { tokens } = findTokens(doc, engine.types, engine.segmenter)
  const data = new Int32Array((tokens.length + 1) * TYPE_COLUMNS)
  for (let i = 0; i < tokens.length; i++) {
    const at = tokens.type[i]! * TYPE_COLUMNS
    data.set(engine.types.data.subarray(at, at + TYPE_COLUMNS), i * TYPE_COLUMNS)
    tokens.type[i] = i
  }
  return { input: { tokens, sentences, tags, parse, quotes, mentions, entities, text }, data }
}

function prepared({ input, data }: Read, names: GivenNames): { view: CorefView; expressions: Expression[] } {
  const view = new CorefView(input, { data })
  return { view, expressions: findExpressions(view, names) }
}

/** Gold clusters laid over the expressions: same span, else the same head. */
export function exampleOf(doc: CorefDocument, was: Read, names: GivenNames): Example {
  const { view, expressions } = prepared(was, names)
  const { tokens } = view.input
  const none = doc.corpus === 'ontogum' ? ALONE : UNKNOWN
  const gold = new Int32Array(expressions.length).fill(none)
  const bySpan = new Map<string, number>()
  const byHead = new Map<number, number[]>()
  for (const [k, e] of expressions.entries()) {
    bySpan.set(`${tokens.start[e.from]}-${tokens.end[e.to - 1]}`, k)
    byHead.set(e.head, [...(byHead.get(e.head) ?? []), k])
  }
  const left: CorefDocument['gold'][number][] = []
  for (const g of doc.gold) {
    const k = bySpan.get(`${g.start}-${g.end}`)
    if (k === undefined) left.push(g)
    else gold[k] = g.cluster
  }
  for (const g of left) {
    const k = byHead.get(headOfSpan(view.input, g))?.find((x) => gold[x] === none && !expressions[x]!.joint)
    if (k !== undefined) gold[k] = g.cluster
  }
  const steps = Uint8Array.from(gold, (c) => (c === UNKNOWN ? 0 : 1))
  return { corpus: doc.corpus, view, expressions, gold, steps }
}

export function gapExample(row: GapRow, was: Read, names: GivenNames): Example {
  const { view, expressions } = prepared(was, names)
  const { tokens } = view.input
  const gold = new Int32Array(expressions.length).fill(UNKNOWN)
  const steps = new Uint8Array(expressions.length)
  const mark = (span: { start: number; end: number }, cluster: number): void => {
    const entities = new Set<number>()
    for (const [k, e] of expressions.entries()) {
      const inside = tokens.start[e.head]! >= span.start && tokens.end[e.head]! <= span.end
      if (!inside) continue
      gold[k] = cluster
      steps[k] = 1
      if (e.entity >= 0) entities.add(e.entity)
    }
    for (const [k, e] of expressions.entries()) if (gold[k] === UNKNOWN && entities.has(e.entity)) gold[k] = cluster
  }
  mark(row.a, 2)
  mark(row.b, 3)
  mark(row.pronoun, row.isA ? 2 : row.isB ? 3 : 4)
  return { corpus: 'gap', view, expressions, gold, steps }
}

/**
 * A passage whose genders tell antecedents: labels the names and pronouns of either gender by it, then hides gender from
 * everything. Null where only one gender is named.
 */
export function silverExample(doc: CorefDocument, was: Read, names: GivenNames): Example | null {
  const { view, expressions } = prepared(was, names)
  const owners: Record<number, Set<number>> = { [MALE]: new Set(), [FEMALE]: new Set() }
  for (const e of expressions) if (e.form === 'name' && e.entity >= 0) owners[e.gender]?.add(e.entity)
  if (owners[MALE]!.size === 0 || owners[FEMALE]!.size === 0) return null
  const gold = new Int32Array(expressions.length).fill(UNKNOWN)
  const steps = new Uint8Array(expressions.length)
  for (const [k, e] of expressions.entries()) {
    if (!owners[e.gender] || e.joint || (e.form === 'name' && e.entity < 0)) continue
    if (e.form !== 'nominal') gold[k] = e.gender
    if (e.form === 'pronoun') steps[k] = 1
  }
  if (!steps.includes(1)) return null
  const hidden = expressions.map((e): Expression => {
    const gender = e.gender === MALE || e.gender === FEMALE ? PERSON : e.gender
    return { ...e, gender, hint: gender & e.hint && gender !== e.hint ? PERSON : e.hint }
  })
  return { corpus: doc.corpus, view, expressions: hidden, gold, steps }
}

class Trainer {
  readonly learners = Array.from({ length: RANKERS }, (_, k) => new Learner(k + 1))
  private readonly rows = new Rows()
  loss = 0
  steps = 0

  /** Goes through one document; with `learning` the weights change. */
  pass(example: Example): void {
    const { view, expressions, gold, steps } = example
    const antecedents = expressions.map(() => null as Int32Array | null)
    const resolver = new Resolver(view, expressions)
    resolver.run((step) => {
      if (step.candidates.length === 0) return -1
      const options = this.options(view, step, resolver, antecedents)
      const learner = this.learners[step.ranker]!
      const scores = learner.score(options)
      let best = 0
      const told = this.told(example, step)
      if (steps[step.at]) this.update(example, step, resolver, options, gold)
      if (told >= 0) return told
      for (let k = 1; k < options.pair.length; k++) if (scores[k]! > scores[best]!) best = k
      return best - 1
    })
  }

  /** The candidate that gold names in a passage of which only a few expressions are labelled; -1 elsewhere. */
  private told(example: Example, step: Step): number {
    const own = example.gold[step.at]!
    if ((example.corpus !== 'silver' && example.corpus !== 'gap') || own < 0) return -1
    return step.candidates.findIndex((c) => example.gold[c.at] === own)
  }

  private options(view: CorefView, step: Step, resolver: Resolver, antecedents: (Int32Array | null)[]): Options {
    const { rows } = this
    const taken = (fill: () => void): Int32Array => {
      rows.length = 0
      fill()
      return copyRows(rows)
    }
    const candidate: Int32Array[] = [taken(() => noneRows(step.candidates.length, rows))]
    const pair: Int32Array[] = [new Int32Array(0)]
    for (const c of step.candidates) {
      antecedents[c.at] ??= taken(() => antecedentRows(view, c.e, resolver.facts[c.at]!, rows))
      candidate.push(antecedents[c.at]!)
      pair.push(taken(() => pairRows(view, step.e, step.at, c, rows)))
    }
    return { anaphor: taken(() => anaphorRows(view, step.e, step.facts, rows)), candidate, pair }
  }

  private update(example: Example, step: Step, resolver: Resolver, options: Options, gold: Int32Array): void {
    const own = gold[step.at]!
    const right = new Uint8Array(options.pair.length)
    let found = false
    for (const [k, c] of step.candidates.entries()) {
      const other =
        example.corpus === 'gap' || example.corpus === 'silver' ? this.clusterLabel(resolver, gold, c.at) : gold[c.at]!
      if (example.corpus === 'silver' && (other === UNKNOWN || (c.e.pronoun && other !== own))) right[k + 1] = 2
      else if (other === UNKNOWN) right[k + 1] = own === 4 && example.corpus === 'gap' ? 1 : 0
      else if (other >= 0 && other === own) right[k + 1] = 1
      found ||= right[k + 1] === 1
    }
    if (!found || (example.corpus === 'gap' && own === 4)) right[0] = 1
    if (example.corpus === 'gap' && step.e.pronoun && !found && own !== 4)
      // The name comes later: till then the pronoun stands alone or with other pronouns.
      for (const [k, c] of step.candidates.entries()) right[k + 1] = c.cluster.described === 0 ? 1 : 0
    // GAP tells of one pronoun and two names; what it does not mark may well belong together.
    if ((example.corpus === 'silver' || (example.corpus === 'gap' && !step.e.pronoun)) && !found) return
    const cost = new Float64Array(options.pair.length)
    for (let k = 0; k < cost.length; k++)
      if (right[k] === 0) cost[k] = k === 0 ? FALSE_NEW : right[0] === 1 ? FALSE_ANAPHOR : WRONG_LINK
    this.loss += this.learners[step.ranker]!.learn(options, right, cost, WEIGHT[example.corpus])
    this.steps++
  }

  private clusterLabel(resolver: Resolver, gold: Int32Array, at: number): number {
    const cluster = resolver.of[at]!
    for (let k = resolver.clusters[cluster]!.first; k <= resolver.clusters[cluster]!.last; k++)
      if (resolver.of[k] === cluster && gold[k]! >= 0) return gold[k]!
    return UNKNOWN
  }
}

export function learn(examples: readonly Example[], seen?: (weights: Weights[], epoch: number) => void): Weights[] {
  const trainer = new Trainer()
  const next = random(11)
  const order = examples.flatMap((e, k) => new Array<number>(e.corpus === 'gap' ? GAP_TIMES : 1).fill(k))
  const copies: Weights[][] = []
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (let k = order.length - 1; k > 0; k--) {
      const j = Math.floor(next() * (k + 1))
      ;[order[k], order[j]] = [order[j]!, order[k]!]
    }
    trainer.loss = 0
    trainer.steps = 0
    const started = performance.now()
    for (const k of order) trainer.pass(examples[k]!)
    if (epoch >= EPOCHS - 2) copies.push(trainer.learners.map((l) => l.snapshot()))
    seen?.(
      trainer.learners.map((l) => l.snapshot()),
      epoch,
    )
    process.stderr.write(
      `  epoch ${epoch + 1}: loss ${(trainer.loss / trainer.steps).toFixed(4)} over ${trainer.steps} steps, ${Math.round((performance.now() - started) / 1000)} s\n`,
    )
  }
  return trainer.learners.map((_, r) => mean(copies.map((c) => c[r]!)))
}

export function encode(weights: readonly Weights[], names: { male: Set<number>; female: Set<number> }): ModelFile {
  const sections = new Map<string, Uint8Array>()
  const straight: number[] = []
  for (const [r, w] of weights.entries()) {
    const q = quantise(w, `${r}.`)
    for (const [name, bytes] of q.sections) sections.set(name, bytes)
    straight.push(q.straightScale)
  }
  sections.set('male', GivenNames.encode(names.male))
  sections.set('female', GivenNames.encode(names.female))
  const header = { component: COREF_COMPONENT, version: COREF_VERSION, settings: { straight, features: FEATURES } }
  return { header, sections }
}

/** Writes the model file and its row of the manifest. */
export function save(model: ModelFile, scores: Readonly<Record<string, number>>): void {
  saveModel(COREF_FILE, model, {
    licence: 'CC BY-SA 4.0',
    trainedOn: [
      {
        corpus: 'OntoGUM',
        licence: 'CC BY-SA 4.0',
        part: 'train; academic, bio, conversation, court, interview, news, speech, textbook, vlog, voyage',
      },
      { corpus: 'LitBank', licence: 'CC BY 4.0', part: 'all' },
      { corpus: 'GAP', licence: 'Apache-2.0', part: 'validation' },
      ...SOURCES.map(([file, , licence]) => ({ corpus: file, licence, part: 'passages that name a woman and a man' })),
      { corpus: 'gender-detection-from-name', licence: 'MIT', part: 'given names' },
    ],
    scores,
  })
}
