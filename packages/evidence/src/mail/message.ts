import type { MetadataCandidate, MetadataField } from '@wherefrom/schema'
import { addressParser } from 'postal-mime'
import { firstDate } from '../calendar/parse.ts'
import type { Fragment } from '../html/fragment.ts'
import { cleanAuthors } from '../metadata/names.ts'
import type { Item } from '../text/assemble.ts'
import { dateAt, placeAt } from '../text/dateline.ts'
import { LIST_ITEM } from '../text/paragraphs.ts'
import { isFurniture } from '../text/words.ts'
import { decoded, field, type Headers } from './headers.ts'

/** Fields that are shown above the text, in this order. */
const SHOWN = ['from', 'sender', 'to', 'cc', 'bcc', 'date'] as const
/** Longest field that is shown, in characters. */
const LONGEST_FIELD = 4000

/** Blocks for the headers that people look at. */
export function headerItems(headers: Headers): Item[] {
  const items: Item[] = []
  for (const name of SHOWN) {
    const value = field(headers, name)
    if (value === null || (name === 'sender' && value === field(headers, 'from'))) continue
    const label = `${name[0]!.toUpperCase()}${name.slice(1)}`
    const text = decoded(value).slice(0, LONGEST_FIELD)
    if (text !== '') items.push({ text: `${label}: ${text}`, kind: 'boilerplate', source: place('headers', label) })
  }
  const subject = decoded(field(headers, 'subject') ?? '').slice(0, LONGEST_FIELD)
  if (subject !== '') items.push({ text: subject, kind: 'title', source: place('headers', 'Subject') })
  return items
}

export const place = (part: string, path: string) => ({ type: 'part', part, path }) as const

/** The paragraphs of an HTML part of a message. */
export const htmlItems = ({ items }: Fragment, part: string): readonly Item[] =>
  plain(quotedAfter(items.map((item) => marked({ ...item, source: place(part, item.path) }))))

/** A paragraph of HTML that carries the marks of a quotation in plain text. */
function marked(item: Item): Item {
  const m = /^(?:> ?){1,50}/.exec(item.text)
  return m ? { ...item, text: item.text.slice(m[0].length), kind: 'quote' } : item
}

/** Datelines stand in the first paragraphs of a press release. */
const OPENING = 4

/**
 * Letters have no captions, credits or headlines that only their looks tell: what has no role yet is a paragraph, but
 * for lists, the furniture of mailing programs and what may be a dateline.
 */
export const plain = (items: readonly Item[]): readonly Item[] =>
  items.map((item, i) => {
    if (item.kind !== null) return item
    if (i < OPENING && (placeAt(item.text) || dateAt(item.text))) return item
    const kind = LIST_ITEM.test(item.text) ? 'list' : isFurniture(item.text) ? 'boilerplate' : 'paragraph'
    return { ...item, kind }
  })

/** The head of a message that some programs put before the one replied to, without any other mark of quotation. */
const REPLIED_TO =
  /^(?:From|Von|De|Da|От|Van): .{1,300}?(?:Sent|Date|Gesendet|Datum|Envoyé|Enviado|Inviato|Verzonden|Отправлено|Дата): /

function quotedAfter(items: readonly Item[]): readonly Item[] {
  const at = items.findIndex((item) => item.kind !== 'quote' && REPLIED_TO.test(item.text.slice(0, 400)))
  return at === -1
    ? items
    : items.map((item, i) => (i < at || item.kind === 'boilerplate' ? item : { ...item, kind: 'quote' }))
}

/** What the headers say about the message. */
export function headerCandidates(headers: Headers): readonly MetadataCandidate[] {
  const value = (name: string) => decoded(field(headers, name) ?? '').slice(0, LONGEST_FIELD)
  const out: MetadataCandidate[] = []
  const add = (name: MetadataField, found: string, from: string, raw = found) => {
    if (found !== '') out.push({ field: name, value: found, from, ...(raw === found ? {} : { raw }) })
  }
  add('title', value('subject'), 'mail:Subject')
  // The first of the stations that a message passed through stands last.
  const received = decoded(headers.findLast(([n]) => n === 'received')?.[1] ?? '')
  const sent = value('date')
  add('published', firstDate(sent) ?? '', 'mail:Date', sent)
  const stamp = received.slice(received.lastIndexOf(';') + 1).trim()
  if (firstDate(sent) === null) add('published', firstDate(stamp) ?? '', 'mail:Received', stamp)
  for (const name of authors(field(headers, 'from') ?? '')) add('author', name, 'mail:From', value('from'))
  add('outlet', value('organization'), 'mail:Organization')
  const archived = /^<?(https?:\/\/[^\s>]{1,2000})>?$/.exec(value('archived-at'))?.[1] ?? ''
  add('url', archived, 'mail:Archived-At')
  const id = /<([^<>\s]{1,900})>/.exec(value('message-id'))?.[1] ?? ''
  add('url', id === '' ? '' : `mid:${encodeURI(id.toWellFormed())}`, 'mail:Message-ID', id)
  add('language', /^[a-z]{2,3}\b/i.exec(value('content-language'))?.[0].toLowerCase() ?? '', 'mail:Content-Language')
  return out
}

/** Names of the senders, or their addresses where no names are given. */
function authors(from: string): readonly string[] {
  const names = addressParser(from.slice(0, LONGEST_FIELD), { flatten: true }).flatMap((a) => {
    const name = decoded(a.name)
    const cleaned = name === '' ? [] : cleanAuthors(turned(name))
    return cleaned.length > 0 ? cleaned : name !== '' ? [name] : a.address ? [a.address] : []
  })
  return names.slice(0, 20)
}

/** `Brun, Ada` as `Ada Brun`: some directories write names so. */
const turned = (name: string): string => {
  const m = /^(\p{Lu}[\p{L}'’-]{1,40}), (\p{Lu}[\p{L}.'’-]{1,40}(?: \p{Lu}[\p{L}.'’-]{0,40})?)$/u.exec(name)
  return m ? `${m[2]} ${m[1]}` : name
}
