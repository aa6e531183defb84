/** Small tools for building files of any format by code. */

export const ascii = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0) & 0xff)

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

export function join(parts: readonly (Uint8Array | string)[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts.map((p) => (typeof p === 'string' ? utf8(p) : p))))
}

/** Numbers as `width` bytes each, least significant first. */
export function little(...fields: readonly (readonly [width: 1 | 2 | 4 | 8, value: number])[]): Uint8Array {
  const out = Buffer.alloc(fields.reduce((n, [width]) => n + width, 0))
  let at = 0
  for (const [width, value] of fields) {
    if (width === 8) out.writeBigUInt64LE(BigInt(value), at)
    else out.writeUIntLE(value, at, width)
    at += width
  }
  return out
}

export function big(...fields: readonly (readonly [width: 1 | 2 | 4, value: number])[]): Uint8Array {
  const out = Buffer.alloc(fields.reduce((n, [width]) => n + width, 0))
  let at = 0
  for (const [width, value] of fields) {
    out.writeUIntBE(value, at, width)
    at += width
  }
  return out
}
