import type { MetadataCandidate, MetadataField } from '@wherefrom/schema'
import { type Element, textOf, walk } from '../html/tree.ts'
import { Role, rolesOf } from '../html/vocabulary.ts'

/** Names of `meta` elements (`name`, `property`, `itemprop`, `http-equiv`) and the field that they speak of, best first. */
const META: readonly (readonly [MetadataField, readonly string[]])[] = [
  [
    'title',
    words('og:title twitter:title parsely-title dc.title dcterms.title citation_title headline sailthru.title title'),
  ],
  [
    'published',
    words(
      `article:published_time og:article:published_time og:published_time article:published datepublished date_published
      dc.date.issued dcterms.issued dc.issued dcterms.date dc.date dc.date.created dcterms.created parsely-pub-date
      sailthru.date publish-date publish_date publishdate pubdate pub_date pub-date published publication_date
      publication-date publicationdate published-date published_date published_time citation_publication_date
      citation_date citation_online_date cxenseparse:recs:publishtime cxense-parse:recs:publishtime article.published
      article_date_original originalpublicationdate displaydate dateposted date_created datecreated created
      release_date article:post_date og:pubdate og:publish_date og:question:published_time bt:pubdate
      rnews:datepublished timestamp eomportal-published article.created
      last-published temporal doc_date time date`,
    ),
  ],
  [
    'modified',
    words(
      `article:modified_time og:updated_time og:article:modified_time datemodified date_modified dateupdate dc.date.modified
      dcterms.modified lastmod last-modified modified modified_time updated_time revision_date bt:moddate`,
    ),
  ],
  [
    'outlet',
    words('og:site_name dc.publisher dcterms.publisher application-name publisher citation_journal_title copyright'),
  ],
  [
    'author',
    words(
      `article:author_name author dc.creator dcterms.creator dcterms.creator.name dc.author parsely-author sailthru.author
      citation_author article:author creator byl byline twitter:data1 article.author og:author shareaholic:article_author_name rbauthors cxenseparse:author`,
    ),
  ],
  ['language', words('og:locale content-language dc.language dcterms.language language inlanguage')],
  ['url', words('og:url twitter:url')],
]

function words(list: string): readonly string[] {
  return list.trim().split(/\s+/)
}

/** What the walk over a page's head and body picks up for metadata. */
export interface Found {
  readonly candidates: readonly MetadataCandidate[]
  readonly scripts: readonly string[]
  /** `time` elements, date-like microdata and `abbr` outside of furniture, in page order. */
  readonly dates: readonly DateElement[]
  /** Elements that name an author, in page order; those beside the first one come with it. */
  readonly bylines: readonly Byline[]
  readonly headings: readonly string[]
  readonly pageTitle: string | null
  /** Publication dates in the page's inline data, in order. */
  readonly scriptDates: readonly string[]
}

export interface Byline {
  readonly text: string
  /** True for the first byline of the page and those in the same box. */
  readonly first: boolean
}

export interface DateElement {
  readonly value: string
  readonly from: string
  /** True for `itemprop=datePublished`, `pubdate` and class names that say that it is the publication. */
  readonly stated: boolean
  readonly updated: boolean
}

/** One walk over the page for everything that speaks about it. */
export function readHead(root: Element): Found {
  const metas = new Map<string, string[]>()
  const scripts: string[] = []
  const dates: DateElement[] = []
  const bylines: { text: string; box: Element | null }[] = []
  const headings: string[] = []
  const links: MetadataCandidate[] = []
  let pageTitle: string | null = null
  walk(root, (node) => {
    if (typeof node === 'string') return false
    const { tag, attributes: a } = node
    if (tag === 'meta') takeMeta(a, metas)
    else if (tag === 'title') pageTitle ??= textOf(node, 2000)
    else if (tag === 'script') {
      if (node.children.length > 0) scripts.push(String(node.children[0]))
    } else if (tag === 'link' && /(?:^|\s)canonical(?:\s|$)/i.test(a['rel'] ?? '') && a['href'])
      links.push({ field: 'url', value: a['href'], from: 'link:canonical' })
    else if (tag === 'html' && a['lang']) links.push({ field: 'language', value: a['lang'], from: 'html-lang' })
    else if (tag === 'h1' && headings.length < 8) headings.push(textOf(node, 500))
    if (tag === 'aside' || tag === 'footer' || tag === 'style') return false
    if (rolesOf(node) & Role.comments) return false
    takeDate(node, dates)
    takeByline(node, bylines)
    return true
  })
  return {
    candidates: [...fromMeta(metas), ...links],
    scripts,
    dates,
    bylines: grouped(bylines),
    headings,
    pageTitle,
    scriptDates: [],
  }
}

function takeMeta(a: Readonly<Record<string, string>>, metas: Map<string, string[]>): void {
  const content = a['content']?.trim()
  if (!content) return
  for (const key of [a['name'], a['property'], a['itemprop'], a['http-equiv']]) {
    const name = key?.trim().toLowerCase()
    if (!name) continue
    const known = metas.get(name)
    if (!known) metas.set(name, [content])
    else if (known.length < 30) known.push(content)
  }
}

function fromMeta(metas: ReadonlyMap<string, readonly string[]>): readonly MetadataCandidate[] {
  return META.flatMap(([field, names]) =>
    names.flatMap((name) =>
      (metas.get(name) ?? []).map((value) => ({ field, value: value.slice(0, 2000), from: `meta:${name}` })),
    ),
  )
}

const MOST_DATES = 60
const UPDATED_NAME = /updat|modif|aktualis|edited|lastmod/i

function takeDate(e: Element, dates: DateElement[]): void {
  if (dates.length >= MOST_DATES) return
  const a = e.attributes
  const prop = a['itemprop'] ?? ''
  const names = `${a['class'] ?? ''} ${a['id'] ?? ''}`.slice(0, 300)
  const updated = UPDATED_NAME.test(`${prop} ${names}`)
  const published = /datepublished|datecreated|pubdate/i.test(prop) || a['pubdate'] !== undefined
  if (e.tag === 'time' || published || /datemodified/i.test(prop)) {
    const value = a['datetime'] || a['content'] || a['title'] || textOf(e, 200)
    const stated = published || /published|entry-date|pubdate|post-date/i.test(names)
    dates.push({ value: value || textOf(e, 200), from: published ? 'itemprop:datePublished' : 'time', stated, updated })
  } else if (e.tag === 'abbr' && (a['title'] || a['data-utime'])) {
    dates.push({ value: a['title'] ?? '', from: 'time', stated: /published|dtstart/.test(names), updated })
  }
}

const AUTHOR_NAME =
  /(?:^|[-_\s])(?:author|authors|byline|autor|autoren|auteur|writer|verfasser|autore|vcard|fn)(?:$|[-_\s])|author-?name|by-?author/i
const NOT_AUTHOR = /comment|bio|box|avatar|image|img|photo|related|teaser|article-author-desc|follow|social/i
const MOST_BYLINES = 60
const AUTHOR_LINK =
  /\/(?:authors?|autor(?:en)?|auteurs?|redakteure?|by|profil|writers?|people|journalist)\/[^/?#]{2,100}\/?$/i

function takeByline(e: Element, bylines: { text: string; box: Element | null }[]): void {
  if (bylines.length >= MOST_BYLINES) return
  const a = e.attributes
  const names = `${a['class'] ?? ''} ${a['id'] ?? ''}`.slice(0, 300)
  const author =
    /(?:^|\s)author(?:\s|$)/.test(a['rel'] ?? '') ||
    /(?:^|\s)author(?:\s|$)/.test(a['itemprop'] ?? '') ||
    (e.tag === 'a' && AUTHOR_LINK.test((a['href'] ?? '').slice(0, 500))) ||
    (AUTHOR_NAME.test(names) && !NOT_AUTHOR.test(names))
  if (!author || e.tag === 'body' || e.tag === 'article' || e.tag === 'html' || e.tag === 'link') return
  const text = e.tag === 'meta' ? (a['content'] ?? '') : textOf(e, 200)
  if (text.length < 120) bylines.push({ text, box: e.parent })
}

/** Marks the first byline and those in the same box: other names on the page are of other pages or of commentators. */
function grouped(bylines: readonly { text: string; box: Element | null }[]): readonly Byline[] {
  const named = bylines.filter((b) => b.text.length >= 3).slice(0, 20)
  const box = named[0]?.box
  return named.map((b, i) => ({ text: b.text, first: i === 0 || b.box === box }))
}

const SCRIPT_DATE =
  /"(?:datePublished|publishedDate|publishDate|published_at|publishedAt|publicationDate|publication_date|pubDate|uploadDate|created_at|createdAt|dateCreated|published)\\?" ?: ?\\?"(\d{4}-\d{2}-\d{2})/g

/** Publication dates in data that scripts carry, in any nesting or escaping; the page's source as it stands. */
export function scriptDates(html: string): readonly string[] {
  const found: string[] = []
  SCRIPT_DATE.lastIndex = 0
  const source = html.includes('&quot;') ? html.replaceAll('&quot;', '"') : html
  for (let m = SCRIPT_DATE.exec(source); m !== null && found.length < 5; m = SCRIPT_DATE.exec(source)) found.push(m[1]!)
  return found
}
