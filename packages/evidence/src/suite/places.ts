import type { Block, Document } from '@wherefrom/schema'
import { decode } from '../decode.ts'
import { parsePage } from '../html/parse.ts'
import { type Element, isElement, textOf } from '../html/tree.ts'
import type { Specimen } from './specimens.ts'

/** Text with white space as nothing: what a place must hold does not depend on how it was spaced or broken. */
const bare = (text: string): string => text.normalize('NFKC').replace(/[\s\u00ad\u200b]+/gu, '')

/** Blocks whose source place does not hold their text; one line each. */
export function misplaced(specimen: Specimen, document: Document): string[] {
  const wrong: string[] = []
  for (const block of document.blocks) {
    const text = document.text.slice(block.start, block.end)
    const why = misplacedBlock(specimen, block, text, document)
    if (why) wrong.push(`${block.kind} "${text.slice(0, 60)}": ${why}`)
  }
  return wrong
}

function misplacedBlock({ bytes, page }: Specimen, { source, end }: Block, text: string, doc: Document): string | null {
  if (source.type === 'bytes') {
    const held = decode(bytes.subarray(source.start, source.end), false).raw
    return bare(held).includes(bare(text)) ? null : `its bytes hold "${held.slice(0, 60)}"`
  }
  if (source.type === 'element') return elementHolds(bytes, source.path, text)
  if (source.type === 'part') return null
  if (!page) return null
  for (const [i, b] of source.boxes.entries()) {
    if (b.left < 0 || b.top < 0 || b.right > page[0] || b.bottom > page[1]) return `box ${i} lies off the page`
    const to = source.boxes[i + 1]?.at ?? end
    if (doc.text.slice(b.at, to).trim() === '') return `box ${i} has no text`
  }
  return null
}

/** Looks an element up by its path, `/html[1]/body[1]/p[2]`, and compares its text. */
export function elementHolds(bytes: Uint8Array, path: string, text: string): string | null {
  const { root } = parsePage(decode(bytes, true).raw)
  let element: Element | undefined = root
  for (const step of path.split('/').filter((s) => s !== '')) {
    const m = /^([^[\]]+)\[(\d+)\]$/.exec(step)
    if (!m) return `step ${step} is no element`
    element = element?.children.filter(isElement).filter((e) => e.tag === m[1])[Number(m[2]) - 1]
  }
  if (!element) return `no element at ${path}`
  return bare(textOf(element)).includes(bare(text)) ? null : `${path} holds "${textOf(element, 60)}"`
}
