import type { BlockKind } from '@wherefrom/schema'
import { dateAt } from '../text/dateline.ts'
import { isFurniture } from '../text/words.ts'
import type { PageLine, PageLines } from './pages.ts'
import { type Paragraph, paragraphsOf } from './paragraphs.ts'
import { median } from './regions.ts'
import { step } from './rows.ts'

/** A paragraph with its role. */
export interface Part extends Paragraph {
  kind: BlockKind
  readonly footnote: boolean
}

/** Type that most of a document is set in. */
export interface Body {
  readonly size: number
  readonly font: string | null
}

/** Headings are larger than the running text by this factor, or set in another font and short. */
export const LARGER = 1.12
const LONGEST_HEADING = 200
const MOST_HEADING_LINES = 4
const SMALLER = 0.93

/** Size and font of most of the text. */
export function bodyOf(pages: readonly PageLines[]): Body {
  const sizes = new Map<number, number>()
  const fonts = new Map<string, number>()
  for (const line of linesOf(pages)) {
    if (line.furniture) continue
    sizes.set(step(line.size), (sizes.get(step(line.size)) ?? 0) + line.text.length)
    if (line.font) fonts.set(line.font, (fonts.get(line.font) ?? 0) + line.text.length)
  }
  return { size: most(sizes) ?? 10, font: most(fonts) }
}

function most<K>(counts: ReadonlyMap<K, number>): K | null {
  let best: K | null = null
  let n = 0
  for (const [key, count] of counts)
    if (count > n) {
      best = key
      n = count
    }
  return best
}

function* linesOf(pages: readonly PageLines[]): Generator<PageLine> {
  for (const page of pages) for (const column of page.columns) yield* column.lines
}

/** Paragraphs of a page with their roles, in reading order; furniture keeps its place among them. */
export function partsOf(page: PageLines, body: Body): readonly Part[] {
  const out: Part[] = []
  for (const column of page.columns) {
    const text = column.lines.filter((l) => !l.furniture)
    const heads = column.lines.findIndex((l) => !l.furniture)
    for (const [i, l] of column.lines.entries()) if (l.furniture && i < heads) out.push(furniture(l))
    const notes = footnotesFrom(text, body, page)
    out.push(...withRoles(paragraphsOf(text.slice(0, notes)), body))
    for (const p of paragraphsOf(text.slice(notes))) out.push({ ...p, kind: 'paragraph', footnote: true })
    for (const [i, l] of column.lines.entries()) if (l.furniture && i > heads) out.push(furniture(l))
  }
  return out
}

const furniture = (line: PageLine): Part => ({
  lines: [line],
  shape: 'text',
  centred: false,
  above: Infinity,
  kind: 'boilerplate',
  footnote: false,
})

/** Index of the first footnote line: small type at the foot of a column that begins with a number or mark. */
function footnotesFrom(lines: readonly PageLine[], body: Body, page: PageLines): number {
  let from = lines.length
  while (from > 0 && lines[from - 1]!.size < SMALLER * body.size && lines[from - 1]!.box.top > page.height * 0.35)
    from--
  while (from < lines.length && !NOTE.test(lines[from]!.text) && !lines[from]!.noted) from++
  return from
}
const NOTE = /^(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|\[?\d{1,3}[\].)]?\s|[*†‡§]{1,3}\s?)\S/

function withRoles(paragraphs: readonly Paragraph[], body: Body): readonly Part[] {
  return paragraphs.map((p) => ({ ...p, kind: kindOf(p, body), footnote: false }))
}

const CAPTION =
  /^(?:fig(?:ure|\.)?|table|tab\.|map|photo|image|picture|chart|exhibit|box|plate|abbildung|abb\.|tabelle|bild|foto|figura|tableau|таблица|рис(?:унок|\.)?)\s?(?:[A-Z]\.?)?\d{1,3}(?:[.-]\d{1,3})?\s?(?:[.:–—|]|\s[-–—]|$)/iu

function kindOf(p: Paragraph, body: Body): BlockKind {
  if (p.shape === 'row') return 'list'
  const text = p.lines.map((l) => l.text).join(' ')
  if (CAPTION.test(text) && text.length < 600) return 'caption'
  if (p.lines.length === 1 && isFurniture(text)) return 'boilerplate'
  if (dateAt(text)?.end === text.length) return 'paragraph'
  if (isHeading(p, body, text)) return 'title'
  return p.shape === 'item' ? 'list' : 'paragraph'
}

function isHeading(p: Paragraph, body: Body, text: string): boolean {
  if (text.length > LONGEST_HEADING || p.lines.length > MOST_HEADING_LINES || !/\p{L}{2}/u.test(text)) return false
  if (/[.;,][”"’)]?$/.test(text) && !/^\d{1,2}(?:\.\d{1,2}){0,3}\.?\s/.test(text)) return false
  const size = median(p.lines.map((l) => l.size))
  if (size >= LARGER * body.size) return true
  if (size < SMALLER * body.size || p.lines.length > 2 || text.length > 120) return false
  const bold = body.font !== null && p.lines.every((l) => l.font !== null && l.font !== body.font)
  const apart = p.above > 1.15 || p.above < 0
  return bold && apart && /^[\p{Lu}\p{N}"“«(]/u.test(text)
}
