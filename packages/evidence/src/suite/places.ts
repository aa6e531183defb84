import type { Block, Document } from '@wherefrom/schema'
import { decodeXML } from 'entities/decode'
import { decode } from '../decode.ts'
import { parsePage } from '../html/parse.ts'
import { type Element, isElement, textOf } from '../html/tree.ts'
import { zipMembers } from './build/unzip.ts'
import type { Specimen } from './specimens.ts'

/** Text with white space as nothing: what a place must hold does not depend on how it was spaced or broken. */
const bare = (text: string): string => text.normalize('NFKC').replace(/[\s\u00ad\u200b]+/gu, '')

/** Marks that Markdown puts into running text. */
const unmarked = (text: string): string => text.replace(/[*_`[\]()#>|~-]/g, '')

/** Is the text there, or, of a row of a table, each cell of it? Quotation marks inside cells are doubled in CSV. */
const holdsText = (held: string, text: string): boolean =>
  bare(held).includes(bare(text)) ||
  text.split(' | ').every((cell) => bare(held.replaceAll('""', '"')).includes(bare(cell)))

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

function misplacedBlock(s: Specimen, { source, end }: Block, text: string, doc: Document): string | null {
  if (source.type === 'bytes') {
    const held = decode(s.bytes.subarray(source.start, source.end), false).raw
    const same = holdsText(held, text) || bare(unmarked(held)).includes(bare(unmarked(text)))
    return same ? null : `its bytes hold "${held.slice(0, 60)}"`
  }
  if (source.type === 'element') return pageHolds(decode(s.bytes, true).raw, source.path, text)
  if (source.type === 'part') return partHolds(s, source.part, source.path, text)
  const [width, height] = s.page ?? [0, 0]
  for (const [i, b] of source.boxes.entries()) {
    if (b.left < 0 || b.top < 0 || b.right > width || b.bottom > height) return `box ${i} lies off the page`
    const to = source.boxes[i + 1]?.at ?? end
    if (doc.text.slice(b.at, to).trim() === '') return `box ${i} has no text`
  }
  return null
}

/** Looks an element up by its path, `/html[1]/body[1]/p[2]`, and compares its text. */
function pageHolds(html: string, path: string, text: string): string | null {
  let element: Element | undefined = parsePage(html).root
  for (const step of steps(path))
    element = element?.children.filter(isElement).filter((e) => e.tag === step.tag)[step.place - 1]
  if (!element) return `no element at ${path}`
  return bare(textOf(element)).includes(bare(text)) ? null : `${path} holds "${textOf(element, 60)}"`
}

/** A part of a compound file: a member of an archive, a part of a message, or (of a feed) the file itself. */
function partHolds(s: Specimen, part: string, path: string, text: string): string | null {
  const member = s.bytes[0] === 0x50 ? zipMembers(s.bytes).get(part) : undefined
  if (s.bytes[0] === 0x50 && !member) return `no part ${part}`
  const content = s.parts?.[part] ?? decode(member ?? s.bytes, false).raw
  const lines = /^line=(\d+),(\d+)$/.exec(path)
  if (lines) {
    const held = content
      .split(/\r\n|\n/)
      .slice(Number(lines[1]), Number(lines[2]))
      .join('\n')
    return holdsText(held, text) ? null : `${path} of ${part} holds "${held.slice(0, 60)}"`
  }
  if (s.parts && !path.startsWith('/')) return bare(content).includes(bare(text)) ? null : `${part} ${path}`
  if (s.parts) return pageHolds(content, path, text)
  const attribute = /\/@([a-z:]+)$/.exec(path)?.[1]
  if (attribute) return content.includes(`${attribute}="${text}"`) ? null : `no ${attribute}="${text}" in ${part}`
  const [outer = '', inner] = path.split('#')
  const held = content.startsWith('{') ? jsonText(content, outer) : xmlText(content, outer)
  if (held === null) return `no element at ${outer} of ${part}`
  // Plain text where a feed may have HTML counts as a fragment of paragraphs.
  const plain = !held.includes('<')
  if (inner && plain) return pageHolds(`<p>${held.split(/\n\s*\n/).join('</p><p>')}</p>`, inner, text)
  if (inner) return pageHolds(held, inner, text)
  return holdsText(held, text) ? null : `${path} of ${part} holds "${held.slice(0, 60)}"`
}

/** Paths name elements by the usual prefix of their namespace, files by any prefix or none. */
const local = (name: string): string => name.slice(name.indexOf(':') + 1)

/** What a JSON Pointer (RFC 6901) leads to. */
function jsonText(json: string, pointer: string): string | null {
  let value: unknown = JSON.parse(json)
  for (const key of pointer.split('/').slice(1))
    value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
  return typeof value === 'string' ? value : null
}

interface Step {
  readonly tag: string
  readonly place: number
}

function steps(path: string): Step[] {
  const list = path.split('/').filter((s) => s !== '')
  return list.map((s) => ({ tag: local(s.replace(/\[\d+\]$/, '')), place: Number(/\[(\d+)\]$/.exec(s)?.[1] ?? 1) }))
}

/** Characters inside the element at a path of well-formed XML, tags left out; null where there is none. */
function xmlText(xml: string, path: string): string | null {
  const wanted = steps(path)
  const counts: Map<string, number>[] = [new Map()]
  /** How many steps of the path the open elements fit, and the depth at which the wanted element was opened. */
  let [fits, depth, inside, held] = [0, 0, 0, '']
  for (const m of xml.matchAll(/<!\[CDATA\[([\s\S]*?)\]\]>|<\/([^>]+)>|<([A-Za-z][^\s/>]*)([^>]*)>|([^<]+)/g)) {
    const [, cdata, close, open, rest, characters] = m
    if (inside > 0 && (cdata ?? characters) !== undefined) held += cdata ?? decodeXML(characters!)
    if (close !== undefined) {
      if (inside === depth && inside > 0) return held
      depth--
      counts.length = depth + 1
      fits = Math.min(fits, depth)
    } else if (open !== undefined) {
      const [here, tag] = [counts[depth]!, local(open)]
      const place = (here.get(tag) ?? 0) + 1
      here.set(tag, place)
      if (rest!.endsWith('/')) continue
      if (fits === depth && wanted[depth]?.tag === tag && wanted[depth]?.place === place) fits++
      depth++
      counts.push(new Map())
      if (fits === wanted.length && inside === 0 && fits === depth) inside = depth
    }
  }
  return null
}
