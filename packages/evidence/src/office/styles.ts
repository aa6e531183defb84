import type { BlockKind } from '@wherefrom/schema'
import { parseXml } from '../xml/parse.ts'
import { NAMESPACES } from './names.ts'

/** What is known of one paragraph style. */
export interface Style {
  readonly name: string
  readonly parent: string | null
  readonly list: boolean
  readonly outline: boolean
}

/** Styles built on others are followed this far. */
const LONGEST_CHAIN = 20

/** The role that a paragraph style gives, by its own name or that of the styles that it is built on; null for plain text. */
export function kindOfStyle(styles: ReadonlyMap<string, Style>, id: string | null): BlockKind | null {
  for (let n = 0, at = id; at !== null && n < LONGEST_CHAIN; n++) {
    const style = styles.get(at)
    const kind = kindOfName(style?.name ?? at)
    if (kind !== null) return kind
    if (style?.outline) return 'title'
    if (style?.list) return 'list'
    at = style?.parent ?? null
  }
  return null
}

/** Word and LibreOffice keep the English names of their own styles in every language. */
function kindOfName(name: string): BlockKind | null {
  const plain = name.toLowerCase().replace(/_20_/g, ' ').trim()
  if (/^(?:title|subtitle|heading(?: ?\d{1,2})?)$/.test(plain)) return 'title'
  if (/^(?:caption|illustration|figure|drawing|table caption)$/.test(plain)) return 'caption'
  if (/^(?:intense |block )?quot(?:e|ations?)$/.test(plain)) return 'quote'
  if (/^(?:list bullet|list number|list)(?: ?\d)?$/.test(plain)) return 'list'
  if (/^(?:toc|contents|table of contents|index|user index)(?: heading| ?\d{1,2})$/.test(plain)) return 'boilerplate'
  return null
}

/** The paragraph styles of a Word document by their ids. */
export function readWordStyles(xml: string): ReadonlyMap<string, Style> {
  const styles = new Map<string, Style>()
  let id: string | null = null
  let style = { name: '', parent: null as string | null, list: false, outline: false }
  parseXml(
    xml,
    { namespaces: NAMESPACES },
    {
      open: (name, at) => {
        if (name === 'w:style') {
          id = at.attribute('w:styleId')
          style = { name: id ?? '', parent: null, list: false, outline: false }
        } else if (name === 'w:name') style.name = at.attribute('w:val') ?? style.name
        else if (name === 'w:basedOn') style.parent = at.attribute('w:val')
        else if (name === 'w:numPr') style.list = true
        else if (name === 'w:outlineLvl') style.outline = /^[0-8]$/.test(at.attribute('w:val') ?? '')
      },
      close: (name) => {
        if (name === 'w:style' && id !== null && styles.size < 10_000) styles.set(id, style)
      },
      text: () => {},
    },
  )
  return styles
}

/** The paragraph styles of an ODF part (`styles.xml`, or the automatic ones of `content.xml`), added to those known. */
export class OdfStyles {
  readonly map = new Map<string, Style>()

  /** To be called for every element that is opened. */
  open(name: string, attribute: (name: string) => string | null): void {
    if (name !== 'style:style' || attribute('style:family') !== 'paragraph' || this.map.size >= 10_000) return
    const id = attribute('style:name')
    if (id === null) return
    const outline = /^[1-9]$/.test(attribute('style:default-outline-level') ?? '')
    this.map.set(id, { name: id, parent: attribute('style:parent-style-name'), list: false, outline })
  }
}
