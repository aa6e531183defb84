import type { ArtifactSource, Found } from '../found.ts'
import type { Given } from '../metadata/settle.ts'
import { assemble } from '../text/assemble.ts'
import { parseXml, type XmlHandler, type XmlPosition } from '../xml/parse.ts'
import { documentOf, embedded, endProblems, failure, opened } from './found.ts'
import { NAMESPACES } from './names.ts'
import { CONTENT, odfContent } from './odt.ts'
import { readProperties } from './properties.ts'
import { SheetRows } from './sheet.ts'

/** Reads an OpenDocument spreadsheet: the text of its cells, a list block a row, sheet by sheet; comments follow. */
export async function* readOds(source: ArtifactSource, given: Given): AsyncGenerator<Found> {
  const file = await opened(source)
  if ('code' in file) return yield failure(file)
  const content = await odfContent(file)
  if ('code' in content) return yield failure(content)
  const rows = new SheetRows()
  const end = parseXml(content.content, { namespaces: NAMESPACES, stop: () => rows.full }, new OdsText(rows))
  const problems = rows.full ? rows.problems() : endProblems(CONTENT, content.state, end)
  const draft = assemble([...rows.items, ...rows.comments])
  const properties = await readProperties(file, ['meta.xml'], 'odf')
  yield* documentOf('ods', { ...draft, problems: [...problems, ...draft.problems] }, properties, given)
  yield* embedded(file, (name) => name.startsWith('Pictures/'))
}

/** A cell or row that stands for many equal ones is told this often at most. */
const MOST_REPEATS = 20
const MOST_CELLS = 1000

class OdsText implements XmlHandler {
  private readonly rows: SheetRows
  private cells: string[] = []
  private path = ''
  private repeats = 1
  private cell: { text: string; readonly repeats: number } | null = null
  private comment: { text: string; readonly path: string } | null = null
  /** Depth inside paragraphs. */
  private paragraphs = 0

  constructor(rows: SheetRows) {
    this.rows = rows
  }

  open(name: string, xml: XmlPosition): void {
    if (name === 'table:table')
      this.rows.sheet(xml.attribute('table:name') ?? '', {
        type: 'part',
        part: CONTENT,
        path: `${xml.path()}/@table:name`,
      })
    else if (name === 'table:table-row') {
      this.cells = []
      this.path = xml.path()
      this.repeats = repeats(xml.attribute('table:number-rows-repeated'))
    } else if (name === 'table:table-cell')
      this.cell = { text: '', repeats: repeats(xml.attribute('table:number-columns-repeated')) }
    else if (name === 'office:annotation') this.comment = { text: '', path: xml.path() }
    else if (name === 'text:p') {
      this.paragraphs++
      this.add(' ')
    } else if (name === 'text:s' || name === 'text:tab' || name === 'text:line-break') this.add(' ')
  }

  close(name: string): void {
    if (name === 'text:p') this.paragraphs--
    else if (name === 'office:annotation') this.closeComment()
    else if (name === 'table:table-cell') this.closeCell()
    else if (name === 'table:table-row') this.closeRow()
  }

  text(text: string): void {
    if (this.paragraphs > 0) this.add(text.replace(/[\t\r\n ]+/g, ' '))
  }

  private add(text: string): void {
    if (this.comment) this.comment.text += text
    else if (this.cell) this.cell.text += text
  }

  private closeComment(): void {
    const { text, path } = this.comment ?? { text: '', path: '' }
    if (text.trim() !== '') this.rows.comment(text.trim(), { type: 'part', part: CONTENT, path })
    this.comment = null
  }

  private closeCell(): void {
    const text = this.cell?.text.trim() ?? ''
    for (let n = this.cell?.repeats ?? 0; n > 0 && this.cells.length < MOST_CELLS; n--) this.cells.push(text)
    this.cell = null
  }

  private closeRow(): void {
    if (this.cells.every((c) => c === '')) return
    for (let n = this.repeats; n > 0; n--) this.rows.row(this.cells, { type: 'part', part: CONTENT, path: this.path })
  }
}

const repeats = (count: string | null): number =>
  Math.min(MOST_REPEATS, Math.max(1, Number.parseInt(count ?? '1', 10) || 1))
