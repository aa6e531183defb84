import type { OcrWord } from './engine.ts'

/** Words of one picture that are taken; a dense newspaper page has some 6,000. */
const MOST_WORDS = 20_000

/**
 * Words of Tesseract's table: level, page, block, paragraph, line, word, left, top, width, height, confidence, text.
 * Level 5 is a word. What has neither letter nor digit and is unsure is a stroke of a picture, not a word.
 */
export function wordsOfTable(table: string): readonly OcrWord[] {
  const words: OcrWord[] = []
  for (const row of table.split('\n')) {
    const cells = row.split('\t')
    if (cells[0] !== '5' || cells.length < 12) continue
    const [left, top, width, height, sure] = [6, 7, 8, 9, 10].map((i) => Number(cells[i]))
    const text = cells.slice(11).join(' ').trim()
    if (![left, top, width, height, sure].every(Number.isFinite) || text === '') continue
    if (sure! < 50 && !/[\p{L}\p{N}]/u.test(text)) continue
    words.push({
      text,
      left: left!,
      top: top!,
      right: left! + width!,
      bottom: top! + height!,
      sure: Math.min(100, Math.max(0, sure!)),
      line: cells.slice(2, 5).join('.'),
    })
    if (words.length === MOST_WORDS) break
  }
  return words
}
