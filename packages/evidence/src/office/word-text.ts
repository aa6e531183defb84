import type { BlockKind, SourcePlace } from '@wherefrom/schema'
import { LIMITS } from '../limits.ts'
import type { Item } from '../text/assemble.ts'
import type { XmlHandler, XmlPosition } from '../xml/parse.ts'
import { rowItems } from './rows.ts'
import { kindOfStyle, type Style } from './styles.ts'

/** What reading one part of a Word document collects beside its paragraphs. */
export interface Counts {
  deleted: number
  inserted: number
  hidden: number
}

interface Paragraph {
  text: string
  readonly path: string
  style: string | null
  list: boolean
  outline: boolean
  /** The run that is open, with whether it is hidden. */
  run: { hidden: boolean } | null
}

/** The row of the outermost table that is open. */
interface Row {
  readonly path: string
  readonly cells: Item[][]
}

/** Elements whose inside is not the document's text: the older twin of a drawing, texts that were deleted or moved away. */
const SKIPPED = new Set(['mc:Fallback', 'w:del', 'w:moveFrom', 'w:sdtPr'])

/**
 * Takes the paragraphs out of a part of a Word document (body, notes, comments, headers). `fixed` is the role of all of
 * them; without it, styles tell. Deleted and hidden text is counted, never taken.
 */
export class WordText implements XmlHandler {
  readonly items: Item[] = []
  /** True once there is more than is read. */
  full = false
  private readonly part: string
  private readonly styles: ReadonlyMap<string, Style>
  private readonly counts: Counts
  private readonly fixed: BlockKind | null
  private readonly parents: string[] = []
  private readonly paragraphs: Paragraph[] = []
  private tables = 0
  private row: Row | null = null
  private characters = 0
  /** Depth inside a skipped element, 0 outside. */
  private skipped = 0
  private skippedText = false
  private capture: 'none' | 'trimmed' | 'kept' = 'none'
  /** Author of the comment that is open, to stand before its text. */
  private prefix = ''

  constructor(part: string, styles: ReadonlyMap<string, Style>, counts: Counts, fixed: BlockKind | null) {
    this.part = part
    this.styles = styles
    this.counts = counts
    this.fixed = fixed
  }

  open(name: string, xml: XmlPosition): void {
    if (this.skipped > 0) {
      this.skipped++
      if (name === 'w:delText' || name === 'w:t') this.skippedText = true
      return
    }
    if (SKIPPED.has(name) || isSeparator(name, xml)) {
      this.skipped = 1
      this.skippedText = false
      return
    }
    const parent = this.parents.at(-1) ?? ''
    this.parents.push(name)
    if (name === 'w:p') this.paragraphs.push(newParagraph(xml.path()))
    else if (name === 'w:t' || name === 'm:t')
      this.capture = xml.attribute('xml:space') === 'preserve' ? 'kept' : 'trimmed'
    else if (name === 'w:tbl' || name === 'w:tr' || name === 'w:tc') this.openTable(name, xml)
    else if (name === 'w:comment') this.prefix = author(xml)
    else if ((name === 'w:ins' || name === 'w:moveTo') && parent !== 'w:rPr' && parent !== 'w:trPr')
      this.counts.inserted++
    else this.inParagraph(name, parent, xml)
  }

  close(name: string): void {
    if (this.skipped > 0) {
      this.skipped--
      if (this.skipped === 0 && this.skippedText && name === 'w:del') this.counts.deleted++
      return
    }
    this.parents.pop()
    if (name === 'w:t' || name === 'm:t') this.capture = 'none'
    else if (name === 'w:r') this.closeRun()
    else if (name === 'w:p') this.closeParagraph()
    else if (name === 'w:tr' && this.tables === 1) this.closeRow()
    else if (name === 'w:tbl') this.tables--
    else if (name === 'w:comment') this.prefix = ''
  }

  text(text: string): void {
    if (this.capture === 'none' || this.skipped > 0) return
    const p = this.paragraphs.at(-1)
    if (p) this.add(p, this.capture === 'kept' ? text : text.trim())
  }

  private inParagraph(name: string, parent: string, xml: XmlPosition): void {
    const p = this.paragraphs.at(-1)
    if (!p) return
    if (name === 'w:r') p.run = { hidden: false }
    else if (name === 'w:pStyle') p.style = xml.attribute('w:val')
    else if (name === 'w:numPr') p.list = true
    else if (name === 'w:numId' && xml.attribute('w:val') === '0') p.list = false
    else if (name === 'w:outlineLvl') p.outline = /^[0-8]$/.test(xml.attribute('w:val') ?? '')
    else if (!p.run) return
    else if (name === 'w:vanish' && parent === 'w:rPr')
      p.run.hidden = !/^(?:0|false|off)$/.test(xml.attribute('w:val') ?? '')
    else if (name === 'w:tab' || name === 'w:ptab') this.add(p, ' ')
    else if (name === 'w:br' || name === 'w:cr') this.add(p, '\n')
    else if (name === 'w:noBreakHyphen') this.add(p, '\u2011')
  }

  private add(p: Paragraph, text: string): void {
    if (p.run?.hidden) {
      if (text.trim() !== '') this.counts.hidden++
      return
    }
    this.characters += text.length
    if (this.characters > LIMITS.characters) this.full = true
    else p.text += text
  }

  private closeRun(): void {
    const p = this.paragraphs.at(-1)
    if (p) p.run = null
  }

  private closeParagraph(): void {
    const p = this.paragraphs.pop()
    if (!p) return
    const source = this.place(p.path)
    const kind = this.fixed ?? this.kindOf(p)
    // One line break is white space, two are a new paragraph.
    for (const piece of p.text.replace(/[ \t]+/g, ' ').split(/\n ?\n[\n ]*/)) {
      if (piece.trim() === '') continue
      this.put({ text: `${this.prefix}${piece.trim()}`, kind, source })
      this.prefix = ''
    }
  }

  private kindOf(p: Paragraph): BlockKind | null {
    if (p.outline) return 'title'
    const styled = kindOfStyle(this.styles, p.style)
    return styled === null && p.list ? 'list' : styled
  }

  private put(item: Item): void {
    const cell = this.row?.cells.at(-1)
    if (cell) cell.push(item)
    else this.items.push(item)
    if (this.items.length >= LIMITS.paragraphs) this.full = true
  }

  /** Tables inside cells are not told apart: their paragraphs belong to the outer cell. */
  private openTable(name: string, xml: XmlPosition): void {
    if (name === 'w:tbl') this.tables++
    else if (this.tables !== 1) return
    else if (name === 'w:tr') this.row = { cells: [], path: xml.path() }
    else this.row?.cells.push([])
  }

  private closeRow(): void {
    if (this.row) for (const item of rowItems(this.row.cells, this.place(this.row.path))) this.items.push(item)
    this.row = null
    if (this.items.length >= LIMITS.paragraphs) this.full = true
  }

  private place(path: string): SourcePlace {
    return { type: 'part', part: this.part, path }
  }
}

const newParagraph = (path: string): Paragraph => ({
  text: '',
  path,
  style: null,
  list: false,
  outline: false,
  run: null,
})

/** The lines between text and notes are kept as notes of their own type. */
const isSeparator = (name: string, xml: XmlPosition): boolean =>
  (name === 'w:footnote' || name === 'w:endnote') && /eparator|Notice/.test(xml.attribute('w:type') ?? '')

function author(xml: XmlPosition): string {
  const name = (xml.attribute('w:author') ?? '').replace(/\s+/g, ' ').trim().slice(0, 200)
  return name === '' ? '' : `${name}: `
}
