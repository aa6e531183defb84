import type { BlockKind } from '@wherefrom/schema'
import { cleanText } from '../text/clean.ts'
import { findParagraphs } from '../text/paragraphs.ts'

/** A paragraph of a plain text part; `from`, `to`: line positions, from 0, the end exclusive (RFC 5147, `line=3,5`). */
export interface LineItem {
  readonly text: string
  readonly kind: BlockKind | null
  readonly from: number
  readonly to: number
}

interface Line {
  readonly text: string
  readonly depth: number
}

/** A stretch of lines with one role. */
interface Region {
  readonly lines: string[]
  readonly from: number
  readonly kind: BlockKind | null
  readonly depth: number
}

/** How the lines of the text belong together (RFC 3676). */
export interface Flow {
  readonly flowed: boolean
  /** The space at a soft line end belongs to the break, not to the text. */
  readonly deletesSpace: boolean
}

const ORIGINAL =
  /^(?:-{2,20} ?(?:Original|Forwarded|Ursprüngliche|Weitergeleitete|Исходное|Пересылаемое)[ -]\p{L}{2,20} ?-{2,20}|Begin forwarded message:|_{20,80})$/iu
const SIGNATURE = /^-- ?$/

/**
 * Paragraphs of a message's plain text. Lines with `>` become quote blocks without their marks, each depth by itself;
 * what follows "Original Message" is a quotation too; what follows the signature mark is boilerplate.
 */
export function readLines(raw: string, flow: Flow): readonly LineItem[] {
  const lines = cleanText(raw)
    .text.split('\n')
    .map((line) => depthOf(line))
  return regions(lines).flatMap((region) => (flow.flowed ? flowed(region, flow.deletesSpace) : wrapped(region)))
}

/** Deeper quotations than this are no longer told apart. */
const DEEPEST = 50

function depthOf(line: string): Line {
  let at = 0
  let depth = 0
  while (line[at] === '>' || (depth > 0 && line[at] === ' ' && line[at + 1] === '>')) if (line[at++] === '>') depth++
  if (depth > 0 && line[at] === ' ') at++
  return { text: line.slice(at), depth: Math.min(depth, DEEPEST) }
}

function regions(lines: readonly Line[]): readonly Region[] {
  const found: Region[] = []
  let forwarded = false
  let signature = false
  for (const [i, { text, depth }] of lines.entries()) {
    const trimmed = text.trim()
    if (depth === 0 && trimmed.length < 100 && ORIGINAL.test(trimmed)) forwarded = true
    if (depth > 0 || forwarded) signature = false
    else if (SIGNATURE.test(text)) signature = true
    const kind: BlockKind | null = depth > 0 || forwarded ? 'quote' : signature ? 'boilerplate' : null
    const last = found.at(-1)
    if (last && last.kind === kind && last.depth === depth) last.lines.push(text)
    else found.push({ lines: [text], from: i, kind, depth })
  }
  return found
}

function wrapped({ lines, from, kind }: Region): readonly LineItem[] {
  const text = lines.join('\n')
  const starts = lineStarts(lines)
  let line = 0
  return findParagraphs(text).map((p) => {
    while (line + 1 < starts.length && starts[line + 1]! <= p.start) line++
    const first = line
    while (line + 1 < starts.length && starts[line + 1]! < p.end) line++
    return { text: text.slice(p.start, p.end), kind, from: from + first, to: from + line + 1 }
  })
}

function lineStarts(lines: readonly string[]): readonly number[] {
  const starts: number[] = []
  let at = 0
  for (const line of lines) {
    starts.push(at)
    at += line.length + 1
  }
  return starts
}

/** A line that ends in a space goes on in the next one; one space before `From ` and the like is stuffing. */
function flowed({ lines, from, kind }: Region, deletesSpace: boolean): readonly LineItem[] {
  const items: LineItem[] = []
  let parts: string[] = []
  let first = 0
  for (const [i, raw] of lines.entries()) {
    const line = raw.startsWith(' ') ? raw.slice(1) : raw
    if (parts.length === 0) first = i
    const soft = line.endsWith(' ') && !SIGNATURE.test(line)
    parts.push(soft && deletesSpace ? line.slice(0, -1) : line)
    if (soft && i + 1 < lines.length) continue
    const text = parts.join('').trim()
    if (text !== '') items.push({ text, kind, from: from + first, to: from + i + 1 })
    parts = []
  }
  return items
}
