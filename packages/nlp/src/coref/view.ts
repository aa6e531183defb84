import type { Layers, Mention, Quote } from '@wherefrom/schema'
import { extents } from '../parse/tree.ts'
import type { TypedTokens } from '../tokens/tokens.ts'
import { CLUSTER, COARSE, FLAGS, LOWER, TYPE_COLUMNS, type WordTypes } from '../tokens/types.ts'
import { SPEECH_VERBS } from './nouns.ts'

/** What coreference reads of one document. */
export type CorefInput = Pick<Layers, 'sentences' | 'tags' | 'parse' | 'quotes' | 'mentions' | 'entities'> & {
  readonly tokens: TypedTokens
  readonly text: string
}

/** Relations by number, so that features are small; without subtype where it tells nothing here. 0: any other. */
export const RELATIONS = [
  'other',
  'root',
  'nsubj',
  'nsubj:pass',
  'obj',
  'iobj',
  'obl',
  'obl:agent',
  'nmod',
  'nmod:poss',
  'appos',
  'conj',
  'compound',
  'vocative',
  'xcomp',
  'ccomp',
  'advcl',
  'acl',
  'acl:relcl',
  'parataxis',
  'dislocated',
  'nsubj:outer',
  'dep',
  'det',
  'amod',
  'nummod',
  'flat',
  'case',
  'cc',
  'punct',
  'cop',
  'aux',
  'mark',
  'advmod',
  'expl',
  'det:predet',
  'nmod:desc',
  'nmod:unmarked',
  'obl:unmarked',
  'fixed',
  'goeswith',
  'discourse',
  'reparandum',
  'list',
  'orphan',
  'csubj',
] as const
export type Relation = (typeof RELATIONS)[number]
const RELATION_ID: ReadonlyMap<string, number> = new Map(RELATIONS.map((r, k) => [r, k]))
/** Number of a relation. */
export const rel = (name: Relation): number => RELATION_ID.get(name)!

const relationId = (name: string): number => RELATION_ID.get(name) ?? RELATION_ID.get(name.split(':')[0]!) ?? 0

/** Word classes by number. */
export const CLASSES = [
  'X',
  'NOUN',
  'PROPN',
  'PRON',
  'VERB',
  'AUX',
  'ADJ',
  'NUM',
  'DET',
  'ADP',
  'PUNCT',
  'ADV',
  'SYM',
  'PART',
  'CCONJ',
  'SCONJ',
  'INTJ',
] as const
/** Number of a word class. */
export const wordClass = (name: (typeof CLASSES)[number]): number => CLASSES.indexOf(name)

/** Reading view over the layers: columns of numbers, children, extents. Built in linear time. */
export class CorefView {
  readonly input: CorefInput
  readonly n: number
  readonly head: Int32Array
  readonly rel: Uint8Array
  readonly pos: Uint8Array
  readonly sentence: Int32Array
  readonly left: Int32Array
  readonly right: Int32Array
  readonly first: Int32Array
  readonly next: Int32Array
  /** Index of the innermost quotation of speech around a token, or -1. */
  readonly quote: Int32Array
  /** Head token of the speaker of each quotation, or -1. */
  readonly speaker: Int32Array
  /** Index of the name that a token is in, or -1. */
  readonly named: Int32Array
  readonly #data: Int32Array
  readonly #plural: Uint8Array

  constructor(input: CorefInput, types: Pick<WordTypes, 'data'>) {
    const { tokens, parse, tags } = input
    this.input = input
    this.n = tokens.length
    this.head = parse.head
    this.sentence = tokens.sentence
    const relations = Uint8Array.from(parse.deprelNames, relationId)
    const classes = Uint8Array.from(tags.uposNames, (name) => Math.max(0, (CLASSES as readonly string[]).indexOf(name)))
    const plurals = Uint8Array.from(tags.xposNames, (name) =>
      name === 'NNS' || name === 'NNPS' ? 2 : /^NN/.test(name) ? 1 : 0,
    )
    this.rel = parse.deprel.map((d) => relations[d]!)
    this.pos = tags.upos.map((u) => classes[u]!)
    this.#plural = tags.xpos.map((x) => plurals[x]!)
    this.#data = types.data
    this.first = new Int32Array(this.n).fill(-1)
    this.next = new Int32Array(this.n).fill(-1)
    for (let i = this.n - 1; i >= 0; i--) {
      const h = this.head[i]!
      if (h < 0) continue
      this.next[i] = this.first[h]!
      this.first[h] = i
    }
    ;({ left: this.left, right: this.right } = extents(this.head))
    this.named = namesAt(input.mentions, this.n)
    this.quote = new Int32Array(this.n).fill(-1)
    this.speaker = new Int32Array(input.quotes.length).fill(-1)
    this.#markQuotes(input.quotes)
  }

  /** Hash of the lower-case word. */
  lower(i: number): number {
    return this.#data[this.input.tokens.type[i]! * TYPE_COLUMNS + LOWER]!
  }

  fine(i: number): number {
    return this.#data[this.input.tokens.type[i]! * TYPE_COLUMNS + CLUSTER]!
  }

  coarse(i: number): number {
    return this.#data[this.input.tokens.type[i]! * TYPE_COLUMNS + COARSE]!
  }

  flags(i: number): number {
    return this.#data[this.input.tokens.type[i]! * TYPE_COLUMNS + FLAGS]!
  }

  /** 0 no noun, 1 singular noun, 2 plural noun. */
  nounNumber(i: number): number {
    return this.#plural[i]!
  }

  word(i: number): string {
    return this.input.text.slice(this.input.tokens.start[i], this.input.tokens.end[i])
  }

  lemma(i: number): string {
    return this.input.tags.lemma[i] ?? ''
  }

  /** First child with the relation, or -1. */
  child(i: number, relation: number): number {
    for (let c = this.first[i]!; c >= 0; c = this.next[c]!) if (this.rel[c] === relation) return c
    return -1
  }

  mention(i: number): Mention | null {
    const k = this.named[i]!
    return k < 0 ? null : this.input.mentions[k]!
  }

  /** Head token of a name: the first (of a person) or last word whose head is outside it, however it was parsed. */
  nameHead(m: Mention): number {
    let found = -1
    for (let i = m.tokens.from; i < m.tokens.to; i++) {
      const h = this.head[i]!
      if (h >= m.tokens.from && h < m.tokens.to) continue
      if (found < 0 || m.type !== 'person') found = i
    }
    return found < 0 ? m.tokens.to - 1 : found
  }

  #markQuotes(quotes: readonly Quote[]): void {
    const { tokens } = this.input
    let at = 0
    for (const [q, quote] of quotes.entries()) {
      if (quote.scare) continue
      while (at > 0 && tokens.start[at - 1]! >= quote.start) at--
      while (at < this.n && tokens.start[at]! < quote.start) at++
      let to = at
      while (to < this.n && tokens.end[to]! <= quote.end) to++
      // Quotations inside quotations come later in text order: the innermost wins.
      this.quote.fill(q, at, to)
      if (to > at) this.speaker[q] = this.#speakerOf(q, at, to)
      if (quote.continues !== null && this.speaker[q]! < 0) this.speaker[q] = this.speaker[quote.continues] ?? -1
    }
  }

  /** Subject of a verb of saying that governs the quotation or stands beside it in its sentence. */
  #speakerOf(q: number, from: number, to: number): number {
    for (let i = from, steps = 0; i < to && steps < 80; i++, steps++) {
      const h = this.head[i]!
      if (h < 0 || (h >= from && h < to)) continue
      const speaker = this.#subject(h, q)
      if (speaker >= 0) return speaker
    }
    for (let i = to, steps = 0; i < this.n && steps < 6 && this.sentence[i] === this.sentence[to - 1]; i++, steps++) {
      const speaker = this.#subject(i, q)
      if (speaker >= 0) return speaker
    }
    for (let i = from - 1, steps = 0; i >= 0 && steps < 6 && this.sentence[i] === this.sentence[from]; i--, steps++) {
      const speaker = this.#subject(i, q)
      if (speaker >= 0) return speaker
    }
    return -1
  }

  #subject(verb: number, q: number): number {
    if (this.pos[verb] !== VERB || !SPEECH_VERBS.has(this.lemma(verb))) return -1
    for (let at = verb, hop = 0; at >= 0 && hop < 3; hop++) {
      const s = this.child(at, NSUBJ)
      if (s >= 0) return this.quote[s] === q ? -1 : s
      if (this.rel[at] !== CONJ && this.rel[at] !== ADVCL) return -1
      at = this.head[at]!
    }
    return -1
  }
}

const VERB = wordClass('VERB')
const NSUBJ = rel('nsubj')
const CONJ = rel('conj')
const ADVCL = rel('advcl')

function namesAt(mentions: readonly Mention[], n: number): Int32Array {
  const out = new Int32Array(n).fill(-1)
  for (const [k, m] of mentions.entries()) out.fill(k, m.tokens.from, m.tokens.to)
  return out
}
