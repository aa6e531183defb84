/** Quotations and lists inside each other that the parser follows; it drops what lies at a hundred levels. */
export const DEEPEST = 40

/** Columns by which a line may be indented: deeper ones open lists in lists. */
const WIDEST = 2 * DEEPEST

/**
 * The same lines with no more than `DEEPEST` marks of quotations and lists before each text, so that no text is lost in
 * their depth; `flattened` tells whether any had more. Line numbers stay.
 */
export function shallow(text: string): { readonly text: string; readonly flattened: boolean } {
  let flattened = false
  const lines = text.split('\n').map((line) => {
    const flat = shallowLine(line)
    flattened ||= flat !== line
    return flat
  })
  return { text: flattened ? lines.join('\n') : text, flattened }
}

function shallowLine(line: string): string {
  let at = 0
  let marks = 0
  let blanks = 0
  /** Where the marks end that may stay. */
  let kept = 0
  while (at < line.length) {
    const char = line[at]!
    const isBlank = char === ' ' || char === '\t'
    const next = line[at + 1]
    const isMark = char === '>' || ((char === '-' || char === '*' || char === '+') && (next === ' ' || next === '\t'))
    if (!isBlank && !isMark) break
    if (isMark) marks++
    blanks = isBlank ? blanks + 1 : 0
    at++
    if (marks <= DEEPEST && blanks <= WIDEST) kept = at
  }
  return kept === at || at === line.length ? line : `${line.slice(0, kept)} ${line.slice(at)}`
}
