import { inflate } from '../archive/inflate.ts'
import { gather } from '../archive/zip.ts'
import { type Headers, parseHeaders } from './headers.ts'

/** An HTTP response as it is stored in a WARC. */
export interface HttpResponse {
  readonly status: number
  readonly headers: Headers
  /** Everything behind the header, as stored. */
  readonly payload: Uint8Array
}

/** Splits a stored response; null when it does not begin with a status line. */
export function parseResponse(block: Uint8Array): HttpResponse | null {
  const bytes = Buffer.from(block.buffer, block.byteOffset, block.byteLength)
  const end = headerEnd(bytes)
  const lines = bytes.subarray(0, Math.min(end.header, LONGEST_HEADER)).toString('latin1').split(/\r?\n/)
  const status = /^HTTP\/\d(?:\.\d)? (\d{3})\b/.exec(lines[0]!)?.[1]
  if (status === undefined) return null
  return { status: Number(status), headers: parseHeaders(lines.slice(1)), payload: bytes.subarray(end.body) }
}

const LONGEST_HEADER = 512 * 1024

function headerEnd(bytes: Buffer): { header: number; body: number } {
  const crlf = bytes.indexOf('\r\n\r\n')
  const lf = bytes.indexOf('\n\n')
  if (crlf !== -1 && (lf === -1 || crlf < lf)) return { header: crlf, body: crlf + 4 }
  return lf === -1 ? { header: bytes.length, body: bytes.length } : { header: lf, body: lf + 2 }
}

/** A body without its codings. `whole` is false where it breaks off, is damaged or larger than the limit. */
export interface Decoded {
  readonly bytes: Uint8Array
  readonly whole: boolean
}

/** Undoes transfer and content codings of a response; at most `limit` bytes. Unknown codings are left as they are. */
export async function decodeBody(response: HttpResponse, limit: number): Promise<Decoded> {
  const chunked = /\bchunked\b/i.test(response.headers.get('transfer-encoding') ?? '')
  const { bytes, whole } = chunked ? dechunk(response.payload) : { bytes: response.payload, whole: true }
  const codings = (response.headers.get('content-encoding') ?? '')
    .toLowerCase()
    .split(',')
    .map((c) => c.trim())
  const decoded = await undo(bytes, codings.filter((c) => c !== '' && c !== 'identity').slice(0, 3), limit)
  return { bytes: decoded.bytes, whole: whole && decoded.whole }
}

/** Joins chunks. Some programs store the body without them and keep the header: then the body is returned as it is. */
export function dechunk(payload: Uint8Array): Decoded {
  const bytes = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength)
  const parts: Uint8Array[] = []
  for (let at = 0; ; ) {
    const end = bytes.indexOf('\n', at)
    const size =
      end === -1
        ? null
        : /^([0-9a-f]{1,8})[ \t]*(?:;.*)?\r?$/i.exec(
            bytes.subarray(at, Math.min(end, at + 1000)).toString('latin1'),
          )?.[1]
    if (size == null)
      return parts.length === 0 ? { bytes: payload, whole: true } : { bytes: Buffer.concat(parts), whole: false }
    const length = Number.parseInt(size, 16)
    if (length === 0) return { bytes: Buffer.concat(parts), whole: true }
    const part = bytes.subarray(end + 1, end + 1 + length)
    parts.push(part)
    if (part.length < length) return { bytes: Buffer.concat(parts), whole: false }
    at = end + 1 + length
    if (bytes[at] === 13) at++
    if (bytes[at] === 10) at++
  }
}

async function undo(bytes: Uint8Array, codings: readonly string[], limit: number): Promise<Decoded> {
  let current = bytes
  for (const coding of [...codings].reverse()) {
    const pieces = unpacked(current, coding)
    if (pieces === null) return { bytes: current, whole: false }
    const { bytes: next, state } = await gather(pieces, limit)
    // Stored bodies are often decoded already while the header still names the coding.
    if (next.length === 0 && state === 'damaged') return { bytes: current, whole: true }
    if (state !== 'whole') return { bytes: next, whole: false }
    current = next
  }
  return { bytes: current, whole: true }
}

/** The bytes without one content coding; null when it is unknown. */
export function unpacked(bytes: Uint8Array, coding: string): AsyncIterable<Uint8Array> | null {
  if (coding === 'gzip' || coding === 'x-gzip') return inflate([bytes], 'gzip')
  // "deflate" means zlib; old servers send bare deflate.
  if (coding === 'deflate') return inflate([bytes], (bytes[0]! & 0x0f) === 8 ? 'zlib' : 'raw')
  return coding === 'br' || coding === 'zstd' ? inflate([bytes], coding) : null
}
