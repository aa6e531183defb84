import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { join, utf8 } from './bytes.ts'
import { buildZip } from './zip.ts'

export interface WarcRecord {
  readonly type: 'warcinfo' | 'response' | 'request' | 'resource' | 'revisit' | 'metadata' | 'conversion'
  readonly uri?: string
  readonly contentType?: string
  readonly block: Uint8Array | string
  readonly headers?: readonly string[]
  /** Length to state, where it is to be wrong. */
  readonly statedLength?: number
}

const CRLF = '\r\n'

/** A web archive (WARC 1.1); with `gzip`, each record is a member of its own. */
export function buildWarc(records: readonly WarcRecord[], gzip = false): Uint8Array {
  return join(records.map((r, i) => (gzip ? gzipSync(record(r, i)) : record(r, i))))
}

function record(r: WarcRecord, i: number): Uint8Array {
  const block = typeof r.block === 'string' ? utf8(r.block) : r.block
  const lines = [
    'WARC/1.1',
    `WARC-Type: ${r.type}`,
    `WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-${String(i).padStart(12, '0')}>`,
    'WARC-Date: 2025-03-04T09:15:00Z',
    ...(r.uri ? [`WARC-Target-URI: ${r.uri}`] : []),
    ...(r.headers ?? []),
    `Content-Type: ${r.contentType ?? 'application/http; msgtype=response'}`,
    `Content-Length: ${r.statedLength ?? block.length}`,
  ]
  return join([lines.join(CRLF), CRLF + CRLF, block, CRLF + CRLF])
}

/** What a server answered, as a WARC keeps it. */
export function httpResponse(
  body: Uint8Array | string,
  type = 'text/html; charset=utf-8',
  status = '200 OK',
): Uint8Array {
  const bytes = typeof body === 'string' ? utf8(body) : body
  const head = [`HTTP/1.1 ${status}`, `Content-Type: ${type}`, `Content-Length: ${bytes.length}`]
  return join([head.join(CRLF), CRLF + CRLF, bytes])
}

/** A web archive collection (WACZ 1.1.1) around one WARC file, with correct hashes. */
export function buildWacz(warc: Uint8Array, pages: readonly { url: string; title: string }[]): Uint8Array {
  const lines = [
    JSON.stringify({ format: 'json-pages-1.0', id: 'pages', title: 'All pages' }),
    ...pages.map((p, i) => JSON.stringify({ id: `p${i}`, ts: '2025-03-04T09:15:00Z', ...p })),
  ]
  const files = [
    { name: 'archive/data.warc.gz', bytes: warc, stored: true },
    { name: 'pages/pages.jsonl', bytes: utf8(`${lines.join('\n')}\n`) },
  ]
  const hash = (b: Uint8Array): string => `sha256:${createHash('sha256').update(b).digest('hex')}`
  const resources = files.map(({ name, bytes }) => ({
    name: name.split('/').at(-1),
    path: name,
    hash: hash(bytes),
    bytes: bytes.length,
  }))
  const pack = utf8(
    JSON.stringify({
      profile: 'data-package',
      wacz_version: '1.1.1',
      title: 'Saved',
      created: '2025-03-04T09:20:00Z',
      resources,
    }),
  )
  const digest = utf8(JSON.stringify({ path: 'datapackage.json', hash: hash(pack) }))
  return buildZip([
    ...files,
    { name: 'datapackage.json', bytes: pack },
    { name: 'datapackage-digest.json', bytes: digest },
  ])
}
