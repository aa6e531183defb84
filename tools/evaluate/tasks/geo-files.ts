import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'

/** A place name that annotators marked: characters of `text` (UTF-16, half-open), and where it lies. */
export interface GoldPlace {
  readonly start: number
  readonly end: number
  readonly lat: number
  readonly lon: number
  /** ISO 3166-1 alpha-2 where the data says it. */
  readonly country: string | null
  readonly geonames: number | null
}

export interface GeoDocument {
  readonly text: string
  readonly title: string
  readonly gold: readonly GoldPlace[]
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const decode = (text: string): string =>
  text
    .replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, (_all, inner: string) => inner.replaceAll('&', '&amp;'))
    .replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,4});/gi, (all, name: string) => {
      if (!name.startsWith('#')) return ENTITIES[name] ?? all
      return String.fromCodePoint(name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1)))
    })

/** What stands between `<tag ...>` and `</tag>`, for each such element that is not nested in another of its name. */
function* elements(source: string, tag: string): Generator<{ readonly open: string; readonly inner: string }> {
  const opening = new RegExp(`<${tag}(?=[\\s>/])([^>]{0,2000})>`, 'g')
  const close = `</${tag}>`
  for (let m = opening.exec(source); m; m = opening.exec(source)) {
    if (m[1]!.endsWith('/')) continue
    const end = source.indexOf(close, opening.lastIndex)
    if (end < 0) return
    yield { open: m[1]!, inner: source.slice(opening.lastIndex, end) }
    opening.lastIndex = end + close.length
  }
}

function first(source: string, tags: readonly string[]): string | null {
  for (const tag of tags) for (const { inner } of elements(source, tag)) return decode(inner)
  return null
}

function number(source: string, tags: readonly string[]): number | null {
  const value = first(source, tags)?.trim()
  return value ? Number(value) : null
}

/** UTF-16 positions of code points: Python's offsets, which the corpora use, count those. */
function utf16Of(text: string): (codePoint: number) => number {
  if (!/[\ud800-\udbff]/.test(text)) return (n) => n
  const at: number[] = []
  for (let i = 0; i < text.length; i += text.codePointAt(i)! > 0xffff ? 2 : 1) at.push(i)
  return (n) => at[n] ?? text.length
}

interface Raw {
  readonly start: number
  readonly end: number
  readonly phrase: string | null
  readonly inner: string
  readonly open: string
}

/** How far a file's offsets lie from the text: 0, or 1 where it counts from one; the value under which most names fit. */
function shiftOf(documents: readonly { readonly text: string; readonly raw: readonly Raw[] }[]): number {
  const fits = (shift: number): number =>
    documents.reduce((sum, { text, raw }) => {
      const at = utf16Of(text)
      return (
        sum +
        raw.filter((r) => r.phrase !== null && text.slice(at(r.start - shift), at(r.end - shift)) === r.phrase).length
      )
    }, 0)
  return fits(1) > fits(0) ? 1 : 0
}

/**
 * Reads GeoWebNews (`toponym` with `type`), GeoVirus (`location`, offsets from one), LGL and TR-News (`toponym` with
 * `phrase` and `gaztag`): all have articles with a text and marked names. Gold are the names that have a position: in
 * GeoWebNews the literal and associative toponyms (modifiers, metonyms, names within names), not words for people and languages,
 * other names' parts and descriptions.
 */
export function readGeoFile(path: string): GeoDocument[] {
  const source = readFileSync(path, 'utf8')
  const articles = [...elements(source, 'article')].map(({ inner }) => {
    const text = first(inner, ['text']) ?? ''
    const raw = ['toponym', 'location'].flatMap((tag) =>
      [...elements(inner, tag)].flatMap(({ inner: own, open }): Raw[] => {
        const start = number(own, ['start'])
        const end = number(own, ['end'])
        const phrase = first(own, ['extractedName', 'phrase', 'name'])
        return start === null || end === null ? [] : [{ start, end, phrase, inner: own, open }]
      }),
    )
    return { text, title: first(inner, ['title']) ?? '', raw }
  })
  const shift = shiftOf(articles)
  return articles.map(({ text, title, raw }) => {
    const at = utf16Of(text)
    return {
      text,
      title,
      gold: raw.flatMap((r): GoldPlace[] => {
        const lat = number(r.inner, ['latitude', 'lat'])
        const lon = number(r.inner, ['longitude', 'lon', 'lng'])
        if (lat === null || lon === null || Number.isNaN(lat) || Number.isNaN(lon)) return []
        const id = first(r.inner, ['geonamesID']) ?? /geonameid\s{0,3}=\s{0,3}"(\d{1,9})"/i.exec(r.inner)?.[1] ?? ''
        const country = first(r.inner, ['country'])?.trim() ?? ''
        return [
          {
            start: at(r.start - shift),
            end: at(r.end - shift),
            lat,
            lon,
            country: /^[A-Z]{2}$/.test(country) ? country : null,
            geonames: /^\d{1,9}$/.test(id) ? Number(id) : null,
          },
        ]
      }),
    }
  })
}

/** Files of a folder (or the one file) that hold annotated places. */
export function geoFiles(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path)
    .toSorted()
    .filter((name) => /\.xml$/i.test(name) && !basename(name).startsWith('.'))
    .map((name) => join(path, name))
}
