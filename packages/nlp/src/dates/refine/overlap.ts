import type { Candidate } from '../shape.ts'
import type { View } from '../view.ts'

/** Of candidates that share an atom the longest stays; among equals the one proposed first. Linear after the sort. */
export function longest(_v: View, candidates: readonly Candidate[]): Candidate[] {
  const order = candidates.map((c, i) => ({ c, i })).sort((x, y) => x.c.from - y.c.from || y.c.to - x.c.to || x.i - y.i)
  const kept: Candidate[] = []
  for (const { c } of order) {
    const last = kept.at(-1)
    if (!last || c.from >= last.to) kept.push(c)
    // A later start wins only when it reaches clearly further: "the 1988 second quarter" against "1988".
    else if (c.to - c.from > last.to - last.from) kept[kept.length - 1] = c
  }
  return kept
}
