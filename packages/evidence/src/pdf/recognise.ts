import type { OcrWord } from '../ocr/engine.ts'
import { median } from './regions.ts'
import type { PageText, Run, Turn } from './runs.ts'

/**
 * Text of a page from recognised words, joined with the text that the page holds itself. `turn`: how the text lies on
 * the page; the words' places are those of the picture turned upright, which is the reading frame of that turn.
 */
export function withWords(page: PageText, words: readonly OcrWord[], dpi: number, turn: Turn): PageText {
  const own = page.layers.find((l) => l.turn === turn)
  const kept = own?.runs ?? []
  const runs = runsOf(words, 72 / dpi).filter((r) => !kept.some((o) => overlaps(o, r)))
  return { ...page, layers: [{ turn, runs: [...kept, ...runs] }, ...page.layers.filter((l) => l !== own)] }
}

const overlaps = (a: Run, b: Run): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.base - 0.2 * b.size && b.top < a.base - 0.2 * a.size

/** Lines within these bounds of the page's usual height are of one size: boxes of words differ with their letters. */
const ALIKE = [0.7, 1.4] as const
/** A line's box, from ascenders to descenders, is about this share of the size of its type. */
const BOX = 0.93

function runsOf(words: readonly OcrWord[], scale: number): readonly Run[] {
  const lines = new Map<string, OcrWord[]>()
  for (const w of words) {
    const line = lines.get(w.line)
    if (line) line.push(w)
    else lines.set(w.line, [w])
  }
  const heights = new Map<string, number>()
  for (const [key, line] of lines)
    heights.set(key, Math.max(...line.map((w) => w.bottom)) - Math.min(...line.map((w) => w.top)))
  const usual = median([...heights.values()])
  return [...lines].flatMap(([key, line]) => {
    const height = heights.get(key)!
    const alike = height > ALIKE[0] * usual && height < ALIKE[1] * usual
    const size = ((alike ? usual : height) * scale) / BOX
    const base = baseline(line) * scale
    return line.map(
      (w): Run => ({
        text: w.text,
        left: w.left * scale,
        right: w.right * scale,
        top: w.top * scale,
        bottom: w.bottom * scale,
        base,
        size,
        font: 'ocr',
        rtl: false,
        sure: w.sure,
      }),
    )
  })
}

/** Where most words of the line end below: those without descenders and commas stand on the baseline. */
const baseline = (line: readonly OcrWord[]): number => {
  const standing = line.filter((w) => !/[gjpqy,;()[\]Q]/.test(w.text))
  return median((standing.length > 0 ? standing : line).map((w) => w.bottom))
}

/** Mean confidence of the words, each by its length. */
export function confidence(words: readonly OcrWord[]): number {
  let sum = 0
  let letters = 0
  for (const w of words) {
    sum += w.sure * w.text.length
    letters += w.text.length
  }
  return letters === 0 ? 0 : sum / letters
}
