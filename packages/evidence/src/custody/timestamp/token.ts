import { type DerValue, derInside, derInteger, derValue, derValues, TAG } from './der.ts'

/** SHA-256 as algorithm: 2.16.840.1.101.3.4.2.1. */
const SHA256 = Buffer.from('0609608648016503040201', 'hex')
/** CMS signed data, 1.2.840.113549.1.7.2, and what it holds here, TSTInfo, 1.2.840.113549.1.9.16.1.4. */
const SIGNED_DATA = '2a864886f70d010702'
const TST_INFO = '2a864886f70d0109100104'

/** What an authority (RFC 3161) says in its reply, its signature not looked at. */
export interface TimestampToken {
  /** The hash that it stamps, hexadecimal. */
  readonly imprint: string
  /** ISO 8601, UTC, as fine as the authority gives it. */
  readonly at: string
  /** Hexadecimal; null when the reply repeats none. */
  readonly nonce: string | null
}

/** A request for a timestamp of a SHA-256 (hexadecimal), with the authority's certificate asked for. `nonce`: random bytes. */
export function timestampRequest(hash: string, nonce: Uint8Array): Uint8Array {
  const algorithm = derValue(TAG.sequence, SHA256, derValue(TAG.null))
  const imprint = derValue(TAG.sequence, algorithm, derValue(TAG.octets, Buffer.from(hash, 'hex')))
  const certificates = derValue(TAG.boolean, Buffer.of(0xff))
  return derValue(TAG.sequence, derInteger(Buffer.of(1)), imprint, derInteger(nonce), certificates)
}

/** What a reply (TimeStampResp, DER) says; null when it grants nothing or is no reply over a SHA-256. Never throws. */
export function timestampToken(reply: Uint8Array): TimestampToken | null {
  const [info, content, ...more] = derInside(reply, TAG.sequence) ?? []
  if (!info || !content || more.length > 0 || !granted(info)) return null
  const [type, wrapped] = partsOf(content, TAG.sequence)
  if (!isOid(type, SIGNED_DATA)) return null
  const signed = partsOf(wrapped, TAG.explicit0)[0]
  // Version, digest algorithms, and then what is signed.
  const [innerType, inner] = partsOf(partsOf(signed, TAG.sequence)[2], TAG.sequence)
  if (!isOid(innerType, TST_INFO)) return null
  const octets = partsOf(inner, TAG.explicit0)[0]
  return octets?.tag === TAG.octets ? tokenInfo(octets.contents) : null
}

/** TSTInfo: version, policy, imprint, serial number, time, and, further on and unless left out, the nonce. */
function tokenInfo(bytes: Uint8Array): TimestampToken | null {
  const [, , imprint, , time, ...rest] = derInside(bytes, TAG.sequence) ?? []
  const [algorithm, hash] = partsOf(imprint, TAG.sequence)
  const oid = partsOf(algorithm, TAG.sequence)[0]
  if (!isOid(oid, SHA256.subarray(2).toString('hex')) || hash?.tag !== TAG.octets) return null
  if (hash.contents.length !== 32 || time?.tag !== TAG.time) return null
  const at = generalizedTime(Buffer.from(time.contents).toString('latin1'))
  if (!at) return null
  const nonce = rest.find((value) => value.tag === TAG.integer)
  return {
    imprint: Buffer.from(hash.contents).toString('hex'),
    at,
    nonce: nonce ? Buffer.from(nonce.contents).toString('hex') : null,
  }
}

/** PKIStatus 0 (granted) or 1 (granted with modifications). */
function granted(info: DerValue): boolean {
  const status = partsOf(info, TAG.sequence)[0]
  return status?.tag === TAG.integer && status.contents.length === 1 && status.contents[0]! <= 1
}

function partsOf(value: DerValue | undefined, tag: number): readonly DerValue[] {
  return value?.tag === tag ? (derValues(value.contents) ?? []) : []
}

const isOid = (value: DerValue | undefined, hex: string): boolean =>
  value?.tag === TAG.oid && Buffer.from(value.contents).toString('hex') === hex

/** `20260301100000.5Z` as ISO 8601. */
function generalizedTime(text: string): string | null {
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d{1,9})?Z$/.exec(text)
  if (!match) return null
  const [, year, month, day, hour, minute, second, fraction = ''] = match
  return `${year}-${month}-${day}T${hour}:${minute}:${second}${fraction}Z`
}
