import { type Block, type BlockKind, type Document, type Problem, problem, type Span } from '@wherefrom/schema'
import { bytePositions } from '../bytes.ts'
import type { Decoded } from '../decode.ts'
import { finish, type Given } from '../metadata/settle.ts'
import { cleanText } from './clean.ts'
import { findParagraphs } from './paragraphs.ts'
import { type Piece, pieces } from './roles.ts'

/**
 * Reads a plain text. `Document.text` is the decoded text with line ends as `\n` and control characters as spaces, and
 * nothing else changed, so every character has its place in the bytes.
 */
export function readText(bytes: Uint8Array, decoded: Decoded, given: Given): Document {
  const { text, problems, rawPosition } = cleanText(decoded.raw)
  const found = pieces(text, findParagraphs(text))
  const blocks = withBytes(bytes, decoded, found, rawPosition)
  const candidates = found.flatMap((p) => p.candidates)
  return finish(
    { text, blocks, candidates, problems: [...decoded.problems, ...problems, ...gluedProblems(found)] },
    given,
  )
}

function withBytes(
  bytes: Uint8Array,
  decoded: Decoded,
  found: readonly Piece[],
  rawPosition: (pos: number) => number,
): readonly Block[] {
  const positions = found.flatMap((p) => [rawPosition(p.start), rawPosition(p.end)])
  const at = bytePositions(bytes, decoded.encoding, decoded.mark, positions)
  return found.map(({ kind, start, end }, i) => ({
    kind,
    start,
    end,
    source: { type: 'bytes', start: at[2 * i]!, end: at[2 * i + 1]! },
  }))
}

/** One note for each caption or credit that had no space or line end between itself and running text. */
export function gluedProblems(found: readonly (Span & { readonly kind: BlockKind })[]): readonly Problem[] {
  const glued: Problem[] = []
  for (const [i, p] of found.entries()) {
    const next = found[i + 1]
    const picture = (kind: BlockKind) => kind === 'caption' || kind === 'credit'
    if (!next || next.start !== p.end || !(picture(p.kind) || picture(next.kind))) continue
    glued.push(problem('reader/glued-caption', {}, picture(p.kind) ? p : next))
  }
  return glued
}
