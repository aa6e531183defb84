import type { PageBox } from '@wherefrom/schema'
import { type Line, lineOf } from './lines.ts'
import { flowsOf } from './regions.ts'
import { type PageText, type Turn, toPage } from './runs.ts'

/** A line with its page and its role before paragraphs are built. */
export interface PageLine extends Line {
  readonly page: number
  readonly box: Omit<PageBox, 'at'>
  /** Running head, page number, footer, watermark: found later, over all pages. */
  furniture: boolean
}

/** Lines that are read one after the other. */
export interface Column {
  readonly lines: readonly PageLine[]
}

/** What is kept of a page once its objects are let go. */
export interface PageLines {
  readonly page: number
  readonly width: number
  readonly height: number
  readonly columns: readonly Column[]
  readonly letters: number
}

/** Text in other directions than the page's own is furniture when it is less than this share of the page's text. */
const ASIDE = 0.1

/** Lines of a page in reading order, column by column. */
export function layOut(page: number, text: PageText): PageLines {
  const columns: Column[] = []
  let letters = 0
  for (const [i, layer] of text.layers.entries()) {
    const size = layer.runs.reduce((n, r) => n + r.text.length, 0)
    const aside = layer.turn === null || (i > 0 && size < ASIDE * letters)
    letters += size
    for (const flow of flowsOf(layer.runs)) {
      const lines = flow.map((row): PageLine => {
        const line = lineOf(row)
        return { ...line, page, box: boxOf(line, layer.turn ?? 0, text, page), furniture: aside }
      })
      columns.push({ lines: withoutLoneCells(lines.filter((l) => l.text !== '')) })
    }
  }
  const { width, height } = text
  return { page, width, height, columns: columns.filter((c) => c.lines.length > 0), letters }
}

/** Justified lines are not stretched by more than this between two words, in sizes. */
const TABLE = 4

/** Wide spaces part cells only where a neighbouring line has cells too, or where they are several; else they are spaces. */
function withoutLoneCells(lines: readonly PageLine[]): readonly PageLine[] {
  return lines.map((line, i) => {
    if (
      line.cells === 1 ||
      line.widest > TABLE ||
      lines[i - 1]?.cells === line.cells ||
      lines[i + 1]?.cells === line.cells
    )
      return line
    const near = Math.max(lines[i - 1]?.cells ?? 1, lines[i + 1]?.cells ?? 1)
    return near > 1 && line.cells > 2 ? line : { ...line, cells: 1, text: line.text.replaceAll('\t', ' ') }
  })
}

/** Rectangle of a line on the page as shown, within the page, to a tenth of a point. */
function boxOf(line: Line, turn: Turn, { width, height }: PageText, page: number): Omit<PageBox, 'at'> {
  const [x1, y1] = toPage(line.left, line.top, turn, width, height)
  const [x2, y2] = toPage(line.right, line.bottom, turn, width, height)
  const within = (v: number, most: number) => Math.round(Math.min(Math.max(v, 0), most) * 10) / 10
  return {
    page,
    left: within(Math.min(x1, x2), width),
    top: within(Math.min(y1, y2), height),
    right: within(Math.max(x1, x2), width),
    bottom: within(Math.max(y1, y2), height),
  }
}
