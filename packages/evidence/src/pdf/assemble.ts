import type { Block, BlockKind, MetadataCandidate, PageBox, Problem } from '@wherefrom/schema'
import { problem } from '@wherefrom/schema'
import { splitCaptions } from '../text/captions.ts'
import { opening } from '../text/roles.ts'
import { joint, type Words } from './join.ts'
import type { PageLine } from './pages.ts'
import type { Part } from './roles.ts'

/** Text and blocks of a document, with what the first lines of its text say about it. */
export interface Assembled {
  readonly text: string
  readonly blocks: readonly Block[]
  readonly candidates: readonly MetadataCandidate[]
  readonly problems: readonly Problem[]
  /** True when the text was longer than the limit. */
  readonly cut: boolean
}

const SEPARATOR = '\n\n'
/** Paragraphs at the beginning that may be datelines and bylines. */
const OPENING = 6
/** Uncertain words of recognised text that are told one by one. */
const MOST_UNSURE = 20

/** Paragraphs that go on in the next column or on the next page become one; notes and furniture between stand after it. */
export function joinParts(pages: readonly (readonly Part[])[]): readonly Part[] {
  const out: Part[] = []
  let open = -1
  for (const parts of pages) {
    for (const part of parts) {
      const first = part.above === Infinity && part.shape === 'text' && part.kind === 'paragraph' && !part.footnote
      if (first && open >= 0 && goesOn(out[open]!.lines, part)) {
        out[open]!.lines.push(...part.lines)
        continue
      }
      out.push(part)
      if (part.kind === 'title' || part.shape === 'row') open = -1
      else if (!part.footnote && (part.kind === 'paragraph' || part.kind === 'list')) open = out.length - 1
    }
  }
  return out
}

/** Does a paragraph at the top of a column go on with the last one before it? */
function goesOn(before: readonly PageLine[], part: Part): boolean {
  const last = before.at(-1)!
  const first = part.lines[0]!
  if (Math.abs(last.size - first.size) > 0.08 * first.size || last.rtl !== first.rtl) return false
  if (/\p{L}[-\u2010\u00ad]$/u.test(last.text)) return /^[\p{L}\p{N}]/u.test(first.text)
  if (/[.!?:…][\])"”’»]{0,2}[⁰¹²³⁴⁵⁶⁷⁸⁹]{0,3}$/.test(last.text)) return false
  if (/^[\p{Ll}(]/u.test(first.text)) return true
  const widest = Math.max(...before.slice(-12).map((l) => l.right - l.left))
  const second = part.lines[1]
  const indented = second !== undefined && first.left - second.left > 0.7 * first.size
  return before.length > 1 && last.right - last.left > 0.9 * widest && !indented && last.font === first.font
}

/** Puts the paragraphs' text together, with a box for every line. `most`: the most characters that are taken. */
export function assemble(parts: readonly Part[], words: Words, most: number): Assembled {
  const made = { text: '', blocks: [] as Block[], candidates: [] as MetadataCandidate[], problems: [] as Problem[] }
  const pieces: string[] = []
  let at = 0
  let seen = 0
  let cut = false
  for (const part of parts) {
    const { text, boxes, unsure } = writeOut(part.lines, words, at)
    if (text === '') continue
    if (at + text.length > most) {
      cut = true
      break
    }
    const kinds =
      part.kind === 'paragraph' && !part.footnote ? divide(text, at, seen++ < OPENING, made.candidates) : null
    for (const block of kinds ?? [{ kind: part.kind, start: 0, end: text.length }])
      made.blocks.push(blockOf(block.kind, at + block.start, at + block.end, boxes))
    for (const u of unsure)
      if (made.problems.length < MOST_UNSURE)
        made.problems.push(problem('reader/ocr-unsure', { sure: Math.round(u.sure) }, u))
    pieces.push(text)
    at += text.length + SEPARATOR.length
  }
  return { ...made, text: pieces.join(SEPARATOR), cut }
}

interface Written {
  readonly text: string
  readonly boxes: readonly PageBox[]
  readonly unsure: readonly { readonly start: number; readonly end: number; readonly sure: number }[]
}

/** Lines as one text. `at` of each box says where the line's first character stands in the document. */
function writeOut(lines: readonly PageLine[], words: Words, offset: number): Written {
  let text = ''
  const boxes: PageBox[] = []
  const unsure: { start: number; end: number; sure: number }[] = []
  for (const [i, line] of lines.entries()) {
    if (i > 0) {
      const { drop, between } = joint(text, line.text, words)
      text = text.slice(0, text.length - drop) + between
    }
    const at = offset + text.length
    boxes.push({ at, ...line.box })
    for (const u of line.unsure) unsure.push({ ...u, start: at + u.start, end: at + u.end })
    text += line.text
  }
  return { text, boxes, unsure }
}

interface Piece {
  readonly kind: BlockKind
  readonly start: number
  readonly end: number
}

/** Datelines, bylines, captions and credits inside a paragraph; offsets from its start. */
function divide(text: string, at: number, first: boolean, candidates: MetadataCandidate[]): readonly Piece[] {
  const out: Piece[] = []
  let from = 0
  if (first) {
    const found = opening(text)
    for (const c of found.candidates)
      candidates.push(c.start === undefined || c.end === undefined ? c : { ...c, start: at + c.start, end: at + c.end })
    if (found.kind) out.push({ kind: found.kind, start: 0, end: found.end })
    from = found.next
  }
  for (const p of splitCaptions(text.slice(from))) out.push({ kind: p.kind, start: from + p.start, end: from + p.end })
  return out
}

/** A block with the boxes of the lines that it stands on. */
function blockOf(kind: BlockKind, start: number, end: number, boxes: readonly PageBox[]): Block {
  const own = boxes.filter((b, i) => b.at < end && (boxes[i + 1]?.at ?? Infinity) > start)
  return {
    kind,
    start,
    end,
    source: { type: 'boxes', boxes: own.map((b) => (b.at < start ? { ...b, at: start } : b)) },
  }
}
