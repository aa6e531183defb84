import type { BlockKind, Span } from '@wherefrom/schema'

/** A stretch between line ends or blank lines; `gap`: how many line ends stand before it. */
export interface Paragraph extends Span {
  readonly gap: number
  /** Its role where the file says so itself. */
  readonly kind?: BlockKind
}

/** Lines of hard-wrapped text are about this long, in characters. */
const WRAP_LEAST = 40
const WRAP_MOST = 100

/**
 * Paragraphs of a plain text: its lines, or the runs of lines between blank ones where the text is hard-wrapped (as mail
 * and old wire copy are). Text is hard-wrapped when most lines that have a direct successor stop in mid-sentence at
 * wrapping width.
 */
export function findParagraphs(text: string): readonly Paragraph[] {
  const lines = findLines(text)
  return isWrapped(text, lines) ? joinLines(text, lines) : lines
}

function findLines(text: string): readonly Paragraph[] {
  const lines: Paragraph[] = []
  let gap = 0
  let at = 0
  for (const m of text.matchAll(/[\n\u2028\u2029\f\v]|$/g)) {
    const trimmed = trim(text, at, m.index)
    if (trimmed) {
      lines.push({ ...trimmed, gap })
      gap = 0
    }
    gap++
    at = m.index + 1
  }
  return lines
}

export function trim(text: string, from: number, to: number): Span | null {
  let [start, end] = [from, to]
  while (start < end && /\s/.test(text[start]!)) start++
  while (end > start && /\s/.test(text[end - 1]!)) end--
  return start < end ? { start, end } : null
}

function isWrapped(text: string, lines: readonly Paragraph[]): boolean {
  let pairs = 0
  let open = 0
  for (const [i, line] of lines.entries()) {
    const next = lines[i + 1]
    const length = line.end - line.start
    if (length > WRAP_MOST) return false
    if (next?.gap !== 1) continue
    pairs++
    if (length >= WRAP_LEAST && !/[.!?:;"”’)]/.test(text[line.end - 1]!)) open++
  }
  return pairs >= 4 && open > pairs * 0.6
}

function joinLines(text: string, lines: readonly Paragraph[]): readonly Paragraph[] {
  const joined: Paragraph[] = []
  for (const line of lines) {
    const last = joined.at(-1)
    const goesOn = last !== undefined && line.gap === 1 && !(joined.length === 1 && last.end - last.start < WRAP_LEAST)
    if (goesOn && !LIST_ITEM.test(text.slice(line.start, line.start + 8)))
      joined[joined.length - 1] = { ...last, end: line.end }
    else joined.push(line)
  }
  return joined
}

/** `- item`, `• item`, `1. item`, `(a) item`. */
export const LIST_ITEM = /^(?:[-*•‣◦▪·]\s|\(?[\da-z]{1,2}[.)]\s)/
