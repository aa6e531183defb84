import type { Span } from '@wherefrom/schema'

/** A stretch of text with the same marks all over. `marks` are indexes into the list that was given. */
export interface Segment extends Span {
  readonly marks: readonly number[]
}

/**
 * Cuts `within` at every border of the given spans. Spans may overlap and nest; segments do not, cover `within`, and are
 * in text order. Marks are in the order given. O(n log n) in spans, plus the size of the result.
 */
export function segments(within: Span, spans: readonly Span[]): Segment[] {
  const borders: { at: number; mark: number; opens: boolean }[] = []
  spans.forEach((s, mark) => {
    const [start, end] = [Math.max(s.start, within.start), Math.min(s.end, within.end)]
    if (start >= end) return
    borders.push({ at: start, mark, opens: true }, { at: end, mark, opens: false })
  })
  borders.sort((a, b) => a.at - b.at)
  const out: Segment[] = []
  const active = new Set<number>()
  let at = within.start
  for (const border of borders) {
    if (border.at > at) {
      out.push({ start: at, end: border.at, marks: [...active].sort((a, b) => a - b) })
      at = border.at
    }
    if (border.opens) active.add(border.mark)
    else active.delete(border.mark)
  }
  if (at < within.end) out.push({ start: at, end: within.end, marks: [] })
  return out
}
