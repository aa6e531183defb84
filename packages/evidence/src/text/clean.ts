import { type Problem, problem } from '@wherefrom/schema'

/** Text fit for reading, and the way back: `rawPosition` maps an offset in `text` to one in the decoded characters. */
export interface Cleaned {
  readonly text: string
  readonly problems: readonly Problem[]
  readonly rawPosition: (pos: number) => number
}

/** Everything below space but tab and line ends, DEL, and the C1 controls. */
const CONTROL = /[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u0084\u0086-\u009f]/g
/** Embeddings, overrides and isolates (Unicode Standard Annex 9): they can show text in another order than stored. */
const BIDI = /[\u202a-\u202e\u2066-\u2069]/g

/** Line ends to `\n`, control characters to spaces (one for one); direction controls stay and are reported. */
export function cleanText(raw: string): Cleaned {
  const { text, dropped } = normaliseLineEnds(raw)
  const { text: cleaned, problems } = replaceControls(text)
  return { text: cleaned, problems, rawPosition: (pos) => pos + countBelow(dropped, pos) }
}

/** Control characters to spaces, and the problems to tell about them; lengths stay. */
export function replaceControls(text: string): { readonly text: string; readonly problems: readonly Problem[] } {
  const problems: Problem[] = []
  const controls = countMatches(text, CONTROL)
  if (controls > 0) problems.push(problem('reader/control-characters', { count: controls }))
  const overrides = countMatches(text, BIDI)
  if (overrides > 0) problems.push(problem('reader/bidi-controls', { count: overrides }))
  return { text: controls > 0 ? text.replace(CONTROL, ' ') : text, problems }
}

function countMatches(text: string, pattern: RegExp): number {
  pattern.lastIndex = 0
  let n = 0
  while (pattern.exec(text) !== null) n++
  return n
}

/** `dropped`: offsets in the new text after which one character of the old text is missing, ascending. */
function normaliseLineEnds(raw: string): { text: string; dropped: readonly number[] } {
  if (!raw.includes('\r')) return { text: raw, dropped: [] }
  const dropped: number[] = []
  for (let i = raw.indexOf('\r\n'); i !== -1; i = raw.indexOf('\r\n', i + 2)) dropped.push(i - dropped.length)
  return { text: raw.replace(/\r\n?/g, '\n'), dropped }
}

/** How many of the ascending numbers are below `pos`. */
function countBelow(sorted: readonly number[], pos: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const mid = (low + high) >>> 1
    if (sorted[mid]! < pos) low = mid + 1
    else high = mid
  }
  return low
}
