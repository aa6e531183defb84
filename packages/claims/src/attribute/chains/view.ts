import { extents, joinRanges } from '@wherefrom/nlp'
import type { Document, Insertion, Layers, Mention, Quote, Span, TimeMention, TokenRange } from '@wherefrom/schema'
import { SpanIndex } from './span-index.ts'

/**
 * A reading view over one document's layers: lower-case words, children of each token, extents of subtrees. Built once
 * per document in linear time; everything in this folder asks it instead of walking columns.
 */
export class View {
  readonly doc: Document
  readonly layers: Layers
  readonly text: string
  /** Number of tokens. */
  readonly n: number
  readonly start: Int32Array
  readonly end: Int32Array
  readonly head: Int32Array
  readonly sentence: Int32Array
  /** Lower-case word of each token. */
  readonly word: readonly string[]
  /** Lower-case lemma of each token. */
  readonly lemma: readonly string[]
  /** First and one-past-last token of each token's subtree (its projective hull). */
  readonly left: Int32Array
  readonly right: Int32Array
  readonly quotes: SpanIndex<Quote>
  readonly insertions: SpanIndex<Insertion>
  readonly mentions: SpanIndex<Mention>
  readonly times: SpanIndex<TimeMention>
  readonly #firstChild: Int32Array
  readonly #nextSibling: Int32Array

  constructor(doc: Document, layers: Layers) {
    this.doc = doc
    this.layers = layers
    this.text = doc.text
    this.n = layers.tokens.length
    this.start = layers.tokens.start
    this.end = layers.tokens.end
    this.head = layers.parse.head
    this.sentence = layers.tokens.sentence
    this.quotes = new SpanIndex(layers.quotes)
    this.insertions = new SpanIndex(layers.insertions)
    this.mentions = new SpanIndex(layers.mentions)
    this.times = new SpanIndex(joinRanges(doc.text, layers.times))
    const word: string[] = []
    const lemma: string[] = []
    for (let i = 0; i < this.n; i++) {
      word.push(doc.text.slice(this.start[i], this.end[i]).toLowerCase().replaceAll('’', "'"))
      lemma.push((layers.tags.lemma[i] ?? '').toLowerCase())
    }
    this.word = word
    this.lemma = lemma
    this.#firstChild = new Int32Array(this.n).fill(-1)
    this.#nextSibling = new Int32Array(this.n).fill(-1)
    for (let i = this.n - 1; i >= 0; i--) {
      const h = this.head[i]!
      if (h < 0) continue
      this.#nextSibling[i] = this.#firstChild[h]!
      this.#firstChild[h] = i
    }
    ;({ left: this.left, right: this.right } = extents(this.head))
  }

  rel(i: number): string {
    return this.layers.parse.deprelNames[this.layers.parse.deprel[i] ?? 0] ?? ''
  }

  /** Relation without its subtype: `nsubj:pass` -> `nsubj`. */
  base(i: number): string {
    const rel = this.rel(i)
    const colon = rel.indexOf(':')
    return colon < 0 ? rel : rel.slice(0, colon)
  }

  upos(i: number): string {
    return this.layers.tags.uposNames[this.layers.tags.upos[i] ?? 0] ?? ''
  }

  xpos(i: number): string {
    return this.layers.tags.xposNames[this.layers.tags.xpos[i] ?? 0] ?? ''
  }

  isPunct(i: number): boolean {
    return this.upos(i) === 'PUNCT' || !/[\p{L}\p{N}$%#&@§€£]/u.test(this.word[i] ?? '')
  }

  children(i: number): number[] {
    const out: number[] = []
    for (let c = this.#firstChild[i]!; c >= 0; c = this.#nextSibling[c]!) out.push(c)
    return out
  }

  /** First child with one of the relations (given with or without subtype). */
  child(i: number, ...rels: readonly string[]): number {
    for (let c = this.#firstChild[i]!; c >= 0; c = this.#nextSibling[c]!) {
      if (rels.includes(this.rel(c)) || rels.includes(this.base(c))) return c
    }
    return -1
  }

  subtree(i: number): TokenRange {
    return { from: this.left[i]!, to: this.right[i]! }
  }

  /** Is `i` the token `ancestor` or below it? Bounded by the depth of the tree. */
  under(i: number, ancestor: number): boolean {
    let at = i
    for (let steps = 0; at >= 0 && steps <= this.n; steps++) {
      if (at === ancestor) return true
      at = this.head[at]!
    }
    return false
  }

  /** Index of the block that holds the character, or of the last one before it. O(log n). */
  blockAt(pos: number): number {
    const blocks = this.doc.blocks
    let low = 0
    let high = blocks.length
    while (low < high) {
      const mid = (low + high) >>> 1
      if (blocks[mid]!.end <= pos) low = mid + 1
      else high = mid
    }
    return Math.min(low, blocks.length - 1)
  }

  /** Tokens of sentence `s`. */
  sentenceRange(s: number): TokenRange {
    return { from: this.layers.sentences.from[s]!, to: this.layers.sentences.to[s]! }
  }

  span(r: TokenRange): Span {
    return { start: this.start[r.from]!, end: this.end[r.to - 1]! }
  }

  slice(s: Span): string {
    return this.text.slice(s.start, s.end)
  }

  /** Do the words from token `i` on read as `words`? */
  reads(i: number, words: readonly string[]): boolean {
    if (i < 0 || i + words.length > this.n) return false
    for (let k = 0; k < words.length; k++) if (this.word[i + k] !== words[k]) return false
    return true
  }
}
