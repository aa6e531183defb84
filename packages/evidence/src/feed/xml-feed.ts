import { LIMITS } from '../limits.ts'
import { parseXml, type XmlEnd, type XmlHandler, type XmlPosition } from '../xml/parse.ts'
import { type Channel, type Entry, newEntry } from './entry.ts'

/** Namespaces of feeds; RSS has none, or one of these. */
const NAMESPACES: ReadonlyMap<string, string> = new Map([
  ['http://purl.org/rss/1.0/', ''],
  ['http://my.netscape.com/rdf/simple/0.9/', ''],
  ['http://backend.userland.com/rss2', ''],
  ['http://www.w3.org/2005/Atom', 'atom'],
  ['http://purl.org/atom/ns#', 'atom'],
  ['http://www.w3.org/1999/02/22-rdf-syntax-ns#', 'rdf'],
  ['http://purl.org/rss/1.0/modules/content/', 'content'],
  ['http://purl.org/dc/elements/1.1/', 'dc'],
  ['http://purl.org/dc/terms/', 'dcterms'],
  ['http://search.yahoo.com/mrss/', 'media'],
  ['http://www.itunes.com/dtds/podcast-1.0.dtd', 'itunes'],
  ['http://www.w3.org/1999/xhtml', 'h'],
])

/** Element -> what it is of an item. */
const FIELDS: ReadonlyMap<string, keyof Entry> = new Map([
  ['guid', 'id'],
  ['atom:id', 'id'],
  ['title', 'title'],
  ['atom:title', 'title'],
  ['dc:title', 'title'],
  ['link', 'link'],
  ['pubDate', 'published'],
  ['atom:published', 'published'],
  ['atom:issued', 'published'],
  ['dc:date', 'published'],
  ['dcterms:issued', 'published'],
  ['dcterms:created', 'published'],
  ['atom:updated', 'modified'],
  ['atom:modified', 'modified'],
  ['dcterms:modified', 'modified'],
  ['author', 'author'],
  ['atom:author/atom:name', 'author'],
  ['dc:creator', 'author'],
  ['itunes:author', 'author'],
  ['content:encoded', 'content'],
  ['atom:content', 'content'],
  ['description', 'summary'],
  ['atom:summary', 'summary'],
  ['dc:description', 'summary'],
  ['dcterms:abstract', 'summary'],
  ['itunes:summary', 'summary'],
  ['media:description', 'caption'],
  ['media:content/media:description', 'caption'],
  ['media:group/media:description', 'caption'],
  ['media:credit', 'credit'],
  ['media:content/media:credit', 'credit'],
  ['dc:language', 'language'],
  ['source', 'source'],
  ['atom:source/atom:title', 'source'],
] as const)
const CHANNEL: ReadonlyMap<string, keyof Channel> = new Map([
  ['title', 'title'],
  ['atom:title', 'title'],
  ['link', 'link'],
  ['language', 'language'],
  ['dc:language', 'language'],
] as const)
/** Elements that are a feed, and those that are an item. */
const FEED = new Set(['channel', 'atom:feed', 'rss', 'rdf:RDF'])
const ITEM = new Set(['item', 'atom:entry'])

/** Most items of one feed, and most values of one kind in one of them. */
export const MOST_ITEMS = 20_000
const MOST_VALUES = 50

export interface XmlFeed {
  readonly entries: readonly Entry[]
  readonly channel: Channel
  readonly end: XmlEnd
  /** There were more items than are read. */
  readonly full: boolean
}

/** Reads RSS 0.9x to 2.0, RSS 1.0 (RDF) and Atom. */
export function readXmlFeed(xml: string): XmlFeed {
  const collector = new Collector()
  const end = parseXml(xml, { namespaces: NAMESPACES, html: true, stop: () => collector.full }, collector)
  return { entries: collector.entries, channel: collector.channel, end, full: collector.full }
}

interface Open {
  readonly name: string
  readonly path: string
  /** Depth of the element among those open. */
  readonly depth: number
  text: string
}

class Collector implements XmlHandler {
  readonly entries: Entry[] = []
  readonly channel: Channel = { title: [], link: [], language: [] }
  full = false
  private readonly names: string[] = []
  private entry: Entry | null = null
  /** Depth at which the item, or else the feed, was opened. */
  private home = 0
  /** The value that is being read, with any markup in it written out again. */
  private value: Open | null = null

  open(raw: string, xml: XmlPosition): void {
    const name = raw.startsWith('?:') ? raw.slice(2) : raw
    if (this.value) this.value.text += `<${name.slice(name.indexOf(':') + 1)}>`
    this.names.push(name)
    if (this.value) return
    if (ITEM.has(name) && this.entry === null) this.openItem(xml)
    else if (FEED.has(name) && this.entry === null) this.home = this.names.length
    else this.openValue(name, xml)
  }

  close(): void {
    const depth = this.names.length
    const name = this.names.pop()!
    if (this.value && this.value.depth === depth) this.closeValue(this.value)
    else if (this.value) this.value.text += `</${name.slice(name.indexOf(':') + 1)}>`
    else if (this.entry && depth === this.home) {
      this.entries.push(this.entry)
      this.entry = null
      this.home = 0
    }
  }

  text(text: string): void {
    if (!this.value || this.value.text.length > LIMITS.characters) return
    // Inside markup that is written out again, text must not become markup.
    this.value.text += this.value.depth < this.names.length ? text.replace(/&/g, '&amp;').replace(/</g, '&lt;') : text
  }

  private openItem(xml: XmlPosition): void {
    if (this.entries.length >= MOST_ITEMS) {
      this.full = true
      return
    }
    this.entry = newEntry()
    this.home = this.names.length
    const about = xml.attribute('rdf:about')
    if (about) this.entry.id.push({ name: 'rdf:about', text: about, path: xml.path() })
  }

  private openValue(name: string, xml: XmlPosition): void {
    if (name === 'atom:link') {
      this.link(xml)
      return
    }
    const inside = this.names.slice(this.home).join('/')
    const known = this.entry ? FIELDS.has(inside) : this.home > 0 && CHANNEL.has(inside)
    if (known) this.value = { name: inside, path: xml.path(), depth: this.names.length, text: '' }
  }

  private link(xml: XmlPosition): void {
    if (this.names.length !== this.home + 1) return
    const text = xml.attribute('href')
    if (text === null || !/^(?:alternate)?$/.test(xml.attribute('rel') ?? '')) return
    const list = this.entry ? this.entry.link : this.channel.link
    if (list.length < MOST_VALUES) list.push({ name: 'atom:link', text, path: xml.path() })
  }

  private closeValue({ name, path, text }: Open): void {
    this.value = null
    const key = this.entry ? FIELDS.get(name) : undefined
    const list = this.entry ? (key ? this.entry[key] : undefined) : this.channel[CHANNEL.get(name)!]
    const trimmed = text.trim()
    if (trimmed !== '' && list && list.length < MOST_VALUES) list.push({ name, text: trimmed, path })
  }
}
