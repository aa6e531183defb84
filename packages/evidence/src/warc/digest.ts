import { createHash } from 'node:crypto'

/** `absent`: none is stated, or of a kind that is not known here. */
export type DigestState = 'verified' | 'changed' | 'absent'

const ALGORITHMS: ReadonlySet<string> = new Set(['md5', 'sha1', 'sha256', 'sha384', 'sha512'])

/**
 * Holds a stated digest (`sha1:BASE32` or `sha256:hex`) against bytes. Several readings of them may be offered, since
 * writers of WARC differ in whether they count a body's transfer and content coding.
 */
export function checkDigest(stated: string | undefined, readings: Iterable<Uint8Array>): DigestState {
  const [name, value] = split(stated)
  const algorithm = name.toLowerCase().replace(/^sha-/, 'sha')
  if (!ALGORITHMS.has(algorithm) || value === '') return 'absent'
  for (const bytes of readings) {
    const digest = createHash(algorithm).update(bytes).digest()
    if (value.toLowerCase() === digest.toString('hex')) return 'verified'
    if (value.toUpperCase().replace(/={1,8}$/, '') === base32(digest)) return 'verified'
    if (value.replace(/={1,8}$/, '') === digest.toString('base64').replace(/={1,8}$/, '')) return 'verified'
  }
  return 'changed'
}

function split(stated = ''): [string, string] {
  const colon = stated.indexOf(':')
  return colon === -1 ? ['', ''] : [stated.slice(0, colon).trim(), stated.slice(colon + 1, colon + 200).trim()]
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** RFC 4648 base 32 without padding. */
export function base32(bytes: Uint8Array): string {
  let text = ''
  let bits = 0
  let value = 0
  for (const b of bytes) {
    value = (value << 8) | b
    bits += 8
    while (bits >= 5) {
      text += ALPHABET[(value >>> (bits - 5)) & 31]
      bits -= 5
    }
    value &= (1 << bits) - 1
  }
  return bits > 0 ? text + ALPHABET[(value << (5 - bits)) & 31] : text
}
