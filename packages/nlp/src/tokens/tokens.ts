import type { Document, Sentences, Tokens } from '@wherefrom/schema'
import type { Segmenter } from '../sentences/sentences.ts'
import { scan } from './scan.ts'
import type { WordTypes } from './types.ts'

/** Tokens with the word type of each. `type` has one more entry than there are tokens: the edge. */
export interface TypedTokens extends Tokens {
  readonly type: Int32Array
}

/** Tokens and sentences of a document. Blocks are walked one by one, so nothing ever crosses a block's border. */
export function findTokens(
  doc: Pick<Document, 'text' | 'blocks'>,
  types: WordTypes,
  segmenter: Segmenter,
): { tokens: TypedTokens; sentences: Sentences } {
  types.trim()
  const columns = { start: new Int32Array(1024), end: new Int32Array(1024), type: new Int32Array(1024), length: 0 }
  const emit = (start: number, end: number): void => {
    const i = columns.length++
    if (columns.length >= columns.start.length) grow(columns)
    columns.start[i] = start
    columns.end[i] = end
    columns.type[i] = types.of(doc.text, start, end)
  }
  const from: number[] = []
  const to: number[] = []
  for (const block of doc.blocks) {
    const first = columns.length
    scan(doc.text, block.start, block.end, emit)
    if (columns.length === first) continue
    let open = first
    segmenter.segment(doc.text, { types, ...columns, from: first, to: columns.length }, (i) => {
      from.push(open)
      to.push(i + 1)
      open = i + 1
    })
  }
  const n = columns.length
  const sentence = new Int32Array(n)
  for (let s = 0; s < from.length; s++) sentence.fill(s, from[s], to[s])
  return {
    tokens: {
      length: n,
      start: columns.start.slice(0, n),
      end: columns.end.slice(0, n),
      sentence,
      type: columns.type.slice(0, n + 1),
    },
    sentences: { length: from.length, from: Int32Array.from(from), to: Int32Array.from(to) },
  }
}

function grow(columns: { start: Int32Array; end: Int32Array; type: Int32Array }): void {
  for (const name of ['start', 'end', 'type'] as const) {
    const bigger = new Int32Array(columns[name].length * 2)
    bigger.set(columns[name])
    columns[name] = bigger
  }
}
