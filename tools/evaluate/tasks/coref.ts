/**
 * `evaluate -- coref`: references against gold. Columns of CoNLL-2012's kind (`*.conll`) give `muc b3 ceafe conllF` (F1s
 * over all documents, system mentions) and `mentionsF`; the text is put together from the words, and the product reads
 * it. GAP's rows (`*.tsv`) give `gapF`: F1 over the two decisions of each row. A pronoun stands for a name when its
 * cluster holds an expression whose head lies in the name, or is the cluster of the name's entity.
 */
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { analyse, type Engine, loadEngine } from '@wherefrom/nlp'
import type { Layers, Span } from '@wherefrom/schema'
import { type ColumnDocument, columnFiles, readCorefColumns } from '../../train/coref-columns.ts'
import { documentOf, type GapRow, readGap } from '../../train/coref-data.ts'
import { type Evaluation, f1 } from '../evaluation.ts'
import { readModels } from '../models.ts'
import { type Cluster, CorefScore, fOf } from './coref-score.ts'

export async function evaluate(path: string): Promise<Evaluation> {
  const engine = loadEngine(readModels())
  const score = new CorefScore()
  let n = 0
  for (const file of columnFiles(path))
    for (const doc of readCorefColumns(file)) {
      n++
      score.add(goldClusters(doc), systemClusters(doc, analyse(documentOf(doc.text), engine)))
    }
  const gap = gapFiles(path).flatMap(readGap)
  const metrics: Record<string, number> = {}
  if (n > 0)
    Object.assign(metrics, {
      muc: score.f('muc'),
      b3: score.f('b3'),
      ceafe: score.f('ceafe'),
      conllF: score.conllF,
      mentionsF: fOf(score.mentions),
    })
  if (gap.length > 0) metrics['gapF'] = gapF(gap, engine)
  return { n: n + gap.length, metrics }
}

function gapFiles(path: string): string[] {
  if (!statSync(path).isDirectory()) return path.endsWith('.tsv') ? [path] : []
  return readdirSync(path)
    .toSorted()
    .flatMap((name) => gapFiles(join(path, name)))
}

/** Clusters of mention keys; a span that is marked twice counts once, in the cluster that comes first. */
export function clustersOf(mentions: readonly { from: number; to: number; cluster: number }[]): Cluster[] {
  const clusters = new Map<number, string[]>()
  const seen = new Set<string>()
  for (const m of mentions) {
    const key = `${m.from}-${m.to}`
    if (seen.has(key)) continue
    seen.add(key)
    clusters.set(m.cluster, [...(clusters.get(m.cluster) ?? []), key])
  }
  return [...clusters.values()]
}

export const goldClusters = (doc: ColumnDocument): Cluster[] => clustersOf(doc.mentions)

/** The product's references as word ranges of the columns. A reference of less than a word takes in the whole word. */
export function systemClusters(doc: ColumnDocument, layers: Pick<Layers, 'references'>): Cluster[] {
  return clustersOf(
    layers.references.map((r) => {
      const from = wordAt(doc.end, r.start)
      let to = from + 1
      while (to < doc.start.length && doc.start[to]! < r.end) to++
      return { from, to, cluster: r.cluster }
    }),
  ).filter((c) => c.length > 1)
}

/** First word that ends after `pos`. */
function wordAt(end: readonly number[], pos: number): number {
  let low = 0
  let high = end.length
  while (low < high) {
    const mid = (low + high) >>> 1
    if (end[mid]! <= pos) low = mid + 1
    else high = mid
  }
  return low
}

function gapF(rows: readonly GapRow[], engine: Engine): number {
  let both = 0
  let system = 0
  let gold = 0
  for (const row of rows) {
    const { a, b } = decide(row, analyse(documentOf(row.text), engine))
    both += Number(a && row.isA) + Number(b && row.isB)
    system += Number(a) + Number(b)
    gold += Number(row.isA) + Number(row.isB)
  }
  return f1(both, system, gold)
}

/** Does the product take the row's pronoun for either name? */
export function decide(row: GapRow, layers: Layers): { a: boolean; b: boolean } {
  const pronoun = layers.references.find((r) => r.form === 'pronoun' && r.start === row.pronoun.start)
  if (!pronoun) return { a: false, b: false }
  const { start, end } = layers.tokens
  const within = (i: number, span: Span): boolean => start[i]! < span.end && span.start < end[i]!
  const own = layers.references.filter((r) => r.cluster === pronoun.cluster && r.form !== 'pronoun')
  const stands = (name: Span): boolean =>
    own.some((r) => within(r.head, name)) ||
    layers.mentions.some((m) => m.start < name.end && name.start < m.end && m.entity === pronoun.entity)
  return { a: stands(row.a), b: stands(row.b) }
}
