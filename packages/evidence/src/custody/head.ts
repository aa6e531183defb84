import { type KeyObject, sign, verify } from 'node:crypto'
import type { CustodyHead } from '@wherefrom/schema'
import { keyId, type SigningKey } from './keys.ts'
import type { ChainEnd } from './line.ts'

const FORMAT = 'wherefrom/custody-head@1'

/** Signs the end of a case's log. `at`: ISO 8601, UTC, milliseconds. */
export function signHead(
  end: ChainEnd,
  caseId: string,
  at: string,
  key: Pick<SigningKey, 'privateKey' | 'id'>,
): CustodyHead {
  const unsigned = { format: FORMAT, caseId, seq: end.seq, hash: end.hash, at, key: key.id } as const
  return { ...unsigned, signature: sign(null, signedBytes(unsigned), key.privateKey).toString('base64') }
}

/** A head as JSON text: one line, fields in a fixed order. */
export const headJson = (h: CustodyHead): string =>
  JSON.stringify({
    format: h.format,
    caseId: h.caseId,
    seq: h.seq,
    hash: h.hash,
    at: h.at,
    key: h.key,
    signature: h.signature,
  })

/** The head that a JSON text holds as `headJson` writes it; null for anything else. Never throws. */
export function parseHead(json: string): CustodyHead | null {
  try {
    const value: unknown = JSON.parse(json)
    return isHead(value) && headJson(value) === json ? value : null
  } catch {
    return null
  }
}

/** Whether the signature is this key's and fits every field of the head. */
export function headSignatureFits(head: CustodyHead, key: KeyObject): boolean {
  if (head.key !== keyId(key)) return false
  try {
    const signature = Buffer.from(head.signature, 'base64')
    // Decoding is lenient; a signature has one spelling here, so that no change of the text goes unnoticed.
    if (signature.toString('base64') !== head.signature) return false
    return verify(null, signedBytes(head), key, signature)
  } catch {
    return false
  }
}

/** What is signed: the JSON of all fields but the signature, in code unit order of their names (`jq -cSj`). */
function signedBytes(head: Omit<CustodyHead, 'signature'>): Buffer {
  const { at, caseId, format, hash, key, seq } = head
  return Buffer.from(JSON.stringify({ at, caseId, format, hash, key, seq }))
}

function isHead(value: unknown): value is CustodyHead {
  if (typeof value !== 'object' || value === null) return false
  const h = value as Record<string, unknown>
  const texts = [h.caseId, h.at, h.signature]
  return (
    h.format === FORMAT &&
    Object.keys(h).length === 7 &&
    texts.every((text) => typeof text === 'string') &&
    [h.hash, h.key].every((hash) => typeof hash === 'string' && /^[0-9a-f]{64}$/.test(hash)) &&
    Number.isSafeInteger(h.seq) &&
    (h.seq as number) >= 1
  )
}
