import type { PageLine, PageLines } from './pages.ts'

/** Running heads and feet stand in this share of the page's height at its top and at its bottom. */
const MARGIN = 0.2
/** Lines from the edge that are looked at. */
const LOOKED_AT = 4
/** Lines of neighbouring pages count as the same place when they differ by this many points. */
const PLACE = 8
/** A line repeats when it stands on this share of the pages, and on two at least. */
const SHARE = 0.3

const PAGE_NUMBER =
  /^(?:[-–—|·•\s]{0,3}(?:(?:page|p\.|seite|página|стр\.?)\s?)?(?:\d{1,4}|[ivxlcIVXLC]{1,7})(?:\s?(?:\/|of|von|de|из)\s?\d{1,4})?[-–—|·•\s]{0,3})$/iu
const PRINTED =
  /^(?:https?:\/\/\S{3,400}|\d{1,2}[./]\d{1,2}[./]\d{2,4}, \d{1,2}:\d{2}(?: [AP]M)?\s.{1,300})(?:\s\d{1,3}\/\d{1,3})?$/

/**
 * Marks running heads, footers and page numbers: lines at the top or bottom that come back on other pages at the same
 * place (numbers in them may change), and bare page numbers.
 */
export function markFurniture(pages: readonly PageLines[]): void {
  for (const edge of ['top', 'bottom'] as const) {
    const edges = pages.map((p) => edgeLines(p, edge))
    const seen = new Map<string, number[]>()
    for (const [i, lines] of edges.entries())
      for (const line of lines) {
        const places = seen.get(signature(line))
        if (places) places.push(i)
        else seen.set(signature(line), [i])
      }
    for (const [i, lines] of edges.entries())
      for (const line of lines.toReversed())
        if ((isBare(line) || repeats(line, i, edges, seen, pages.length)) && isAlone(line, pages[i]!, edge))
          line.furniture = true
  }
  for (const page of pages) keepContent(page)
}

/** A page whose every line repeats has no running head: what repeats is its content. */
function keepContent(page: PageLines): void {
  const lines = page.columns.flatMap((c) => c.lines)
  if (lines.every((l) => l.furniture)) for (const l of lines) l.furniture = isBare(l)
}

/** The outermost lines of a page at one of its edges, the outermost first. */
function edgeLines(page: PageLines, edge: 'top' | 'bottom'): readonly PageLine[] {
  const lines = page.columns.flatMap((c) => c.lines).filter((l) => inMargin(l, page, edge))
  lines.sort((a, b) => (edge === 'top' ? a.box.top - b.box.top : b.box.bottom - a.box.bottom))
  return lines.slice(0, LOOKED_AT)
}

const inMargin = (l: PageLine, page: PageLines, edge: 'top' | 'bottom'): boolean =>
  edge === 'top' ? l.box.bottom < page.height * MARGIN : l.box.top > page.height * (1 - MARGIN)

/** The line's words with every number as `#`. */
const signature = (line: PageLine): string =>
  line.text
    .slice(0, 200)
    .toLowerCase()
    .replace(/\d{1,9}/g, '#')
    .replace(/[\s\p{P}]+/gu, ' ')
    .trim()

const isBare = (line: PageLine): boolean =>
  line.text.length < 400 && (PAGE_NUMBER.test(line.text) || PRINTED.test(line.text))

/** On enough pages, and at the same height on one of the neighbours that have it. Left and right pages may alternate. */
function repeats(
  line: PageLine,
  i: number,
  edges: readonly (readonly PageLine[])[],
  seen: ReadonlyMap<string, readonly number[]>,
  pages: number,
): boolean {
  const key = signature(line)
  const on = seen.get(key) ?? []
  if (on.length < Math.max(2, Math.min(SHARE * pages, 6))) return false
  const at = on.indexOf(i)
  const near = on.slice(Math.max(0, at - 2), at + 3).filter((k) => k !== i)
  return near.some((k) => edges[k]!.some((l) => signature(l) === key && Math.abs(l.box.top - line.box.top) < PLACE))
}

/** Is there more space between the line and the page's text than between lines of text? Or another type size? */
function isAlone(line: PageLine, page: PageLines, edge: 'top' | 'bottom'): boolean {
  let nearest = Infinity
  let size = line.size
  for (const c of page.columns)
    for (const l of c.lines) {
      if (l === line || l.furniture || Math.abs(l.box.top - line.box.top) < 0.5 * line.size) continue
      const gap = edge === 'top' ? l.box.top - line.box.bottom : line.box.top - l.box.bottom
      if (gap < -0.3 * line.size || gap >= nearest) continue
      nearest = gap
      size = l.size
    }
  return nearest > 0.6 * line.size || Math.abs(size - line.size) > 0.08 * size
}
