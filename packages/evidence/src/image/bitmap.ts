/** A picture as red, green and blue bytes, rows from the top. */
export interface Pixels {
  readonly width: number
  readonly height: number
  readonly rgb: Uint8Array
}

/** Decodes an uncompressed Windows bitmap of 8, 24 or 32 bits a pixel; null for others and where the data breaks off. */
export function decodeBitmap(bytes: Uint8Array): Pixels | null {
  if (bytes.length < 54 || bytes[0] !== 0x42 || bytes[1] !== 0x4d) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const [start, head] = [view.getUint32(10, true), view.getUint32(14, true)]
  const [width, stored] = [view.getInt32(18, true), view.getInt32(22, true)]
  const [bits, packed] = [view.getUint16(28, true), view.getUint32(30, true)]
  const height = Math.abs(stored)
  const plain = packed === 0 || (packed === 3 && bits === 32)
  if (head < 40 || width <= 0 || height === 0 || !plain || (bits !== 8 && bits !== 24 && bits !== 32)) return null
  const row = Math.floor((width * bits + 31) / 32) * 4
  if (start + row * height > bytes.length) return null
  const palette = 14 + head
  const rgb = new Uint8Array(width * height * 3)
  for (let y = 0; y < height; y++) {
    const from = start + row * (stored > 0 ? height - 1 - y : y)
    for (let x = 0; x < width; x++) {
      const at = bits === 8 ? palette + 4 * bytes[from + x]! : from + (x * bits) / 8
      for (let c = 0; c < 3; c++) rgb[(y * width + x) * 3 + c] = bytes[at + 2 - c] ?? 0
    }
  }
  return { width, height, rgb }
}
