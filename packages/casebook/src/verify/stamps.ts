import { buffer } from 'node:stream/consumers'
import { opensslVerify, timestampToken } from '@wherefrom/evidence'
import { reasonOf, type StampEntry, type Verification } from './context.ts'
import { linesByHash } from './log.ts'

/** A timestamp of the log: that the entries up to `seq` were there at `at`, if one believes the authority. */
export interface Timestamp {
  /** The entry that was stamped; everything before it hangs on it. */
  readonly seq: number | null
  /** ISO 8601, UTC, as the authority says. */
  readonly at: string | null
  /** SHA-256 of the reply, an artifact of the case. */
  readonly artifact: string
  /** `verified`: signed by an authority of the given certificates; `unchecked`: no certificates were given. */
  readonly state: 'verified' | 'unchecked' | 'changed' | 'unverifiable'
}

/** Replies are some kilobytes; larger ones are no replies. */
const LARGEST = 1 << 20

/** Line numbers of the hashes that timestamps are of; to be asked for while the tables can be read. */
export async function stampedLines(v: Verification): Promise<ReadonlyMap<string, number>> {
  return await linesByHash(v, new Set(v.stamps.map((stamp) => stamp.hash)))
}

/** Checks each timestamp: its reply stamps a line of the log, and, with `certificates` (PEM file), who signed it. */
export async function checkStamps(
  v: Verification,
  lines: ReadonlyMap<string, number>,
  certificates: string | null,
): Promise<Timestamp[]> {
  const out: Timestamp[] = []
  for (const stamp of v.stamps) out.push(await checkStamp(v, stamp, lines, certificates))
  return out
}

async function checkStamp(
  v: Verification,
  stamp: StampEntry,
  lines: ReadonlyMap<string, number>,
  certificates: string | null,
): Promise<Timestamp> {
  const { artifact, hash } = stamp
  const seq = lines.get(hash) ?? null
  const wrong = (reason: string): Timestamp => {
    v.findings.add('custody/timestamp', { seq: stamp.seq, reason }, { artifact, seq: stamp.seq })
    return { seq, at: null, artifact, state: 'changed' }
  }
  const reply = await replyOf(v, artifact)
  if (typeof reply === 'string') return wrong(reply)
  const token = timestampToken(reply)
  if (!token) return wrong('it is no reply of a timestamp authority')
  if (token.imprint !== hash) return wrong('it stamps another hash')
  if (seq === null || seq >= stamp.seq) return wrong('what it stamps is no earlier entry of this log')
  if (certificates === null) return { seq, at: token.at, artifact, state: 'unchecked' }
  const verdict = await opensslVerify(reply, hash, certificates)
  if (verdict.state === 'bad') return wrong(verdict.reason)
  if (verdict.state === 'good') return { seq, at: token.at, artifact, state: 'verified' }
  v.findings.add('custody/openssl-missing')
  return { seq, at: token.at, artifact, state: 'unverifiable' }
}

async function replyOf(v: Verification, artifact: string): Promise<Uint8Array | string> {
  try {
    return await buffer(v.store.get(artifact, 0, LARGEST))
  } catch (error) {
    return reasonOf(error)
  }
}
