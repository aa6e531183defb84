import { dateAt } from '../text/dateline.ts'
import { LIST_ITEM } from '../text/paragraphs.ts'
import type { PageLine } from './pages.ts'
import { median } from './regions.ts'

/** Lines that make up one paragraph, a heading, a list item or a row of a table. */
export interface Paragraph {
  readonly lines: PageLine[]
  readonly shape: 'text' | 'item' | 'row'
  /** Its lines are centred. */
  readonly centred: boolean
  /** Space above its first line, in lines of its size; Infinity at the top of a column. */
  readonly above: number
}

/** What lines of one column have in common. */
interface Measure {
  readonly left: number
  readonly right: number
  readonly pitch: number
}

/** Sizes of type that differ by more than this share are different. */
const SIZE = 0.08
/** A line further from the one before than this share of the usual pitch begins a paragraph. */
const LOOSE = 1.22
/** An indent is this many sizes wide at least. */
const INDENT = 0.7

export const sameSize = (a: PageLine, b: PageLine): boolean =>
  Math.abs(a.size - b.size) <= SIZE * Math.max(a.size, b.size)

/** Paragraphs of one column. */
export function paragraphsOf(lines: readonly PageLine[]): readonly Paragraph[] {
  const out: Paragraph[] = []
  const measures = new Map<PageLine, Measure>()
  for (const group of groupsOfSize(lines)) {
    const measure = measureOf(group)
    for (const line of group) measures.set(line, measure)
  }
  for (const line of lines) {
    const last = out.at(-1)
    const before = last?.lines.at(-1)
    const pitch = measures.get(line)!.pitch
    const above = before ? (line.base - before.base) / pitch : Infinity
    if (last && before && !breaks(last, before, line, measures.get(before)!, measures.get(line)!)) {
      const centred = last.lines.length === 1 ? isCentred(before, line) : last.centred
      last.lines.push(line)
      out[out.length - 1] = { ...last, centred }
    } else out.push({ lines: [line], shape: shapeOf(line), centred: false, above })
  }
  return out
}

const shapeOf = (line: PageLine): Paragraph['shape'] =>
  line.cells > 1 ? 'row' : LIST_ITEM.test(line.text) && !/^\p{L}{2}\)/u.test(line.text) ? 'item' : 'text'

/** Lines of the column by their size, whatever stands between them. */
function groupsOfSize(lines: readonly PageLine[]): readonly (readonly PageLine[])[] {
  const groups: PageLine[][] = []
  for (const line of lines) {
    const group = groups.find((g) => sameSize(g[0]!, line))
    if (group) group.push(line)
    else groups.push([line])
  }
  return groups
}

function measureOf(lines: readonly PageLine[]): Measure {
  const size = lines[0]!.size
  const pitches: number[] = []
  for (let i = 1; i < lines.length; i++) {
    const pitch = lines[i]!.base - lines[i - 1]!.base
    if (pitch > 0.8 * size && pitch < 2.6 * size) pitches.push(pitch)
  }
  pitches.sort((a, b) => a - b)
  const rights = lines.map((l) => l.right).sort((a, b) => a - b)
  return {
    left: median(lines.map((l) => l.left)),
    right: rights[Math.floor(rights.length * 0.9)]!,
    pitch: pitchOf(pitches, size),
  }
}

/**
 * The usual pitch inside paragraphs, of ascending pitches: their lower third, since most pairs of lines stand inside
 * one. Where most paragraphs have a single line that is the space between them, and the least one counts.
 */
function pitchOf(pitches: readonly number[], size: number): number {
  const usual = pitches[Math.floor(pitches.length / 3)] ?? 1.25 * size
  const least = pitches[0] ?? usual
  return usual > 1.6 * size && least < 1.5 * size ? least : usual
}

/** Does `line` begin a new paragraph after `before`, the last line of `open`? */
function breaks(open: Paragraph, before: PageLine, line: PageLine, was: Measure, now: Measure): boolean {
  if (open.shape === 'row' || line.cells > 1 || isItem(line, before, was)) return true
  if (!sameSize(before, line) || dateAt(line.text)?.end === line.text.length) return true
  const pitch = line.base - before.base
  if (pitch > LOOSE * now.pitch + 0.5 || pitch < 0.4 * now.pitch) return true
  if (LABEL.test(line.text) && LABEL.test(before.text)) return true
  if (otherFont(open, line) && /^[\p{Lu}\p{N}"“«]/u.test(line.text)) return true
  if (isCentred(before, line) && !flush(before, line)) return false
  if (line.rtl) return breaksBySpace(before, line, before.left - was.left)
  if (open.shape === 'item') return line.left < open.lines[0]!.left - 0.25 * line.size
  const indent = line.left - before.left
  if (indent > INDENT * line.size && line.left > now.left + 0.5 * line.size) return open.lines.length > 0
  if (indent < -INDENT * line.size && open.lines.length > 1) return true
  return breaksBySpace(before, line, was.right - before.right)
}

/** `Place: the quay` above `Time: four o'clock`. */
const LABEL = /^\p{L}[\p{L} .]{1,28}:\s/u

/** A list marker; a number or letter does not count in the middle of a sentence that fills its line. */
function isItem(line: PageLine, before: PageLine, was: Measure): boolean {
  if (!LIST_ITEM.test(line.text)) return false
  const sign = /^[^\p{L}\p{N}(]/u.test(line.text)
  return (
    sign ||
    /[.:;!?,)\]]$/.test(before.text) ||
    was.right - before.right > 4 * line.size ||
    line.left - before.left > line.size
  )
}

/** The line before was left with room for this line's first word: its end was meant. */
function breaksBySpace(before: PageLine, line: PageLine, room: number): boolean {
  const word = line.text.split(/[\s-]/, 1)[0]!.length
  const width = ((line.right - line.left) * (word + 1)) / Math.max(1, line.text.length)
  if (room < width + 0.3 * line.size || /\p{L}[-\u2010\u00ad]$/u.test(before.text)) return false
  const open = /[\p{Ll},–—-]$/u.test(before.text) && /^[\p{Ll}(]/u.test(line.text)
  return !open || room > 0.5 * (before.right - before.left + room)
}

const flush = (a: PageLine, b: PageLine): boolean => Math.abs(a.left - b.left) < 0.4 * b.size

function isCentred(a: PageLine, b: PageLine): boolean {
  return Math.abs(a.left + a.right - b.left - b.right) < 0.9 * b.size && !flush(a, b)
}

/** The paragraph so far is set in one font and the line in another. */
function otherFont(open: Paragraph, line: PageLine): boolean {
  const font = open.lines.at(-1)!.font
  return font !== null && line.font !== null && font !== line.font
}
