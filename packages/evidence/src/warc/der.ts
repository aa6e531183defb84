/** One element of DER: its tag, its inside, and the bytes of the whole. */
export interface Der {
  readonly tag: number
  readonly inside: Buffer
  readonly whole: Buffer
}

/** Bytes that are not the DER that was expected. */
export class DerError extends Error {}

/** The element at the start of some bytes; DerError when none is whole there. Long tags do not occur in what is read here. */
export function readDer(bytes: Buffer): Der {
  const first = bytes[1]
  if (first === undefined || (bytes[0]! & 0x1f) === 0x1f) throw new DerError('not DER')
  let length = first
  let at = 2
  if (first & 0x80) {
    const count = first & 0x7f
    if (count === 0 || count > 4 || bytes.length < 2 + count) throw new DerError('not DER')
    length = bytes.readUIntBE(2, count)
    at = 2 + count
  }
  if (at + length > bytes.length) throw new DerError('DER breaks off')
  return { tag: bytes[0]!, inside: bytes.subarray(at, at + length), whole: bytes.subarray(0, at + length) }
}

/** The elements inside of one; at most 1,000. */
export function children(der: Der): readonly Der[] {
  const found: Der[] = []
  for (let at = 0; at < der.inside.length && found.length < 1000; ) {
    const next = readDer(der.inside.subarray(at))
    found.push(next)
    at += next.whole.length
  }
  return found
}

/** The n-th element inside; DerError when there is none. */
export function child(der: Der, n: number, tag?: number): Der {
  const found = children(der)[n]
  if (!found || (tag !== undefined && found.tag !== tag)) throw new DerError('an element is missing')
  return found
}

/** An object identifier as numbers with dots. */
export function oid(der: Der): string {
  if (der.tag !== 0x06) throw new DerError('not an identifier')
  const numbers: number[] = []
  let value = 0
  for (const b of der.inside) {
    value = (value * 128 + (b & 0x7f)) % Number.MAX_SAFE_INTEGER
    if (b & 0x80) continue
    numbers.push(value)
    value = 0
  }
  const first = numbers.shift() ?? 0
  const top = Math.min(2, Math.floor(first / 40))
  return [top, first - top * 40, ...numbers].join('.')
}
