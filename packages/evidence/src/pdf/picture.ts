import { createRequire } from 'node:module'
import type { GreyImage } from '../ocr/engine.ts'
import { type Page, pdfEngine } from './engine.ts'
import { type Turn, toPage } from './runs.ts'

/** What a page shows besides its text. */
export interface Shown {
  /** Anything is drawn at all. */
  readonly drawn: boolean
  /** Share of the page that its largest image covers. */
  readonly covered: number
}

/** Drawing steps of one page that are looked at. */
const MOST_STEPS = 200_000

type Matrix = readonly [number, number, number, number, number, number]

/** Looks through what a page draws. Decodes its images, so it costs as much as showing the page. */
export async function lookAt(page: Page): Promise<Shown> {
  const { OPS } = await pdfEngine()
  const { fnArray, argsArray } = await page.getOperatorList()
  const images = new Set<number>([OPS.paintImageXObject, OPS.paintInlineImageXObject, OPS.paintImageMaskXObject])
  const marks = new Set<number>([
    ...images,
    OPS.constructPath,
    OPS.shadingFill,
    OPS.paintImageXObjectRepeat,
    OPS.paintImageMaskXObjectGroup,
  ])
  const [left = 0, bottom = 0, right = 0, top = 0] = page.view
  const area = Math.abs((right - left) * (top - bottom)) || 1
  const stack: Matrix[] = []
  let now: Matrix = [1, 0, 0, 1, 0, 0]
  let drawn = false
  let covered = 0
  for (let i = 0; i < Math.min(fnArray.length, MOST_STEPS); i++) {
    const fn = fnArray[i]!
    const args = argsArray[i] as unknown
    if (marks.has(fn)) drawn = true
    if (images.has(fn)) covered = Math.max(covered, Math.abs(now[0] * now[3] - now[1] * now[2]) / area)
    else if (fn === OPS.save || fn === OPS.paintFormXObjectBegin) {
      if (stack.length < 10_000) stack.push(now)
      if (fn === OPS.paintFormXObjectBegin) now = times(now, (args as readonly unknown[])[0])
    } else if (fn === OPS.restore || fn === OPS.paintFormXObjectEnd) now = stack.pop() ?? now
    else if (fn === OPS.transform) now = times(now, args)
  }
  return { drawn, covered: Math.min(covered, 1) }
}

function times(a: Matrix, value: unknown): Matrix {
  const b = value as ArrayLike<number> | null
  if (b?.length !== 6) return a
  return [
    a[0] * b[0]! + a[2] * b[1]!,
    a[1] * b[0]! + a[3] * b[1]!,
    a[0] * b[2]! + a[2] * b[3]!,
    a[1] * b[2]! + a[3] * b[3]!,
    a[0] * b[4]! + a[2] * b[5]! + a[4],
    a[1] * b[4]! + a[3] * b[5]! + a[5],
  ]
}

/** Resolution for recognition, and the most pixels of one page: larger pages are drawn more coarsely. */
const DPI = 200
const MOST_PIXELS = 12_000_000

interface Canvas {
  getContext(kind: '2d'): Context
}
interface Context {
  fillStyle: string
  fillRect(x: number, y: number, width: number, height: number): void
  getImageData(x: number, y: number, width: number, height: number): { readonly data: Uint8ClampedArray }
}

let makeCanvas: ((width: number, height: number) => Canvas) | null | undefined

/** The optional package that pages are drawn with, or null. */
export function canvasMaker(): ((width: number, height: number) => Canvas) | null {
  if (makeCanvas !== undefined) return makeCanvas
  try {
    const canvas = createRequire(import.meta.url)('@napi-rs/canvas') as {
      createCanvas(width: number, height: number): Canvas
    }
    makeCanvas = canvas.createCanvas
  } catch {
    makeCanvas = null
  }
  return makeCanvas
}

/** The page as a grey picture; null when it cannot be drawn. */
export async function drawPage(page: Page): Promise<GreyImage | null> {
  const create = canvasMaker()
  if (!create) return null
  const full = page.getViewport({ scale: 1 })
  const scale = Math.min(DPI / 72, Math.sqrt(MOST_PIXELS / Math.max(1, full.width * full.height)))
  const viewport = page.getViewport({ scale })
  const [width, height] = [Math.ceil(viewport.width), Math.ceil(viewport.height)]
  if (!(width > 8 && height > 8)) return null
  const context = create(width, height).getContext('2d')
  context.fillStyle = '#fff'
  context.fillRect(0, 0, width, height)
  await page.render({ canvas: null, canvasContext: context as unknown as CanvasRenderingContext2D, viewport }).promise
  return { width, height, dpi: Math.round(scale * 72), pixels: grey(context.getImageData(0, 0, width, height).data) }
}

function grey(rgba: Uint8ClampedArray): Uint8Array {
  const out = new Uint8Array(rgba.length / 4)
  for (let i = 0, k = 0; k < out.length; i += 4, k++)
    out[k] = (rgba[i]! * 77 + rgba[i + 1]! * 150 + rgba[i + 2]! * 29) >> 8
  return out
}

/** The picture in the reading frame of text that lies turned on it. */
export function turned(image: GreyImage, turn: Turn): GreyImage {
  if (turn === 0) return image
  const aside = turn !== 2
  const [width, height] = aside ? [image.height, image.width] : [image.width, image.height]
  const pixels = new Uint8Array(width * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      // centres of pixels, so that the last row comes first where the picture is turned over
      const [px, py] = toPage(x + 0.5, y + 0.5, turn, image.width, image.height)
      pixels[y * width + x] = image.pixels[Math.floor(py) * image.width + Math.floor(px)]!
    }
  return { ...image, width, height, pixels }
}

/** Pixels darker than paper, as a share: pages with fewer are blank. */
const DARK = 160
const BLANK = 0.0004

export function isBlank({ pixels }: GreyImage): boolean {
  let dark = 0
  for (const p of pixels) if (p < DARK) dark++
  return dark < BLANK * pixels.length
}
