import { decodeHTML, decodeHTMLAttribute } from 'entities/decode'
import type { Element } from './tree.ts'

/** What parsing gives: the root (a nameless element above `html`) and whether nesting had to be flattened. */
export interface Page {
  readonly root: Element
  readonly flattened: boolean
  /** There were more than `MOST_ELEMENTS`; the text of the rest is there, their names are not. */
  readonly crowded: boolean
}

/**
 * Elements nested deeper than this become siblings at this depth. Browsers stop at 512 (Blink's and WebKit's limit on
 * the depth of the tree); real pages stay below 100.
 */
export const DEEPEST = 256
/** Elements beyond these are not told apart, so that a page cannot take all memory; real pages stay below 100,000. */
export const MOST_ELEMENTS = 200_000
/** Longest attribute value that is kept, in characters; longer ones are data, not names. */
const LONGEST_VALUE = 4096
/** Most attributes of one element; the rest are passed over. */
const MOST_ATTRIBUTES = 64

const VOID = new Set('area base br col embed hr img input link meta param source track wbr frame keygen'.split(' '))
/** Elements whose inside is characters only, up to their own end tag (HTML Standard, raw text and escapable raw text). */
const RAW = new Set('script style iframe noembed noframes xmp textarea title'.split(' '))
const CLOSES_P = new Set(
  (
    'address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form h1 h2 h3 ' +
    'h4 h5 h6 header hgroup hr main menu nav ol p pre section summary table ul'
  ).split(' '),
)
/** Start tag -> open elements that it ends, looked for upwards as far as one of `within`. */
const IMPLIED: ReadonlyMap<string, { readonly ends: readonly string[]; readonly within: ReadonlySet<string> }> =
  new Map(
    Object.entries({
      li: { ends: ['li'], within: ['ul', 'ol', 'menu', 'dir'] },
      dt: { ends: ['dt', 'dd'], within: ['dl'] },
      dd: { ends: ['dt', 'dd'], within: ['dl'] },
      tr: { ends: ['tr', 'td', 'th'], within: ['table', 'tbody', 'thead', 'tfoot'] },
      td: { ends: ['td', 'th'], within: ['tr', 'table'] },
      th: { ends: ['td', 'th'], within: ['tr', 'table'] },
      tbody: { ends: ['tbody', 'thead', 'tfoot', 'tr', 'td', 'th'], within: ['table'] },
      tfoot: { ends: ['tbody', 'thead', 'tfoot', 'tr', 'td', 'th'], within: ['table'] },
      option: { ends: ['option'], within: ['select', 'optgroup'] },
      body: { ends: ['head'], within: ['html'] },
    }).map(([tag, { ends, within }]) => [tag, { ends, within: new Set(within) }]),
  )
/** What may stand in a page's head; any other start tag ends it. */
const HEAD = new Set(
  'base basefont bgsound link meta title style script noscript template noframes head html'.split(' '),
)
/** An end tag looks no further up than these for its start tag. */
const FENCES = new Set(['table', 'td', 'th', 'template', 'object', 'button'])
const NO_ATTRIBUTES: Readonly<Record<string, string>> = Object.freeze({})

/**
 * Parses a page in one pass over its characters. It follows the HTML Standard where news pages need it (raw text, void
 * elements, implied end tags, comments, character references) and is forgiving elsewhere; every input gives a tree, in
 * time linear in its length.
 */
export function parsePage(html: string): Page {
  const builder = new Builder()
  let at = 0
  while (at < html.length) {
    const open = html.indexOf('<', at)
    if (open === -1) {
      builder.text(html, at, html.length)
      break
    }
    if (open > at) builder.text(html, at, open)
    at = markup(html, open, builder)
  }
  return { root: builder.root, flattened: builder.flattened, crowded: builder.count > MOST_ELEMENTS }
}

/** Reads what begins with `<` at `open`; returns where reading goes on. */
function markup(html: string, open: number, builder: Builder): number {
  const code = html.charCodeAt(open + 1)
  if (isLetter(code)) return startTag(html, open, builder)
  if (code === 0x2f) {
    if (!isLetter(html.charCodeAt(open + 2))) return after(html, '>', open + 2)
    const nameEnd = endOfName(html, open + 2)
    builder.close(html.slice(open + 2, nameEnd).toLowerCase())
    return after(html, '>', nameEnd)
  }
  if (code === 0x21) {
    if (html.startsWith('<!--', open)) return endOfComment(html, open + 4)
    if (html.startsWith('<![CDATA[', open)) return after(html, ']]>', open)
    return after(html, '>', open)
  }
  if (code === 0x3f) return after(html, '>', open)
  builder.text(html, open, open + 1)
  return open + 1
}

const isLetter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90)
const isSpace = (code: number): boolean => code === 32 || (code >= 9 && code <= 13)

function after(html: string, mark: string, from: number): number {
  const at = html.indexOf(mark, from)
  return at === -1 ? html.length : at + mark.length
}

/** `-->` or `--!>` ends a comment, and so does `>` right at its start. */
function endOfComment(html: string, from: number): number {
  if (html.startsWith('>', from)) return from + 1
  if (html.startsWith('->', from)) return from + 2
  return after(html, '-->', from)
}

function endOfName(html: string, from: number): number {
  let i = from
  while (i < html.length) {
    const c = html.charCodeAt(i)
    if (isSpace(c) || c === 0x2f || c === 0x3e) break
    i++
  }
  return i
}

function startTag(html: string, open: number, builder: Builder): number {
  const nameEnd = endOfName(html, open + 1)
  const tag = html.slice(open + 1, Math.min(nameEnd, open + 65)).toLowerCase()
  const { attributes, end } = readAttributes(html, nameEnd)
  const element = builder.open(tag, attributes)
  if (!RAW.has(tag)) return end
  const close = findRawEnd(html, tag, end)
  const kept = tag === 'title' || tag === 'textarea' || (tag === 'script' && /ld\+json/i.test(attributes['type'] ?? ''))
  if (kept && element) element.children.push(tag === 'script' ? html.slice(end, close) : decode(html.slice(end, close)))
  builder.close(tag)
  return close >= html.length ? html.length : after(html, '>', close)
}

/** Where `</tag` stands next, in any case; the page's end when it does not. */
function findRawEnd(html: string, tag: string, from: number): number {
  for (let i = html.indexOf('</', from); i !== -1; i = html.indexOf('</', i + 2)) {
    const end = i + 2 + tag.length
    if (html.slice(i + 2, end).toLowerCase() === tag && !isNameCode(html.charCodeAt(end))) return i
  }
  return html.length
}

const isNameCode = (code: number): boolean => isLetter(code) || (code >= 48 && code <= 57) || code === 0x2d

function readAttributes(html: string, from: number): { attributes: Readonly<Record<string, string>>; end: number } {
  let attributes = NO_ATTRIBUTES as Record<string, string>
  let n = 0
  let i = from
  while (i < html.length) {
    const c = html.charCodeAt(i)
    if (c === 0x3e) return { attributes, end: i + 1 }
    if (isSpace(c) || c === 0x2f) {
      i++
      continue
    }
    const nameEnd = endOfAttributeName(html, i)
    const value = readValue(html, nameEnd)
    if (n < MOST_ATTRIBUTES) {
      if (n === 0) attributes = Object.create(null)
      const name = html.slice(i, Math.min(nameEnd, i + 64)).toLowerCase()
      if (!(name in attributes)) attributes[name] = value.text
      n++
    }
    i = value.end
  }
  return { attributes, end: html.length }
}

function endOfAttributeName(html: string, from: number): number {
  let i = from + 1
  while (i < html.length) {
    const c = html.charCodeAt(i)
    if (isSpace(c) || c === 0x2f || c === 0x3e || c === 0x3d) break
    i++
  }
  return i
}

function readValue(html: string, nameEnd: number): { text: string; end: number } {
  let i = nameEnd
  while (isSpace(html.charCodeAt(i))) i++
  if (html.charCodeAt(i) !== 0x3d) return { text: '', end: nameEnd }
  i++
  while (isSpace(html.charCodeAt(i))) i++
  const quote = html[i]
  if (quote === '"' || quote === "'") {
    const close = html.indexOf(quote, i + 1)
    const end = close === -1 ? html.length : close
    return { text: attributeText(html.slice(i + 1, Math.min(end, i + 1 + LONGEST_VALUE))), end: end + 1 }
  }
  let end = i
  while (end < html.length && !isSpace(html.charCodeAt(end)) && html.charCodeAt(end) !== 0x3e) end++
  return { text: attributeText(html.slice(i, Math.min(end, i + LONGEST_VALUE))), end }
}

const attributeText = (value: string): string =>
  value.includes('&') ? withoutControls(decodeHTMLAttribute(value)) : value
const decode = (text: string): string => (text.includes('&') ? withoutControls(decodeHTML(text)) : text)

/** Control characters that stood as references (`&#1;`), and so were not seen when the page was decoded. */
const CONTROL = /[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u0084\u0086-\u009f]/g
const withoutControls = (text: string): string => text.replace(CONTROL, ' ')

/** The stack of open elements. `openOf` counts them by tag so that a stray end tag costs nothing. */
class Builder {
  readonly root: Element = {
    tag: '',
    parent: null,
    children: [],
    attributes: NO_ATTRIBUTES,
    depth: 0,
  }
  flattened = false
  /** Elements so far. */
  count = 0
  private readonly stack: Element[] = [this.root]
  private readonly openOf = new Map<string, number>()
  private template = 0

  text(html: string, from: number, to: number): void {
    if (this.template > 0) return
    const siblings = this.top().children
    const text = decode(html.slice(from, to))
    const last = siblings.length - 1
    if (this.count > MOST_ELEMENTS && typeof siblings[last] === 'string') siblings[last] += text
    else siblings.push(text)
  }

  open(tag: string, attributes: Readonly<Record<string, string>>): Element | null {
    // Pages pasted into pages: a second `html` or `body` start tag opens nothing.
    if ((tag === 'html' || tag === 'body') && this.isOpen(tag)) return null
    if (this.isOpen('head') && this.template === 0 && !HEAD.has(tag) && !this.isOpen('noscript'))
      this.closeWithin('head', NONE)
    if (CLOSES_P.has(tag) && this.isOpen('p')) this.closeWithin('p', FENCES)
    if (++this.count > MOST_ELEMENTS) return null
    const implied = IMPLIED.get(tag)
    if (implied) for (const ended of implied.ends) if (this.isOpen(ended)) this.closeWithin(ended, implied.within)
    if (this.stack.length > DEEPEST) {
      this.flattened = true
      this.pop()
    }
    const parent = this.top()
    const element: Element = { tag, parent, children: [], attributes, depth: parent.depth + 1 }
    if (this.template === 0) parent.children.push(element)
    if (VOID.has(tag)) return element
    this.push(element)
    return element
  }

  close(tag: string): void {
    if (this.isOpen(tag)) this.closeWithin(tag, tag === 'table' || FENCES.has(tag) ? NONE : FENCES)
    else if (tag === 'br') this.open('br', NO_ATTRIBUTES)
  }

  private top(): Element {
    return this.stack[this.stack.length - 1]!
  }

  private isOpen(tag: string): boolean {
    return (this.openOf.get(tag) ?? 0) > 0
  }

  /** Closes the innermost open `tag` unless one of `fences` stands between. The stack is never deeper than `DEEPEST`. */
  private closeWithin(tag: string, fences: ReadonlySet<string>): void {
    for (let i = this.stack.length - 1; i > 0; i--) {
      const open = this.stack[i]!.tag
      if (open === tag) {
        while (this.stack.length > i) this.pop()
        return
      }
      if (fences.has(open)) return
    }
  }

  private push(element: Element): void {
    this.stack.push(element)
    this.openOf.set(element.tag, (this.openOf.get(element.tag) ?? 0) + 1)
    if (element.tag === 'template') this.template++
  }

  private pop(): void {
    const element = this.stack.pop()!
    this.openOf.set(element.tag, this.openOf.get(element.tag)! - 1)
    if (element.tag === 'template') this.template--
  }
}

const NONE: ReadonlySet<string> = new Set()
