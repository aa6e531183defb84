import { isWord } from '../atoms.ts'
import type { CalendarFields, Candidate } from '../shape.ts'
import type { View } from '../view.ts'

const JOINTS = ['-', 'and', 'to', 'or', 'through', 'until', 'till'] as const

function fieldsOf(c: Candidate | undefined): CalendarFields | null {
  return c?.shape?.type === 'calendar' && !c.shape.pick && !c.shape.within ? c.shape.fields : null
}

/** Year of the first of two joined dates: that of the second, or the one before ("December and January 2020"). */
function shared(first: CalendarFields, second: CalendarFields): number | null {
  if (first.year !== undefined || second.year === undefined) return null
  if (first.month !== undefined && second.month !== undefined)
    return first.month > second.month ? second.year - 1 : second.year
  if (first.quarter !== undefined && second.quarter !== undefined) return second.year
  if (first.season !== undefined && second.season !== undefined)
    return first.season > second.season ? second.year - 1 : second.year
  return null
}

/** "July and August 2004", "26 June - 4 August 1952": the year stated at the second date holds for the first. */
export function share(v: View, candidates: readonly Candidate[]): Candidate[] {
  const out = [...candidates]
  for (let i = out.length - 2; i >= 0; i--) {
    const left = out[i]!
    const right = out[i + 1]!
    if (right.from !== left.to + 1 || !isWord(v.atoms, left.to, ...JOINTS)) continue
    const first = fieldsOf(left)
    const second = fieldsOf(right)
    const year = first && second ? shared(first, second) : null
    if (first && year !== null) out[i] = { ...left, shape: { type: 'calendar', fields: { ...first, year } } }
  }
  return out
}
