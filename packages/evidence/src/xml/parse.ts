import { decodeHTML, decodeXML } from 'entities/decode'

/** What a reader of XML is told, in document order. Names have canonical prefixes (`XmlOptions.namespaces`). */
export interface XmlHandler {
  /** `xml.path()` and `xml.attribute(name)` speak of this element while it is called. */
  open(name: string, xml: XmlPosition): void
  close(name: string): void
  text(text: string): void
}

/** The element that was opened last. */
export interface XmlPosition {
  /** Location path of the innermost open element, `/w:document[1]/w:body[1]/w:p[3]`. */
  path(): string
  /** Value of an attribute of the element being opened, by its name as the namespaces table has it; null without one. */
  attribute(name: string): string | null
  /** Offset in the source of the `<` that opened it, in UTF-16 code units. */
  readonly start: number
}

export interface XmlOptions {
  /** Namespace address -> prefix under which names of it are told. Names of other namespaces are told as `?:local`. */
  readonly namespaces: ReadonlyMap<string, string>
  /** Also decode the named character references of HTML, as feeds use them without declaring them. */
  readonly html?: boolean
  /** Asked between events; true ends the parse. */
  readonly stop?: () => boolean
}

/** How a parse ended. */
export interface XmlEnd {
  /** False when the source broke off: an element or a piece of markup was still open at its end. */
  readonly whole: boolean
  /** End tags that fit no open element, and markup that is none. */
  readonly faults: number
  /** Some element lay deeper than `DEEPEST`; its text was told, its name was not. */
  readonly flattened: boolean
  /** A document type with declarations of its own was there. They are never used: no entity is defined or fetched. */
  readonly declares: boolean
}

/** Elements nested deeper than this are not told, only the text in them. */
export const DEEPEST = 256
/** Most attributes of one element; the rest are passed over. */
const MOST_ATTRIBUTES = 256
/** Characters that are told at once, and the longest reference (`&CounterClockwiseContourIntegral;`) among them. */
const LONGEST_TEXT = 1024 * 1024
const LONGEST_REFERENCE = 40
/** Longest attribute value that is kept, in characters. */
const LONGEST_VALUE = 65_536

/** Names of children that are counted under one parent, for paths; no real format has more. */
const MOST_NAMES = 1000

interface Frame {
  readonly raw: string
  readonly name: string
  /** Position among siblings of its name, from 1. */
  readonly nth: number
  /** How many children of each name there were; made when the first child comes. */
  children: Map<string, number> | null
  /** Bindings of prefixes that this element changed, to be put back at its end. */
  readonly restore: readonly (readonly [prefix: string, before: string | undefined])[]
}

/**
 * Parses XML in one pass, without recursion, in time linear in its length. Nothing outside the text is read and no entity
 * is expanded but the five of XML and character numbers, so a text can never grow. Broken markup is read as far as it
 * makes sense; every input comes to an end.
 */
export function parseXml(xml: string, options: XmlOptions, handler: XmlHandler): XmlEnd {
  return new Parser(xml, options, handler).run()
}

const isSpace = (code: number): boolean => code === 32 || code === 10 || code === 13 || code === 9
const NO_CHANGE: readonly (readonly [string, string | undefined])[] = []

class Parser implements XmlPosition {
  start = 0
  private readonly xml: string
  private readonly options: XmlOptions
  private readonly handler: XmlHandler
  private readonly stack: Frame[] = [{ raw: '', name: '', nth: 1, children: null, restore: NO_CHANGE }]
  /** Prefix as written -> canonical prefix. */
  private readonly bound = new Map<string, string>([['xml', 'xml']])
  private names = new Map<string, string>()
  private attributes: (readonly [name: string, value: string])[] = []
  private excess = 0
  private faults = 0
  private flattened = false
  private declares = false

  constructor(xml: string, options: XmlOptions, handler: XmlHandler) {
    this.xml = xml
    this.options = options
    this.handler = handler
  }

  run(): XmlEnd {
    let at = this.xml.charCodeAt(0) === 0xfeff ? 1 : 0
    let broken = false
    while (at < this.xml.length && !this.options.stop?.()) {
      const open = this.xml.indexOf('<', at)
      const end = open === -1 ? this.xml.length : open
      if (end > at) this.characters(at, end)
      if (open === -1) break
      const next = this.markup(open)
      broken = next === -1
      if (broken) break
      at = next
    }
    const whole = !broken && this.stack.length === 1 && this.excess === 0
    while (this.stack.length > 1) this.pop()
    return { whole, faults: this.faults, flattened: this.flattened, declares: this.declares }
  }

  path(): string {
    let path = ''
    for (let i = 1; i < this.stack.length; i++) path += `/${this.stack[i]!.name}[${this.stack[i]!.nth}]`
    return path || '/'
  }

  attribute(name: string): string | null {
    for (const [raw, value] of this.attributes) {
      if (raw === name || (raw.includes(':') && this.canonical(raw) === name)) return this.decode(value)
    }
    return null
  }

  /** Characters between two pieces of markup, long ones in pieces that cut no reference. */
  private characters(from: number, to: number): void {
    for (let at = from; at < to && !this.options.stop?.(); ) {
      let end = Math.min(to, at + LONGEST_TEXT)
      const reference = end < to ? this.xml.lastIndexOf('&', end - 1) : -1
      if (reference > at && end - reference < LONGEST_REFERENCE) end = reference
      this.handler.text(this.decode(this.xml.slice(at, end)))
      at = end
    }
  }

  private decode(raw: string): string {
    if (!raw.includes('&')) return raw
    return this.options.html ? decodeHTML(raw) : decodeXML(raw)
  }

  /** Reads what begins with `<` at `open`; where reading goes on, or -1 where the source breaks off inside it. */
  private markup(open: number): number {
    const code = this.xml.charCodeAt(open + 1)
    if (code === 0x2f) return this.endTag(open)
    if (code === 0x3f) return this.after('?>', open + 2)
    if (code === 0x21) return this.declaration(open)
    if (!startsName(code)) {
      this.faults++
      this.handler.text('<')
      return open + 1
    }
    return this.startTag(open)
  }

  private after(mark: string, from: number): number {
    const at = this.xml.indexOf(mark, from)
    return at === -1 ? -1 : at + mark.length
  }

  private declaration(open: number): number {
    if (this.xml.startsWith('<!--', open)) return this.after('-->', open + 4)
    if (!this.xml.startsWith('<![CDATA[', open)) return this.docType(open)
    const end = this.xml.indexOf(']]>', open + 9)
    const text = this.xml.slice(open + 9, end === -1 ? this.xml.length : end)
    if (text !== '') this.handler.text(text)
    return end === -1 ? -1 : end + 3
  }

  /** Passes over `<!DOCTYPE ...>` with its declarations in square brackets and their quoted strings. */
  private docType(open: number): number {
    let quote = ''
    let inside = false
    for (let i = open + 2; i < this.xml.length; i++) {
      const c = this.xml[i]!
      if (quote !== '') {
        if (c === quote) quote = ''
      } else if (c === '"' || c === "'") quote = c
      else if (c === '[') {
        inside = true
        this.declares = true
      } else if (c === ']') inside = false
      else if (c === '>' && !inside) return i + 1
    }
    return -1
  }

  private endTag(open: number): number {
    const end = this.xml.indexOf('>', open)
    if (end === -1) return -1
    if (this.excess > 0) {
      this.excess--
      return end + 1
    }
    const raw = this.xml.slice(open + 2, end).trimEnd()
    let i = this.stack.length - 1
    while (i > 0 && this.stack[i]!.raw !== raw) i--
    if (i !== this.stack.length - 1) this.faults++
    if (i > 0) while (this.stack.length > i) this.pop()
    return end + 1
  }

  private startTag(open: number): number {
    let at = open + 1
    while (at < this.xml.length && !endsName(this.xml.charCodeAt(at))) at++
    const raw = this.xml.slice(open + 1, at)
    this.attributes = []
    for (;;) {
      while (isSpace(this.xml.charCodeAt(at))) at++
      const code = this.xml.charCodeAt(at)
      if (Number.isNaN(code)) return -1
      if (code === 0x3e) break
      if (code === 0x2f) {
        at++
        continue
      }
      at = this.readAttribute(at)
      if (at === -1) return -1
    }
    this.start = open
    const empty = this.xml.charCodeAt(at - 1) === 0x2f
    if (this.stack.length > DEEPEST) {
      this.flattened = true
      if (!empty) this.excess++
      return at + 1
    }
    const name = this.push(raw)
    this.handler.open(name, this)
    if (empty) this.pop()
    return at + 1
  }

  /** One attribute from `at` on; values without quotes are taken up to the next space. */
  private readAttribute(at: number): number {
    let end = at
    while (end < this.xml.length && this.xml.charCodeAt(end) !== 0x3d && !endsName(this.xml.charCodeAt(end))) end++
    const name = this.xml.slice(at, end)
    let i = end
    while (isSpace(this.xml.charCodeAt(i))) i++
    if (this.xml.charCodeAt(i) !== 0x3d) {
      this.faults++
      return Math.max(i, at + 1)
    }
    i++
    while (isSpace(this.xml.charCodeAt(i))) i++
    const quote = this.xml[i]
    const quoted = quote === '"' || quote === "'"
    let close = quoted ? this.xml.indexOf(quote, i + 1) : i
    if (close === -1) return -1
    if (!quoted) while (close < this.xml.length && !endsName(this.xml.charCodeAt(close))) close++
    const from = quoted ? i + 1 : i
    if (this.attributes.length < MOST_ATTRIBUTES)
      this.attributes.push([name, this.xml.slice(from, Math.min(close, from + LONGEST_VALUE))])
    return quoted ? close + 1 : Math.max(close, at + 1)
  }

  private push(raw: string): string {
    const restore = this.bind()
    const name = this.canonical(raw)
    const parent = this.stack[this.stack.length - 1]!
    parent.children ??= new Map()
    const nth = (parent.children.get(name) ?? 0) + 1
    if (nth > 1 || parent.children.size < MOST_NAMES) parent.children.set(name, nth)
    this.stack.push({ raw, name, nth, children: null, restore })
    return name
  }

  private pop(): void {
    const frame = this.stack.pop()!
    this.handler.close(frame.name)
    for (const [prefix, before] of frame.restore) {
      if (before === undefined) this.bound.delete(prefix)
      else this.bound.set(prefix, before)
    }
    if (frame.restore.length > 0) this.names = new Map()
  }

  /** Takes over the namespaces that the attributes declare. */
  private bind(): readonly (readonly [string, string | undefined])[] {
    let restore: [string, string | undefined][] | null = null
    for (const [name, value] of this.attributes) {
      if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue
      const prefix = name === 'xmlns' ? '' : name.slice(6)
      restore ??= []
      restore.push([prefix, this.bound.get(prefix)])
      this.bound.set(prefix, this.options.namespaces.get(value.trim()) ?? '?')
    }
    if (restore === null) return NO_CHANGE
    this.names = new Map()
    return restore.reverse()
  }

  private canonical(raw: string): string {
    const known = this.names.get(raw)
    if (known !== undefined) return known
    const colon = raw.indexOf(':')
    const prefix = colon === -1 ? '' : raw.slice(0, colon)
    const own = this.bound.get(prefix)
    const local = raw.slice(colon + 1).slice(0, 64)
    // An undeclared prefix is taken at its word: damaged files lose their first element, not their sense.
    const name =
      own === undefined ? (prefix === '' ? local : `${prefix}:${local}`) : own === '' ? local : `${own}:${local}`
    if (this.names.size < 1000) this.names.set(raw, name)
    return name
  }
}

/** A letter, `_`, `:` or anything beyond ASCII. */
const startsName = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 0x5f || code === 0x3a || code > 0x7f

const endsName = (code: number): boolean =>
  isSpace(code) || code === 0x2f || code === 0x3e || code === 0x3d || Number.isNaN(code)
