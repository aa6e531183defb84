import { type Problem, problem, type SourcePlace } from '@wherefrom/schema'
import { LIMITS } from '../limits.ts'
import type { Item } from '../text/assemble.ts'
import { rowItems } from './rows.ts'

/** Rows of one workbook that become part of its document. */
const MOST_ROWS = 20_000

/** Collects the rows of a workbook, sheet by sheet: the sheet's name as a title, each row as a list. */
export class SheetRows {
  readonly items: Item[] = []
  readonly comments: Item[] = []
  /** True once there is more than is read. */
  full = false
  private rows = 0
  private characters = 0
  private title: Item | null = null

  /** Begins a sheet. Its name is told only once there is a row. */
  sheet(name: string, source: SourcePlace): void {
    this.title = { text: name, kind: 'title', source }
  }

  row(cells: readonly string[], source: SourcePlace): void {
    if (this.full) return
    const items = rowItems(
      cells.map((text) => [{ text, kind: 'list', source }]),
      source,
    )
    if (items.length === 0) return
    if (this.title) this.items.push(this.title)
    this.title = null
    for (const item of items) {
      this.items.push(item)
      this.characters += item.text.length
    }
    this.rows++
    if (this.rows >= MOST_ROWS || this.characters > LIMITS.characters) this.full = true
  }

  comment(text: string, source: SourcePlace): void {
    if (this.comments.length < MOST_ROWS) this.comments.push({ text, kind: 'boilerplate', source })
  }

  problems(): readonly Problem[] {
    return this.full ? [problem('reader/truncated', { limit: this.rows, what: 'rows' })] : []
  }
}
