import { type Problem, problem } from '@wherefrom/schema'
import { Names, safePath } from '../archive/names.ts'
import { dateOfDay } from '../calendar/parse.ts'
import { decode, decodeStated } from '../decode.ts'
import type { ArtifactSource, Found } from '../found.ts'
import { fragmentProblems, readFragment } from '../html/fragment.ts'
import { LIMITS } from '../limits.ts'
import { finish, type Given } from '../metadata/settle.ts'
import { type Compound, openCompound } from '../office/compound.ts'
import { hasText, tooLarge } from '../read.ts'
import { assemble, type Item } from '../text/assemble.ts'
import { type Headers, readHeaders } from './headers.ts'
import { readLines } from './lines.ts'
import { headerCandidates, headerItems, htmlItems, plain } from './message.ts'

/** Reads a message as Outlook saves it (`.msg`): headers and text as of any mail, attachments as members. */
export async function* readMsg(source: ArtifactSource, given: Given): AsyncGenerator<Found> {
  if (source.size > LIMITS.document) return yield failure(tooLarge(LIMITS.document))
  const file = openCompound(await source.bytes())
  if (file === null) return yield failure(problem('reader/damaged', { reason: 'no directory' }))
  const message = new Properties(file, '')
  const headers = headersOf(message)
  const { items, problems } = bodyOf(message)
  const draft = assemble([...headerItems(headers), ...items])
  const candidates = [...headerCandidates(headers), ...draft.candidates.filter((c) => c.field !== 'title')]
  const document = finish({ ...draft, candidates, problems: [...problems, ...draft.problems] }, given)
  if (hasText(document)) yield { kind: 'document', part: '', reader: 'mail', document }
  else yield failure(problem('reader/no-text'))
  yield* attachments(file, source.size)
}

const failure = (found: Problem, name?: string): Found =>
  name === undefined ? { kind: 'problem', problem: found } : { kind: 'problem', problem: found, name }

/** The properties of a message or an attachment (MS-OXMSG): one stream each, named by tag and type. */
class Properties {
  private readonly file: Compound
  private readonly prefix: string

  constructor(file: Compound, prefix: string) {
    this.file = file
    this.prefix = prefix
  }

  /** Name of the stream that holds a property as text, or null. */
  streamOf(tag: string): string | null {
    const names = ['001F', '001E', '0102'].map((type) => `${this.prefix}__substg1.0_${tag}${type}`)
    return names.find((name) => this.file.has(name)) ?? null
  }

  bytes(name: string): Uint8Array {
    return this.file.get(name)?.() ?? new Uint8Array(0)
  }

  text(tag: string): string {
    const name = this.streamOf(tag)
    if (name === null) return ''
    const raw = this.decoded(name, this.bytes(name))
    const end = raw.indexOf('\0')
    return end === -1 ? raw : raw.slice(0, end)
  }

  /** Text of the old kind is in the code page that the message states, HTML in its own. */
  private decoded(name: string, bytes: Uint8Array): string {
    if (name.endsWith('001F')) return decodeStated(bytes, 'utf-16le').raw
    const root = new Properties(this.file, '')
    const stated = name.endsWith('001E') ? (root.number(0x3ffd) ?? 1252) : root.number(0x3fde)
    const charset = stated === null ? null : charsetOf(stated)
    return charset === null ? decode(bytes, true).raw : decodeStated(bytes, charset).raw
  }

  /** A number among the properties of fixed length; null when it is not there. */
  number(tag: number): number | null {
    const found = this.fixed(tag, 3)
    return found === null ? null : found.getUint32(8, true)
  }

  /** A time as text, `2021-05-04 10:00 UTC`; empty when there is none. It is kept in 100 ns since 1601. */
  time(tag: number): string {
    const found = this.fixed(tag, 0x40)
    if (found === null) return ''
    const minutes = Number(found.getBigUint64(8, true) / 600_000_000n)
    const date = minutes < MOST_MINUTES ? dateOfDay(Math.floor(minutes / 1440) - 134_774) : null
    const two = (n: number) => String(n).padStart(2, '0')
    return date === null ? '' : `${date} ${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)} UTC`
  }

  /** The 16 bytes of a property of fixed length, with type and tag. */
  private fixed(tag: number, type: number): DataView | null {
    const bytes = this.bytes(`${this.prefix}__properties_version1.0`)
    for (let at = 32; at + 16 <= bytes.byteLength; at += 16) {
      const v = new DataView(bytes.buffer, bytes.byteOffset + at, 16)
      if (v.getUint16(0, true) === type && v.getUint16(2, true) === tag) return v
    }
    return null
  }
}

/** Names of Windows' code pages that have other names than their numbers. */
const CODE_PAGES: Readonly<Record<number, string>> = {
  866: 'ibm866',
  874: 'windows-874',
  932: 'shift_jis',
  936: 'gbk',
  949: 'euc-kr',
  950: 'big5',
  10000: 'macintosh',
  20127: 'windows-1252',
  20866: 'koi8-r',
  21866: 'koi8-u',
  50220: 'iso-2022-jp',
  51932: 'euc-jp',
  54936: 'gb18030',
  65001: 'utf-8',
}

function charsetOf(codePage: number): string | null {
  if (codePage >= 1250 && codePage <= 1258) return `windows-${codePage}`
  if (codePage >= 28_591 && codePage <= 28_606) return `iso-8859-${codePage - 28_590}`
  return CODE_PAGES[codePage] ?? null
}

/** Up to the year 2100; the calendar counts years one by one. */
const MOST_MINUTES = 500 * 366 * 1440

/** The headers with which the message travelled, and what Outlook knows besides. */
function headersOf(message: Properties): Headers {
  const travelled = Buffer.from(message.text('007D'))
  const { headers } = readHeaders(travelled, 0, travelled.length)
  const name = message.text('0C1A').trim()
  const address = message.text('5D01').trim() || message.text('0C1F').trim()
  const from = address.includes('@') ? `${name === '' ? '' : `"${name.replace(/["\\]/g, '')}" `}<${address}>` : name
  const known: Headers = [
    ['from', from],
    ['to', message.text('0E04')],
    ['cc', message.text('0E03')],
    ['subject', message.text('0037')],
    ['date', message.time(0x0039) || message.time(0x0e06)],
    ['message-id', message.text('1035')],
  ]
  const more = known.filter(([key, value]) => value.trim() !== '' && !headers.some(([n]) => n === key))
  return [...headers, ...more]
}

function bodyOf(message: Properties): { items: readonly Item[]; problems: readonly Problem[] } {
  const text = message.text('1000').slice(0, LIMITS.characters)
  const html = message.streamOf('1013')
  // Outlook makes its plain text out of the HTML and puts every address of a link into it.
  if (text.trim() !== '' && (html === null || !/<https?:\/\//.test(text))) {
    const part = message.streamOf('1000')!
    const lines = readLines(text, { flowed: false, deletesSpace: false })
    const items = lines.map(
      ({ text: line, kind, from, to }): Item => ({
        text: line,
        kind: line.replace(/<https?:[^<>]{1,4000}>/g, '').trim() === '' ? 'boilerplate' : kind,
        source: { type: 'part', part, path: `line=${from},${to}` },
      }),
    )
    return { items: plain(items), problems: [] }
  }
  if (html === null) return { items: [], problems: [] }
  const fragment = readFragment(message.text('1013'))
  return { items: htmlItems(fragment, html), problems: fragmentProblems(fragment) }
}

/** All attachments together can be no larger than the file; one whose streams overlap ends there. */
function* attachments(file: Compound, limit: number): Generator<Found> {
  const folders = new Set<string>()
  for (const path of file.keys()) {
    const folder = /^__attach_version1\.0_#[0-9A-F]{8}\//.exec(path)?.[0]
    if (folder) folders.add(folder)
  }
  const names = new Names()
  let left = limit
  for (const folder of [...folders].sort()) {
    const properties = new Properties(file, folder)
    const given = properties.text('3707') || properties.text('3704') || `attachment-${folder.slice(-3, -1)}`
    const { path } = names.take(safePath(given).path.split('/').at(-1)!)
    const bytes = properties.bytes(`${folder}__substg1.0_37010102`)
    left -= bytes.length
    if (left < 0) return yield failure(problem('archive/bomb'))
    const stated = properties.text('370E')
    const mediaType = /^[\w.+/-]{3,100}$/.test(stated) ? stated : null
    const role = properties.text('3712') === '' ? 'attachment' : 'embedded'
    if (bytes.length > 0) yield { kind: 'member', name: path, role, bytes, record: { mediaType } }
    else yield failure(problem('reader/unknown-type', { type: 'message or object inside an Outlook message' }), path)
  }
}
