import { parsePage } from '../html/parse.ts'
import { elementsOf } from '../html/tree.ts'

/** Declared width or height below which an image is furniture (icons, counting pixels), in pixels. */
const SMALL = 64

/**
 * Addresses of the images that a page shows, in the order in which they stand in it, each once: what it names as its
 * picture for sharing, then `img` and `source` elements, of several sizes the largest. Only http and https.
 */
export function imageAddresses(html: string, base: string): readonly string[] {
  const { root } = parsePage(html)
  const found = new Set<string>()
  let from = base
  for (const element of elementsOf(root)) {
    const { tag, attributes } = element
    if (tag === 'base' && attributes['href']) from = URL.parse(attributes['href'], base)?.href ?? from
    const stated = tag === 'meta' ? sharedImage(attributes) : tag === 'img' ? imageOf(attributes) : null
    const url = stated === null ? null : URL.parse(stated, from)
    if (url && (url.protocol === 'http:' || url.protocol === 'https:')) {
      url.hash = ''
      found.add(url.href)
    }
  }
  return [...found]
}

type Attributes = Readonly<Record<string, string>>

function sharedImage(a: Attributes): string | null {
  const name = (a['property'] ?? a['name'] ?? '').toLowerCase()
  return name === 'og:image' || name === 'og:image:url' || name === 'twitter:image' ? (a['content'] ?? null) : null
}

function imageOf(a: Attributes): string | null {
  const small = [a['width'], a['height']].some(
    (v) => v !== undefined && /^\d{1,4}(?:px)?$/.test(v) && Number.parseInt(v, 10) < SMALL,
  )
  if (small) return null
  const lazy = a['data-src'] ?? a['data-original'] ?? a['data-lazy-src']
  return largest(a['srcset'] ?? a['data-srcset'] ?? '') ?? lazy ?? a['src'] ?? null
}

/** Of `a.jpg 480w, b.jpg 800w` the address with the largest number. */
function largest(srcset: string): string | null {
  let best: { url: string; size: number } | null = null
  for (const candidate of srcset.split(/,\s+|,$/).slice(0, 50)) {
    const m = /^\s*(\S+)(?:\s+(\d{1,6}(?:\.\d{1,3})?)[wx])?/.exec(candidate)
    if (!m || m[1]!.startsWith('data:')) continue
    const size = Number(m[2] ?? 1)
    if (!best || size > best.size) best = { url: m[1]!, size }
  }
  return best?.url ?? null
}
