import { dateOf, mondayOf, weekdayOf } from '../calendar.ts'
import { UNIT } from '../lexicon.ts'
import type { Shape } from '../shape.ts'
import { dayOf, monthOf, type Placed } from './placed.ts'

type Nth = Extract<Shape, { type: 'nth' }>

const within = (p: Placed, where: Placed): Placed | null => (p.from >= where.from && p.to <= where.to ? p : null)

/**
 * The nth day, week, weekend, month or weekday of a placed stretch. The weeks of a month or year are counted from its
 * first day: days 1 to 7, 8 to 14; its last week is its last seven days (`docs/format.md`). Null: it has none such.
 */
export function nthIn(s: Nth, where: Placed): Placed | null {
  const { from, to } = where
  const last = s.n < 0
  if (s.weekday !== undefined) {
    const first = from + ((s.weekday - weekdayOf(from) + 7) % 7) + (s.n - 1) * 7
    return within(dayOf(last ? to - ((weekdayOf(to) - s.weekday + 7) % 7) : first), where)
  }
  if (s.unit === UNIT.day) return within(dayOf(last ? to : from + s.n - 1), where)
  if (s.unit === UNIT.week) {
    const start = last ? to - 6 : from + (s.n - 1) * 7
    return start <= to ? { grain: 'span', from: Math.max(from, start), to: Math.min(start + 6, to) } : null
  }
  if (s.unit === UNIT.weekend) {
    const saturday = last ? mondayOf(to + 1) - 2 : from + ((6 - weekdayOf(from) + 7) % 7) + (s.n - 1) * 7
    return within({ grain: 'weekend', from: saturday, to: saturday + 1 }, where)
  }
  const a = dateOf(last ? to : from)
  return within(last ? monthOf(a.year, a.month) : monthOf(a.year, a.month + s.n - 1), where)
}
