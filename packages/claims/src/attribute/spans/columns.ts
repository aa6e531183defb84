import type { Document, Layers } from '@wherefrom/schema'

/** Where a token stands towards quotation marks (marks of scare quotes do not count). */
export const OUTSIDE = 0
export const OPENING = 1
export const INSIDE = 2
export const CLOSING = 3

/** What finding attributions looks at, as columns over tokens: places, sentences, the tree, quotations. */
export interface Columns {
  readonly n: number
  readonly text: string
  readonly start: Int32Array
  readonly end: Int32Array
  readonly head: Int32Array
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
}

/** Builds the columns of one document. Linear in its tokens. */
export function columnsOf(doc: Document, layers: Layers): Columns {
  const { tokens, sentences, parse } = layers
  const n = tokens.length
  const start = tokens.start.subarray(0, n)
  const sentFrom = new Int32Array(n)
  const sentTo = new Int32Array(n)
  for (let s = 0; s < sentences.length; s++) {
    const from = sentences.from[s]!
    const to = sentences.to[s]!
    sentFrom.fill(from, from, to)
    sentTo.fill(to, from, to)
  }
  return {
    n,
    text: doc.text,
    start,
    end: tokens.end.subarray(0, n),
    head: parse.head.subarray(0, n),
    sentence: tokens.sentence.subarray(0, n),
    sentFrom,
    sentTo,
    blockStart: blockStarts(doc, start),
    ...quoteColumns(layers, n),
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
function quoteColumns(layers: Layers, n: number): QuoteColumns {
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
