/** Format and size of a picture, from its first bytes; sizes in pixels as they are stored. */
export interface Header {
  readonly format: ImageFormat
  readonly width: number
  readonly height: number
}
export type ImageFormat = 'jpeg' | 'png' | 'gif' | 'webp' | 'tiff' | 'bmp' | 'avif' | 'heic'

/** Reads the header of a picture; null where the bytes are none or break off before their size. */
export function readHeader(bytes: Uint8Array): Header | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (const reader of [png, jpeg, gif, webp, tiff, bmp, heif]) {
    try {
      const found = reader(view)
      if (found && found.width > 0 && found.height > 0) return found
    } catch (error) {
      // the bytes break off inside the header
      if (!(error instanceof RangeError)) throw error
    }
  }
  return null
}

const tag = (v: DataView, at: number, length = 4): string => {
  let out = ''
  for (let i = 0; i < length; i++) out += String.fromCharCode(v.getUint8(at + i))
  return out
}

function png(v: DataView): Header | null {
  if (v.getUint32(0) !== 0x89504e47) return null
  return { format: 'png', width: v.getUint32(16), height: v.getUint32(20) }
}

/** Segments of a JPEG file that are looked at. */
const MOST_SEGMENTS = 2000

/** The frame header: markers C0 to CF but for tables (C4), extensions (C8) and arithmetic coding conditions (CC). */
function jpeg(v: DataView): Header | null {
  if (v.getUint16(0) !== 0xffd8) return null
  let at = 2
  for (let n = 0; n < MOST_SEGMENTS; n++) {
    while (v.getUint8(at) !== 0xff) at++
    while (v.getUint8(at) === 0xff) at++
    const marker = v.getUint8(at++)
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc)
      return { format: 'jpeg', width: v.getUint16(at + 5), height: v.getUint16(at + 3) }
    if (marker === 0xd9 || marker === 0xda) return null
    if (marker === 1 || (marker >= 0xd0 && marker <= 0xd8)) continue
    at += Math.max(2, v.getUint16(at))
  }
  return null
}

function gif(v: DataView): Header | null {
  if (tag(v, 0) !== 'GIF8') return null
  return { format: 'gif', width: v.getUint16(6, true), height: v.getUint16(8, true) }
}

function webp(v: DataView): Header | null {
  if (tag(v, 0) !== 'RIFF' || tag(v, 8) !== 'WEBP') return null
  const kind = tag(v, 12)
  if (kind === 'VP8X')
    return {
      format: 'webp',
      width: 1 + v.getUint16(24, true) + (v.getUint8(26) << 16),
      height: 1 + v.getUint16(27, true) + (v.getUint8(29) << 16),
    }
  if (kind === 'VP8L') {
    const bits = v.getUint32(21, true)
    return { format: 'webp', width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) }
  }
  if (kind !== 'VP8 ') return null
  return { format: 'webp', width: v.getUint16(26, true) & 0x3fff, height: v.getUint16(28, true) & 0x3fff }
}

/** Width and height (tags 256 and 257) of the first directory. */
function tiff(v: DataView): Header | null {
  const order = v.getUint16(0)
  const little = order === 0x4949
  if ((!little && order !== 0x4d4d) || v.getUint16(2, little) !== 42) return null
  const start = v.getUint32(4, little)
  let [width, height] = [0, 0]
  for (let i = 0; i < v.getUint16(start, little); i++) {
    const at = start + 2 + 12 * i
    const name = v.getUint16(at, little)
    if (name > 257) break
    const value = v.getUint16(at + 2, little) === 3 ? v.getUint16(at + 8, little) : v.getUint32(at + 8, little)
    if (name === 256) width = value
    if (name === 257) height = value
  }
  return { format: 'tiff', width, height }
}

function bmp(v: DataView): Header | null {
  if (tag(v, 0, 2) !== 'BM') return null
  if (v.getUint32(14, true) === 12)
    return { format: 'bmp', width: v.getUint16(18, true), height: v.getUint16(20, true) }
  return { format: 'bmp', width: Math.abs(v.getInt32(18, true)), height: Math.abs(v.getInt32(22, true)) }
}

/** Boxes of a HEIF file that are looked at, in all. */
const MOST_BOXES = 4000

/**
 * AVIF and HEIC: the largest `ispe` property (spatial extent) among the items of the first `meta` box; smaller ones are
 * tiles and thumbnails. A grid's own extent is larger than its tiles'.
 */
function heif(v: DataView): Header | null {
  if (tag(v, 4) !== 'ftyp') return null
  const brand = tag(v, 8)
  const format = brand.startsWith('avi') ? 'avif' : 'heic'
  let best: Header | null = null
  const areas: { readonly from: number; readonly to: number }[] = [{ from: 0, to: v.byteLength }]
  let boxes = 0
  for (let area = areas.pop(); area !== undefined; area = areas.pop()) {
    for (let at = area.from; at + 8 <= area.to && boxes++ < MOST_BOXES; ) {
      const length = boxLength(v, at, area.to)
      if (length < 8) break
      const name = tag(v, at + 4)
      const inside = { meta: 12, iprp: 8, ipco: 8 }[name]
      if (inside !== undefined) areas.push({ from: at + inside, to: at + length })
      if (name === 'ispe') {
        const [width, height] = [v.getUint32(at + 12), v.getUint32(at + 16)]
        if (!best || width * height > best.width * best.height) best = { format, width, height }
      }
      at += length
    }
  }
  return best
}

/** 0 = as far as the end, 1 = a length of eight bytes follows. */
function boxLength(v: DataView, at: number, end: number): number {
  const length = v.getUint32(at)
  if (length === 0) return end - at
  return Math.min(end - at, length === 1 ? Number(v.getBigUint64(at + 8)) : length)
}
