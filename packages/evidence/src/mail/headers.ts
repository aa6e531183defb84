import { decodeWords } from 'postal-mime'

/** The header fields of a message or of one of its parts, in order; names in lower case, values unfolded, not decoded. */
export type Headers = readonly (readonly [name: string, value: string])[]

/** Most bytes and fields of one header block. */
const MOST_BYTES = 1024 * 1024
const MOST_FIELDS = 5000
/** Longest value that is kept, in characters. */
const LONGEST_VALUE = 64 * 1024

/** Reads the header block that begins at `start`; `body` is where its empty line ends (`end` when there is none). */
export function readHeaders(bytes: Buffer, start: number, end: number): { headers: Headers; body: number } {
  const headers: [string, string][] = []
  let at = start
  while (at < end && at - start < MOST_BYTES) {
    const lineFeed = bytes.indexOf(10, at)
    const lineEnd = lineFeed === -1 || lineFeed >= end ? end : lineFeed
    const next = Math.min(lineEnd + 1, end)
    const line = text(bytes, at, bytes[lineEnd - 1] === 13 && lineEnd > at ? lineEnd - 1 : lineEnd)
    if (line.trim() === '') return { headers, body: next }
    // A message may still have the line of its mailbox before it; anything else that is no field is text already.
    if (!addLine(headers, line) && headers.length === 0 && !/^>?From /.test(line)) return { headers: [], body: at }
    at = next
  }
  return { headers, body: at }
}

/** Takes one line into the fields; false when it is neither a field nor the continuation of one. */
function addLine(headers: [string, string][], line: string): boolean {
  const last = headers.at(-1)
  if (/^[ \t]/.test(line)) {
    if (last && last[1].length < LONGEST_VALUE) last[1] += ` ${line.trim()}`
    return last !== undefined
  }
  const m = /^([!-9;-~]{1,100})[ \t]{0,10}:/.exec(line)
  if (!m) return false
  if (headers.length < MOST_FIELDS)
    headers.push([m[1]!.toLowerCase(), line.slice(m[0].length).trim().slice(0, LONGEST_VALUE)])
  return true
}

/** Header bytes are ASCII; mailers that put UTF-8 or a legacy encoding there anyway are taken as meant. */
function text(bytes: Buffer, start: number, end: number): string {
  const part = bytes.subarray(start, end)
  try {
    return UTF8.decode(part)
  } catch {
    return WESTERN.decode(part)
  }
}
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const WESTERN = new TextDecoder('windows-1252')

/** The first field of a name, as written; null when there is none. */
export const field = (headers: Headers, name: string): string | null => headers.find(([n]) => n === name)?.[1] ?? null

/** A field's value as it is meant for people: encoded words decoded, white space collapsed. */
export function decoded(value: string): string {
  const plain = value.includes('=?') ? decodeWords(value) : value
  return plain.replace(/\s+/g, ' ').trim()
}

/** A structured value: `text/plain; charset="utf-8"`, with the continuations and encodings of RFC 2231. */
export interface Structured {
  /** Lower case. */
  readonly value: string
  readonly parameters: ReadonlyMap<string, string>
}

export function structured(raw: string | null): Structured {
  const pieces = splitParameters(raw ?? '')
  const parts = new Map<string, { index: number; encoded: boolean; value: string }[]>()
  for (const piece of pieces.slice(1, 101)) {
    const eq = piece.indexOf('=')
    if (eq === -1) continue
    const m = /^([^*\s]{1,100})(?:\*(\d{1,3}))?(\*)?$/.exec(piece.slice(0, eq).trim().toLowerCase())
    if (!m) continue
    const entry = { index: Number(m[2] ?? 0), encoded: m[3] !== undefined, value: unquoted(piece.slice(eq + 1).trim()) }
    const known = parts.get(m[1]!)
    if (known) known.push(entry)
    else parts.set(m[1]!, [entry])
  }
  const parameters = new Map<string, string>()
  for (const [name, list] of parts) parameters.set(name, joined(list))
  return { value: (pieces[0] ?? '').trim().toLowerCase(), parameters }
}

/** Cuts at semicolons outside of quoted strings and comments. */
function splitParameters(raw: string): readonly string[] {
  const pieces: string[] = []
  let start = 0
  let quoted = false
  for (let i = 0; i < raw.length; i++) {
    const c = raw[i]
    if (quoted && c === '\\') i++
    else if (c === '"') quoted = !quoted
    else if (c === ';' && !quoted) {
      pieces.push(raw.slice(start, i))
      start = i + 1
    }
  }
  pieces.push(raw.slice(start))
  return pieces
}

function unquoted(value: string): string {
  if (!value.startsWith('"')) return /^[^\s(]{0,2000}/.exec(value)![0]
  const end = value.lastIndexOf('"')
  return value.slice(1, end > 0 ? end : undefined).replace(/\\([\s\S])/g, '$1')
}

function joined(list: readonly { index: number; encoded: boolean; value: string }[]): string {
  const sorted = [...list].sort((a, b) => a.index - b.index)
  const first = sorted[0]!
  if (!sorted.some((s) => s.encoded)) return decoded(sorted.map((s) => s.value).join(''))
  const m = first.encoded ? /^([^']{0,40})'[^']{0,40}'/.exec(first.value) : null
  const bytes = sorted.map((s, i) => {
    const value = i === 0 && m ? s.value.slice(m[0].length) : s.value
    return s.encoded ? percent(value) : Buffer.from(value, 'utf8')
  })
  return charset(m?.[1] ?? '').decode(Buffer.concat(bytes))
}

function percent(value: string): Buffer {
  const out: number[] = []
  for (let i = 0; i < value.length; i++) {
    const hex = value[i] === '%' ? /^[0-9a-f]{2}/i.exec(value.slice(i + 1, i + 3))?.[0] : undefined
    if (hex === undefined) out.push(value.charCodeAt(i) & 0xff)
    else {
      out.push(Number.parseInt(hex, 16))
      i += 2
    }
  }
  return Buffer.from(out)
}

function charset(name: string): TextDecoder {
  try {
    return new TextDecoder(name === '' ? 'utf-8' : name)
  } catch {
    return new TextDecoder('utf-8')
  }
}
