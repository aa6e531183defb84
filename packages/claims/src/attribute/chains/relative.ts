import type { Span } from '@wherefrom/schema'
import { tidy, without } from './content.ts'
import type { Frame } from './frame.ts'
import { FrameIndex } from './frame-index.ts'
import type { View } from './view.ts'

const WORDS = new Set(['who', 'which', 'whom', 'whose'])
/** Tokens that a report may stand away from its relative pronoun. */
const REACH = 10

/** The pronoun of an added relative clause (", who is considered to ...") that the report at `f` makes, -1 without one. */
function pronounOf(view: View, f: Frame): number {
  for (let i = f.at; i > f.at - REACH && i > 0; i--) {
    if (view.sentence[i] !== view.sentence[f.at]) return -1
    if (WORDS.has(view.word[i]!)) return view.word[i - 1] === ',' ? i : -1
    if (i < f.at && (view.word[i] === ';' || view.word[i] === '"')) return -1
  }
  return -1
}

/**
 * An added relative clause with a report of its own is told by that report, not by the one around it: it is cut out of
 * the contents of others, unless these are word for word.
 */
export function cutAddedRelatives(view: View, frames: readonly Frame[]): Frame[] {
  const out = [...frames]
  const index = new FrameIndex(frames)
  frames.forEach((f) => {
    const pronoun = f.rule.startsWith('attribute/verb') ? pronounOf(view, f) : -1
    const end = f.content.at(-1)?.end ?? 0
    if (pronoun < 0 || end <= view.start[pronoun]!) return
    const hole: Span = { start: view.start[pronoun - 1]!, end }
    const around = index.near(f.at)
    for (let k = around.from; k < around.to; k++) {
      const g = out[k]!
      if (
        g.at === f.at ||
        g.rule.endsWith('/quote') ||
        !g.content.some((s) => s.start < hole.start && s.end >= hole.end)
      )
        continue
      out[k] = { ...g, content: tidy(view, without(g.content, [hole])) }
    }
  })
  return out
}
