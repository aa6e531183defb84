import type { Span, TimeMention, When } from '@wherefrom/schema'
import { tokenFrom } from './content.ts'
import type { View } from './view.ts'

const toWhen = (t: TimeMention): When => ({
  start: t.start,
  end: t.end,
  edtf: t.edtf,
  from: t.from,
  to: t.to,
  anchor: t.anchor,
})

/** "currently", "recently", "an hour later" date nothing by themselves. */
const datesEvents = (t: TimeMention): boolean =>
  (t.timex.type === 'DATE' || t.timex.type === 'TIME' || (t.timex.type === 'DURATION' && t.edtf !== null)) &&
  !t.timex.value.endsWith('_REF') &&
  t.anchor !== 'previous'

/** Clauses of their own: a date inside dates their event, not the main one. */
const BARRIERS = new Set(['acl', 'ccomp', 'xcomp', 'acl:relcl', 'conj', 'parataxis'])

/** Topmost token of a time expression. */
function headOf(view: View, t: TimeMention): number {
  const from = tokenFrom(view, t.start)
  let last = from
  for (let i = from; i < view.n && view.start[i]! < t.end; i++) {
    const h = view.head[i]!
    last = i
    if (h < 0 || view.start[h]! < t.start || view.start[h]! >= t.end) return i
  }
  return last
}

/** Steps from a time expression up to the predicate; -1 when another clause lies between or they do not meet. */
function distance(view: View, from: number, predicate: number): number {
  let at = from
  for (let steps = 0; steps < 12 && at >= 0; steps++) {
    if (at === predicate) return steps
    const rel = view.rel(at)
    const up = view.head[at]!
    const subjectsClause = rel === 'acl:relcl' && up >= 0 && view.base(up) === 'nsubj' && view.head[up] === predicate
    if (BARRIERS.has(rel) && !subjectsClause && steps > 0 && at !== predicate) return -1
    at = up
  }
  return -1
}

/** The time expression inside the content that dates its main event. */
export function whenOf(view: View, content: readonly Span[], predicate: number): When | null {
  let best: TimeMention | null = null
  let bestSteps = 99
  for (const s of content) {
    for (const t of view.times.in(s.start, s.end)) {
      if (!datesEvents(t) || t.start < s.start || t.end > s.end + 1) continue
      const steps = distance(view, headOf(view, t), predicate)
      if (steps < 0 || steps >= bestSteps) continue
      best = t
      bestSteps = steps
    }
  }
  return best ? toWhen(best) : null
}

/** The time expression that dates the saying: it hangs on the cue, outside the content. */
export function saidWhen(view: View, cue: number, content: readonly Span[]): When | null {
  const { from, to } = view.sentenceRange(view.sentence[cue]!)
  for (const t of view.times.in(view.start[from]!, view.end[to - 1]!)) {
    if (!datesEvents(t) || content.some((s) => t.start < s.end && s.start < t.end)) continue
    const steps = distance(view, headOf(view, t), cue)
    if (steps > 0 && steps <= 3) return toWhen(t)
  }
  return null
}
