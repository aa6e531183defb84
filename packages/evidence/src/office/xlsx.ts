import { type Problem, problem } from '@wherefrom/schema'
import type { ArtifactSource, Found } from '../found.ts'
import type { Given } from '../metadata/settle.ts'
import { assemble } from '../text/assemble.ts'
import { parseXml, type XmlHandler } from '../xml/parse.ts'
import { propertyParts } from './docx.ts'
import { documentOf, embedded, endProblems, failure, opened } from './found.ts'
import { NAMESPACES } from './names.ts'
import { builtInFormat, type DateFormat, formatOf } from './numbers.ts'
import type { Package } from './package.ts'
import { readProperties } from './properties.ts'
import { readRelations } from './relations.ts'
import { SheetRows } from './sheet.ts'
import { type Book, CommentText, SheetText } from './sheet-text.ts'

/** Reads an Excel workbook (OOXML): the text of its cells, a list block a row, sheet by sheet; comments follow. */
export async function* readXlsx(source: ArtifactSource, given: Given): AsyncGenerator<Found> {
  const file = await opened(source)
  if ('code' in file) return yield failure(file)
  const root = await readRelations(file, '')
  const main = root.find((r) => r.type === 'officeDocument')?.target ?? 'xl/workbook.xml'
  const workbook = await file.text(main)
  if (workbook === null) return yield failure(problem('reader/damaged', { reason: `no part ${main.slice(0, 200)}` }))
  const { sheets, base1904, hidden } = readWorkbook(workbook.content)
  const relations = await readRelations(file, main)
  const part = (type: string) => relations.find((r) => r.type === type)?.target
  const book: Book = {
    strings: await sharedStrings(file, part('sharedStrings')),
    formats: await cellFormats(file, part('styles')),
    base1904,
  }
  const rows = new SheetRows()
  const problems: Problem[] = file.whole ? [] : [problem('reader/cut-off', { part: 'ZIP' })]
  for (const [i, { name, id }] of sheets.entries()) {
    const target = relations.find((r) => r.id === id)?.target
    if (target === undefined || rows.full) continue
    rows.sheet(name, { type: 'part', part: main, path: `/x:workbook[1]/x:sheets[1]/x:sheet[${i + 1}]/@name` })
    problems.push(...(await readSheet(file, target, book, rows)))
  }
  if (hidden > 0) problems.push(problem('reader/hidden-sheets', { count: hidden }))
  const draft = assemble([...rows.items, ...rows.comments])
  const properties = await readProperties(file, propertyParts(root), 'xlsx')
  yield* documentOf(
    'xlsx',
    { ...draft, problems: [...problems, ...rows.problems(), ...draft.problems] },
    properties,
    given,
  )
  yield* embedded(file, (name) => /^xl\/(?:media|embeddings)\//.test(name))
}

interface Sheet {
  readonly name: string
  readonly id: string
}
const MOST_SHEETS = 1000

function readWorkbook(xml: string): { sheets: readonly Sheet[]; base1904: boolean; hidden: number } {
  const sheets: Sheet[] = []
  let base1904 = false
  let hidden = 0
  parseXml(
    xml,
    { namespaces: NAMESPACES },
    {
      open: (name, at) => {
        if (name === 'x:workbookPr') base1904 = /^(?:1|true)$/.test(at.attribute('date1904') ?? '')
        if (name !== 'x:sheet' || sheets.length >= MOST_SHEETS) return
        if (/^(?:hidden|veryHidden)$/.test(at.attribute('state') ?? '')) hidden++
        sheets.push({ name: at.attribute('name') ?? '', id: at.attribute('r:id') ?? '' })
      },
      close: () => {},
      text: () => {},
    },
  )
  return { sheets, base1904, hidden }
}

async function readSheet(file: Package, name: string, book: Book, rows: SheetRows): Promise<readonly Problem[]> {
  const part = await file.text(name)
  if (part === null) return []
  const end = parseXml(part.content, { namespaces: NAMESPACES, stop: () => rows.full }, new SheetText(name, book, rows))
  for (const { type, target } of await readRelations(file, name)) {
    const comments = type === 'comments' ? await file.text(target) : null
    if (comments) parseXml(comments.content, { namespaces: NAMESPACES }, new CommentText(target, rows))
  }
  return rows.full ? [] : endProblems(name.slice(0, 200), part.state, end)
}

/** Most strings and characters of the table that all sheets share. */
const MOST_STRINGS = 1_000_000
const MOST_CHARACTERS = 32 * 1024 * 1024

async function sharedStrings(file: Package, name: string | undefined): Promise<readonly string[]> {
  const part = name === undefined ? null : await file.text(name)
  if (part === null) return []
  const strings: string[] = []
  let characters = 0
  let text = ''
  let inside = false
  let phonetic = 0
  const handler: XmlHandler = {
    open: (element) => {
      if (element === 'x:si') text = ''
      else if (element === 'x:rPh') phonetic++
      else if (element === 'x:t') inside = phonetic === 0
    },
    close: (element) => {
      if (element === 'x:t') inside = false
      else if (element === 'x:rPh') phonetic--
      else if (element === 'x:si') {
        strings.push(text)
        characters += text.length
      }
    },
    text: (t) => {
      if (inside) text += t
    },
  }
  const stop = () => strings.length >= MOST_STRINGS || characters > MOST_CHARACTERS
  parseXml(part.content, { namespaces: NAMESPACES, stop }, handler)
  return strings
}

/** For each cell format of the workbook whether it shows a date. */
async function cellFormats(file: Package, name: string | undefined): Promise<readonly (DateFormat | null)[]> {
  const part = name === undefined ? null : await file.text(name)
  if (part === null) return []
  const own = new Map<number, DateFormat | null>()
  const formats: (DateFormat | null)[] = []
  let inside = false
  parseXml(
    part.content,
    { namespaces: NAMESPACES },
    {
      open: (element, at) => {
        const id = Number(at.attribute('numFmtId') ?? 0)
        if (element === 'x:numFmt' && own.size < 10_000) own.set(id, formatOf(at.attribute('formatCode') ?? ''))
        else if (element === 'x:cellXfs') inside = true
        else if (element === 'x:xf' && inside && formats.length < 100_000)
          formats.push(own.has(id) ? own.get(id)! : builtInFormat(id))
      },
      close: (element) => {
        if (element === 'x:cellXfs') inside = false
      },
      text: () => {},
    },
  )
  return formats
}
