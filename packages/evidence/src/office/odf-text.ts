import type { BlockKind, SourcePlace } from '@wherefrom/schema'
import { LIMITS } from '../limits.ts'
import type { Item } from '../text/assemble.ts'
import type { XmlHandler, XmlPosition } from '../xml/parse.ts'
import { rowItems } from './rows.ts'
import { kindOfStyle, OdfStyles } from './styles.ts'
import type { Counts } from './word-text.ts'

interface Paragraph {
  text: string
  readonly path: string
  readonly style: string | null
  readonly heading: boolean
}

/** Elements whose text is not the document's, and what passing over one counts as. */
const SKIPPED: ReadonlyMap<string, 'hidden' | null> = new Map([
  ['text:note-citation', null],
  ['text:hidden-text', 'hidden'],
  ['text:hidden-paragraph', 'hidden'],
  ['text:table-of-content-source', null],
  ['text:index-title-template', null],
  ['text:sequence-decls', null],
  ['office:forms', null],
  ['office:event-listeners', null],
  ['office:scripts', null],
  ['table:table-source', null],
  ['table:shapes', null],
])

/** Most spaces that one `text:s` stands for. */
const MOST_SPACES = 100

/** Takes the paragraphs out of `content.xml` of a text or presentation. Notes and comments follow the text. */
export class OdfText implements XmlHandler {
  readonly styles = new OdfStyles()
  /** True once there is more than is read. */
  full = false
  private readonly part: string
  private readonly counts: Counts
  private readonly body: Item[] = []
  private readonly notes: Item[] = []
  private readonly comments: Item[] = []
  private readonly paragraphs: Paragraph[] = []
  private characters = 0
  private skipped = 0
  private inBody = false
  private lists = 0
  private contents = 0
  private inNotes = 0
  private tables = 0
  private row: { readonly path: string; readonly cells: Item[][] } | null = null
  private comment: { author: string; field: 'author' | 'other' | null } | null = null
  private changes = false

  constructor(part: string, counts: Counts) {
    this.part = part
    this.counts = counts
  }

  get items(): readonly Item[] {
    return [...this.body, ...this.notes, ...this.comments]
  }

  open(name: string, xml: XmlPosition): void {
    if (this.skipped > 0) {
      this.skipped++
      return
    }
    this.styles.open(name, (attribute) => xml.attribute(attribute))
    if (name === 'office:text' || name === 'office:presentation') this.inBody = true
    if (!this.inBody) return
    const skip = SKIPPED.get(name)
    if (skip !== undefined) {
      this.skipped = 1
      if (skip === 'hidden') this.counts.hidden++
    } else if (this.changes) this.countChange(name)
    else if (name === 'text:p' || name === 'text:h') this.openParagraph(name, xml)
    else this.inside(name, xml)
  }

  close(name: string): void {
    if (this.skipped > 0) {
      this.skipped--
      return
    }
    if (name === 'text:tracked-changes') this.changes = false
    else if (this.changes || !this.inBody) return
    else if (name === 'text:p' || name === 'text:h') this.closeParagraph()
    else if (name === 'text:list') this.lists--
    else if (name === 'text:note') this.inNotes--
    else if (name === 'text:table-of-content' || name === 'text:alphabetical-index') this.contents--
    else if (name === 'office:annotation') this.comment = null
    else if (this.comment?.field) this.comment.field = null
    else if (name === 'table:table-row' && this.tables === 1) this.closeRow()
    else if (name === 'table:table') this.tables--
    else if (name === 'office:text' || name === 'office:presentation') this.inBody = false
  }

  text(text: string): void {
    if (this.skipped > 0 || this.changes || !this.inBody) return
    if (this.comment?.field) {
      if (this.comment.field === 'author') this.comment.author += text.slice(0, 200)
      return
    }
    const p = this.paragraphs.at(-1)
    // White space in the file is one space; more are written as elements (ODF 1.3, 6.1.2).
    if (p) this.add(p, text.replace(/[\t\r\n ]+/g, ' '))
  }

  private inside(name: string, xml: XmlPosition): void {
    const p = this.paragraphs.at(-1)
    if (name === 'text:list') this.lists++
    else if (name === 'text:note') this.inNotes++
    else if (name === 'text:table-of-content' || name === 'text:alphabetical-index') this.contents++
    else if (name === 'text:tracked-changes') this.changes = true
    else if (name === 'office:annotation') this.comment = { author: '', field: null }
    else if (this.comment && name.startsWith('dc:')) this.comment.field = name === 'dc:creator' ? 'author' : 'other'
    else if (this.comment && name.startsWith('meta:')) this.comment.field = 'other'
    else if (name.startsWith('table:')) this.openTable(name, xml)
    else if (!p) return
    else if (name === 'text:s') this.add(p, ' '.repeat(spaces(xml.attribute('text:c'))))
    else if (name === 'text:tab') this.add(p, ' ')
    else if (name === 'text:line-break') this.add(p, '\n')
  }

  private countChange(name: string): void {
    if (name === 'text:deletion') this.counts.deleted++
    else if (name === 'text:insertion') this.counts.inserted++
  }

  private openParagraph(name: string, xml: XmlPosition): void {
    const style = xml.attribute('text:style-name')
    this.paragraphs.push({ text: '', path: xml.path(), style, heading: name === 'text:h' })
  }

  private add(p: Paragraph, text: string): void {
    this.characters += text.length
    if (this.characters > LIMITS.characters) this.full = true
    else p.text += text
  }

  private closeParagraph(): void {
    const p = this.paragraphs.pop()
    if (!p) return
    const kind = this.kindOf(p)
    for (const piece of p.text.replace(/ +/g, ' ').split(/\n ?\n[\n ]*/)) {
      if (piece.trim() === '') continue
      this.put({ text: `${this.author()}${piece.trim()}`, kind, source: this.place(p.path) })
    }
  }

  /** The name that stands before the first paragraph of a comment. */
  private author(): string {
    const name = this.comment?.author.replace(/\s+/g, ' ').trim() ?? ''
    if (this.comment) this.comment.author = ''
    return name === '' ? '' : `${name}: `
  }

  private kindOf(p: Paragraph): BlockKind | null {
    if (this.comment || this.contents > 0) return 'boilerplate'
    if (this.inNotes > 0) return 'paragraph'
    if (p.heading) return 'title'
    return kindOfStyle(this.styles.map, p.style) ?? (this.lists > 0 ? 'list' : null)
  }

  private put(item: Item): void {
    const cell = this.row?.cells.at(-1)
    if (this.comment) this.comments.push(item)
    else if (this.inNotes > 0) this.notes.push(item)
    else if (cell) cell.push(item)
    else this.body.push(item)
    if (this.body.length + this.notes.length + this.comments.length >= LIMITS.paragraphs) this.full = true
  }

  private openTable(name: string, xml: XmlPosition): void {
    if (name === 'table:table') this.tables++
    else if (this.tables !== 1) return
    else if (name === 'table:table-row') this.row = { cells: [], path: xml.path() }
    else if (name === 'table:table-cell') this.row?.cells.push([])
  }

  private closeRow(): void {
    if (this.row) for (const item of rowItems(this.row.cells, this.place(this.row.path))) this.body.push(item)
    this.row = null
  }

  private place(path: string): SourcePlace {
    return { type: 'part', part: this.part, path }
  }
}

const spaces = (count: string | null): number =>
  Math.min(MOST_SPACES, Math.max(1, Number.parseInt(count ?? '1', 10) || 1))
