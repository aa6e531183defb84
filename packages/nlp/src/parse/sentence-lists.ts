import type { Insertion, Tokens } from '@wherefrom/schema'

/** Parses the words `list[0, n)` as one sentence: writes the document-wide heads and relations, returns the root's word. */
export type ParseList = (list: Int32Array, n: number) => number

/**
 * Feeds sentences to a parser. Editors' insertions are parsed apart and hang on the word before them as `parataxis`, so
 * that they do not disturb the sentence that they interrupt.
 */
export class SentenceLists {
  private readonly head: Int32Array
  private readonly deprel: Uint8Array
  private readonly parataxis: number
  private readonly inserted: Int32Array | null
  private readonly parseList: ParseList
  private list = new Int32Array(256)

  constructor(
    tokens: Tokens,
    insertions: readonly Insertion[],
    parse: { readonly head: Int32Array; readonly deprel: Uint8Array; readonly deprelNames: readonly string[] },
    parseList: ParseList,
  ) {
    this.head = parse.head
    this.deprel = parse.deprel
    this.parataxis = Math.max(0, parse.deprelNames.indexOf('parataxis'))
    this.inserted = insertedTokens(tokens, insertions)
    this.parseList = parseList
  }

  /** Parses the sentence of the tokens `[from, to)`. */
  parse(from: number, to: number): void {
    const { inserted, head } = this
    const root = this.part(from, to, 0)
    if (!inserted) return
    for (let i = from; i < to; i++) {
      const mark = inserted[i]!
      if (mark === 0 || (i > from && inserted[i - 1] === mark)) continue
      const top = this.part(from, to, mark)
      if (root < 0) continue
      head[top] = i > from && inserted[i - 1] === 0 ? i - 1 : root
      this.deprel[top] = this.parataxis
    }
    joinRoots(from, to, head)
  }

  /** Parses the words of `[from, to)` that stand in insertion `mark` (0: in none); -1 where there is no such word. */
  private part(from: number, to: number, mark: number): number {
    if (to - from > this.list.length) this.list = new Int32Array((to - from) * 2)
    let n = 0
    for (let i = from; i < to; i++) if ((this.inserted?.[i] ?? 0) === mark) this.list[n++] = i
    return n === 0 ? -1 : this.parseList(this.list, n)
  }
}

/** Number of the insertion that each token is in, from 1; 0 outside; null when there is none. */
function insertedTokens(tokens: Tokens, insertions: readonly Insertion[]): Int32Array | null {
  if (insertions.length === 0) return null
  const out = new Int32Array(tokens.length)
  let i = 0
  insertions.forEach((insertion, k) => {
    while (i < tokens.length && tokens.end[i]! <= insertion.start) i++
    for (; i < tokens.length && tokens.start[i]! < insertion.end; i++) out[i] = k + 1
  })
  return out
}

/** A sentence that is nothing but insertions keeps its first root; the others hang on it. */
function joinRoots(from: number, to: number, head: Int32Array): void {
  let root = -1
  for (let i = from; i < to; i++) {
    if (head[i] !== -1) continue
    if (root < 0) root = i
    else head[i] = root
  }
}
