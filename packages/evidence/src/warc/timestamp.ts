import { constants, createHash, verify, X509Certificate } from 'node:crypto'
import { child, children, type Der, DerError, oid, readDer } from './der.ts'

/** What an RFC 3161 timestamp says and whether it holds. */
export interface Timestamp {
  /** ISO 8601, UTC. */
  readonly at: string
  /** Is it a timestamp of these bytes, and signed by the certificate it names? */
  readonly holds: boolean
  /** Why it does not hold. */
  readonly reason: string | null
  /** Who signed: the certificate, where it is at hand. */
  readonly signer: X509Certificate | null
  /** Certificates that came with it. */
  readonly certificates: readonly X509Certificate[]
}

const HASHES: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
}
const SIGNED_DATA = '1.2.840.113549.1.7.2'
const TST_INFO = '1.2.840.113549.1.9.16.1.4'
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4'
const RSA_PSS = '1.2.840.113549.1.1.10'
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8'

/**
 * Checks a timestamp (a response or a token, DER) of `data`. `extra`: certificates that came from elsewhere. DerError
 * when the bytes are no timestamp. Whom to trust is the caller's to judge.
 */
export function readTimestamp(der: Uint8Array, data: Uint8Array, extra: readonly X509Certificate[]): Timestamp {
  const signed = signedData(Buffer.from(der.buffer, der.byteOffset, der.byteLength))
  const content = child(signed, 2, 0x30)
  if (oid(child(content, 0)) !== TST_INFO) throw new DerError('not a timestamp')
  const info = child(child(content, 1, 0xa0), 0, 0x04).inside
  const { at, hash, imprint } = readInfo(readDer(info))
  const certificates = [...embedded(signed), ...extra]
  const signer = signerOf(signed)
  const certificate = certificates.find((c) => isSigner(c, signer)) ?? null
  const say = (reason: string | null): Timestamp => ({
    at,
    holds: reason === null,
    reason,
    signer: certificate,
    certificates,
  })
  if (!createHash(hash).update(data).digest().equals(imprint)) return say('it is a timestamp of other bytes')
  if (certificate === null) return say('its certificate is missing')
  if (!signatureHolds(signer, info, certificate)) return say('its signature is wrong')
  return certificate.keyUsage?.includes(TIME_STAMPING) ? say(null) : say('its certificate is not one for timestamps')
}

/** The SignedData of a token, which may lie in a response. */
function signedData(bytes: Buffer): Der {
  const outer = readDer(bytes)
  const first = child(outer, 0)
  const token = first.tag === 0x30 ? child(outer, 1, 0x30) : outer
  if (oid(child(token, 0)) !== SIGNED_DATA) throw new DerError('not a timestamp')
  return child(child(token, 1, 0xa0), 0, 0x30)
}

function readInfo(info: Der): { at: string; hash: string; imprint: Buffer } {
  const imprint = child(info, 2, 0x30)
  const hash = HASHES[oid(child(child(imprint, 0, 0x30), 0))]
  if (hash === undefined) throw new DerError('a hash that is not known here')
  return { at: generalizedTime(child(info, 4, 0x18)), hash, imprint: child(imprint, 1, 0x04).inside }
}

function generalizedTime(der: Der): string {
  const m = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{1,9}))?Z$/.exec(der.inside.toString('latin1'))
  const time = m
    ? new Date(`${m[1]}-${m[2]}-${m[3]}T${m[4]}:${m[5]}:${m[6]}.${(m[7] ?? '0').slice(0, 3).padEnd(3, '0')}Z`)
    : null
  if (time === null || Number.isNaN(time.getTime())) throw new DerError('no time')
  return time.toISOString()
}

function embedded(signed: Der): readonly X509Certificate[] {
  const set = children(signed).find((c) => c.tag === 0xa0)
  return set
    ? children(set)
        .slice(0, 20)
        .flatMap((c) => parsed(c.whole))
    : []
}

function parsed(der: Buffer): readonly X509Certificate[] {
  try {
    return [new X509Certificate(der)]
  } catch {
    return []
  }
}

interface Signer {
  readonly serial: string
  readonly digest: string
  readonly algorithm: string
  /** The signed attributes, retagged as the set that the signature is over. */
  readonly attributes: Buffer
  /** The digest of the content that they state. */
  readonly stated: Buffer | null
  readonly signature: Buffer
}

function signerOf(signed: Der): Signer {
  const info = child(children(signed).findLast((c) => c.tag === 0x31) ?? fail(), 0, 0x30)
  const parts = children(info)
  const at = parts.findIndex((p) => p.tag === 0xa0)
  if (at < 3) throw new DerError('no signed attributes')
  const attributes = Buffer.from(parts[at]!.whole)
  attributes[0] = 0x31
  const digest = children(parts[at]!).find((a) => oid(child(a, 0)) === MESSAGE_DIGEST)
  const issuer = parts[1]!.tag === 0x30 ? child(parts[1]!, 1, 0x02).inside : Buffer.alloc(0)
  return {
    serial: issuer.toString('hex').replace(/^(?:00)+/, ''),
    digest: HASHES[oid(child(parts[at - 1]!, 0))] ?? 'sha256',
    algorithm: oid(child(parts[at + 1] ?? fail(), 0)),
    attributes,
    stated: digest ? child(child(digest, 1, 0x31), 0, 0x04).inside : null,
    signature: (parts[at + 2] ?? fail()).inside,
  }
}

function fail(): never {
  throw new DerError('an element is missing')
}

const isSigner = (certificate: X509Certificate, signer: Signer): boolean =>
  certificate.serialNumber.toLowerCase().replace(/^(?:00)+/, '') === signer.serial

function signatureHolds(signer: Signer, content: Buffer, certificate: X509Certificate): boolean {
  if (!signer.stated || !createHash(signer.digest).update(content).digest().equals(signer.stated)) return false
  const padding = signer.algorithm === RSA_PSS ? { padding: constants.RSA_PKCS1_PSS_PADDING } : {}
  try {
    return verify(signer.digest, signer.attributes, { key: certificate.publicKey, ...padding }, signer.signature)
  } catch {
    return false
  }
}
