import { createPublicKey, type KeyObject, verify, X509Certificate } from 'node:crypto'
import { rootCertificates } from 'node:tls'
import { type Problem, problem } from '@wherefrom/schema'
import { DerError } from './der.ts'
import { readTimestamp } from './timestamp.ts'

/** Longest member of `signedData` that is looked at, in characters: a chain of certificates has some thousand. */
const LONGEST = 200_000
/** How far the signature's own time and its timestamp may lie apart (WACZ Signing and Verification 0.1.0, 7), in ms. */
const TEN_MINUTES = 10 * 60 * 1000

/**
 * Judges the `signedData` of a WACZ (WACZ Signing and Verification 0.1.0): anonymous, or by the owner of a domain with a
 * timestamp. `hash`: of datapackage.json, as it was found to be. Offline: whether a certificate was revoked is not asked.
 */
export function judgeSignature(signedData: unknown, hash: string): readonly Problem[] {
  if (signedData === undefined || signedData === null) return [unverifiable('signature', 'the archive is not signed')]
  const data = fields(signedData)
  const signature = base64(data['signature'])
  if (data['hash'] !== hash) return [changed('signature', 'it signs another list of files than the one in the archive')]
  if (signature === null) return [unverifiable('signature', 'it is not readable')]
  const at = data['created'] === undefined ? '' : `, made at ${data['created'].slice(0, 40)} by its own word`
  if (data['domainCert'] !== undefined) return byDomain(data, hash, signature, at)
  const key = publicKey(data['publicKey'])
  if (key === null) return [unverifiable('signature', 'neither a key nor a certificate comes with it')]
  return signs(key, hash, signature)
    ? [verified('signature', `by an anonymous key${at}; whose key it is must be known from elsewhere`)]
    : [changed('signature', 'it does not belong to this list of files')]
}

const verified = (what: string, detail: string): Problem => problem('wacz/verified', { what, detail })
const changed = (what: string, detail: string): Problem => problem('wacz/changed', { what, detail })
const unverifiable = (what: string, detail: string): Problem => problem('wacz/unverifiable', { what, detail })

/** The string members of an object, of bounded length. */
function fields(value: unknown): Readonly<Record<string, string>> {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : []
  return Object.fromEntries(
    entries.filter((e): e is [string, string] => typeof e[1] === 'string' && e[1].length < LONGEST),
  )
}

function base64(text: string | undefined): Buffer | null {
  return text !== undefined && /^[A-Za-z0-9+/_=\s-]+$/.test(text) ? Buffer.from(text, 'base64') : null
}

function publicKey(text: string | undefined): KeyObject | null {
  try {
    return createPublicKey({ key: base64(text) ?? Buffer.alloc(0), format: 'der', type: 'spki' })
  } catch {
    return null
  }
}

/** ECDSA over the hash as text; browsers write the signature in the one form, servers in the other. */
function signs(key: KeyObject | X509Certificate, hash: string, signature: Buffer): boolean {
  return (['ieee-p1363', 'der'] as const).some((dsaEncoding) => {
    try {
      const own = key instanceof X509Certificate ? key.publicKey : key
      return verify('sha256', Buffer.from(hash), { key: own, dsaEncoding }, signature)
    } catch {
      return false
    }
  })
}

function byDomain(
  data: Readonly<Record<string, string>>,
  hash: string,
  signature: Buffer,
  at: string,
): readonly Problem[] {
  const chain = certificates(data['domainCert'])
  const own = chain[0]
  if (!own) return [unverifiable('signature', 'its certificate is not readable')]
  if (!signs(own, hash, signature)) return [changed('signature', 'it does not belong to this list of files')]
  const domain = data['domain'] ?? ''
  const time = new Date(data['created'] ?? '')
  const found: Problem[] = []
  if (own.checkHost(domain, { subject: 'always' }) === undefined)
    found.push(changed('signature', `its certificate is not one of ${domain.slice(0, 253)}`))
  const trust = Number.isNaN(time.getTime()) ? 'it states no time' : distrust(chain, time)
  const cross = trust === null ? null : distrust(certificates(data['crossSignedCert']), time)
  if (trust !== null && cross !== null) found.push(unverifiable('signature', `its certificate: ${trust}`))
  if (found.length === 0)
    found.push(verified('signature', `by the owner of ${domain.slice(0, 253)}${at}; revocation was not asked for`))
  return [...found, ...judgeTime(data, time)]
}

/** The certificates of a chain in PEM, in order, at most 20; what is no certificate is passed over. */
function certificates(pem = ''): readonly X509Certificate[] {
  const found: X509Certificate[] = []
  for (let at = pem.indexOf(BEGIN); at !== -1 && found.length < 20; at = pem.indexOf(BEGIN, at + 1)) {
    const end = pem.indexOf(END, at)
    if (end === -1) break
    try {
      found.push(new X509Certificate(pem.slice(at, end + END.length)))
    } catch {
      // The chain is then broken at this place, and judged so.
    }
  }
  return found
}

const BEGIN = '-----BEGIN CERTIFICATE-----'
const END = '-----END CERTIFICATE-----'

/** Why a chain is not to be trusted at a time; null when it ends at a root that browsers trust. */
function distrust(chain: readonly X509Certificate[], time: Date): string | null {
  if (chain.length === 0) return 'there is none'
  for (const [i, certificate] of chain.entries()) {
    const issuer = chain[i + 1]
    if (certificate.validFromDate > time || certificate.validToDate < time) return 'it was not valid at that time'
    if (issuer && !isIssued(certificate, issuer)) return 'the chain is broken'
    if (issuer && !issuer.ca) return 'the chain goes through a certificate that may not issue others'
  }
  const last = chain.at(-1)!
  return roots().some((root) => root.fingerprint256 === last.fingerprint256 || isIssued(last, root))
    ? null
    : 'the authority at the end of the chain is not one that is trusted here'
}

function isIssued(certificate: X509Certificate, issuer: X509Certificate): boolean {
  try {
    return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey)
  } catch {
    return false
  }
}

let parsedRoots: readonly X509Certificate[] | null = null
/** Mozilla's list of roots, as it comes with the runtime. */
function roots(): readonly X509Certificate[] {
  parsedRoots ??= rootCertificates.map((pem) => new X509Certificate(pem))
  return parsedRoots
}

function judgeTime(data: Readonly<Record<string, string>>, created: Date): readonly Problem[] {
  const token = base64(data['timeSignature'])
  if (token === null) return [unverifiable('time of the signature', 'no timestamp comes with it')]
  const extra = certificates(data['timestampCert'])
  try {
    const stamp = readTimestamp(token, Buffer.from(data['signature']!), extra)
    if (!stamp.holds) return [changed('time of the signature', stamp.reason ?? '')]
    const apart = Math.abs(new Date(stamp.at).getTime() - created.getTime())
    if (!(apart <= TEN_MINUTES))
      return [
        changed('time of the signature', `the timestamp is of ${stamp.at}, more than ten minutes from the time stated`),
      ]
    const untrusted = distrust(ordered(stamp.signer!, stamp.certificates), new Date(stamp.at))
    return untrusted === null
      ? [verified('time of the signature', `${stamp.at}, by a timestamp authority`)]
      : [
          unverifiable(
            'time of the signature',
            `${stamp.at} by a timestamp that holds, but its certificate: ${untrusted}`,
          ),
        ]
  } catch (error) {
    if (!(error instanceof DerError)) throw error
    return [unverifiable('time of the signature', `the timestamp is not readable (${error.message})`)]
  }
}

/** The chain from a certificate upwards, out of those at hand. */
function ordered(own: X509Certificate, all: readonly X509Certificate[]): readonly X509Certificate[] {
  const chain = [own]
  while (chain.length < 10) {
    const last = chain.at(-1)!
    const issuer = all.find((c) => c.fingerprint256 !== last.fingerprint256 && isIssued(last, c))
    if (!issuer || chain.includes(issuer)) break
    chain.push(issuer)
  }
  return chain
}
