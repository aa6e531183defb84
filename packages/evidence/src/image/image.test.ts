import type { ImageFacts } from '@wherefrom/schema'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Found } from '../found.ts'
import { bytesSource } from '../source.ts'
import { buildGif, buildPng, buildTiff, SVG, testPicture } from '../suite/build/image.ts'
import { decoder } from './decode.ts'
import { readStated } from './exif.ts'
import { dctHash, differenceHash, distance, RASTER } from './hash.ts'
import { readHeader } from './header.ts'
import { readImage } from './reader.ts'
import { bandsOf, compareImages, regionHashes } from './similar.ts'

const ascii = (text: string) => Buffer.from(text, 'latin1')
const bytes = (...parts: readonly (string | readonly number[])[]) =>
  new Uint8Array(Buffer.concat(parts.map((p) => (typeof p === 'string' ? ascii(p) : Buffer.from(p)))))

async function findings(of: Uint8Array): Promise<readonly Found[]> {
  const out: Found[] = []
  for await (const found of readImage(bytesSource('x', of))) out.push(found)
  return out
}

async function facts(of: Uint8Array): Promise<ImageFacts> {
  const found = (await findings(of)).find((f) => f.kind === 'image')
  if (found?.kind !== 'image') throw new Error('no image')
  return found.image
}

/** APP1 with one directory of two text fields and the orientation, big-endian. */
function exif(orientation: number, made: string): readonly number[] {
  const text = ascii(`${made}\0`)
  const entry = (name: number, type: number, count: number, value: readonly number[]) => [
    name >> 8,
    name & 255,
    0,
    type,
    0,
    0,
    0,
    count,
    ...value,
  ]
  const tiff = [
    ...ascii('MM\0*'),
    0,
    0,
    0,
    8,
    0,
    2,
    ...entry(0x010f, 2, text.length, [0, 0, 0, 38]),
    ...entry(0x0112, 3, 1, [0, orientation, 0, 0]),
    0,
    0,
    0,
    0,
    ...text,
  ]
  const body = [...ascii('Exif\0\0'), ...tiff]
  return [0xff, 0xe1, (body.length + 2) >> 8, (body.length + 2) & 255, ...body]
}
const jpeg = (...segments: readonly (readonly number[])[]) =>
  bytes([0xff, 0xd8], ...segments, [0xff, 0xc0, 0, 11, 8, 0, 60, 0, 90, 1, 1, 17, 0, 0xff, 0xd9])

describe('headers', () => {
  test('size and format of each kind', () => {
    expect(readHeader(buildPng(64, 48))).toEqual({ format: 'png', width: 64, height: 48 })
    expect(readHeader(buildGif(64, 48))).toEqual({ format: 'gif', width: 64, height: 48 })
    expect(readHeader(buildTiff(64, 48))).toEqual({ format: 'tiff', width: 64, height: 48 })
    expect(readHeader(jpeg(exif(1, 'x')))).toEqual({ format: 'jpeg', width: 90, height: 60 })
    const bmp = bytes('BM', Array(12).fill(0), [40, 0, 0, 0], [90, 0, 0, 0], [0xc4, 0xff, 0xff, 0xff])
    expect(readHeader(bmp)).toEqual({ format: 'bmp', width: 90, height: 60 })
    const lossless = bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8L', [0, 0, 0, 0, 0x2f], [89, 192, 14, 0])
    expect(readHeader(lossless)).toEqual({ format: 'webp', width: 90, height: 60 })
    const extended = bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8X', [10, 0, 0, 0, 0, 0, 0, 0], [89, 0, 0, 59, 0, 0])
    expect(readHeader(extended)).toEqual({ format: 'webp', width: 90, height: 60 })
    const ispe = (w: number, h: number) => [0, 0, 0, 20, ...ascii('ispe'), 0, 0, 0, 0, 0, 0, 0, w, 0, 0, 0, h]
    const ipco = [0, 0, 0, 48, ...ascii('ipco'), ...ispe(40, 40), ...ispe(90, 60)]
    const meta = [0, 0, 0, 68, ...ascii('meta'), 0, 0, 0, 0, 0, 0, 0, 56, ...ascii('iprp'), ...ipco]
    expect(readHeader(bytes([0, 0, 0, 16], 'ftypavif', [0, 0, 0, 0], meta))).toEqual({
      format: 'avif',
      width: 90,
      height: 60,
    })
  })

  test('bytes of any kind give null or a size, never an exception', () => {
    const starts = fc.constantFrom(
      buildPng(9, 9),
      buildTiff(9, 9),
      buildGif(9, 9),
      jpeg(exif(6, 'y')),
      bytes('BM'),
      bytes('RIFF1234WEBPVP8 '),
      bytes([0, 0, 0, 12], 'ftypheic'),
    )
    fc.assert(
      fc.property(starts, fc.nat(200), fc.uint8Array({ maxLength: 80 }), (start, keep, rest) => {
        const header = readHeader(bytes([...start.subarray(0, keep)], [...rest]))
        return header === null || (header.width > 0 && header.height > 0)
      }),
      { numRuns: 500 },
    )
  })
})

describe('what a picture states', () => {
  test('fields by name, without control characters; a turned picture has its sides changed', async () => {
    const picture = jpeg(exif(6, 'Quay\u0007 cam'))
    expect(readStated(picture)).toMatchObject({ orientation: 6, fields: { 'exif.Make': 'Quay cam' } })
    expect(await facts(picture)).toMatchObject({ format: 'jpeg', width: 60, height: 90, dhash: null, dct: null })
  })

  test('a picture that cannot be decoded is told, with what its header says', async () => {
    const found = await findings(jpeg(exif(1, 'x')))
    expect(found[1]).toMatchObject({
      kind: 'problem',
      problem: { code: decoder() ? 'image/undecoded' : 'image/no-decoder' },
    })
  })

  test('an uncompressed bitmap is decoded like any other picture', async () => {
    const [width, height] = [64, 48]
    const row = (y: number) =>
      Array.from({ length: width }, (_, x) => testPicture(x, y, width, height)).flatMap((p) => [p, p, p])
    const rows = Array.from({ length: height }, (_, i) => row(height - 1 - i)).flat()
    const head = bytes(
      'BM',
      Array(8).fill(0),
      [54, 0, 0, 0, 40, 0, 0, 0, width, 0, 0, 0, height, 0, 0, 0, 1, 0, 24, 0],
      Array(24).fill(0),
    )
    const [bitmap, png] = [await facts(bytes([...head], rows)), await facts(buildPng(width, height))]
    expect(bitmap).toMatchObject({ format: 'bmp', width, height })
    if (decoder()) expect(compareImages(bitmap, png).distance).toBeLessThan(10)
  })

  test('a drawing gives its size and words, and is not drawn', async () => {
    expect(await facts(ascii(SVG))).toEqual({
      format: 'svg',
      width: 120,
      height: 80,
      dhash: null,
      dct: null,
      metadata: { 'svg.title': 'Sketch of the yard', 'svg.text': 'Gate four' },
    })
  })

  test('no picture at all', async () => {
    expect(await findings(ascii('GIF8'))).toMatchObject([{ kind: 'problem', problem: { code: 'reader/damaged' } }])
  })
})

/** Leaves upon leaves, as photographs have them: discs and bars of many sizes over a sky. Same number, same picture. */
function leaves(number: number, width = RASTER, height = RASTER): Uint8Array {
  let state = number * 2654435761 + 1
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
  const out = new Uint8Array(width * height).map((_, i) => 220 - (100 * Math.floor(i / width)) / height)
  for (let k = 0; k < 90; k++) {
    const [x, y, r, shade, bar] = [
      next() * width,
      next() * height,
      (width * 0.03) / (next() + 0.1),
      next() * 255,
      next(),
    ]
    for (let py = Math.max(0, Math.floor(y - r)); py < Math.min(height, y + r); py++)
      for (let px = Math.max(0, Math.floor(x - r)); px < Math.min(width, x + r); px++)
        if (bar < 0.4 ? Math.abs(px - x) < r / 2 : (px - x) ** 2 + (py - y) ** 2 < r * r) out[py * width + px] = shade
  }
  return out
}

/** A part of a raster, blown up to the whole by taking the nearest pixel. */
const part = (raster: Uint8Array, left: number, top: number, right: number, bottom: number): Uint8Array =>
  raster.map((_, i) => {
    const x = Math.floor((left + ((i % RASTER) / RASTER) * (right - left)) * RASTER)
    const y = Math.floor((top + (Math.floor(i / RASTER) / RASTER) * (bottom - top)) * RASTER)
    return raster[y * RASTER + x]!
  })
const hashed = (raster: Uint8Array) => ({ dct: regionHashes(raster) })
const meet = (a: { dct: string }, b: { dct: string }) => {
  const bands = new Set(bandsOf(a).map(String))
  return bandsOf(b).some((band) => bands.has(String(band)))
}

describe('the same picture', () => {
  const original = hashed(leaves(1))

  test.each([
    ['brighter', leaves(1).map((p) => Math.min(255, p * 1.2))],
    ['with noise of compression', leaves(1).map((p, i) => Math.max(0, Math.min(255, p + ((i * 7919) % 25) - 12)))],
    ['cropped by 5 in 100 on every side', part(leaves(1), 0.05, 0.05, 0.95, 0.95)],
    ['cut off below', part(leaves(1), 0, 0, 1, 0.9)],
    ['with a caption bar', leaves(1).map((p, i) => (i > RASTER * RASTER * 0.9 ? 20 : p))],
  ])('is found again when it is %s', (_, edited) => {
    const other = hashed(edited)
    expect(meet(original, other)).toBe(true)
    expect(compareImages(original, other).same).toBe(true)
    expect(compareImages(other, original)).toEqual(compareImages(original, other))
  })

  test('others are not taken for it', () => {
    const others = Array.from({ length: 30 }, (_, i) => hashed(leaves(i + 2)))
    expect(others.filter((o) => compareImages(original, o).same)).toEqual([])
  })

  test('pictures without hashes are the same as none', () => {
    expect(bandsOf({ dct: null })).toEqual([])
    expect(compareImages({ dct: null }, { dct: null }).same).toBe(false)
  })

  test('hashes have their length, and distance counts bits', () => {
    expect(dctHash(leaves(3))).toMatch(/^[0-9a-f]{64}$/)
    expect(differenceHash(leaves(3))).toMatch(/^[0-9a-f]{16}$/)
    expect(distance('00000000f0000001', '0000000000000000')).toBe(5)
    expect(distance('ffffffff', '00000000')).toBe(32)
  })
})
