import type { Document, Sentences, Tokens } from '@wherefrom/schema'

/** A chunk ends with the sentence that brings it to so many words. */
export const CHUNK_WORDS = 130

/** Sentences `[from, to)` that the encoder reads as one. */
export interface Chunk {
  readonly from: number
  readonly to: number
}

/**
 * Cuts a document into chunks: sentences of one block, up to `CHUNK_WORDS` and the sentence that passes it. Chunks do not
 * see each other, so a chunk costs the same wherever it stands.
 */
export function* chunksOf(
  tokens: Pick<Tokens, 'start'>,
  sentences: Sentences,
  blocks: Document['blocks'],
): Generator<Chunk> {
  let block = 0
  let from = 0
  let words = 0
  for (let s = 0; s < sentences.length; s++) {
    const first = tokens.start[sentences.from[s]!]!
    const before = block
    while (block + 1 < blocks.length && blocks[block]!.end <= first) block++
    if (s > from && (block !== before || words >= CHUNK_WORDS)) {
      yield { from, to: s }
      from = s
      words = 0
    }
    words += sentences.to[s]! - sentences.from[s]!
  }
  if (from < sentences.length) yield { from, to: sentences.length }
}
