import type { MetadataCandidate, MetadataField } from '@wherefrom/schema'

/** What a page says of itself in JSON-LD: candidates in document order, and the article's body when it is given. */
export interface LinkedData {
  readonly candidates: readonly MetadataCandidate[]
  readonly articleBody: string | null
}

/** Bounds against hostile data: bytes of one script, nodes of all scripts together. */
const LONGEST_SCRIPT = 2_000_000
const MOST_NODES = 5_000

const ARTICLE =
  /Article|BlogPosting|LiveBlog|Report|Review|Recipe|NewsItem|Press|CreativeWork$|SocialMediaPosting|Podcast|VideoObject/
const PAGE = /WebPage|ItemPage|AboutPage|CollectionPage|FAQPage/
type Json = Readonly<Record<string, unknown>>

/** Reads JSON-LD scripts (schema.org vocabulary). Statements about the article come before those about the page. */
export function readLinkedData(scripts: readonly string[]): LinkedData {
  const nodes = scripts.flatMap((s) => collect(parse(s)))
  const articles = nodes.filter((n) => ARTICLE.test(typeOf(n)))
  const pages = nodes.filter((n) => PAGE.test(typeOf(n)))
  const candidates = [
    ...articles.flatMap((n) => statements(n, nodes, 'json-ld')),
    ...pages.flatMap((n) => statements(n, nodes, 'json-ld:page')),
  ]
  const site = nodes.find((n) => /WebSite$/.test(typeOf(n)))
  if (site && str(site['name'])) candidates.push({ field: 'outlet', value: str(site['name'])!, from: 'json-ld:site' })
  return { candidates, articleBody: articles.map((n) => str(n['articleBody'])).find((b) => b !== null) ?? null }
}

function parse(script: string): unknown {
  if (script.length > LONGEST_SCRIPT) return null
  const text = script.replace(/^\s{0,100}(?:<!--|\/\*\s?<!\[CDATA\[\s?\*\/|\/\/\s?<!\[CDATA\[)/, '').trim()
  try {
    return JSON.parse(text)
  } catch {
    return repaired(text)
  }
}

/** Hand-made JSON often has bare line ends in strings, trailing commas or a final semicolon. */
function repaired(text: string): unknown {
  try {
    return JSON.parse(
      text
        .replace(/[\u0000-\u001f]+/g, ' ')
        .replace(/,(?=\s{0,50}[}\]])/g, '')
        .replace(/(?:;|-->|\/\/\]\]>|\]\]>)\s{0,50}$/, ''),
    )
  } catch {
    return null
  }
}

/** All objects in a value, outer ones first. */
function collect(value: unknown): readonly Json[] {
  const found: Json[] = []
  const queue: unknown[] = [value]
  for (let i = 0; i < queue.length && found.length < MOST_NODES; i++) {
    const v = queue[i]
    if (Array.isArray(v)) for (const item of v) queue.push(item)
    else if (isObject(v)) {
      found.push(v)
      for (const key in v) if (typeof v[key] === 'object') queue.push(v[key])
    }
    if (queue.length > MOST_NODES * 4) break
  }
  return found
}

const isObject = (v: unknown): v is Json => typeof v === 'object' && v !== null && !Array.isArray(v)
const str = (v: unknown): string | null =>
  typeof v === 'string' && v.trim() !== '' ? v.trim().slice(0, 1_000_000) : null

function typeOf(n: Json): string {
  const t = n['@type']
  return typeof t === 'string' ? t : Array.isArray(t) ? t.join(' ') : ''
}

const SIMPLE: readonly (readonly [string, MetadataField])[] = [
  ['headline', 'title'],
  ['datePublished', 'published'],
  ['dateCreated', 'published'],
  ['uploadDate', 'published'],
  ['dateModified', 'modified'],
  ['inLanguage', 'language'],
  ['url', 'url'],
]

function statements(n: Json, all: readonly Json[], from: string): MetadataCandidate[] {
  const out: MetadataCandidate[] = []
  for (const [key, field] of SIMPLE) {
    const value = str(n[key])
    if (value) out.push({ field, value: value.slice(0, 2000), from: key === 'dateCreated' ? `${from}:created` : from })
  }
  const name = str(n['name'])
  if (name && !str(n['headline'])) out.push({ field: 'title', value: name.slice(0, 2000), from: `${from}:name` })
  for (const author of names(n['author'] ?? n['creator'], all)) out.push({ field: 'author', value: author, from })
  for (const publisher of names(n['publisher'], all).slice(0, 1)) out.push({ field: 'outlet', value: publisher, from })
  return out
}

/** Names of persons or organisations given as text, object, reference (`@id`) or a list of these. */
function names(value: unknown, all: readonly Json[]): readonly string[] {
  const list = Array.isArray(value) ? value.slice(0, 30) : [value]
  return list.flatMap((v) => {
    const text = str(v)
    if (text) return [text.slice(0, 300)]
    if (!isObject(v)) return []
    const own = v['name']
    if (Array.isArray(own)) return own.flatMap((o) => str(o) ?? [])
    const named = str(own)
    if (named) return [named.slice(0, 300)]
    const referred = all.find((n) => n !== v && v['@id'] !== undefined && n['@id'] === v['@id'] && str(n['name']))
    return referred ? [str(referred['name'])!] : []
  })
}
