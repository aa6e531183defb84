import type { XmlHandler, XmlPosition } from '../xml/parse.ts'
import { type DateFormat, numberText, serialText } from './numbers.ts'
import type { SheetRows } from './sheet.ts'

/** What the sheets of one workbook share. */
export interface Book {
  readonly strings: readonly string[]
  readonly formats: readonly (DateFormat | null)[]
  readonly base1904: boolean
}

/** Most cells of one row. */
const MOST_CELLS = 1000

/** Takes the rows out of one worksheet of an Excel workbook. */
export class SheetText implements XmlHandler {
  private readonly part: string
  private readonly book: Book
  private readonly rows: SheetRows
  private cells: string[] = []
  private path = ''
  private cell: { readonly type: string; readonly format: DateFormat | null; text: string } | null = null
  private inside = false
  private phonetic = 0

  constructor(part: string, book: Book, rows: SheetRows) {
    this.part = part
    this.book = book
    this.rows = rows
  }

  open(name: string, xml: XmlPosition): void {
    if (name === 'x:row') {
      this.cells = []
      this.path = xml.path()
    } else if (name === 'x:c') {
      const format = this.book.formats[Number(xml.attribute('s') ?? -1)] ?? null
      this.cell = { type: xml.attribute('t') ?? 'n', format, text: '' }
    } else if (name === 'x:rPh') this.phonetic++
    else if (name === 'x:v' || name === 'x:t') this.inside = this.phonetic === 0
  }

  close(name: string): void {
    if (name === 'x:v' || name === 'x:t') this.inside = false
    else if (name === 'x:rPh') this.phonetic--
    else if (name === 'x:c') this.closeCell()
    else if (name === 'x:row') this.rows.row(this.cells, { type: 'part', part: this.part, path: this.path })
  }

  text(text: string): void {
    if (this.inside && this.cell) this.cell.text += text
  }

  private closeCell(): void {
    if (this.cell && this.cells.length < MOST_CELLS) this.cells.push(shown(this.cell, this.book))
    this.cell = null
  }
}

function shown(
  { type, format, text }: { readonly type: string; readonly format: DateFormat | null; readonly text: string },
  book: Book,
): string {
  const raw = text.trim()
  if (type === 's') return book.strings[Number(raw)] ?? ''
  if (type === 'b') return raw === '1' ? 'TRUE' : 'FALSE'
  if (type !== 'n' || raw === '') return raw
  const value = Number(raw)
  // Day numbers up to the year 9999.
  if (format !== null && value >= 0 && value < 2_958_466) return serialText(value, format, book.base1904)
  return numberText(raw)
}

/** Takes the comments out of a comments part of a worksheet. */
export class CommentText implements XmlHandler {
  private readonly part: string
  private readonly rows: SheetRows
  private path = ''
  private body = ''
  private inside = false

  constructor(part: string, rows: SheetRows) {
    this.part = part
    this.rows = rows
  }

  open(name: string, xml: XmlPosition): void {
    if (name === 'x:comment') {
      this.path = xml.path()
      this.body = ''
    } else if (name === 'x:t') this.inside = true
  }

  close(name: string): void {
    if (name === 'x:t') this.inside = false
    else if (name === 'x:comment' && this.body.trim() !== '')
      this.rows.comment(this.body.trim(), { type: 'part', part: this.part, path: this.path })
  }

  text(text: string): void {
    if (this.inside) this.body += text
  }
}
