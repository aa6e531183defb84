import type { BlockKind } from '@wherefrom/schema'
import { cleanText } from '../text/clean.ts'
import { LIST_ITEM } from '../text/paragraphs.ts'

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
    .text.split('\n', MOST_LINES)
    .map((line) => depthOf(line))
  const widths = Array.from({ length: DEEPEST + 1 }, (_, depth) => wrapWidth(lines, depth))
  return regions(lines).flatMap((region) =>
    flow.flowed ? flowed(region, flow.deletesSpace) : wrapped(region, widths[region.depth] ?? null),
  )
}

/** Most lines of one part. */
const MOST_LINES = 200_000
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

/** Lines of hard-wrapped mail are at least and at most so long, in characters. */
const NARROWEST = 60
const WIDEST = 100

/**
 * The width to which the lines of one depth of quotation were wrapped: that of the longest that an address did not
 * stretch. Null where many are longer than programs wrap to.
 */
function wrapWidth(lines: readonly Line[], depth: number): number | null {
  let width = NARROWEST
  let long = 0
  let filled = 0
  for (const { text, depth: own } of lines) {
    if (own !== depth || text.trim() === '' || /\S{40}/.test(text)) continue
    const length = text.trimEnd().length
    filled++
    if (length > WIDEST) long++
    else if (length > width) width = length
  }
  return long * 5 > filled ? null : width
}

/** Lines that go on in the next one are one paragraph: those that were full. */
function wrapped({ lines, from, kind }: Region, width: number | null): readonly LineItem[] {
  const items: LineItem[] = []
  let first = 0
  for (const [i, line] of lines.entries()) {
    if (line.trim() === '') first = i + 1
    else if (!goesOn(line.trimEnd(), lines[i + 1] ?? '', width)) {
      const text = lines
        .slice(first, i + 1)
        .join('\n')
        .trim()
      items.push({ text, kind, from: from + first, to: from + i + 1 })
      first = i + 1
    }
  }
  return items
}

/** `On Tue, 21 Feb 2017 at 9:54 AM, Ada Brun <` before a line with the address. */
const ATTRIBUTION = /^(?:On|Am|Le|El|Il|Op|В|Em) .{0,200}\d/

/** Would the first word of the next line not have fit? */
function goesOn(line: string, next: string, width: number | null): boolean {
  const following = next.trim()
  if (following === '' || LIST_ITEM.test(following)) return false
  if (ATTRIBUTION.test(line) && !line.endsWith(':') && /@.{0,200}:$/.test(following)) return true
  const word = following.indexOf(' ') === -1 ? following.length : following.indexOf(' ')
  return width !== null && line.length + 1 + word > width && line.length <= width
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
