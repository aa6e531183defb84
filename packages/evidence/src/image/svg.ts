import { parsePage } from '../html/parse.ts'
import { type Element, isElement, textOf, walk } from '../html/tree.ts'

/** A drawing's size and its words. */
export interface Drawing {
  readonly width: number
  readonly height: number
  readonly fields: Readonly<Record<string, string>>
}

const MOST_BYTES = 16 * 1024 * 1024
/** Words of a drawing that are kept, in characters. */
const LONGEST = 4000
/** Pixels of a unit, as CSS has them. */
const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  px: 1,
  pt: 4 / 3,
  pc: 16,
  mm: 96 / 25.4,
  cm: 96 / 2.54,
  in: 96,
}

/** Reads an SVG drawing as markup: it is neither drawn nor run, and nothing that it names is fetched. */
export function readSvg(bytes: Uint8Array): Drawing | null {
  const source = new TextDecoder().decode(bytes.subarray(0, MOST_BYTES))
  const { root } = parsePage(source)
  const drawings: Element[] = []
  const words: Record<'title' | 'desc' | 'text', string[]> = { title: [], desc: [], text: [] }
  walk(root, (node) => {
    if (!isElement(node)) return false
    if (node.tag === 'svg') drawings.push(node)
    if (node.tag !== 'title' && node.tag !== 'desc' && node.tag !== 'text') return node.tag !== 'script'
    words[node.tag].push(textOf(node, 500))
    return false
  })
  const size = drawings[0] ? sizeOf(drawings[0]) : null
  if (!size) return null
  const fields: Record<string, string> = {}
  for (const [name, list] of Object.entries(words)) {
    const text = list
      .filter((t) => t !== '')
      .join(' ')
      .replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ')
      .slice(0, LONGEST)
    if (text !== '') fields[`svg.${name}`] = text
  }
  return { ...size, fields }
}

function sizeOf({ attributes: a }: Element): { readonly width: number; readonly height: number } | null {
  const box = (a['viewbox'] ?? a['viewBox'] ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number)
  const width = lengthOf(a['width']) ?? box[2] ?? 300
  const height = lengthOf(a['height']) ?? box[3] ?? 150
  const fits = (n: number) => n >= 0.5 && n < 1e7
  return fits(width) && fits(height) ? { width: Math.round(width), height: Math.round(height) } : null
}

function lengthOf(value: string | undefined): number | null {
  const m = /^\s{0,5}(\d{1,7}(?:\.\d{1,9})?)(px|pt|pc|mm|cm|in|)\s{0,5}$/.exec(value ?? '')
  return m ? Number(m[1]) * UNITS[m[2]!]! : null
}
