/**
 * Columns that text takes on a terminal, and wrapping to a width. East Asian wide characters and emoji take two columns,
 * combining marks none (after Unicode's UAX 11; ambiguous ones count as one).
 */
const MARK = /^[\p{Mn}\p{Me}\p{Cf}]$/u
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]$/u

export function columns(text: string): number {
  let sum = 0
  for (const c of text) {
    if (c < '\u0300') sum++
    else if (!MARK.test(c)) sum += WIDE.test(c) ? 2 : 1
  }
  return sum
}

/** Cuts text to at most `width` columns; what was cut shows as `…`. */
export function cut(text: string, width: number): string {
  if (columns(text) <= width) return text
  let out = ''
  let sum = 0
  for (const c of text) {
    sum += columns(c)
    if (sum > width - 1) break
    out += c
  }
  return `${out.trimEnd()}…`
}

/** Lines of at most `width` columns, broken at spaces; a longer word is broken where it must be. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  let used = 0
  const put = (word: string, size: number): void => {
    if (used > 0 && used + 1 + size > width) {
      lines.push(line)
      line = ''
      used = 0
    }
    line += used > 0 ? ` ${word}` : word
    used += used > 0 ? size + 1 : size
  }
  for (const word of text.split(' ')) {
    if (word === '') continue
    for (const piece of pieces(word, width)) put(piece, columns(piece))
  }
  if (used > 0 || lines.length === 0) lines.push(line)
  return lines
}

function pieces(word: string, width: number): string[] {
  if (columns(word) <= width) return [word]
  const out: string[] = []
  let piece = ''
  let used = 0
  for (const c of word) {
    const size = columns(c)
    if (used + size > width && piece !== '') {
      out.push(piece)
      piece = ''
      used = 0
    }
    piece += c
    used += size
  }
  if (piece !== '') out.push(piece)
  return out
}
