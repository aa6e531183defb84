/** One value of DER (X.690): its tag byte and where its contents lie in the bytes that it was read from. */
export interface DerValue {
  readonly tag: number
  readonly contents: Uint8Array
}

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  octets: 0x04,
  null: 0x05,
  oid: 0x06,
  time: 0x18,
  sequence: 0x30,
  set: 0x31,
  explicit0: 0xa0,
} as const

/** A value with its tag and length before it. */
export function derValue(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const length = contents.reduce((sum, part) => sum + part.length, 0)
  return Buffer.concat([Buffer.of(tag), derLength(length), ...contents])
}

function derLength(length: number): Uint8Array {
  if (length < 0x80) return Buffer.of(length)
  const bytes: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256)
  return Buffer.of(0x80 | bytes.length, ...bytes)
}

/** A number that is not negative, from its bytes (highest first). */
export function derInteger(bytes: Uint8Array): Uint8Array {
  let start = 0
  while (start < bytes.length - 1 && bytes[start] === 0) start++
  const digits = bytes.subarray(start)
  return digits.length > 0 && digits[0]! < 0x80
    ? derValue(TAG.integer, digits)
    : derValue(TAG.integer, Buffer.of(0), digits)
}

/** Values in a row of one level, each with its tag; null where the bytes are no DER. At most 64, which no token needs. */
export function derValues(bytes: Uint8Array): readonly DerValue[] | null {
  const values: DerValue[] = []
  let at = 0
  while (at < bytes.length) {
    const header = readHeader(bytes, at)
    if (!header || values.length === 64) return null
    values.push({ tag: bytes[at]!, contents: bytes.subarray(header.start, header.end) })
    at = header.end
  }
  return values
}

/** The values inside the only value of `bytes`, which must have that tag; null otherwise. */
export function derInside(bytes: Uint8Array, tag: number): readonly DerValue[] | null {
  const values = derValues(bytes)
  return values?.length === 1 && values[0]!.tag === tag ? derValues(values[0]!.contents) : null
}

function readHeader(bytes: Uint8Array, at: number): { readonly start: number; readonly end: number } | null {
  // Tags of more than one byte do not occur in these structures, nor do lengths of more than four.
  if ((bytes[at]! & 0x1f) === 0x1f || at + 1 >= bytes.length) return null
  const first = bytes[at + 1]!
  const size = first < 0x80 ? 0 : first & 0x7f
  if (first === 0x80 || size > 4 || at + 2 + size > bytes.length) return null
  let length = size === 0 ? first : 0
  for (let i = 0; i < size; i++) length = length * 256 + bytes[at + 2 + i]!
  const start = at + 2 + size
  return start + length <= bytes.length ? { start, end: start + length } : null
}
