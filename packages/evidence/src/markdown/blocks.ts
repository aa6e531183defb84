import type { BlockKind } from '@wherefrom/schema'
import MarkdownIt, { type Token } from 'markdown-it'
import { readFragment } from '../html/fragment.ts'
import { CELL } from '../office/rows.ts'

/** A block of Markdown without its markup; `from`, `to`: its lines, from 0, the end exclusive. */
export interface MarkdownBlock {
  readonly text: string
  readonly kind: BlockKind | null
  readonly from: number
  readonly to: number
}

/** CommonMark with the tables of GitHub. Nothing is turned into HTML, so no sanitiser is needed. */
const parser = new MarkdownIt({ html: true, linkify: false, typographer: false })

/** The blocks of a Markdown text in order. Nesting is bounded by the parser (100 levels). */
export function readBlocks(text: string): readonly MarkdownBlock[] {
  return new Walk().run(parser.parse(text, {}))
}

class Walk {
  private readonly blocks: MarkdownBlock[] = []
  private quotes = 0
  private lists = 0
  private heading = false
  private row: { cells: string[]; from: number; to: number } | null = null
  /** Lines of the innermost block that states them. */
  private lines: [number, number] = [0, 0]

  run(tokens: readonly Token[]): readonly MarkdownBlock[] {
    for (const token of tokens) {
      if (token.map) this.lines = token.map
      if (token.type === 'inline') this.inline(token)
      else if (token.type === 'fence' || token.type === 'code_block') this.put(token.content, 'boilerplate')
      else if (token.type === 'html_block') this.html(token)
      else this.structure(token)
    }
    return this.blocks
  }

  private structure(token: Token): void {
    if (token.type === 'heading_open') this.heading = true
    else if (token.type === 'heading_close') this.heading = false
    else if (token.type === 'blockquote_open') this.quotes++
    else if (token.type === 'blockquote_close') this.quotes--
    else if (token.type === 'bullet_list_open' || token.type === 'ordered_list_open') this.lists++
    else if (token.type === 'bullet_list_close' || token.type === 'ordered_list_close') this.lists--
    else if (token.type === 'tr_open') this.row = { cells: [], from: this.lines[0], to: this.lines[1] }
    else if (token.type === 'tr_close') this.closeRow()
  }

  private closeRow(): void {
    if (!this.row) return
    const { cells, from, to } = this.row
    this.blocks.push({ text: cells.filter((c) => c !== '').join(CELL), kind: 'list', from, to })
    this.row = null
  }

  private inline({ children }: Token): void {
    const parts = children ?? []
    const text = plain(parts)
    if (this.row) this.row.cells.push(text.replace(/\s+/g, ' ').trim())
    else this.put(text, parts.length > 0 && parts.every(isPicture) ? 'caption' : this.kind())
  }

  private html({ content }: Token): void {
    for (const { text, kind } of readFragment(content).items) this.put(text, kind ?? this.kind())
  }

  private kind(): BlockKind | null {
    if (this.heading) return 'title'
    if (this.quotes > 0) return 'quote'
    return this.lists > 0 ? 'list' : null
  }

  private put(text: string, kind: BlockKind | null): void {
    if (text.trim() !== '') this.blocks.push({ text: text.trim(), kind, from: this.lines[0], to: this.lines[1] })
  }
}

/** A paragraph of nothing but pictures: what it holds are their descriptions. */
const isPicture = (token: Token): boolean =>
  token.type === 'image' || token.type === 'softbreak' || (token.type === 'text' && token.content.trim() === '')

function plain(tokens: readonly Token[]): string {
  let text = ''
  for (const token of tokens) {
    if (token.type === 'text' || token.type === 'code_inline' || token.type === 'image') text += token.content
    else if (token.type === 'softbreak') text += ' '
    else if (token.type === 'hardbreak' || (token.type === 'html_inline' && /^<br\b/i.test(token.content))) text += '\n'
  }
  return text
}
