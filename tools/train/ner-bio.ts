/**
 * The name corpora as training material for a network: the product's words, and for every word the set of labels that the
 * corpus allows. Labels are plain BIO over the tagger's coarse types; the finer types of the product are rules on top.
 *
 * A label set with one bit is a gold label. Several bits stand where a corpus does not tell: a type that it does not
 * annotate (`btc` marks no MISC), a handle, a group of people, and every unmarked capitalised word of re3d, which marks
 * most names once. A loss must take the sum over the allowed labels, so that what is not annotated teaches nothing.
 */
import type { Sentences, Tokens } from '@wherefrom/schema'
import { NER_TYPES, type NerType } from '../../packages/nlp/src/mentions/labels.ts'
import { readAll } from './ner-corpora.ts'
import type { NerDoc } from './ner-doc.ts'
import { tokensOf } from './ner-examples.ts'

/** `O`, then B and I of each type, in the order of `NER_TYPES`. */
export const BIO_LABELS: readonly string[] = ['O', ...NER_TYPES.flatMap((t) => [`B-${t}`, `I-${t}`])]

const ANY = (1 << BIO_LABELS.length) - 1
const b = (type: number): number => 1 << (1 + 2 * type)
const i = (type: number): number => 1 << (2 + 2 * type)

export interface BioDoc {
  readonly id: string
  readonly corpus: string
  readonly text: string
  readonly tokens: Tokens
  readonly sentences: Sentences
  /** Bit set over `BIO_LABELS` for each token. */
  readonly allowed: Uint16Array
  readonly annotated: readonly NerType[]
}

/** What an unmarked word may be. */
function unmarked(doc: NerDoc, capital: boolean): number {
  if (!capital) return 1
  if (doc.corpus === 're3d') return ANY
  return NER_TYPES.reduce((mask, type, t) => (doc.annotated.includes(type) ? mask : mask | b(t) | i(t)), 1)
}

/** The label sets of a document's tokens. A token that a name covers in part belongs to it. */
export function allowedLabels(doc: NerDoc, tokens: Tokens): Uint16Array {
  const out = new Uint16Array(tokens.length)
  for (let k = 0; k < tokens.length; k++)
    out[k] = unmarked(doc, /^(?:\p{Ll}{1,3}-)?\p{Lu}/u.test(doc.text.slice(tokens.start[k]!, tokens.end[k]!)))
  let k = 0
  for (const span of doc.spans.toSorted((x, y) => x.start - y.start)) {
    while (k < tokens.length && tokens.end[k]! <= span.start) k++
    const type = NER_TYPES.indexOf(span.type)
    for (let first = true; k < tokens.length && tokens.start[k]! < span.end; k++, first = false)
      out[k] = span.open ? ANY : first ? b(type) : i(type)
  }
  return out
}

export function toBio(doc: NerDoc): BioDoc {
  const { id, corpus, text, annotated } = doc
  const { tokens, sentences } = tokensOf(doc)
  return { id, corpus, text, tokens, sentences, allowed: allowedLabels(doc, tokens), annotated }
}

/** Every name corpus of the folder; documents with `held` are kept out of training (see `heldBack`). */
export function* bioDocs(corpora: string): Generator<BioDoc & { readonly held: boolean }> {
  const seen = new Map<string, number>()
  for (const doc of readAll(corpora)) {
    const k = seen.get(doc.corpus) ?? 0
    seen.set(doc.corpus, k + 1)
    yield { ...toBio(doc), held: heldBack(doc.corpus, k) }
  }
}

/** Every tenth document of a corpus is held back; UNER has a development part of its own. */
export const heldBack = (corpus: string, k: number): boolean => corpus !== 'uner-ewt' && k % 10 === 3
