import { randomBytes } from 'node:crypto'
import { timestampRequest, timestampToken } from '@wherefrom/evidence'
import type { Case } from '../case/case.ts'
import { readHead } from '../case/log.ts'
import { PRIMARY } from '../case/primary.ts'
import { inserter } from '../case/statement.ts'
import type { ArtifactTable } from '../case/tables.ts'
import { transact } from '../case/transact.ts'
import { reasonOf } from './context.ts'

/** Why no timestamp could be had; one line. */
export class TimestampError extends Error {
  override name = 'TimestampError'
}

/** A timestamp that was taken into the case. */
export interface Stamped {
  /** The entry that it stamps; everything before it hangs on it. */
  readonly seq: number
  /** ISO 8601, UTC, as the authority says. */
  readonly at: string
  /** SHA-256 of the reply, now an artifact of the case. */
  readonly artifact: string
}

/** How long an authority may take, in milliseconds, and how large its reply may be, in bytes. */
const PATIENCE = 30_000
const LARGEST = 1 << 20

const insertArtifact = inserter<ArtifactTable>('artifacts', PRIMARY.artifacts.columns)

/**
 * Asks a timestamp authority (RFC 3161 over HTTP) to stamp the end of a case's log, and keeps its reply as an artifact,
 * with an entry of the log. Only the hash of the last line goes out. `TimestampError` when there is no good reply; the
 * case is then as before.
 */
export async function timestampCase(c: Case, authority: string): Promise<Stamped> {
  const url = addressOf(authority)
  const head = await readHead(c.db, c.dialect, c.place.label)
  if (!head) throw new TimestampError('the case has no signed head that could be stamped')
  const nonce = randomBytes(8)
  const reply = await ask(url, timestampRequest(head.hash, nonce))
  const token = timestampToken(reply)
  if (!token) throw new TimestampError(`${url.origin} refused, or its reply is no timestamp (RFC 3161)`)
  if (token.imprint !== head.hash || (token.nonce !== null && !sameNumber(token.nonce, nonce)))
    throw new TimestampError(`the reply of ${url.origin} is for another request`)
  const ref = await c.store.put(reply)
  await transact(c, async (t) => {
    const row = { ...ref, media_type: 'application/timestamp-reply', received_at: t.at }
    await insertArtifact(t.db, t.dialect, row)
    t.record({
      event: 'timestamped',
      artifact: ref.sha256,
      sha256: head.hash,
      reason: `entry ${head.seq}, ${url.origin}${url.pathname}`.slice(0, 500),
    })
    t.wrote('artifacts', row)
  })
  return { seq: head.seq, at: token.at, artifact: ref.sha256 }
}

function addressOf(authority: string): URL {
  const url = URL.canParse(authority) ? new URL(authority) : null
  if (!url || !['http:', 'https:'].includes(url.protocol))
    throw new TimestampError('the authority must be an address that begins with http:// or https://')
  return url
}

async function ask(url: URL, request: Uint8Array): Promise<Uint8Array> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
      body: Buffer.from(request),
      signal: AbortSignal.timeout(PATIENCE),
    })
    if (!response.ok) throw new Error(`status ${response.status}`)
    return await limited(response)
  } catch (error) {
    throw new TimestampError(`no reply from ${url.origin} (${causeOf(error)})`)
  }
}

async function limited(response: Response): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of response.body ?? []) {
    size += piece.length
    if (size > LARGEST) throw new Error('the reply is too large')
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

/** `fetch` hides what went wrong behind "fetch failed". */
function causeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined
  const code = (cause as NodeJS.ErrnoException | undefined)?.code
  return code ?? reasonOf(cause ?? error)
}

const sameNumber = (hex: string, bytes: Uint8Array): boolean =>
  BigInt(`0x${hex}`) === BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
