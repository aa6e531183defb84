import { createHash } from 'node:crypto'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { LookupFunction } from 'node:net'
import { isIPv6 } from 'node:net'
import { TLSSocket } from 'node:tls'
import { problem } from '@wherefrom/schema'
import { InflateError, inflate } from '../archive/inflate.ts'
import { FetchRefusal } from './refusal.ts'
import { reasonOf, type Target } from './target.ts'

/** One answer of a server, with how it was had. Bytes are without transfer and content coding. */
export interface Answer {
  readonly status: number
  readonly headers: readonly (readonly [string, string])[]
  readonly bytes: Uint8Array
  readonly serverIp: string
  readonly machineIp: string | null
  readonly tlsCertSha256: string | null
  readonly requestedAt: string
  readonly receivedAt: string
  header(name: string): string | null
}

export interface RequestLimits {
  /** Largest body, unpacked, in bytes. */
  readonly bytes: number
  /** For the whole exchange, in milliseconds. */
  readonly time: number
}

export interface RequestOptions {
  readonly userAgent: string
  readonly accept: string
  readonly limits: RequestLimits
  readonly ca?: string | undefined
  readonly signal?: AbortSignal | undefined
}

/** Largest header of an answer, in bytes, and how long no byte may come, in milliseconds. */
const LARGEST_HEADER = 64 * 1024
const SILENCE = 20_000

/**
 * Asks a server for one address, on a connection to the address that was checked and no other; sends no cookies and no
 * credentials and follows nothing. FetchRefusal when there is no answer, it is too large, or its certificate is not valid.
 */
export async function request(target: Target, options: RequestOptions): Promise<Answer> {
  const deadline = AbortSignal.timeout(options.limits.time)
  const signal = options.signal ? AbortSignal.any([options.signal, deadline]) : deadline
  const requestedAt = new Date().toISOString()
  try {
    const message = await send(target, options, signal)
    // Who answered is asked while the connection stands.
    const facts = factsOf(message, target)
    const good = facts.status >= 200 && facts.status < 300
    const bytes = good ? await body(message, options.limits.bytes) : drop(message)
    return { ...facts, bytes, requestedAt, receivedAt: new Date().toISOString() }
  } catch (error) {
    if (error instanceof FetchRefusal) throw error
    if (options.signal?.aborted) throw error
    throw new FetchRefusal(failure(error, deadline.aborted))
  }
}

function failure(error: unknown, late: boolean): ReturnType<typeof problem> {
  if (late) return problem('fetch/unreachable', { reason: 'it took too long' })
  if (error instanceof InflateError) return problem('fetch/unreachable', { reason: 'its answer is damaged' })
  const code = (error as NodeJS.ErrnoException).code ?? ''
  const tls = /^(?:ERR_TLS|CERT_|UNABLE_TO|DEPTH_ZERO|SELF_SIGNED|ERR_SSL|EPROTO|HOSTNAME_MISMATCH|INVALID_CA)/.test(
    code,
  )
  return tls
    ? problem('fetch/tls', { reason: code.slice(0, 80) })
    : problem('fetch/unreachable', { reason: reasonOf(error) })
}

function send(target: Target, options: RequestOptions, signal: AbortSignal): Promise<IncomingMessage> {
  const { url, address, port } = target
  const pinned: LookupFunction = (_host, asked, done) => {
    const family = isIPv6(address) ? 6 : 4
    if (asked.all) done(null, [{ address, family }])
    else done(null, address, family)
  }
  const ask = url.protocol === 'https:' ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    const sent = ask(url, {
      port,
      lookup: pinned,
      agent: false,
      signal,
      timeout: SILENCE,
      maxHeaderSize: LARGEST_HEADER,
      headers: {
        'User-Agent': options.userAgent,
        Accept: options.accept,
        'Accept-Encoding': 'gzip, deflate, br',
        'Accept-Language': 'en;q=0.9, *;q=0.5',
        Connection: 'close',
      },
      ...(options.ca === undefined ? {} : { ca: options.ca }),
    })
    sent.on('response', resolve).on('error', reject)
    sent.on('timeout', () => sent.destroy(Object.assign(new Error('silence'), { code: 'ETIMEDOUT' })))
    sent.end()
  })
}

/** The body without its content codings, at most `limit` bytes. */
async function body(message: IncomingMessage, limit: number): Promise<Uint8Array> {
  const codings = (message.headers['content-encoding'] ?? '')
    .toLowerCase()
    .split(',')
    .map((c) => c.trim())
    .filter((c) => c !== '' && c !== 'identity')
  let pieces: AsyncIterable<Uint8Array> = message
  if (message.headers['content-length'] === '0') codings.length = 0
  for (const coding of codings.slice(0, 3).reverse()) {
    const wrapping = WRAPPINGS[coding]
    if (wrapping === undefined)
      throw new FetchRefusal(problem('fetch/unreachable', { reason: `its answer is coded as ${coding.slice(0, 20)}` }))
    pieces = inflate(pieces, wrapping)
  }
  const parts: Uint8Array[] = []
  let length = 0
  try {
    for await (const piece of pieces) {
      length += piece.length
      if (length > limit) throw new FetchRefusal(problem('fetch/too-large', { limit: Math.floor(limit / 1024 / 1024) }))
      parts.push(piece)
    }
  } finally {
    message.destroy()
  }
  if (!message.complete) throw Object.assign(new Error('cut off'), { code: 'ECONNRESET' })
  return Buffer.concat(parts, length)
}

const WRAPPINGS: Readonly<Record<string, 'gzip' | 'zlib' | 'br'>> = {
  gzip: 'gzip',
  'x-gzip': 'gzip',
  deflate: 'zlib',
  br: 'br',
}

/** Bodies of redirects and refusals are not read. */
function drop(message: IncomingMessage): Uint8Array {
  message.destroy()
  return new Uint8Array(0)
}

function factsOf(message: IncomingMessage, target: Target): Omit<Answer, 'bytes' | 'requestedAt' | 'receivedAt'> {
  const { socket } = message
  const certificate = socket instanceof TLSSocket ? socket.getPeerCertificate().raw : undefined
  const headers: [string, string][] = []
  for (let i = 0; i + 1 < message.rawHeaders.length; i += 2)
    headers.push([message.rawHeaders[i]!, message.rawHeaders[i + 1]!])
  return {
    status: message.statusCode ?? 0,
    headers,
    serverIp: target.address,
    machineIp: socket.localAddress ?? null,
    tlsCertSha256: certificate ? createHash('sha256').update(certificate).digest('hex') : null,
    header: (name) => headers.find(([n]) => n.toLowerCase() === name)?.[1] ?? null,
  }
}
