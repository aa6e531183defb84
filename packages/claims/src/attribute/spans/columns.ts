import { hashText } from '@wherefrom/nlp'
import type { Document, Layers } from '@wherefrom/schema'

/** Where a token stands towards quotation marks (marks of scare quotes do not count). */
export const OUTSIDE = 0
export const OPENING = 1
export const INSIDE = 2
export const CLOSING = 3

/** How far a walk up the tree goes; deeper governors say nothing about attribution. */
const CLIMB = 12

/** Probability that a lemma is in a cue, in eighths; 0 when it hardly ever is. Filled from the model or by hand. */
export type CueLexicon = (lemmaHash: number, upos: number) => number

/**
 * What the tagger and the rankers look at, as columns over tokens: hashes of words and labels (labels by name, so that
 * weights do not depend on the order of a tag set), tree spans, quotation state, and the nearest cue in the tree.
 */
export interface Columns {
  readonly n: number
  readonly text: string
  readonly start: Int32Array
  readonly end: Int32Array
  readonly word: Int32Array
  readonly lemma: Int32Array
  readonly upos: Int32Array
  readonly xpos: Int32Array
  readonly suffix: Int32Array
  readonly shape: Uint8Array
  readonly head: Int32Array
  readonly rel: Int32Array
  /** First and last token of the subtree. */
  readonly left: Int32Array
  readonly right: Int32Array
  readonly sentence: Int32Array
  readonly sentFrom: Int32Array
  readonly sentTo: Int32Array
  /** 1 for the first token of a block. */
  readonly blockStart: Uint8Array
  readonly quote: Uint8Array
  /** Index of the quotation around the token, or -1. */
  readonly quoteId: Int32Array
  readonly quoteFrom: readonly number[]
  readonly quoteTo: readonly number[]
  /** Eighths from the cue lexicon. */
  readonly cue: Uint8Array
  /** Nearest proper ancestor that is a likely cue, or -1; and the token below it on the path. */
  readonly over: Int32Array
  readonly overVia: Int32Array
  readonly overDepth: Uint8Array
  /** A likely cue that hangs off an ancestor or the token itself beside the path (`..., he said`), or -1. */
  readonly beside: Int32Array
  /** Nearest likely cue in the sentence to the left (or the token itself) and strictly to the right, or -1. */
  readonly cueLeft: Int32Array
  readonly cueRight: Int32Array
  /** Highest token whose subtree starts (ends) at this token. */
  readonly topStart: Int32Array
  readonly topEnd: Int32Array
}

/** A lexicon value from which on a token counts as a likely cue. */
export const LIKELY = 3

function shapeOf(text: string, start: number, end: number): number {
  const c = text.charCodeAt(start)
  const upper = c >= 0x41 && c <= 0x5a
  const letter = upper || (c >= 0x61 && c <= 0x7a) || c >= 0xc0
  if (!letter) return c >= 0x30 && c <= 0x39 ? 1 : 2
  if (!upper) return 3
  if (end - start === 1) return 4
  const d = text.charCodeAt(end - 1)
  return d >= 0x41 && d <= 0x5a ? 5 : 6
}

const hashNames = (names: readonly string[]): Int32Array => Int32Array.from(names, (name) => hashText(name))

/** Words and tags as hashes. Straight and curly marks, and `''`, are one word each: opening and closing alike. */
function wordHashes(text: string, start: Int32Array, end: Int32Array, word: Int32Array): void {
  const mark = hashText('"')
  const apostrophe = hashText("'")
  for (let i = 0; i < word.length; i++) {
    const c = text.charCodeAt(start[i]!)
    const length = end[i]! - start[i]!
    if (length <= 2 && (c === 0x22 || c === 0x201c || c === 0x201d || (length === 2 && (c === 0x27 || c === 0x60))))
      word[i] = mark
    else if (length === 1 && (c === 0x27 || c === 0x2018 || c === 0x2019 || c === 0x60)) word[i] = apostrophe
    else word[i] = hashText(text.slice(start[i]!, end[i]!).toLowerCase().replaceAll('’', "'"))
  }
}

function treeSpans(head: Int32Array, left: Int32Array, right: Int32Array, sentTo: Int32Array): void {
  const n = head.length
  for (let i = 0; i < n; i++) {
    left[i] = i
    right[i] = i
  }
  // Each token widens its ancestors; the walk ends where nothing widens, and after a bounded number of steps.
  for (let i = 0; i < n; i++) {
    let a = head[i]!
    for (let step = 0; a >= 0 && step < 64; step++) {
      if (left[a]! <= i && right[a]! >= i) break
      if (i < left[a]!) left[a] = i
      if (i > right[a]!) right[a] = i
      a = head[a]!
    }
  }
  for (let i = 0; i < n; i++) right[i] = Math.min(right[i]!, sentTo[i]! - 1)
}

/** Builds the columns of one document. Linear in its tokens. */
export function columnsOf(doc: Document, layers: Layers, lexicon: CueLexicon): Columns {
  const { tokens, sentences, tags, parse } = layers
  const n = tokens.length
  const { text } = doc
  const ints = (fill = 0): Int32Array => (fill === 0 ? new Int32Array(n) : new Int32Array(n).fill(fill))
  const start = tokens.start.subarray(0, n)
  const end = tokens.end.subarray(0, n)
  const word = ints()
  wordHashes(text, start, end, word)
  const uposHash = hashNames(tags.uposNames)
  const xposHash = hashNames(tags.xposNames)
  const relHash = hashNames(parse.deprelNames)
  const lemma = ints()
  const upos = ints()
  const xpos = ints()
  const rel = ints()
  const suffix = ints()
  const shape = new Uint8Array(n)
  const cue = new Uint8Array(n)
  const sentFrom = ints()
  const sentTo = ints()
  for (let s = 0; s < sentences.length; s++) {
    const from = sentences.from[s]!
    const to = sentences.to[s]!
    sentFrom.fill(from, from, to)
    sentTo.fill(to, from, to)
  }
  for (let i = 0; i < n; i++) {
    lemma[i] = hashText(tags.lemma[i]!.toLowerCase())
    upos[i] = uposHash[tags.upos[i]!]!
    xpos[i] = xposHash[tags.xpos[i]!]!
    rel[i] = relHash[parse.deprel[i]!]!
    suffix[i] = hashText(text, Math.max(start[i]!, end[i]! - 3), end[i]!)
    shape[i] = shapeOf(text, start[i]!, end[i]!)
    cue[i] = lexicon(lemma[i]!, upos[i]!)
  }
  const head = parse.head.subarray(0, n)
  const left = ints()
  const right = ints()
  treeSpans(head, left, right, sentTo)
  const quotes = quoteColumns(doc, layers, n)
  return {
    n,
    text,
    start,
    end,
    word,
    lemma,
    upos,
    xpos,
    suffix,
    shape,
    head,
    rel,
    left,
    right,
    sentence: tokens.sentence.subarray(0, n),
    sentFrom,
    sentTo,
    blockStart: blockStarts(doc, start),
    ...quotes,
    cue,
    ...cuesAround(head, cue, sentFrom, sentTo),
    ...tops(head, left, right),
  }
}

function blockStarts(doc: Document, start: Int32Array): Uint8Array {
  const out = new Uint8Array(start.length)
  let i = 0
  for (const block of doc.blocks) {
    while (i < start.length && start[i]! < block.start) i++
    if (i < start.length && start[i]! < block.end) out[i] = 1
  }
  return out
}

type QuoteColumns = Pick<Columns, 'quote' | 'quoteId' | 'quoteFrom' | 'quoteTo'>

/** Outermost speech quotations as token ranges; inner ones and scare quotes leave no trace. */
function quoteColumns(_doc: Document, layers: Layers, n: number): QuoteColumns {
  const { start, end } = layers.tokens
  const quote = new Uint8Array(n)
  const quoteId = new Int32Array(n).fill(-1)
  const quoteFrom: number[] = []
  const quoteTo: number[] = []
  let i = 0
  for (const q of layers.quotes) {
    if (q.scare) continue
    while (i < n && end[i]! <= q.start) i++
    let to = i
    while (to < n && start[to]! < q.end) to++
    if (to <= i || quoteId[i]! >= 0) continue
    quoteId.fill(quoteFrom.length, i, to)
    quote.fill(INSIDE, i, to)
    if (q.inner.start > q.start) quote[i] = OPENING
    if (q.inner.end < q.end) quote[to - 1] = CLOSING
    quoteFrom.push(i)
    quoteTo.push(to)
    i = to
  }
  return { quote, quoteId, quoteFrom, quoteTo }
}

type CueColumns = Pick<Columns, 'over' | 'overVia' | 'overDepth' | 'beside' | 'cueLeft' | 'cueRight'>

function cuesAround(head: Int32Array, cue: Uint8Array, sentFrom: Int32Array, sentTo: Int32Array): CueColumns {
  const n = head.length
  const over = new Int32Array(n).fill(-1)
  const overVia = new Int32Array(n).fill(-1)
  const overDepth = new Uint8Array(n)
  const beside = new Int32Array(n).fill(-1)
  const cueLeft = new Int32Array(n).fill(-1)
  const cueRight = new Int32Array(n).fill(-1)
  const cueChild = new Int32Array(n).fill(-1)
  for (let i = 0; i < n; i++)
    if (cue[i]! >= LIKELY && head[i]! >= 0 && cueChild[head[i]!] === -1) cueChild[head[i]!] = i
  for (let i = 0; i < n; i++) {
    let below = i
    let a = i
    for (let step = 0; a >= 0 && step < CLIMB; step++) {
      if (a !== i && cue[a]! >= LIKELY) {
        over[i] = a
        overVia[i] = below
        overDepth[i] = Math.min(step, 4)
        break
      }
      const c = cueChild[a]!
      if (beside[i] === -1 && c >= 0 && c !== below && c !== i) beside[i] = c
      below = a
      a = head[a]!
    }
    cueLeft[i] = cue[i]! >= LIKELY ? i : i > sentFrom[i]! ? cueLeft[i - 1]! : -1
  }
  for (let i = n - 2; i >= 0; i--)
    if (i + 1 < sentTo[i]!) cueRight[i] = cue[i + 1]! >= LIKELY ? i + 1 : cueRight[i + 1]!
  return { over, overVia, overDepth, beside, cueLeft, cueRight }
}

function tops(head: Int32Array, left: Int32Array, right: Int32Array): Pick<Columns, 'topStart' | 'topEnd'> {
  const n = head.length
  const topStart = new Int32Array(n)
  const topEnd = new Int32Array(n)
  for (let i = 0; i < n; i++) {
    topStart[i] = i
    topEnd[i] = i
  }
  // The highest token over a border is the one with the widest subtree: later writers must be wider.
  for (let i = 0; i < n; i++) {
    const l = left[i]!
    const r = right[i]!
    if (r - l > right[topStart[l]!]! - left[topStart[l]!]! || (topStart[l] === l && left[l] !== l)) topStart[l] = i
    if (r - l > right[topEnd[r]!]! - left[topEnd[r]!]! || (topEnd[r] === r && right[r] !== r)) topEnd[r] = i
  }
  return { topStart, topEnd }
}
