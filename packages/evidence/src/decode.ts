import { type Problem, problem } from '@wherefrom/schema'
import { detect as guess } from 'chardet'
import { utf16Order } from './utf16.ts'

/** Decoded characters and how they came about. `raw` still has its line ends; a byte order mark is left out. */
export interface Decoded {
  readonly raw: string
  /** WHATWG name of the encoding that was used. */
  readonly encoding: string
  /** Length of the byte order mark in bytes. */
  readonly mark: number
  readonly problems: readonly Problem[]
}

/** How much of a file is looked at for a declaration, and to guess an encoding from. */
const DECLARED_WITHIN = 4096
const GUESSED_FROM = 64 * 1024

const CHARSET = /charset\s{0,5}=\s{0,5}["']?\s?([A-Za-z0-9_:.-]{2,40})/i
const XML_ENCODING = /^\s{0,100}<\?xml[^>]{0,200}?encoding\s{0,5}=\s{0,5}["']([A-Za-z0-9_:.-]{2,40})/i

/**
 * Bytes to characters. Order: byte order mark, UTF-16 by its zeroes, the page's own declaration, UTF-8 when the bytes
 * are valid UTF-8, a guess. A declaration that the bytes contradict is a problem and valid UTF-8 wins over it, since
 * text in another encoding is practically never valid UTF-8 by chance. `stated` is what a server said; it counts like a
 * declaration where there is none, unless it is UTF-8, which servers say of everything.
 */
export function decode(bytes: Uint8Array, html: boolean, stated?: string): Decoded {
  const marked = byMark(bytes)
  if (marked) return finish(bytes, marked.encoding, marked.mark, [])
  const order = utf16Order(bytes)
  if (order) return finish(bytes, order, 0, [problem('reader/encoding-guessed', { encoding: order })])
  const declared = (html ? declaredEncoding(bytes) : null) ?? legacy(stated)
  const utf8 = strictly(bytes, 'utf-8')
  if (utf8 !== null && (declared === null || declared === 'utf-8' || !isAscii(bytes))) {
    const problems = declared !== null && declared !== 'utf-8' ? [wrong(declared)] : []
    return { raw: utf8, encoding: 'utf-8', mark: 0, problems }
  }
  if (declared !== null && declared !== 'utf-8') return finish(bytes, declared, 0, [])
  return undeclared(bytes, declared)
}

/**
 * Bytes to characters where the encoding is stated beside them (a part of a message, a record of an archive). A mark and
 * valid UTF-8 win over the statement, as they do over a page's own; without a usable statement it is as if none was made.
 */
export function decodeStated(bytes: Uint8Array, charset: string | null): Decoded {
  const stated = charset === null ? null : label(charset)
  if (stated === null || stated === 'utf-8' || byMark(bytes)) return decode(bytes, false)
  const utf8 = stated.startsWith('utf-16') || isAscii(bytes) ? null : strictly(bytes, 'utf-8')
  if (utf8 === null) return finish(bytes, stated, 0, [])
  return { raw: utf8, encoding: 'utf-8', mark: 0, problems: [wrong(stated)] }
}

/** Not valid UTF-8 and no other encoding stated: mostly UTF-8 with damage, or a legacy encoding to be guessed. */
function undeclared(bytes: Uint8Array, declared: string | null): Decoded {
  const lenient = finish(bytes, 'utf-8', 0, [])
  const bad = count(lenient.raw, '\uFFFD')
  const multibyte = countMultibyte(bytes)
  if (multibyte > 4 * bad) return lenient
  const name = guess(bytes.subarray(0, GUESSED_FROM))
  const encoding = name === null ? null : label(name)
  // A page that states UTF-8 and is mostly something else: a guess would only look right. The casebook refuses it.
  const problems = declared === null ? [] : [problem('reader/encoding', { encoding: declared })]
  const western = encoding === null || encoding === 'utf-8' || encoding === 'windows-1252'
  const chosen = western ? (isMacintosh(bytes) ? 'macintosh' : 'windows-1252') : encoding
  return finish(bytes, chosen, 0, [...problems, problem('reader/encoding-guessed', { encoding: chosen })])
}

/**
 * Mac OS Roman, which the guesser does not know: read as windows-1252 its letters become capitals and marks in the middle
 * of words (`LŸbeck`).
 */
function isMacintosh(bytes: Uint8Array): boolean {
  const odd = (encoding: string): number =>
    new TextDecoder(encoding).decode(bytes.subarray(0, GUESSED_FROM)).match(AMID)?.length ?? 0
  const windows = odd('windows-1252')
  return windows > 0 && odd('macintosh') * 4 < windows
}

/** Between small letters, what is neither a small letter nor a mark that words are written with. */
const AMID = /(?<=[a-z])[^\0-\x7f\p{Ll}’‘´\u00ad\u00a0–—…](?=[a-z])/gu

/** Another encoding is stated than UTF-8, but valid UTF-8 it is: read with certainty, so no more than a warning. */
const wrong = (declared: string): Problem => {
  const made = problem('reader/encoding', { encoding: declared })
  return { ...made, severity: 'warning' }
}

function finish(bytes: Uint8Array, encoding: string, mark: number, problems: readonly Problem[]): Decoded {
  const raw = new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes.subarray(mark))
  const bad = count(raw, '\uFFFD')
  const mixed = bad > 0 ? [problem('reader/encoding-mixed', { count: bad, encoding })] : []
  return { raw, encoding, mark, problems: [...problems, ...mixed] }
}

function byMark(bytes: Uint8Array): { encoding: string; mark: number } | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: 'utf-8', mark: 3 }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le', mark: 2 }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16be', mark: 2 }
  return null
}

/** The encoding of a label, unless it is UTF-8 or none. */
function legacy(stated: string | undefined): string | null {
  const name = stated === undefined ? null : label(stated)
  return name === 'utf-8' ? null : name
}

/** The encoding that a page states for itself, as a WHATWG name; null when it states none that exists. */
function declaredEncoding(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, DECLARED_WITHIN)).toString(
    'latin1',
  )
  const stated = XML_ENCODING.exec(head)?.[1] ?? metaCharset(head)
  if (stated === undefined) return null
  const name = label(stated)
  // A declaration that could be read as ASCII cannot be UTF-16 (WHATWG "get an encoding", prescan step).
  return name?.startsWith('utf-16') ? 'utf-8' : name
}

/** The character set that the first `meta` element with one states. */
function metaCharset(head: string): string | undefined {
  for (const m of head.matchAll(/<meta\b/gi)) {
    const end = head.indexOf('>', m.index)
    const stated = CHARSET.exec(head.slice(m.index, end === -1 ? m.index + 400 : Math.min(end, m.index + 400)))?.[1]
    if (stated) return stated
  }
  return undefined
}

function label(name: string): string | null {
  try {
    return new TextDecoder(name).encoding
  } catch {
    return null
  }
}

function strictly(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}

function isAscii(bytes: Uint8Array): boolean {
  for (const b of bytes) if (b > 0x7f) return false
  return true
}

/** Bytes that begin a well-formed UTF-8 sequence of two or more: a sign that UTF-8 was meant. */
function countMultibyte(bytes: Uint8Array): number {
  let n = 0
  for (let i = 0; i + 1 < bytes.length; i++)
    if (bytes[i]! >= 0xc2 && bytes[i]! < 0xf5 && (bytes[i + 1]! & 0xc0) === 0x80) n++
  return n
}

function count(text: string, char: string): number {
  let n = 0
  for (let i = text.indexOf(char); i !== -1; i = text.indexOf(char, i + 1)) n++
  return n
}
