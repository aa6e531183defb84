/** Documents of the name corpora made ready for training: tokens, columns, permitted labels, cached feature keys. */
import type { Sentences, Tokens } from '@wherefrom/schema'
import type { Clusters } from '../../packages/nlp/src/clusters/clusters.ts'
import { type Columns, makeColumns } from '../../packages/nlp/src/mentions/columns.ts'
import { MOST_KEYS, staticKeys } from '../../packages/nlp/src/mentions/features.ts'
import {
  BEGIN,
  INSIDE,
  LABELS,
  LAST,
  label,
  NER_TYPES,
  typeMask,
  UNIT,
} from '../../packages/nlp/src/mentions/labels.ts'
import type { Lexicon } from '../../packages/nlp/src/mentions/lexicon.ts'
import { scan } from '../../packages/nlp/src/tokens/scan.ts'
import type { NerDoc } from './ner-doc.ts'

export const ALL_LABELS = (1 << LABELS) - 1

export interface Example {
  readonly doc: NerDoc
  readonly tokens: Tokens
  readonly sentences: Sentences
  readonly columns: Columns
  /** Bit set of permitted labels; several where a corpus does not tell. */
  readonly permitted: Int32Array
  /** Context-free keys of all tokens, one after the other; token i has `[offsets[i], offsets[i + 1])`. */
  readonly keys: Int32Array
  readonly offsets: Int32Array
}

/** The product's tokens over given sentences. */
export function tokensOf(doc: Pick<NerDoc, 'text' | 'sentences'>): { tokens: Tokens; sentences: Sentences } {
  const start: number[] = []
  const end: number[] = []
  const sentence: number[] = []
  const from: number[] = []
  const to: number[] = []
  for (const s of doc.sentences) {
    const first = start.length
    scan(doc.text, s.start, s.end, (a, b) => {
      start.push(a)
      end.push(b)
      sentence.push(from.length)
    })
    if (start.length === first) continue
    from.push(first)
    to.push(start.length)
  }
  return {
    tokens: {
      length: start.length,
      start: Int32Array.from(start),
      end: Int32Array.from(end),
      sentence: Int32Array.from(sentence),
    },
    sentences: { length: from.length, from: Int32Array.from(from), to: Int32Array.from(to) },
  }
}

/** Labels that a token may have where the corpus marks nothing. */
function unmarked(doc: NerDoc, capital: boolean): number {
  if (!capital) return 1
  // re3d marks most things once: a capitalised word without a mark may still be a name.
  if (doc.corpus === 're3d') return ALL_LABELS
  let mask = 1
  for (const [t, type] of NER_TYPES.entries()) if (!doc.annotated.includes(type)) mask |= typeMask(t)
  return mask
}

/** Lays the marked names over the tokens. */
export function permittedLabels(doc: NerDoc, tokens: Tokens): Int32Array {
  const out = new Int32Array(tokens.length)
  for (let k = 0; k < tokens.length; k++) out[k] = unmarked(doc, /^\p{Lu}/u.test(doc.text.charAt(tokens.start[k]!)))
  let i = 0
  for (const span of doc.spans.toSorted((a, b) => a.start - b.start)) {
    while (i < tokens.length && tokens.end[i]! <= span.start) i++
    let j = i
    while (j < tokens.length && tokens.start[j]! < span.end) j++
    const type = NER_TYPES.indexOf(span.type)
    for (let k = i; k < j; k++) {
      const position = j - i === 1 ? UNIT : k === i ? BEGIN : k === j - 1 ? LAST : INSIDE
      out[k] = span.open ? ALL_LABELS : 1 << label(type, position)
    }
    i = j
  }
  return out
}

export function toExample(doc: NerDoc, lexicon: Lexicon, clusters: Clusters | null): Example {
  const { tokens, sentences } = tokensOf(doc)
  const columns = makeColumns(doc.text, tokens, sentences, lexicon, clusters?.fine ?? null, clusters?.coarse ?? null)
  const buffer = new Int32Array(MOST_KEYS)
  const offsets = new Int32Array(tokens.length + 1)
  const all: number[] = []
  for (let s = 0; s < sentences.length; s++)
    for (let i = sentences.from[s]!; i < sentences.to[s]!; i++) {
      const n = staticKeys(columns, i, sentences.from[s]!, sentences.to[s]!, buffer)
      for (let k = 0; k < n; k++) all.push(buffer[k]!)
      offsets[i + 1] = all.length
    }
  return {
    doc,
    tokens,
    sentences,
    columns,
    permitted: permittedLabels(doc, tokens),
    keys: Int32Array.from(all),
    offsets,
  }
}
