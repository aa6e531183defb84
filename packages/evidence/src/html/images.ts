import type { Block, Document, ImageUse, Span } from '@wherefrom/schema'
import { decode } from '../decode.ts'
import { replaceControls } from '../text/clean.ts'
import { parsePage } from './parse.ts'
import { type Element, isElement, Paths, walk } from './tree.ts'

/** Images of one page that are listed. */
const MOST = 500
/** How far up from an image its box is looked for. */
const MOST_UP = 6

/**
 * The images that a page shows, in page order, with the blocks of its text that caption and credit them. `document` is
 * what the reader made of the same bytes. Addresses are as the page writes them; images inside the page's source
 * (`data:`) are left out, and so are pictures of one pixel that count readers.
 */
export function imageUses(bytes: Uint8Array, document: Document): readonly ImageUse[] {
  const { root } = parsePage(replaceControls(decode(bytes, true).raw).text)
  const images: Element[] = []
  const inside = new Map<Element, number>()
  walk(root, (node) => {
    if (!isElement(node)) return false
    if (IMAGES.has(node.tag) && images.length < MOST && addressOf(node) !== null) {
      images.push(node)
      for (let e = node.parent, n = 0; e !== null && n < MOST_UP; e = e.parent, n++)
        inside.set(e, (inside.get(e) ?? 0) + 1)
    }
    return node.tag !== 'script' && node.tag !== 'template'
  })
  const paths = new Paths()
  const notes = document.blocks.filter((b) => b.kind === 'caption' || b.kind === 'credit')
  return images.map((image) => {
    const own = notesOf(image, inside, notes, paths)
    const alt = (image.attributes['alt'] ?? '').replace(/\s+/g, ' ').trim().slice(0, 1000)
    return {
      src: addressOf(image)!,
      alt: alt === '' ? null : alt,
      caption: spanOf(own.find((b) => b.kind === 'caption')),
      credit: spanOf(own.find((b) => b.kind === 'credit')),
    }
  })
}

const IMAGES = new Set(['img', 'amp-img', 'image'])
/** Where pages keep an image's address; scripts that load images late leave it in one of the others. */
const ADDRESSES = ['src', 'data-src', 'data-original', 'data-lazy-src', 'data-url', 'srcset', 'data-srcset']

function addressOf(image: Element): string | null {
  const a = image.attributes
  if (a['width'] === '1' || a['height'] === '1') return null
  for (const name of ADDRESSES) {
    const value = (a[name] ?? '').trim()
    const first = name.endsWith('srcset') ? (value.split(/[\s,]/, 1)[0] ?? '') : value
    if (first !== '' && !/^(?:data|blob|about|javascript):/i.test(first)) return first
  }
  return null
}

/** Captions and credits in the smallest box around an image that has any, unless the box holds other images as well. */
function notesOf(
  image: Element,
  inside: ReadonlyMap<Element, number>,
  notes: readonly Block[],
  paths: Paths,
): readonly Block[] {
  for (let e = image.parent, n = 0; e !== null && n < MOST_UP; e = e.parent, n++) {
    if ((inside.get(e) ?? 0) > 1 && e.tag !== 'figure') return []
    const path = paths.of(e)
    const own = notes.filter((b) => b.source.type === 'element' && isWithin(b.source.path, path))
    if (own.length > 0) return own
    if (e.tag === 'figure' || e.tag === 'article' || e.tag === 'body') return []
  }
  return []
}

const isWithin = (path: string, box: string): boolean => path === box || path.startsWith(box === '/' ? '/' : `${box}/`)

const spanOf = (block: Block | undefined): Span | null => (block ? { start: block.start, end: block.end } : null)
