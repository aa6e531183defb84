import { readFileSync } from 'node:fs'
import { analyse, loadEngine } from '@wherefrom/nlp'
import { type Block, type Document, NO_METADATA } from '@wherefrom/schema'
import { conlluFiles, readConllu, type TreeDocument } from '../../train/conllu.ts'
import { type Evaluation, f1 } from '../evaluation.ts'
import { readModels } from '../models.ts'
import { align, goldWords, systemWords, type Words } from './parse-align.ts'

/** A treebank document as the readers would give it: raw text, one paragraph block for each of its paragraphs. */
export function asDocument(doc: TreeDocument): Document {
  const blocks = doc.paragraphs.map(
    (p): Block => ({ ...p, kind: 'paragraph', source: { type: 'element', path: 'body' } }),
  )
  return { text: doc.text, blocks, metadata: NO_METADATA, problems: [] }
}

type Counter = { matched: number; system: number; gold: number }
const METRICS = ['tokens', 'sentences', 'words', 'upos', 'xpos', 'uas', 'las'] as const

/** F1 from raw text, as the CoNLL 2018 shared task counts it (universal part of relations only). */
export async function evaluate(path: string): Promise<Evaluation> {
  const engine = loadEngine(readModels())
  const counts = new Map<string, Counter>(METRICS.map((m) => [m, { matched: 0, system: 0, gold: 0 }]))
  let n = 0
  for (const file of conlluFiles(path))
    for (const doc of readConllu(readFileSync(file, 'utf8'))) {
      n++
      const document = asDocument(doc)
      score(goldWords(doc), systemWords(document.text, analyse(document, engine)), counts)
    }
  return { n, metrics: Object.fromEntries([...counts].map(([m, c]) => [m, f1(c.matched, c.system, c.gold)])) }
}

function score(gold: Words, system: Words, counts: Map<string, Counter>): void {
  const add = (metric: string, matched: number, system: number, gold: number): void => {
    const c = counts.get(metric)!
    c.matched += matched
    c.system += system
    c.gold += gold
  }
  const spans = (metric: string, a: readonly string[], b: readonly string[]): void => {
    const known = new Set(a)
    add(metric, b.filter((s) => known.has(s)).length, b.length, a.length)
  }
  spans('tokens', gold.tokens, system.tokens)
  spans('sentences', gold.sentences, system.sentences)
  const pairs = align(gold, system)
  const goldOf = new Int32Array(system.form.length).fill(-1)
  for (const [g, s] of pairs) goldOf[s] = g
  const words = (metric: string, same: (g: number, s: number) => boolean): void =>
    add(metric, pairs.filter(([g, s]) => same(g, s)).length, system.form.length, gold.form.length)
  const head = (g: number, s: number): boolean => {
    const h = system.head[s]!
    return h < 0 ? gold.head[g]! < 0 : goldOf[h]! >= 0 && goldOf[h] === gold.head[g]
  }
  words('words', () => true)
  words('upos', (g, s) => gold.upos[g] === system.upos[s])
  words('xpos', (g, s) => gold.xpos[g] === system.xpos[s])
  words('uas', head)
  words('las', (g, s) => head(g, s) && gold.deprel[g] === system.deprel[s])
}
