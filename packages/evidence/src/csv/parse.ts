import type { Span } from '@wherefrom/schema'

/** A row of separated values, with where it stands in the text. */
export interface Row extends Span {
  readonly cells: readonly string[]
}

/** A quoted cell that is longer than this was never closed: its mark is taken for a character. */
const LONGEST_QUOTED = 64 * 1024
/** Most cells of one row. */
const MOST_CELLS = 1000

/** The rows of a text of separated values (RFC 4180; any separator), one after the other. Empty lines are left out. */
export function* parseRows(text: string, separator: string): Generator<Row> {
  let at = 0
  while (at < text.length) {
    const start = at
    const cells: string[] = []
    for (;;) {
      const cell = readCell(text, at, separator)
      if (cells.length < MOST_CELLS) cells.push(cell.value)
      at = cell.end
      if (text[at] !== separator) break
      at++
    }
    const end = at
    if (text[at] === '\n') at++
    if (cells.some((c) => c !== '')) yield { cells, start, end }
  }
}

/** One cell from `at` on; `end` is at the separator, the line end or the text's end. */
function readCell(text: string, at: number, separator: string): { value: string; end: number } {
  let from = at
  while (text[from] === ' ') from++
  if (text[from] === '"') {
    const quoted = readQuoted(text, from + 1, separator)
    if (quoted) return quoted
  }
  const end = endOfPlain(text, at, separator)
  return { value: text.slice(at, end).trim(), end }
}

function endOfPlain(text: string, from: number, separator: string): number {
  let end = from
  while (end < text.length && text[end] !== separator && text[end] !== '\n') end++
  return end
}

function readQuoted(text: string, from: number, separator: string): { value: string; end: number } | null {
  let value = ''
  let start = from
  for (;;) {
    const close = text.indexOf('"', start)
    if (close === -1 || close - from > LONGEST_QUOTED) return null
    value += text.slice(start, close)
    if (text[close + 1] !== '"') {
      // What stands between the closing mark and the separator belongs to the cell as well.
      const end = endOfPlain(text, close + 1, separator)
      return { value: (value + text.slice(close + 1, end)).trim(), end }
    }
    value += '"'
    start = close + 2
  }
}

const SEPARATORS = [',', ';', '\t', '|'] as const
/** How many rows the separator is judged from. */
const JUDGED_FROM = 50

/** The separator that gives the most rows of the same number of cells, more than one; a comma when none does. */
export function findSeparator(text: string): string {
  const head = text.slice(0, 64 * 1024)
  const cut = head.length < text.length ? head.slice(0, Math.max(0, head.lastIndexOf('\n'))) : head
  let best = { separator: ',', score: 0 }
  for (const separator of SEPARATORS) {
    const widths: number[] = []
    for (const row of parseRows(cut, separator)) {
      widths.push(row.cells.length)
      if (widths.length === JUDGED_FROM) break
    }
    const usual = mostFrequent(widths.filter((w) => w > 1))
    const score = (widths.filter((w) => w === usual).length / Math.max(1, widths.length)) * Math.min(usual, 4)
    if (usual > 1 && score > best.score) best = { separator, score }
  }
  return best.separator
}

function mostFrequent(numbers: readonly number[]): number {
  const counts = new Map<number, number>()
  for (const n of numbers) counts.set(n, (counts.get(n) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0
}
