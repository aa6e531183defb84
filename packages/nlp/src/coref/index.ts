import type { Reference } from '@wherefrom/schema'
import { decodeModel } from '../model/container.ts'
import type { WordTypes } from '../tokens/types.ts'
import { type Expression, findExpressions } from './expressions.ts'
import { anaphorRows, antecedentRows, FEATURES, noneRows, pairRows } from './features.ts'
import { GivenNames } from './given-names.ts'
import { Net, SUM } from './net.ts'
import { RANKERS, Resolver, type Step } from './resolver.ts'
import { Rows } from './space.ts'
import { type CorefInput, CorefView } from './view.ts'

export const COREF_FILE = 'coref.bin.gz'
export const COREF_COMPONENT = 'nlp.coref'
export const COREF_VERSION = 1

/** Weights of the three rankers and the list of given names. */
export interface CorefModels {
  readonly nets: readonly Net[]
  readonly names: GivenNames
}

/** Unpacks the weights (`bytes`: the decompressed model file). Throws `ModelError` where they are damaged. */
export function loadCoref(bytes: Uint8Array): CorefModels {
  const { header, sections } = decodeModel(bytes, COREF_COMPONENT, COREF_VERSION)
  const scales = header.settings['straight'] as number[]
  const list = (name: string): number[] => GivenNames.decode(sections.get(name) ?? new Uint8Array(0))
  return {
    nets: Array.from({ length: RANKERS }, (_, k) => Net.decode(sections, `${k}.`, FEATURES, scales[k]!)),
    names: new GivenNames(list('male'), list('female')),
  }
}

/** Scores candidates with the shipped weights and takes the best; ties go to the nearest. */
class Ranker {
  private readonly view: CorefView
  private readonly models: CorefModels
  private readonly rows = new Rows()
  private readonly scratch = new Int32Array(SUM)
  private readonly sums: Map<number, Int32Array>[] = Array.from({ length: RANKERS }, () => new Map())

  constructor(view: CorefView, models: CorefModels) {
    this.view = view
    this.models = models
  }

  choose(step: Step): number {
    if (step.candidates.length === 0) return -1
    const net = this.models.nets[step.ranker]!
    const { rows, scratch } = this
    rows.length = 0
    anaphorRows(this.view, step.e, step.facts, rows)
    const anaphor = net.sum(rows)
    rows.length = 0
    noneRows(step.candidates.length, rows)
    const none = net.sum(rows)
    rows.length = 0
    let best = net.score(anaphor, none, rows, scratch)
    let chosen = -1
    for (const [k, c] of step.candidates.entries()) {
      const sums = this.sums[step.ranker]!
      let sum = sums.get(c.at)
      if (!sum) {
        rows.length = 0
        antecedentRows(this.view, c.e, c.facts, rows)
        sum = net.sum(rows)
        sums.set(c.at, sum)
      }
      rows.length = 0
      pairRows(this.view, step.e, step.at, c, rows)
      const score = net.score(anaphor, sum, rows, scratch)
      if (score > best) {
        best = score
        chosen = k
      }
    }
    return chosen
  }
}

/**
 * Expressions of a document that refer to the same thing: pronouns, descriptions and names, after the mentions are found.
 * A mention-ranking model (Durrett and Klein 2013; Clark and Manning 2016 for ranking by entities) takes the expressions
 * in order and gives each its best antecedent or none. Linear in the document's length.
 */
export function findReferences(input: CorefInput, types: Pick<WordTypes, 'data'>, models: CorefModels): Reference[] {
  const view = new CorefView(input, types)
  const expressions = findExpressions(view, models.names)
  const ranker = new Ranker(view, models)
  const resolver = new Resolver(view, expressions)
  resolver.run((step) => ranker.choose(step))
  return referencesOf(view, expressions, resolver)
}

function referencesOf(view: CorefView, expressions: readonly Expression[], resolver: Resolver): Reference[] {
  const { tokens } = view.input
  const number = new Map<number, number>()
  const entity = entitiesOf(expressions, resolver)
  const out: Reference[] = []
  for (const [at, e] of expressions.entries()) {
    const cluster = resolver.of[at]!
    if (resolver.clusters[cluster]!.size < 2) continue
    if (!number.has(cluster)) number.set(cluster, number.size)
    const span = { start: tokens.start[e.from]!, end: tokens.end[e.to - 1]! }
    out.push({
      ...span,
      tokens: { from: e.from, to: e.to },
      head: e.head,
      form: e.form,
      cluster: number.get(cluster)!,
      entity: entity[cluster]! < 0 ? null : entity[cluster]!,
      basis: { type: 'model', component: COREF_COMPONENT, spans: [span] },
    })
  }
  return out
}

/** The entity that most expressions of each cluster name; the first of those on a tie. */
function entitiesOf(expressions: readonly Expression[], resolver: Resolver): Int32Array {
  const counts: (Map<number, number> | undefined)[] = new Array(resolver.clusters.length)
  for (const [at, e] of expressions.entries()) {
    if (e.entity < 0) continue
    const map = counts[resolver.of[at]!] ?? new Map<number, number>()
    counts[resolver.of[at]!] = map
    map.set(e.entity, (map.get(e.entity) ?? 0) + 1)
  }
  return Int32Array.from(counts, (map) => (map ? [...map].reduce((a, b) => (b[1] > a[1] ? b : a))[0] : -1))
}
