import type { BytePos } from '@wherefrom/schema'

/**
 * Byte offsets of ascending character positions of decoded text. `positions` are UTF-16 code units into what
 * `TextDecoder` gave for `bytes` from `mark` on; the answer has one byte offset for each. One walk over the bytes.
 */
export function bytePositions(
  bytes: Uint8Array,
  encoding: string,
  mark: number,
  positions: readonly number[],
): readonly BytePos[] {
  if (encoding === 'utf-8') return utf8Positions(bytes, mark, positions)
  if (encoding.startsWith('utf-16')) return positions.map((p) => Math.min(mark + 2 * p, bytes.length))
  if (MULTIBYTE.has(encoding)) return steppedPositions(bytes, encoding, mark, positions)
  return positions.map((p) => Math.min(mark + p, bytes.length))
}

const MULTIBYTE = new Set(['gb18030', 'gbk', 'big5', 'euc-jp', 'shift_jis', 'iso-2022-jp', 'euc-kr'])

/** Units of the sequence at `i` and how many bytes it takes, with the maximal-subpart rule of WHATWG's decoder. */
function utf8Positions(bytes: Uint8Array, mark: number, positions: readonly number[]): readonly BytePos[] {
  const out: number[] = []
  let byte = mark
  let char = 0
  for (const wanted of positions) {
    while (char < wanted && byte < bytes.length) {
      const length = utf8Length(bytes, byte)
      char += length === 4 ? 2 : 1
      byte += Math.max(1, length < 0 ? -length : length)
    }
    out.push(byte)
  }
  return out
}

/** Bytes of the UTF-8 sequence at `i`; negative for a broken one (its maximal subpart, shown as one U+FFFD). */
function utf8Length(bytes: Uint8Array, i: number): number {
  const b = bytes[i]!
  if (b < 0x80) return 1
  const need = b < 0xc2 ? 0 : b < 0xe0 ? 1 : b < 0xf0 ? 2 : b < 0xf5 ? 3 : 0
  if (need === 0) return -1
  let low = b === 0xe0 ? 0xa0 : b === 0xf0 ? 0x90 : 0x80
  let high = b === 0xed ? 0x9f : b === 0xf4 ? 0x8f : 0xbf
  for (let k = 1; k <= need; k++) {
    const next = bytes[i + k]
    if (next === undefined || next < low || next > high) return -k
    low = 0x80
    high = 0xbf
  }
  return need + 1
}

/** For the East Asian encodings: feeds the decoder byte by byte and counts what comes out. */
function steppedPositions(
  bytes: Uint8Array,
  encoding: string,
  mark: number,
  positions: readonly number[],
): readonly BytePos[] {
  const decoder = new TextDecoder(encoding, { ignoreBOM: true })
  const out: number[] = []
  let byte = mark
  let char = 0
  for (const wanted of positions) {
    while (char < wanted && byte < bytes.length) {
      char += decoder.decode(bytes.subarray(byte, byte + 1), { stream: true }).length
      byte++
    }
    out.push(byte)
  }
  return out
}
