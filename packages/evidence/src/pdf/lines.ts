import { mostlyRtl } from './regions.ts'
import { type Row, SMALL } from './rows.ts'
import type { Level, Run } from './runs.ts'

/** One line of text as a reader would write it down, with its place in the frame. */
export interface Line extends Level {
  readonly text: string
  /** Font of all of its text; null when it has several. */
  readonly font: string | null
  /** Cells of a table's row are parted by tabs. */
  readonly cells: number
  /** Widest space between two cells, in sizes. */
  readonly widest: number
  readonly rtl: boolean
  /** The line begins with a raised number or mark, as footnotes do. */
  readonly noted: boolean
  /** Places of uncertain words, from the line's start, with their confidence. */
  readonly unsure: readonly { readonly start: number; readonly end: number; readonly sure: number }[]
}

/** Space between runs from which a word ends, and from which a cell ends; shares of the size. */
const WORD_GAP = 0.16
const CELL_GAP = 1.15
/** Words recognised with less confidence than this are told. */
const UNSURE = 60
/** A run is a superscript or subscript when it is small for its line (`SMALL`) and off its baseline by this share of the size. */
const OFF = 0.12

const RAISED = new Map([...'0123456789+-=()'].map((c, i) => [c, '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾'[i]!]))
const LOWERED = new Map([...'0123456789'].map((c, i) => [c, '₀₁₂₃₄₅₆₇₈₉'[i]!]))

/** Puts a row's runs together: in logical order, with spaces where the page has them, raised digits as such. */
export function lineOf(row: Row): Line {
  const rtl = mostlyRtl(row.runs)
  const runs = logicalOrder(withoutCopies(row.runs), rtl)
  let text = ''
  let cells = 1
  let widest = 0
  const unsure: { start: number; end: number; sure: number }[] = []
  for (const [i, run] of runs.entries()) {
    const gap = i === 0 ? 0 : gapBetween(runs[i - 1]!, run)
    if (i > 0 && gap > CELL_GAP * row.size) {
      text = `${text.trimEnd()}\t`
      cells++
      widest = Math.max(widest, gap / row.size)
    } else if (i > 0 && gap > WORD_GAP * Math.min(row.size, Math.max(run.size, runs[i - 1]!.size)) && !/\s$/.test(text))
      text += ' '
    const piece = pieceOf(run, row)
    const start = text.length
    text += /\s$/.test(text) || text === '' ? piece.trimStart() : piece
    if (run.sure !== null && run.sure < UNSURE) unsure.push({ start, end: text.length, sure: run.sure })
  }
  const { left, right, top, bottom, base, size } = row
  const noted = runs[0] !== undefined && isOff(runs[0], row) < 0
  const squeezed = squeeze(text)
  return {
    text: squeezed,
    left,
    right,
    top,
    bottom,
    base,
    size,
    font: fontOf(runs),
    cells,
    widest,
    rtl,
    noted,
    unsure: squeezed === text ? unsure : [],
  }
}

/** Runs of spaces as one, none at the ends; tabs stay. */
const squeeze = (text: string): string =>
  spacedOut(
    text
      .replace(/ {2,}/g, ' ')
      .replace(/ ?\t ?/g, '\t')
      .trim(),
  )

/** `S P A C E D` letters as words: where nearly all words of a longer line are single letters. */
function spacedOut(text: string): string {
  const words = text.split(' ')
  if (words.length < 6 || words.filter((w) => w.length === 1).length < words.length * 0.7) return text
  return text.replace(/(?<=(?:^|[\s])\p{L}) (?=\p{L}(?:[\s\p{P}]|$))/gu, '')
}

function fontOf(runs: readonly Run[]): string | null {
  const fonts = new Set(runs.filter((r) => /[\p{L}\p{N}]/u.test(r.text)).map((r) => r.font))
  return fonts.size === 1 ? [...fonts][0]! : null
}

/** Space from one run to the next in reading order. */
function gapBetween(a: Run, b: Run): number {
  return a.left <= b.left ? b.left - a.right : a.left - b.right
}

/** Bold type is sometimes made by drawing the same text twice, a little apart; shadows too. */
function withoutCopies(runs: readonly Run[]): readonly Run[] {
  return runs.filter((r, i) => {
    for (let k = i - 1; k >= 0 && r.left - runs[k]!.left < 0.2 * r.size; k--)
      if (runs[k]!.text === r.text && Math.abs(runs[k]!.base - r.base) < 0.2 * r.size) return false
    return true
  })
}

/** In right-to-left text the runs go from right to left, but stretches of left-to-right runs keep their order. */
function logicalOrder(runs: readonly Run[], rtl: boolean): readonly Run[] {
  const out: Run[] = []
  let stretch: Run[] = []
  const ordered = rtl ? [...runs].reverse() : runs
  const against = (r: Run) => (rtl ? !r.rtl && /[\p{L}\p{N}]/u.test(r.text) : r.rtl)
  for (const run of ordered) {
    if (against(run)) {
      stretch.unshift(run)
      continue
    }
    out.push(...stretch, run)
    stretch = []
  }
  out.push(...stretch)
  return out
}

/** -1 for a raised run, 1 for a lowered one, 0 otherwise. */
function isOff(run: Run, row: Row): -1 | 0 | 1 {
  if (run.size > row.size * SMALL) return 0
  if (run.base < row.base - OFF * row.size) return -1
  return run.base > row.base + OFF * row.size * 0.6 ? 1 : 0
}

function pieceOf(run: Run, row: Row): string {
  const off = isOff(run, row)
  if (off === 0 || !/^[\d\s,+()=-]{1,12}$/.test(run.text)) return run.text
  const table = off < 0 ? RAISED : LOWERED
  return [...run.text].map((c) => table.get(c) ?? c).join('')
}
