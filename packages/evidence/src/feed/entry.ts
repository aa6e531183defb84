import { type MetadataCandidate, type MetadataField, type Problem, problem } from '@wherefrom/schema'
import { Names } from '../archive/names.ts'
import { firstDate } from '../calendar/parse.ts'
import type { Found } from '../found.ts'
import { fragmentProblems, readFragment } from '../html/fragment.ts'
import { cleanAuthors } from '../metadata/names.ts'
import { finish, type Given } from '../metadata/settle.ts'
import { hasText } from '../read.ts'
import { assemble, type Item } from '../text/assemble.ts'

/** One value of an item or of its feed, and where it stood: `path` in the file, `name` as the format calls it. */
export interface Value {
  readonly name: string
  readonly text: string
  readonly path: string
}

/** An item as its format has it, under the names that all formats share. Lists are in file order. */
export interface Entry {
  readonly id: Value[]
  readonly title: Value[]
  readonly link: Value[]
  readonly published: Value[]
  readonly modified: Value[]
  readonly author: Value[]
  /** Full text before summaries. */
  readonly content: Value[]
  readonly summary: Value[]
  readonly caption: Value[]
  readonly credit: Value[]
  readonly language: Value[]
  /** Title of the feed that an aggregator took the item from. */
  readonly source: Value[]
}

/** What the feed says about itself, and so about each of its items. */
export interface Channel {
  readonly title: Value[]
  readonly link: Value[]
  readonly language: Value[]
}

export const newEntry = (): Entry => ({
  id: [],
  title: [],
  link: [],
  published: [],
  modified: [],
  author: [],
  content: [],
  summary: [],
  caption: [],
  credit: [],
  language: [],
  source: [],
})

/** Longest identifier of an item that is kept, in characters. */
const LONGEST_ID = 500

/** The documents of a feed's items, one each, in file order. Items that have nothing to read are told as problems. */
export function* entryDocuments(entries: readonly Entry[], channel: Channel, given: Given): Generator<Found> {
  const names = new Names()
  for (const [i, entry] of entries.entries()) {
    const part = names.take(identifier(entry, i)).path
    const document = documentOf(entry, part, channel, given)
    if (document !== null) yield { kind: 'document', part, reader: 'feed', document }
    else yield { kind: 'problem', problem: problem('reader/no-text'), name: part }
  }
}

function identifier(entry: Entry, i: number): string {
  const stated = entry.id[0]?.text ?? entry.link[0]?.text ?? ''
  const plain = stated
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_ID)
    .toWellFormed()
  return plain === '' ? `item ${i + 1}` : plain
}

function documentOf(entry: Entry, part: string, channel: Channel, given: Given) {
  const problems: Problem[] = []
  const draft = assemble(itemsOf(entry, part, problems))
  const candidates = [...candidatesOf(entry, channel), ...draft.candidates.filter((c) => c.field !== 'title')]
  const document = finish({ ...draft, candidates, problems: [...problems, ...draft.problems] }, given)
  return hasText(document) ? document : null
}

function itemsOf(entry: Entry, part: string, problems: Problem[]): readonly Item[] {
  const place = (path: string) => ({ type: 'part', part, path }) as const
  const items: Item[] = []
  const title = entry.title[0]
  if (title) items.push({ text: inline(title.text), kind: 'title', source: place(title.path) })
  const body = [...entry.content, ...entry.summary].find((v) => /[\p{L}\p{N}]/u.test(v.text))
  if (body) {
    const fragment = readFragment(body.text)
    problems.push(...fragmentProblems(fragment))
    const repeated = title ? inline(title.text) : null
    for (const { text, kind, path } of fragment.items)
      if (!(kind === 'title' && text === repeated)) items.push({ text, kind, source: place(`${body.path}#${path}`) })
  }
  const told = new Set(items.map((item) => item.text))
  for (const [list, kind] of [
    [entry.caption, 'caption'],
    [entry.credit, 'credit'],
  ] as const)
    for (const value of list.slice(0, 20)) {
      const text = inline(value.text)
      if (!told.has(text)) items.push({ text, kind, source: place(value.path) })
      told.add(text)
    }
  return items
}

/** A short value may be HTML too: its text in one line. */
const inline = (text: string): string =>
  /[<&]/.test(text)
    ? readFragment(text)
        .items.map((item) => item.text)
        .join(' ')
    : text.replace(/\s+/g, ' ').trim()

function candidatesOf(entry: Entry, channel: Channel): readonly MetadataCandidate[] {
  const out: MetadataCandidate[] = []
  const add = (field: MetadataField, value: string | null, from: string, raw: string) => {
    const short = value?.slice(0, 2000) ?? ''
    if (short !== '')
      out.push({ field, value: short, from: `feed:${from}`, ...(raw === short ? {} : { raw: raw.slice(0, 2000) }) })
  }
  const each = (list: readonly Value[], field: MetadataField, read: (text: string) => string | null) => {
    for (const { name, text } of list.slice(0, 10)) add(field, read(text), name, text)
  }
  each(entry.title, 'title', inline)
  each(entry.published.length > 0 ? entry.published : entry.modified, 'published', (text) => firstDate(text))
  each(entry.modified, 'modified', (text) => firstDate(text))
  for (const { name, text } of entry.author.slice(0, 10))
    for (const author of cleanAuthors(withoutAddress(inline(text)))) add('author', author, name, text)
  for (const { name, text } of [...entry.source, ...channel.title].slice(0, 2))
    add('outlet', inline(text), name === 'source' ? name : `channel/${name}`, text)
  const base = channel.link.map((v) => absolute(v.text, null)).find((url) => url !== null) ?? null
  each(entry.link, 'url', (text) => absolute(text, base))
  each([...entry.language, ...channel.language], 'language', (t) => /^[a-z]{2,3}\b/i.exec(t)?.[0].toLowerCase() ?? null)
  return out
}

/** RSS writes authors as `address (name)`. */
function withoutAddress(text: string): string {
  const at = text.indexOf(' (')
  return at > 0 && text.endsWith(')') && text.slice(0, at).includes('@') ? text.slice(at + 2, -1) : text
}

function absolute(text: string, base: string | null): string | null {
  const url = URL.parse(text.trim(), base ?? undefined)
  return url && (url.protocol === 'http:' || url.protocol === 'https:') ? url.href : null
}
