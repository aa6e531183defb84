import type { Span } from '@wherefrom/schema'
import { diffArrays } from 'diff'

/**
 * A stretch of two texts: the same in both, or what stood in the first (`before`) and stands in the second (`after`).
 * Positions are UTF-16 code units; an empty span says where something was put in or taken out.
 */
export interface TextChange {
  readonly same: boolean
  readonly before: Span
  readonly after: Span
}

/**
 * Edits that are searched for: lines of a text, and words of a stretch of lines. Beyond these the stretch counts as
 * replaced whole: the cost grows with the square of the edits, and a text with more of them is another text.
 */
const LINE_EDITS = 2000
const WORD_EDITS = 1500

/**
 * What changed between two texts: first by lines, then by words where lines differ. Every character of both texts is in
 * one stretch, in order. Bounded in time for any texts, and deterministic.
 */
export function diffTexts(before: string, after: string): TextChange[] {
  const out = new Changes()
  for (const change of diffTokens(linesOf(before), linesOf(after), LINE_EDITS)) {
    if (change.same) out.add(true, change.before.length, change.after.length)
    else
      for (const inner of diffTokens(wordsOf(change.before), wordsOf(change.after), WORD_EDITS))
        out.add(inner.same, inner.before.length, inner.after.length)
  }
  return out.list
}

interface Piece {
  readonly same: boolean
  readonly before: string
  readonly after: string
}

/** Lines with their ends, and words with the white space behind them: joined they are the text again. */
const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? []
const wordsOf = (text: string): string[] => text.match(/\s+|[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? []

/** Runs of tokens that are the same, and between them what was taken out and put in. */
function diffTokens(before: string[], after: string[], most: number): Piece[] {
  const changes = diffArrays(before, after, { maxEditLength: most })
  if (!changes) return [{ same: false, before: before.join(''), after: after.join('') }]
  const pieces: Piece[] = []
  for (const { value, added, removed } of changes) {
    const text = value.join('')
    const last = pieces.at(-1)
    if (!added && !removed) pieces.push({ same: true, before: text, after: text })
    else {
      const open = last && !last.same ? pieces.pop()! : { same: false, before: '', after: '' }
      pieces.push({ same: false, before: open.before + (removed ? text : ''), after: open.after + (added ? text : '') })
    }
  }
  return pieces
}

/** Stretches put together in order; neighbours of one kind become one. */
class Changes {
  readonly list: TextChange[] = []

  add(same: boolean, before: number, after: number): void {
    const last = this.list.at(-1)
    const [from, to] = [last?.before.end ?? 0, last?.after.end ?? 0]
    if (before === 0 && after === 0) return
    const open = last?.same === same ? this.list.pop()! : { before: { start: from }, after: { start: to } }
    this.list.push({
      same,
      before: { start: open.before.start, end: from + before },
      after: { start: open.after.start, end: to + after },
    })
  }
}

/** Maps places of the first text to the second; asked in any order. */
export class PlaceMap {
  readonly #same: readonly TextChange[]

  constructor(changes: readonly TextChange[]) {
    this.#same = changes.filter((c) => c.same)
  }

  /** Where a stretch of the first text stands in the second; null when any of it changed. */
  map({ start, end }: Span): Span | null {
    let [low, high] = [0, this.#same.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#same[middle]!.before.end < end) low = middle + 1
      else high = middle
    }
    const run = this.#same[low]
    if (!run || start < run.before.start || end > run.before.end) return null
    const shift = run.after.start - run.before.start
    return { start: start + shift, end: end + shift }
  }
}
