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
    const m = /^([\p{L}_][\p{L}\w-]{0,40})\s{0,10}[:=]\s{0,10}(.{0,2000})$/u.exec(line)
    const field = m ? FIELDS.get(m[1]!.toLowerCase()) : undefined
    if (!m || !field) continue
    const values = m[2]!.trim() === '' ? listBelow(inside, i + 1) : inlineValues(m[2]!)
    for (const value of values) candidates.push(...candidate(field, value, `front-matter:${m[1]!}`))
  }
  return { lines: close + 2, candidates }
}

/** The items of a list in the lines below its name: `- Ada Brun`. */
function listBelow(lines: readonly string[], from: number): readonly string[] {
  const values: string[] = []
  for (const line of lines.slice(from, from + 50)) {
    const m = /^\s{0,20}-\s{1,20}(.{1,500})$/.exec(line)
    if (!m) break
    // An item may be a record of its own: `- name: Ada Brun`.
    values.push(unquoted(m[1]!.replace(/^name:\s{0,10}/, '')))
  }
  return values
}

function inlineValues(raw: string): readonly string[] {
  const value = raw.trim()
  const list = /^\[(.{0,2000})\]$/.exec(value)
  if (list)
    return list[1]!
      .split(',')
      .map((v) => unquoted(v))
      .filter((v) => v !== '')
  return [unquoted(value)].filter((v) => v !== '')
}

function unquoted(raw: string): string {
  const value = raw.trim()
  const m = /^(["'])(.{0,2000})\1(?:\s{0,20}#.{0,200})?$/.exec(value)
  return m ? m[2]! : value.replace(/\s{1,20}#.{0,500}$/, '').trim()
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
