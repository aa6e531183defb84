import { type Channel, type Entry, newEntry, type Value } from './entry.ts'
import { MOST_ITEMS } from './xml-feed.ts'

type Json = Readonly<Record<string, unknown>>

const FIELDS: readonly (readonly [key: string, field: keyof Entry])[] = [
  ['id', 'id'],
  ['title', 'title'],
  ['url', 'link'],
  ['external_url', 'link'],
  ['date_published', 'published'],
  ['date_modified', 'modified'],
  ['content_html', 'content'],
  ['content_text', 'content'],
  ['summary', 'summary'],
  ['language', 'language'],
]

/** Reads a JSON Feed (1.0, 1.1); null when it is not well-formed JSON or has no list of items. */
export function readJsonFeed(json: string): { entries: readonly Entry[]; channel: Channel; full: boolean } | null {
  const feed = parse(json)
  const items = feed?.['items']
  if (!feed || !Array.isArray(items)) return null
  const value = (key: string, from: Json, path: string): readonly Value[] => {
    const found = from[key]
    const text = typeof found === 'string' || typeof found === 'number' ? String(found) : ''
    // Plain text becomes HTML, which is what the others hold.
    const html = key === 'content_text' ? asHtml(text) : text
    return html.trim() === '' ? [] : [{ name: key, text: html, path: `${path}/${key}` }]
  }
  const entries = items.slice(0, MOST_ITEMS).map((item: unknown, i) => {
    const entry = newEntry()
    if (!isObject(item)) return entry
    const path = `/items/${i}`
    for (const [key, field] of FIELDS) entry[field].push(...value(key, item, path))
    entry.author.push(...authors(item, path))
    return entry
  })
  const channel = {
    title: [...value('title', feed, '')],
    link: [...value('home_page_url', feed, '')],
    language: [...value('language', feed, '')],
  }
  return { entries, channel, full: items.length > MOST_ITEMS }
}

function authors(item: Json, path: string): readonly Value[] {
  const list = Array.isArray(item['authors']) ? item['authors'].slice(0, 20) : [item['author']]
  return list.flatMap((author: unknown, i) => {
    const name = isObject(author) ? author['name'] : null
    return typeof name === 'string' ? [{ name: 'authors', text: name, path: `${path}/authors/${i}/name` }] : []
  })
}

const isObject = (v: unknown): v is Json => typeof v === 'object' && v !== null && !Array.isArray(v)

const asHtml = (text: string): string =>
  text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .split(/\n{2,}/)
    .map((p) => `<p>${p.replace(/\n/g, '<br>')}</p>`)
    .join('')

function parse(json: string): Json | null {
  try {
    const value: unknown = JSON.parse(json)
    return isObject(value) ? value : null
  } catch {
    return null
  }
}
