import type { Attribution } from '@wherefrom/claims'
import type { Given } from '@wherefrom/evidence'
import { type Analysis, type Block, type Problem, problem, type Span } from '@wherefrom/schema'
import { type Engine, type ReadOptions, type Recorder, readDocument } from './read.ts'
import { type Input, type InputRead, readInput } from './read-input.ts'

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
  return explained(result.analysis, recorded, bytes)
}

/**
 * The first document of an input of any kind, with what each stage made of it, and how many more there are; the problem
 * when there is none.
 */
export async function explainInput(
  input: Input,
  given: Given,
  engine: Engine,
): Promise<{ readonly explanation: Explanation; readonly more: number } | { readonly problem: Problem }> {
  const recorded: Recorded[] = []
  let [first, bad, more] = [null as Explanation | null, null as Problem | null, 0]
  const record: Recorder = (stage, value) => {
    if (!first) recorded.push({ stage, value })
  }
  for await (const read of readInput(input, given, engine, record)) {
    if ('problem' in read) bad ??= read.problem
    else if (first) more++
    else first = explained(read.analysis, recorded, await bytesOf(read))
  }
  return first ? { explanation: first, more } : { problem: bad ?? problem('reader/no-text') }
}

/** The bytes that blocks of plain text point into; other kinds of files need none. */
async function bytesOf({ analysis, source }: Extract<InputRead, { analysis: Analysis }>): Promise<Uint8Array> {
  const pointed = analysis.document.blocks.some((b) => b.source.type === 'bytes')
  return pointed ? await source.bytes() : new Uint8Array(0)
}

function explained(analysis: Analysis, recorded: readonly Recorded[], bytes: Uint8Array): Explanation {
  const found = recorded.findLast((r) => r.stage === 'attributions')?.value
  const attributions = Array.isArray(found) ? (found as Attribution[]) : []
  return { analysis, recorded, attributions, lines: blockLines(bytes, analysis) }
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
