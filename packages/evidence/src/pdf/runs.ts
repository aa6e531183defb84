import type { PageViewport } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Page } from './engine.ts'

/**
 * Where text stands on a baseline. Coordinates are points in the page's reading frame: x runs along the text, y downwards.
 * For upright text the frame is the page as it is shown, from its upper left corner.
 */
export interface Level {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  /** y of the baseline. */
  readonly base: number
  /** Height of the font, or of most of the text, in points. */
  readonly size: number
}

/** A stretch of text as the page draws it: one font, one baseline. */
export interface Run extends Level {
  readonly text: string
  readonly font: string
  /** Written from right to left. */
  readonly rtl: boolean
  /** Confidence of recognition, 0-100; null for text that the file itself holds. */
  readonly sure: number | null
}

/** Runs that read in the same direction. `turn`: quarter turns clockwise of the text against the page; null for askew text. */
export interface Layer {
  readonly turn: Turn | null
  readonly runs: readonly Run[]
}
export type Turn = 0 | 1 | 2 | 3

/** Text of one page with the page's size as shown, in points. */
export interface PageText {
  readonly width: number
  readonly height: number
  /** The main reading direction first. */
  readonly layers: readonly Layer[]
  /** Letters and digits, glyphs of which the file does not say what they stand for, and signs but for stops and rules. */
  readonly known: number
  readonly unknown: number
  readonly signs: number
  /** True when the page holds more text than is taken. */
  readonly cut: boolean
}

/** Items of text of one page that are taken; dense pages of real files have some thousands. */
const MOST_ITEMS = 40_000
/** Text turned away from a right angle by more than this is askew (watermarks, stamps). Radians, about 8 degrees. */
const ASKEW = 0.14

interface Item {
  readonly str: string
  readonly dir: string
  readonly transform: readonly number[]
  readonly width: number
  readonly fontName: string
}

interface Style {
  readonly ascent: number
  readonly descent: number
}

/** The text of a page, in the order of the file, with places. Text outside of the page's visible area is left out. */
export async function readRuns(page: Page): Promise<PageText> {
  const view = page.getViewport({ scale: 1 })
  const { items, styles, cut } = await takeItems(page)
  const byTurn = new Map<Turn | null, Run[]>()
  let [known, unknown, signs] = [0, 0, 0]
  for (const item of items) {
    if (item.str.trim() === '') continue
    known += count(item.str, KNOWN)
    unknown += count(item.str, UNKNOWN)
    signs += count(item.str, SIGN)
    const placed = place(item, styles.get(item.fontName), view)
    if (!placed) continue
    const runs = byTurn.get(placed.turn)
    if (runs) runs.push(placed.run)
    else byTurn.set(placed.turn, [placed.run])
  }
  const layers = [...byTurn].map(([turn, runs]) => ({ turn, runs }))
  layers.sort((a, b) => letters(b.runs) - letters(a.runs))
  return { width: view.width, height: view.height, layers, known, unknown, signs, cut }
}

const KNOWN = /[\p{L}\p{N}]/gu
/** Control characters, private use and what no character is assigned to. */
const UNKNOWN = /[\u0000-\u001f\ue000-\uf8ff\ufffd]/g
const SIGN = /[^\p{L}\p{N}\p{M}\s\p{C}._…·–—-]/gu
const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0

const letters = (runs: readonly Run[]): number => runs.reduce((n, r) => n + r.text.length, 0)

async function takeItems(page: Page): Promise<{ items: Item[]; styles: Map<string, Style>; cut: boolean }> {
  const reader = page.streamTextContent().getReader()
  const items: Item[] = []
  const styles = new Map<string, Style>()
  // The stream is read to its end even when enough was taken: the engine goes on filling one that was cancelled.
  for (;;) {
    const { value, done } = await reader.read()
    if (done) break
    if (items.length > MOST_ITEMS) continue
    for (const [name, style] of Object.entries(value.styles as Record<string, Style>)) styles.set(name, style)
    for (const item of value.items) if ('str' in item) items.push(item as Item)
  }
  return { items: items.slice(0, MOST_ITEMS), styles, cut: items.length > MOST_ITEMS }
}

/** Heights above and below the baseline, as shares of the font's size, where the font states nothing sensible. */
const ASCENT = 0.8
const DESCENT = -0.2

function place(item: Item, style: Style | undefined, view: PageViewport): { turn: Turn | null; run: Run } | null {
  const m = multiply(view.transform as number[], item.transform)
  const along = Math.hypot(m[0]!, m[1]!)
  const height = Math.hypot(m[2]!, m[3]!)
  // fonts made of drawings may state heights that have nothing to do with what is shown
  const size = height > 3 * along ? along : height
  if (!(size > 0.5) || !(size < 2000) || !(along > 0) || !m.every(Number.isFinite)) return null
  const angle = Math.atan2(m[1]!, m[0]!)
  const quarter = Math.round(angle / (Math.PI / 2))
  const askew = Math.abs(angle - quarter * (Math.PI / 2)) > ASKEW
  const turn = (((quarter % 4) + 4) % 4) as Turn
  const [x, y] = toFrame(m[4]!, m[5]!, turn, view.width, view.height)
  const width = Number.isFinite(item.width) ? Math.abs(item.width) : 0
  const ascent = sensible(style?.ascent, 0.4, 1.3, ASCENT)
  const descent = sensible(style?.descent, -0.6, -0.01, DESCENT)
  if (outside(x, y, width, turn, view)) return null
  const run: Run = {
    text: clean(item.str),
    left: x,
    right: x + width,
    top: y - ascent * size,
    bottom: y - descent * size,
    base: y,
    size,
    font: item.fontName,
    rtl: item.dir === 'rtl',
    sure: null,
  }
  return { turn: askew ? null : turn, run }
}

const sensible = (value: number | undefined, least: number, most: number, otherwise: number): number =>
  value !== undefined && value >= least && value <= most ? value : otherwise

/** Is the run off the page as a whole? Hidden text is put there. */
function outside(x: number, y: number, width: number, turn: Turn, view: PageViewport): boolean {
  const across = turn % 2 === 0 ? view.width : view.height
  const down = turn % 2 === 0 ? view.height : view.width
  return x + width < -2 || x > across + 2 || y < -2 || y > down + 12
}

/** A point of the page as shown, in the frame of text that is turned by quarter turns clockwise. */
export function toFrame(x: number, y: number, turn: Turn, width: number, height: number): readonly [number, number] {
  if (turn === 1) return [y, width - x]
  if (turn === 2) return [width - x, height - y]
  if (turn === 3) return [height - y, x]
  return [x, y]
}

/** The way back: a point of the frame on the page as shown. */
export function toPage(x: number, y: number, turn: Turn, width: number, height: number): readonly [number, number] {
  if (turn === 1) return [width - y, x]
  if (turn === 2) return [width - x, height - y]
  if (turn === 3) return [y, height - x]
  return [x, y]
}

function multiply(a: readonly number[], b: readonly number[]): readonly number[] {
  return [
    a[0]! * b[0]! + a[2]! * b[1]!,
    a[1]! * b[0]! + a[3]! * b[1]!,
    a[0]! * b[2]! + a[2]! * b[3]!,
    a[1]! * b[2]! + a[3]! * b[3]!,
    a[0]! * b[4]! + a[2]! * b[5]! + a[4]!,
    a[1]! * b[4]! + a[3]! * b[5]! + a[5]!,
  ]
}

/** Bytes of Windows' code page that some files pass off as control characters, and bullets of its symbol fonts. */
const WINDOWS = new TextDecoder('windows-1252')
const BULLETS = /[\uf0b7\uf0a7\uf0a8\uf0d8\uf076\uf0fc\uf06e\uf0be]/g

/** What stands for no character becomes a space. */
const clean = (text: string): string =>
  text
    .replace(/[\u0080-\u009f]/g, (c) => WINDOWS.decode(Uint8Array.of(c.charCodeAt(0))))
    .replace(BULLETS, '•')
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, ' ')
