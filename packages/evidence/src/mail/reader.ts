import { type MetadataCandidate, type MetadataField, type Problem, problem } from '@wherefrom/schema'
import { addressParser } from 'postal-mime'
import { Names, safePath } from '../archive/names.ts'
import { firstDate } from '../calendar/parse.ts'
import { decodeStated } from '../decode.ts'
import type { ArtifactSource, Found } from '../found.ts'
import { fragmentProblems, readFragment } from '../html/fragment.ts'
import { LIMITS } from '../limits.ts'
import { cleanAuthors } from '../metadata/names.ts'
import { finish, type Given } from '../metadata/settle.ts'
import { hasText, tooLarge } from '../read.ts'
import { assemble, type Item } from '../text/assemble.ts'
import { dateAt, placeAt } from '../text/dateline.ts'
import { LIST_ITEM } from '../text/paragraphs.ts'
import { isFurniture } from '../text/words.ts'
import { type MimeFile, sortParts } from './body.ts'
import { decoded, field, type Headers } from './headers.ts'
import { readLines } from './lines.ts'
import { contentOf, DEEPEST, type MimePart, parseMime } from './mime.ts'

/** Reads one message: its headers and text as a document, its attachments, inline pictures and messages as members. */
export async function* readMail(source: ArtifactSource, given: Given): AsyncGenerator<Found> {
  if (source.size === 0) return yield failure(problem('reader/empty'))
  if (source.size > LIMITS.document) return yield failure(tooLarge(LIMITS.document))
  yield* readMessage(await source.bytes(), given, [])
}

/** Reads a message as Apple Mail keeps it: its length in a line, the message, and a property list that is left out. */
export async function* readEmlx(source: ArtifactSource, given: Given): AsyncGenerator<Found> {
  if (source.size === 0) return yield failure(problem('reader/empty'))
  if (source.size > LIMITS.document) return yield failure(tooLarge(LIMITS.document))
  const bytes = await source.bytes()
  const head = Buffer.from(bytes.subarray(0, 40)).toString('latin1')
  const m = /^\s{0,10}(\d{1,12})\s{0,20}?\r?\n/.exec(head)
  const start = m?.[0].length ?? 0
  const length = m ? Number(m[1]) : bytes.length
  const short: readonly Problem[] =
    start + length > bytes.length ? [problem('reader/cut-off', { part: 'message' })] : []
  yield* readMessage(bytes.subarray(start, start + length), given, short)
}

const failure = (found: Problem): Found => ({ kind: 'problem', problem: found })

async function* readMessage(bytes: Uint8Array, given: Given, known: readonly Problem[]): AsyncGenerator<Found> {
  const { root, whole, bounded } = parseMime(bytes)
  const { text, files } = sortParts(bytes, root)
  const problems: Problem[] = [...known]
  if (!whole) problems.push(problem('reader/cut-off', { part: 'MIME' }))
  if (bounded) problems.push(problem('reader/nesting', { limit: DEEPEST }))
  const items: Item[] = headerItems(root.headers)
  let characters = 0
  for (const part of text) {
    // What lies beyond the bound of one document is left out when its items are put together, and told there.
    if (characters > LIMITS.characters) break
    const read = bodyItems(bytes, part)
    for (const item of read.items) {
      items.push(item)
      characters += item.text.length
    }
    problems.push(...read.problems)
  }
  const draft = assemble(items)
  const candidates = [...headerCandidates(root.headers), ...draft.candidates.filter((c) => c.field !== 'title')]
  const document = finish({ ...draft, candidates, problems: [...problems, ...draft.problems] }, given)
  if (hasText(document)) yield { kind: 'document', part: '', reader: 'mail', document }
  else for (const found of [problem('reader/no-text'), ...problems]) yield failure(found)
  yield* members(bytes, files)
}

/** Fields that are shown above the text, in this order. */
const SHOWN = ['from', 'sender', 'to', 'cc', 'bcc', 'date'] as const
/** Longest field that is shown, in characters. */
const LONGEST_FIELD = 4000

function headerItems(headers: Headers): Item[] {
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

const place = (part: string, path: string) => ({ type: 'part', part, path }) as const

function bodyItems(bytes: Uint8Array, part: MimePart): { items: readonly Item[]; problems: readonly Problem[] } {
  const { parameters, value } = part.type
  const { raw, problems } = decodeStated(contentOf(bytes, part), parameters.get('charset') ?? null)
  if (value === 'text/html') {
    const fragment = readFragment(raw)
    const read = fragment.items.map((item) => marked({ ...item, source: place(part.number, item.path) }))
    return { items: plain(quotedAfter(read)), problems: [...problems, ...fragmentProblems(fragment)] }
  }
  const flow = {
    flowed: parameters.get('format')?.toLowerCase() === 'flowed',
    deletesSpace: parameters.get('delsp')?.toLowerCase() === 'yes',
  }
  const cut = raw.length > LIMITS.characters ? LIMITS.characters : null
  const lines = readLines(cut === null ? raw : raw.slice(0, cut), flow)
  const items = lines.map(
    ({ text, kind, from, to }): Item => ({ text, kind, source: place(part.number, `line=${from},${to}`) }),
  )
  const short = cut === null ? [] : [problem('reader/truncated', { limit: cut, what: 'characters' })]
  return { items: plain(items), problems: [...problems, ...short] }
}

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
const plain = (items: readonly Item[]): readonly Item[] =>
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

function headerCandidates(headers: Headers): readonly MetadataCandidate[] {
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

const ENCRYPTED = new Map([
  ['application/pgp-encrypted', 'PGP'],
  ['application/pkcs7-mime', 'S/MIME'],
  ['application/x-pkcs7-mime', 'S/MIME'],
])

async function* members(bytes: Uint8Array, files: readonly MimeFile[]): AsyncGenerator<Found> {
  const names = new Names()
  for (const { part, inline } of files) {
    const encrypted = ENCRYPTED.get(part.type.value)
    const signed = part.type.parameters.get('smime-type') === 'signed-data'
    if (encrypted && !signed) yield failure(problem('reader/encrypted', { type: encrypted }))
    const content = contentOf(bytes, part)
    if (content.length === 0) continue
    const { path } = names.take(fileName(part))
    const role = inline && part.disposition.value !== 'attachment' ? 'embedded' : 'attachment'
    const mediaType = /^[\w.+/-]{3,100}$/.test(part.type.value) ? part.type.value : null
    yield { kind: 'member', name: path, role, bytes: content, record: { mediaType } }
  }
}

const ENDINGS: Readonly<Record<string, string>> = {
  'message/rfc822': 'eml',
  'text/plain': 'txt',
  'text/html': 'html',
  'text/calendar': 'ics',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'application/pdf': 'pdf',
}

/** The name that the sender gave a file, without its folders; or its part number. */
function fileName(part: MimePart): string {
  const given = part.disposition.parameters.get('filename') ?? part.type.parameters.get('name') ?? ''
  const { path } = safePath(given.slice(0, 1000))
  const last = path.slice(path.lastIndexOf('/') + 1)
  if (given.trim() !== '' && last !== '') return last
  return `part-${part.number}.${ENDINGS[part.type.value] ?? 'bin'}`
}
