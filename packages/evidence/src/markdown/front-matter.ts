import type { MetadataCandidate, MetadataField } from '@wherefrom/schema'
import { firstDate } from '../calendar/parse.ts'
import { cleanAuthors } from '../metadata/names.ts'

/** Fields between `---` (YAML) or `+++` (TOML) lines at the head of a Markdown file. */
export interface FrontMatter {
  /** How many lines it takes, its marks with it; 0 when there is none. */
  readonly lines: number
  readonly candidates: readonly MetadataCandidate[]
}

/** Name of a field, in lower case -> what it speaks of. */
const FIELDS: ReadonlyMap<string, MetadataField> = new Map<string, MetadataField>([
  ['title', 'title'],
  ['headline', 'title'],
  ['date', 'published'],
  ['published', 'published'],
  ['pubdate', 'published'],
  ['publishdate', 'published'],
  ['published_at', 'published'],
  ['updated', 'modified'],
  ['lastmod', 'modified'],
  ['modified', 'modified'],
  ['author', 'author'],
  ['authors', 'author'],
  ['byline', 'author'],
  ['publisher', 'outlet'],
  ['outlet', 'outlet'],
  ['site', 'outlet'],
  ['source', 'outlet'],
  ['url', 'url'],
  ['link', 'url'],
  ['canonical', 'url'],
  ['source_url', 'url'],
  ['lang', 'language'],
  ['language', 'language'],
])

const MOST_LINES = 200

/** Reads plain `key: value` fields and lists of plain values; whatever else YAML and TOML can say is passed over. */
export function readFrontMatter(lines: readonly string[]): FrontMatter {
  const mark = lines[0]?.trimEnd()
  if (mark !== '---' && mark !== '+++') return { lines: 0, candidates: [] }
  const close = lines
    .slice(1, MOST_LINES)
    .findIndex((line) => line.trimEnd() === mark || (mark === '---' && line.trimEnd() === '...'))
  if (close === -1) return { lines: 0, candidates: [] }
  const inside = lines.slice(1, close + 1)
  const candidates: MetadataCandidate[] = []
  for (const [i, line] of inside.entries()) {
    const { key, value } = keyOf(line)
    const field = FIELDS.get(key.toLowerCase())
    if (!field) continue
    const values = value === '' ? listBelow(inside, i + 1) : inlineValues(value)
    for (const one of values) candidates.push(...candidate(field, one, `front-matter:${key}`))
  }
  return { lines: close + 2, candidates }
}

/** Longest value that is read, in characters. */
const LONGEST = 2000

/** A line at the first of its marks, `:` or `=`; an empty key where there is none. Fields of records inside are no keys. */
function keyOf(line: string): { key: string; value: string } {
  const at = line.slice(0, 60).search(/[:=]/)
  const key = at === -1 ? '' : line.slice(0, at).trimEnd()
  return { key, value: line.slice(at + 1, at + LONGEST).trim() }
}

/** The items of a list in the lines below its name: `- Ada Brun`. */
function listBelow(lines: readonly string[], from: number): readonly string[] {
  const values: string[] = []
  for (const line of lines.slice(from, from + 50)) {
    const item = line.slice(0, LONGEST).trim()
    if (!item.startsWith('- ')) break
    // An item may be a record of its own: `- name: Ada Brun`.
    values.push(
      unquoted(
        item
          .slice(2)
          .trim()
          .replace(/^name:/, ''),
      ),
    )
  }
  return values
}

function inlineValues(value: string): readonly string[] {
  const list = value.startsWith('[') && value.endsWith(']') ? value.slice(1, -1).split(',') : [value]
  return list.map((v) => unquoted(v)).filter((v) => v !== '')
}

/** A value without its quotation marks, or without the remark behind it. */
function unquoted(raw: string): string {
  const value = raw.trim()
  const quote = value[0]
  const close = quote === '"' || quote === "'" ? value.indexOf(quote, 1) : -1
  if (close !== -1) return value.slice(1, close)
  const remark = value.indexOf(' #')
  return (remark === -1 ? value : value.slice(0, remark)).trim()
}

function candidate(field: MetadataField, value: string, from: string): readonly MetadataCandidate[] {
  const as = (clean: string): MetadataCandidate => ({
    field,
    value: clean,
    from,
    ...(clean === value ? {} : { raw: value }),
  })
  if (field === 'author') return cleanAuthors(value).map(as)
  if (field === 'published' || field === 'modified') {
    const date = /^\d{4}(?:-\d\d)?$/.test(value) ? value : firstDate(value)
    return date === null ? [] : [as(date)]
  }
  if (field === 'language') return [...value.matchAll(/^[a-z]{2,3}\b/gi)].map((m) => as(m[0].toLowerCase()))
  if (field === 'url') return /^https?:\/\/\S{1,2000}$/.test(value) ? [as(value)] : []
  return /^https?:/.test(value) ? [] : [as(value)]
}
