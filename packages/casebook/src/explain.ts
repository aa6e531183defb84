import type { Attribution } from '@wherefrom/claims'
import type { Analysis, Block, Problem, Span } from '@wherefrom/schema'
import { type Engine, type ReadOptions, readDocument } from './read.ts'

/** What one stage made, in the order in which the stages ran. */
export interface Recorded {
  readonly stage: string
  readonly value: unknown
}

/** An analysis together with what every stage handed on. */
export interface Explanation {
  readonly analysis: Analysis
  readonly recorded: readonly Recorded[]
  /** Flat attributions before they became chains. */
  readonly attributions: readonly Attribution[]
  /** Line of each block: of the file for plain text, of the document's text (as `explain` prints it) for pages. */
  readonly lines: readonly number[]
}

/** The same pass as `readDocument`, with a recorder; its claims are the same. */
export function explainDocument(
  bytes: Uint8Array,
  options: ReadOptions,
  engine: Engine,
): Explanation | { readonly problem: Problem } {
  const recorded: Recorded[] = []
  const result = readDocument(bytes, options, engine, (stage, value) => recorded.push({ stage, value }))
  if ('problem' in result) return result
  const found = recorded.findLast((r) => r.stage === 'attributions')?.value
  const attributions = Array.isArray(found) ? (found as Attribution[]) : []
  return { analysis: result.analysis, recorded, attributions, lines: blockLines(bytes, result.analysis) }
}

/** Blocks that stand on a line, or the nearest one after it when the line holds none; empty past the end. */
export function blocksOnLine(explanation: Explanation, line: number): number[] {
  const { lines } = explanation
  const from = lines.findLast((l) => l <= line) ?? lines[0]
  return lines.flatMap((l, b) => (l === from ? [b] : []))
}

function blockLines(bytes: Uint8Array, { document: doc }: Analysis): number[] {
  const inFile = counter(bytes.length, (i) => bytes[i] === 10)
  const inText = counter(doc.text.length, (i) => doc.text.charCodeAt(i) === 10)
  return doc.blocks.map((b: Block) => (b.source.type === 'bytes' ? inFile(b.source.start) : inText(b.start)))
}

/** Line numbers from 1, for positions that are asked in rising order; walks the input once. */
function counter(length: number, isBreak: (i: number) => boolean): (at: number) => number {
  let line = 1
  let next = 0
  return (at) => {
    for (; next < at && next < length; next++) if (isBreak(next)) line++
    return line
  }
}

/** Do two spans touch, counting empty ones? */
export const within = (block: Span, span: Span): boolean => span.start < block.end && span.end > block.start
