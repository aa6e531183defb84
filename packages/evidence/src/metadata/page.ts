import type { MetadataCandidate } from '@wherefrom/schema'
import { dateOfDay, dayNumber, findDates, firstDate, type NumericOrder } from '../calendar/parse.ts'
import type { Found } from './head.ts'
import type { LinkedData } from './jsonld.ts'
import { cleanAuthors } from './names.ts'

/** A date in the page's own text: `rank` 0 between headline and text, then further away. */
export interface TextDate {
  readonly text: string
  readonly rank: number
  /** Where `text` begins in the document's text, when it is part of it. */
  readonly start?: number
}

/**
 * All candidates of a page, best first within each field. The order for the publication date, by how often each is right
 * on annotated pages: JSON-LD, meta, marked elements, the address, other dates near the headline; a modification date
 * only when there is nothing else.
 */
export function pageCandidates(
  found: Found,
  linked: LinkedData,
  texts: readonly TextDate[],
  url: string | null,
): readonly MetadataCandidate[] {
  const offered = [...linked.candidates, ...found.candidates]
  const order = numericOrder(offered, url)
  return [
    ...titles(offered, found),
    ...published(offered, found, texts, url, order),
    ...of(offered, 'modified').flatMap((c) => dated(c, order)),
    ...outlets(offered),
    ...authors(
      offered,
      found,
      texts.filter((t) => t.rank < NEAR).flatMap((t) => bylineOf(t.text)),
    ),
    ...of(offered, 'language').flatMap(language),
    ...of(offered, 'url').filter((c) => /^https?:\/\//i.test(c.value)),
  ]
}

const of = (offered: readonly MetadataCandidate[], field: string): readonly MetadataCandidate[] =>
  offered.filter((c) => c.field === field)

/** English pages write the month first, unless their address or language tag is of a country that does not. */
export function numericOrder(offered: readonly MetadataCandidate[], url: string | null): NumericOrder {
  const languages = of(offered, 'language').map((c) => c.value.toLowerCase().replace('_', '-'))
  if (languages.some((l) => l.startsWith('en-us'))) return 'month-first'
  const address = url ?? of(offered, 'url')[0]?.value ?? ''
  if (
    /^https?:\/\/[^/]{1,200}\.(?:uk|au|nz|ie|in|za|sg|de|at|ch|fr|es|it|nl|pl|ru|eu|br|se|no|dk|be)(?:[/:]|$)/i.test(
      address,
    )
  )
    return 'day-first'
  return languages[0]?.startsWith('en') && !/^en-(?:gb|au|nz|ie|in|za)/.test(languages[0]) ? 'month-first' : 'day-first'
}

function dated(c: MetadataCandidate, order: NumericOrder): readonly MetadataCandidate[] {
  const date = epoch(c.value) ?? firstDate(c.value, order)
  if (date === null) return []
  return [date === c.value ? c : { ...c, value: date, raw: c.value }]
}

/** Seconds or milliseconds since 1970 as some systems write them. */
function epoch(value: string): string | null {
  if (!/^\d{10}(?:\d{3})?$/.test(value.trim())) return null
  const n = +value.trim()
  return dateOfDay(Math.floor((n < 1e11 ? n : n / 1000) / 86_400))
}

function published(
  offered: readonly MetadataCandidate[],
  found: Found,
  texts: readonly TextDate[],
  url: string | null,
  order: NumericOrder,
): readonly MetadataCandidate[] {
  const own = of(offered, 'published').flatMap((c) => dated(c, order))
  const marked = found.dates.flatMap((e) => {
    const date = epoch(e.value) ?? firstDate(e.value, order)
    return date === null ? [] : [{ ...e, date }]
  })
  const as = (e: (typeof marked)[number]): MetadataCandidate => ({
    field: 'published',
    value: e.date,
    from: e.updated ? `${e.from}:updated` : e.from,
    ...(e.value === e.date ? {} : { raw: e.value }),
  })
  const near = texts.filter((t) => t.rank < NEAR).flatMap((t) => textCandidates(t, order))
  const far = texts.filter((t) => t.rank >= NEAR).flatMap((t) => textCandidates(t, order))
  // Several marked dates that differ belong to teasers of other pages.
  const stated = marked.filter((e) => e.stated && !e.updated)
  const several = new Set(stated.map((e) => e.date)).size > 2
  const headline = texts.find((t) => t.rank < 1)
  const candidates: readonly MetadataCandidate[] = [
    ...own.filter((c) => c.from === 'json-ld'),
    ...own.filter((c) => c.from.startsWith('meta:') && !LOOSE_META.has(c.from)),
    ...(several ? [] : stated.map(as)),
    ...own.filter((c) => c.from.startsWith('json-ld:')),
    ...urlDates(offered, url),
    ...own.filter((c) => LOOSE_META.has(c.from)),
    ...marked.filter((e) => !e.stated && !e.updated).map(as),
    ...near,
    ...(several ? stated.map(as) : []),
    ...found.scriptDates.flatMap((value) => dated({ field: 'published', value, from: 'script' }, order)),
    ...marked.filter((e) => e.updated).map(as),
    ...of(offered, 'modified').flatMap((c) => dated({ ...c, field: 'published', from: `${c.from}:modified` }, order)),
    ...far,
  ]
  return localDay(candidates, headline ? firstDate(headline.text, order) : null)
}

/** Rank from which a date in the text is no longer near the article. */
const NEAR = 3

const UTC_TIME = /T(\d{2}):\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]00:?00)$/

/**
 * A time in UTC may fall on another calendar day than the one on which the outlet published. The address, a time with the
 * outlet's own offset, or the date shown at the headline tells; it counts when it is the neighbouring day on the side
 * that the hour allows.
 */
function localDay(candidates: readonly MetadataCandidate[], headline: string | null): readonly MetadataCandidate[] {
  const [first, ...rest] = candidates
  const hour = UTC_TIME.exec(first?.raw ?? '')?.[1]
  if (!first || hour === undefined) return candidates
  const witness = (c: MetadataCandidate): boolean =>
    c.from === 'url' ||
    (/^(?:json-ld|meta:|time$)/.test(c.from) && !/modified|updated/.test(c.from) && OFFSET_TIME.test(c.raw ?? '')) ||
    (c.from === 'text' && c.value === headline)
  const shown = rest.find(witness)
  if (!shown) return candidates
  const days = dayNumber(shown.value) - dayNumber(first.value)
  const neighbour = (days === -1 && +hour < 12) || (days === 1 && +hour >= 10)
  return neighbour ? [shown, ...candidates.filter((c) => c !== shown)] : candidates
}

const OFFSET_TIME = /T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?[+-](?!00:?00)\d{2}:?\d{2}$/

/** Names that systems also fill with the day of delivery. */
const LOOSE_META = new Set([
  'meta:date',
  'meta:time',
  'meta:last-published',
  'meta:created',
  'meta:timestamp',
  'meta:doc_date',
])

function textCandidates(t: TextDate, order: NumericOrder): readonly MetadataCandidate[] {
  return findDates(t.text.slice(0, 400), order, 4).map((d) => ({
    field: 'published' as const,
    value: d.date,
    from: 'text',
    raw: t.text.slice(d.start, d.end),
    ...(t.start === undefined ? {} : { start: t.start + d.start, end: t.start + d.end }),
  }))
}

const URL_DATE = /[/_.-](19\d\d|20\d\d)[/_.-]?(0[1-9]|1[0-2])[/_.-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$|\D)/

const URL_DAY_FIRST = /[/_.-](0[1-9]|[12]\d|3[01])[_.-](0[1-9]|1[0-2])[_.-](20\d\d)(?=[/_.-]|$)/

function urlDates(offered: readonly MetadataCandidate[], url: string | null): readonly MetadataCandidate[] {
  const addresses = [...(url ? [url] : []), ...of(offered, 'url').map((c) => c.value)]
  for (const address of addresses) {
    const m = URL_DATE.exec(address)
    const n = URL_DAY_FIRST.exec(address)
    const date = m ? firstDate(`${m[1]}-${m[2]}-${m[3]}`) : n ? firstDate(`${n[3]}-${n[2]}-${n[1]}`) : null
    if (date) return [{ field: 'published', value: date, from: 'url', raw: address }]
  }
  return []
}

/** Headline candidates; the site's name after a bar or dash is cut off. */
function titles(offered: readonly MetadataCandidate[], found: Found): readonly MetadataCandidate[] {
  const sites = of(offered, 'outlet').map((c) => c.value.toLowerCase())
  const trim = (c: MetadataCandidate): MetadataCandidate => {
    const value = withoutSite(c.value.replace(/\s+/g, ' ').trim(), sites)
    return value === c.value ? c : { ...c, value, raw: c.value }
  }
  const headings = found.headings.filter((h) => h.length > 2)
  const metas = of(offered, 'title').filter((c) => c.value.length < 500)
  const page: readonly MetadataCandidate[] = found.pageTitle
    ? [{ field: 'title', value: found.pageTitle, from: 'title' }]
    : []
  const known = [...metas, ...page].map(trim)
  const matching = headings.flatMap((h) => {
    const same = known.find((k) => sameTitle(k.value, h))
    return same
      ? [h]
      : known
          .filter((k) => isTail(h, k.value))
          .map((k) => k.value)
          .slice(0, 1)
  })
  const asCandidates = (list: readonly string[]): readonly MetadataCandidate[] =>
    list.map((value) => ({ field: 'title', value, from: 'heading' }))
  const single = headings.length === 1 && matching.length === 0 && headings[0]!.length > 15 ? headings : []
  return [
    ...asCandidates(matching),
    ...known.filter((k) => k.from === 'json-ld'),
    ...asCandidates(single),
    ...known.filter((k) => k.from !== 'json-ld'),
    ...asCandidates(headings),
  ].filter((c) => c.value !== '')
}

const bare = (s: string): string => s.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')

function sameTitle(a: string, b: string): boolean {
  const [x, y] = [bare(a), bare(b)]
  if (x === '' || y === '') return false
  const [short, long] = x.length < y.length ? [x, y] : [y, x]
  return x === y || (short.length > 12 && short.length > long.length * 0.6 && long.startsWith(short))
}

/** Is the headline the end of a heading that begins with a kicker? */
const isTail = (heading: string, title: string): boolean =>
  bare(title).length > 15 && bare(heading) !== bare(title) && bare(heading).endsWith(bare(title))

const BYLINE_TEXT =
  /^(?:(?:Written |Text |Ein Beitrag |Eine Kolumne )?(?:By|BY|Von|VON|Par|Por|Di|Door|Av)|(?:Text|Autor|Autorin|Author|Interview|Автор)\s?:)\s(\p{Lu}[\p{L}.'’-]{0,25}(?:(?: |, | und | and | et | y )(?:(?:von|van|de|der|del|di|la|le|al) )?\p{Lu}[\p{L}.'’-]{0,25}){1,6})(?=\s*(?:$|[,|·•–—/-]|\d))/u

/** `By Jane Smith` as a line near the headline, without any markup that says so. */
function bylineOf(text: string): readonly string[] {
  const m = text.length <= 120 ? BYLINE_TEXT.exec(text) : null
  return m ? [m[1]!] : []
}

const SEPARATOR = / {1,3}[|–—\-:•·»«/>] {1,3}/

function withoutSite(title: string, sites: readonly string[]): string {
  const parts = title.split(SEPARATOR)
  if (parts.length < 2) return title
  const last = parts.at(-1)!
  const cut = title.slice(0, title.length - last.length).replace(/ {1,3}[|–—\-:•·»«/>] {1,3}$/, '')
  const isSite = sites.some((s) => bare(s) !== '' && (bare(last).includes(bare(s)) || bare(s).includes(bare(last))))
  if (isSite || /\.(?:com|de|org|net|co\.uk|at|ch|fr|es|it|pl|ru|info)$/i.test(last)) return withoutSite(cut, sites)
  const bar = title.includes(' | ') || title.includes(' » ')
  return bar && last.length < 40 && cut.length > last.length ? withoutSite(cut, sites) : title
}

function outlets(offered: readonly MetadataCandidate[]): readonly MetadataCandidate[] {
  const all = of(offered, 'outlet').filter((c) => c.value.length < 120 && !/^https?:/.test(c.value))
  const first = all.filter((c) => c.from === 'meta:og:site_name')
  return [...first, ...all.filter((c) => c.from !== 'meta:og:site_name')].map((c) => {
    const value = c.value.replace(/\s+/g, ' ').trim()
    return value === c.value ? c : { ...c, value, raw: c.value }
  })
}

/** Persons before organisations: a page that gives its outlet as its author may name the person in its byline. */
function authors(
  offered: readonly MetadataCandidate[],
  found: Found,
  texts: readonly string[],
): readonly MetadataCandidate[] {
  const sites = of(offered, 'outlet').map((c) => bare(c.value))
  const given = of(offered, 'author').filter((c) => !/^https?:\/\/\S+$/.test(c.value))
  const bylines = found.bylines.map(
    (b): MetadataCandidate => ({ field: 'author', value: b.text, from: b.first ? 'byline' : 'byline:other' }),
  )
  const lines = texts.map((value): MetadataCandidate => ({ field: 'author', value, from: 'text' }))
  const persons = distinct(
    [...given, ...bylines, ...lines].flatMap((c) =>
      cleanAuthors(c.value).map((value) => (value === c.value ? c : { ...c, value, raw: c.value })),
    ),
  )
  const isSite = (c: MetadataCandidate) => {
    const name = bare(c.value)
    return sites.some((s) => s !== '' && (s.includes(name) || name.includes(s))) || /\.\p{Ll}{2,4}$/u.test(c.value)
  }
  return [...persons.filter((c) => !isSite(c)), ...persons.filter(isSite)]
}

/** One candidate for a name and place, however it is spelt. */
function distinct(candidates: readonly MetadataCandidate[]): readonly MetadataCandidate[] {
  const seen = new Set<string>()
  return candidates.filter((c) => {
    const key = `${c.from}\n${bare(c.value)}`
    return !seen.has(key) && seen.add(key)
  })
}

function language(c: MetadataCandidate): readonly MetadataCandidate[] {
  const m = /^([a-z]{2,3})(?:[-_]|$)/i.exec(c.value.trim())
  if (!m) return []
  const value = m[1]!.toLowerCase()
  return [value === c.value ? c : { ...c, value, raw: c.value }]
}
