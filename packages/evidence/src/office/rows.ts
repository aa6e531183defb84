import type { SourcePlace } from '@wherefrom/schema'
import type { Item } from '../text/assemble.ts'

/** What stands between two cells of a row in the text. */
export const CELL = ' | '
/** A cell with more characters than this reads like prose and becomes a block of its own. */
const LONGEST_CELL = 160

/**
 * A row of a table as blocks: one list block with its cells apart by `CELL` as long as they are short, otherwise every
 * paragraph of every cell by itself. A row of one cell is layout, not a table, and keeps its paragraphs.
 */
export function rowItems(cells: readonly (readonly Item[])[], source: SourcePlace): readonly Item[] {
  const filled = cells.filter((cell) => cell.some((item) => item.text.trim() !== ''))
  if (filled.length === 0) return []
  const prose = filled.some((cell) => cell.length > 1 || cell.some((item) => item.text.length > LONGEST_CELL))
  if (filled.length === 1 || prose) return filled.flat()
  const text = filled.map((cell) => cell.map((item) => item.text.trim()).join(' ')).join(CELL)
  return [{ text, kind: 'list', source }]
}
