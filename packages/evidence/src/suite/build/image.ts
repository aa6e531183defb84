import { crc32, deflateSync } from 'node:zlib'
import { ascii, big, join, little } from './bytes.ts'

/** Brightness of a test picture at a place, 0 to 255: two slopes and a disc, so that hashes have something to see. */
export function testPicture(x: number, y: number, width: number, height: number): number {
  const dx = x / width - 0.6
  const dy = y / height - 0.4
  const disc = dx * dx + dy * dy < 0.06 ? 90 : 0
  return Math.min(255, Math.round((140 * x) / width + (25 * y) / height + disc))
}

/** A grey PNG of the test picture. `extra` chunks stand before the picture. */
export function buildPng(width: number, height: number, extra: readonly Uint8Array[] = []): Uint8Array {
  const rows = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) rows[y * (width + 1) + 1 + x] = testPicture(x, y, width, height)
  const head = big([4, width], [4, height], [1, 8], [1, 0], [1, 0], [1, 0], [1, 0])
  return join([
    ascii('\x89PNG\r\n\x1a\n'),
    pngChunk('IHDR', head),
    ...extra,
    pngChunk('IDAT', deflateSync(rows)),
    pngChunk('IEND', new Uint8Array()),
  ])
}

export function pngChunk(type: string, data: Uint8Array): Uint8Array {
  const body = join([ascii(type), data])
  return join([big([4, data.length]), body, big([4, crc32(body)])])
}

/** A grey TIFF without compression, one strip. */
export function buildTiff(width: number, height: number): Uint8Array {
  const pixels = Buffer.alloc(width * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) pixels[y * width + x] = testPicture(x, y, width, height)
  const tags: readonly (readonly [tag: number, type: 3 | 4, value: number])[] = [
    [256, 4, width],
    [257, 4, height],
    [258, 3, 8],
    [259, 3, 1],
    [262, 3, 1],
    [273, 4, 8],
    [277, 3, 1],
    [278, 4, height],
    [279, 4, pixels.length],
  ]
  const rows = tags.map(([tag, type, value]) => little([2, tag], [2, type], [4, 1], [4, value]))
  const pad = new Uint8Array(pixels.length % 2)
  const directory = 8 + pixels.length + pad.length
  return join([ascii('II*\0'), little([4, directory]), pixels, pad, little([2, tags.length]), ...rows, little([4, 0])])
}

/** A GIF of two shades whose LZW codes are never longer than eight bits: no table is needed to write it. */
export function buildGif(width: number, height: number): Uint8Array {
  const codes: number[] = []
  for (let i = 0; i < width * height; i++) {
    if (i % 100 === 0) codes.push(128)
    codes.push(testPicture(i % width, Math.floor(i / width), width, height) >> 1)
  }
  const palette = new Uint8Array(128 * 3).map((_, i) => Math.floor(i / 3) * 2)
  const head = join([ascii('GIF89a'), little([2, width], [2, height], [1, 0xf6], [1, 0], [1, 0]), palette])
  const frame = little([1, 0x2c], [2, 0], [2, 0], [2, width], [2, height], [1, 0], [1, 7])
  const data = Uint8Array.from([...codes, 129])
  const blocks: Uint8Array[] = []
  for (let i = 0; i < data.length; i += 255) {
    const piece = data.subarray(i, i + 255)
    blocks.push(little([1, piece.length]), piece)
  }
  return join([head, frame, ...blocks, little([1, 0], [1, 0x3b])])
}

export const SVG = `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="120" height="80"><title>Sketch of the yard</title>
<rect width="120" height="80" fill="#ddd"/><text x="10" y="40">Gate four</text></svg>
`
