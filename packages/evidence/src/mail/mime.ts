import { field, type Headers, readHeaders, type Structured, structured } from './headers.ts'

/** One part of a message. A leaf has no children; a part of type `message/rfc822` is a leaf too. */
export interface MimePart {
  /** Section number as IMAP counts (RFC 9051): `1`, `2.1`; `''` for a message of several parts as a whole. */
  readonly number: string
  readonly headers: Headers
  readonly type: Structured
  readonly disposition: Structured
  /** Where its content begins and ends in the bytes, still in its transfer encoding. */
  readonly start: number
  readonly end: number
  readonly children: MimePart[]
}

export interface Mime {
  readonly root: MimePart
  /** False where a part of several has no end: the message was cut off. */
  readonly whole: boolean
  /** Parts deeper than `DEEPEST`, or more than `MOST_PARTS`, were not taken apart. */
  readonly bounded: boolean
}

/** Parts inside parts are followed this far. */
export const DEEPEST = 20
const MOST_PARTS = 2000
const LONGEST_BOUNDARY = 200

/** Takes a message apart, without copying and without recursion. Every input gives a tree of at least one part. */
export function parseMime(bytes: Uint8Array): Mime {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const root = partAt(buffer, 0, buffer.length, '', 'text/plain')
  let whole = true
  let bounded = false
  let count = 1
  const open: { part: MimePart; depth: number }[] = [{ part: root, depth: 0 }]
  for (let next = open.pop(); next; next = open.pop()) {
    const { part, depth } = next
    const boundary = part.type.parameters.get('boundary')
    if (!part.type.value.startsWith('multipart/') || !boundary || boundary.length > LONGEST_BOUNDARY) continue
    if (depth >= DEEPEST) {
      bounded = true
      continue
    }
    const { ranges, closed } = split(buffer, part.start, part.end, boundary, MOST_PARTS - count)
    if (!closed) whole = false
    if (ranges.length >= MOST_PARTS - count) bounded = true
    count += ranges.length
    const fallback = part.type.value === 'multipart/digest' ? 'message/rfc822' : 'text/plain'
    for (const [i, [start, end]] of ranges.entries()) {
      const number = part.number === '' ? String(i + 1) : `${part.number}.${i + 1}`
      part.children.push(partAt(buffer, start, end, number, fallback))
    }
    for (const child of part.children) open.push({ part: child, depth: depth + 1 })
  }
  return { root: root.children.length > 0 ? root : { ...root, number: '1' }, whole, bounded }
}

function partAt(buffer: Buffer, start: number, end: number, number: string, fallback: string): MimePart {
  const { headers, body } = readHeaders(buffer, start, end)
  const type = structured(field(headers, 'content-type'))
  return {
    number,
    headers,
    type: /^[^/\s]+\/[^/\s]+$/.test(type.value) ? type : { ...type, value: fallback },
    disposition: structured(field(headers, 'content-disposition')),
    start: body,
    end,
    children: [],
  }
}

/** The ranges between the delimiter lines of a boundary; `closed` when the last one was the closing one. */
function split(
  buffer: Buffer,
  start: number,
  end: number,
  boundary: string,
  most: number,
): { ranges: readonly (readonly [number, number])[]; closed: boolean } {
  const mark = Buffer.from(`--${boundary}`, 'utf8')
  const inside = buffer.subarray(0, end)
  const ranges: [number, number][] = []
  let from = -1
  let at = start
  while (ranges.length < most) {
    const found = inside.indexOf(mark, at)
    if (found === -1) break
    const line = found === start || buffer[found - 1] === 10 ? delimiterEnd(buffer, found + mark.length, end) : null
    at = found + mark.length
    if (line === null) continue
    if (from !== -1) ranges.push([from, beforeLineEnd(buffer, from, found)])
    from = line.end
    at = line.end
    if (line.closing) return { ranges, closed: true }
  }
  if (from !== -1 && from < end) ranges.push([from, end])
  return { ranges, closed: false }
}

/** What follows a boundary on its line: nothing, or `--`, and white space. Null for anything else: it is no delimiter. */
function delimiterEnd(buffer: Buffer, from: number, end: number): { end: number; closing: boolean } | null {
  const closing = buffer[from] === 0x2d && buffer[from + 1] === 0x2d
  let i = closing ? from + 2 : from
  while (i < end && (buffer[i] === 0x20 || buffer[i] === 9 || buffer[i] === 13)) i++
  if (i < end && buffer[i] !== 10) return null
  return { end: Math.min(i + 1, end), closing }
}

/** The line end before a delimiter belongs to it. */
function beforeLineEnd(buffer: Buffer, from: number, at: number): number {
  const feed = at > from && buffer[at - 1] === 10 ? at - 1 : at
  return feed > from && buffer[feed - 1] === 13 ? feed - 1 : feed
}

/** A part's content without its transfer encoding. */
export function contentOf(bytes: Uint8Array, part: MimePart): Uint8Array {
  const raw = bytes.subarray(part.start, part.end)
  const encoding = (field(part.headers, 'content-transfer-encoding') ?? '').trim().toLowerCase()
  if (encoding === 'base64') return fromBase64(raw)
  return encoding === 'quoted-printable' ? fromQuotedPrintable(raw) : raw
}

/** What is no character of the alphabet is passed over; padding inside ends a run, and another may follow. */
function fromBase64(raw: Uint8Array): Uint8Array {
  const text = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString('latin1')
  if (!/=[\s=]{0,100}[A-Za-z0-9+/]/.test(text)) return Buffer.from(text, 'base64')
  return Buffer.concat(text.split(/=+/).map((run) => Buffer.from(run, 'base64')))
}

function fromQuotedPrintable(raw: Uint8Array): Uint8Array {
  const out = Buffer.allocUnsafe(raw.length)
  let n = 0
  for (let i = 0; i < raw.length; i++) {
    const b = raw[i]!
    if (b !== 0x3d) {
      out[n++] = b
      continue
    }
    const broken = softBreak(raw, i + 1)
    const [high, low] = [hex(raw[i + 1]), hex(raw[i + 2])]
    if (broken > 0) i = broken - 1
    else if (high === -1 || low === -1) out[n++] = b
    else {
      out[n++] = high * 16 + low
      i += 2
    }
  }
  return out.subarray(0, n)
}

/** Where a soft line break that begins at `from` ends; 0 when none does. At most 100 blanks stand before a line end. */
function softBreak(raw: Uint8Array, from: number): number {
  let i = from
  while (i - from < 100 && (raw[i] === 0x20 || raw[i] === 9)) i++
  if (raw[i] === 13 && raw[i + 1] === 10) return i + 2
  return raw[i] === 10 || raw[i] === 13 || i >= raw.length ? i + 1 : 0
}

function hex(byte: number | undefined): number {
  if (byte === undefined) return -1
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  const letter = byte | 0x20
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1
}
