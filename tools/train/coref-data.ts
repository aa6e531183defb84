/** Coreference corpora as labelled documents for the trainer. */
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { type Document, type Layers, NO_METADATA, type Span, tokensIn } from '@wherefrom/schema'
import { type ColumnDocument, columnFiles, readCorefColumns } from './coref-columns.ts'

/** A document with what its corpus says of coreference, as character spans. */
export interface CorefDocument {
  readonly id: string
  readonly corpus: 'ontogum' | 'litbank' | 'gap' | 'silver'
  readonly text: string
  readonly gold: readonly (Span & { readonly cluster: number })[]
}

/** GUM genres whose licence lets weights ship. */
const GENRES = /^GUM_(?:news|interview|bio|academic|speech|voyage|court|textbook|vlog|conversation)_/

export const ofColumns = (doc: ColumnDocument, corpus: CorefDocument['corpus']): CorefDocument => ({
  id: doc.id,
  corpus,
  text: doc.text,
  gold: doc.mentions.map((m) => ({ start: doc.start[m.from]!, end: doc.end[m.to - 1]!, cluster: m.cluster })),
})

export function readOntoGum(folder: string): CorefDocument[] {
  return columnFiles(folder)
    .filter((f) => GENRES.test(basename(f)))
    .flatMap(readCorefColumns)
    .map((d) => ofColumns(d, 'ontogum'))
}

export const readLitBank = (folder: string): CorefDocument[] =>
  columnFiles(folder)
    .flatMap(readCorefColumns)
    .map((d) => ofColumns(d, 'litbank'))

/** Sentences of a passage. */
const PASSAGE = 4

/**
 * A document cut into passages of a few sentences, so that pronouns come before the names that they stand for, as they do
 * where somebody quotes from the middle of a text.
 */
export function passagesOf(doc: CorefDocument, least = 2): CorefDocument[] {
  const starts = [0]
  for (const m of doc.text.matchAll(/[.!?]["”’')]? (?=["“‘(]?[A-Z])/g)) starts.push(m.index + m[0].length)
  const out: CorefDocument[] = []
  for (let k = PASSAGE; k < starts.length; k += PASSAGE) {
    const start = starts[k]!
    const end = starts[k + PASSAGE] ?? doc.text.length
    const gold = doc.gold
      .filter((g) => g.start >= start && g.end <= end)
      .map((g) => ({ start: g.start - start, end: g.end - start, cluster: g.cluster }))
    if (gold.length >= least)
      out.push({ id: `${doc.id}@${start}`, corpus: doc.corpus, text: doc.text.slice(start, end), gold })
  }
  return out
}

/** A GAP passage: a pronoun and two names, each of which it may or may not stand for. */
export interface GapRow {
  readonly id: string
  readonly text: string
  readonly pronoun: Span
  readonly a: Span
  readonly b: Span
  readonly isA: boolean
  readonly isB: boolean
}

/** Reads GAP's tab-separated rows (offsets are in code points). */
export function readGap(file: string): GapRow[] {
  const [header, ...lines] = readFileSync(file, 'utf8').split('\n')
  if (!header?.startsWith('ID\tText\tPronoun')) return []
  return lines
    .filter((l) => l.trim() !== '')
    .map((line) => {
      const [id, text, pronoun, at, a, aAt, isA, b, bAt, isB] = line.split('\t') as string[]
      const spanOf = (word: string, offset: string): Span => {
        const start = [...text!].slice(0, Number(offset)).join('').length
        return { start, end: start + word.length }
      }
      return {
        id: id!,
        text: text!,
        pronoun: spanOf(pronoun!, at!),
        a: spanOf(a!, aAt!),
        b: spanOf(b!, bAt!),
        isA: /^true$/i.test(isA!),
        isB: /^true$/i.test(isB!),
      }
    })
}

/** Plain text as a document of one paragraph. */
export function documentOf(text: string): Document {
  const block = { start: 0, end: text.length, kind: 'paragraph', source: { type: 'element', path: 'body' } } as const
  return { text, blocks: [block], metadata: NO_METADATA, problems: [] }
}

/** Head token of a character span by the parse: the first token of it whose head is outside; -1 where it holds none. */
export function headOfSpan(layers: Pick<Layers, 'tokens' | 'parse'>, span: Span): number {
  const range = tokensIn(layers.tokens, span, 'expand')
  if (!range) return -1
  for (let i = range.from; i < range.to; i++) {
    const h = layers.parse.head[i]!
    if (h < range.from || h >= range.to) return i
  }
  return range.from
}
