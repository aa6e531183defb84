import { dateOf, dayNumber, daysInMonth, mondayOf } from '../calendar.ts'
import type { CalendarFields } from '../shape.ts'
import { holidayDays } from './holidays.ts'
import { dayOf, monthOf, monthsOf, type Placed } from './placed.ts'

/** How often the stated fields come round. */
export type Cycle = 'year' | 'week' | 'month'

export function cycleOf(f: CalendarFields): Cycle | null {
  if (f.month !== undefined || f.season !== undefined || f.quarter !== undefined || f.half !== undefined) return 'year'
  if (f.holiday !== undefined) return 'year'
  if (f.day !== undefined) return 'month'
  if (f.weekday !== undefined || f.weekend) return 'week'
  return null
}

/** Northern meteorological seasons; winter begins in December of its year. */
const SEASON_START = [0, 3, 6, 9, 12] as const

/** The occurrence of yearly fields in a year; null for 30 February and the like. */
export function inYear(f: CalendarFields, year: number): Placed | null {
  if (f.month !== undefined) {
    if (f.day === undefined) {
      if (f.half === undefined) return monthOf(year, f.month)
      const from = dayNumber(year, f.month, f.half === 1 ? 1 : 16)
      return { grain: 'span', from, to: f.half === 1 ? from + 14 : dayNumber(year, f.month + 1, 1) - 1 }
    }
    return f.day <= daysInMonth(year, f.month) ? dayOf(dayNumber(year, f.month, f.day)) : null
  }
  if (f.season !== undefined) return monthsOf(year, SEASON_START[f.season]!, 3, 'season')
  if (f.quarter !== undefined) return monthsOf(year, f.quarter * 3 - 2, 3, 'quarter')
  if (f.half !== undefined) return monthsOf(year, f.half * 6 - 5, 6, 'half')
  if (f.holiday === undefined) return null
  const days = holidayDays(f.holiday, year)
  if (!days) return null
  return days.from === days.to ? dayOf(days.from) : { grain: 'span', ...days }
}

/** The occurrence of weekly fields in the week of a day. */
export function inWeek(f: CalendarFields, day: number): Placed {
  const monday = mondayOf(day)
  return f.weekend ? { grain: 'weekend', from: monday + 5, to: monday + 6 } : dayOf(monday + (f.weekday ?? 1) - 1)
}

/** Occurrence number k counted from the one in the base day's own year, month or week. */
export function occurrence(f: CalendarFields, cycle: Cycle, base: number, k: number): Placed | null {
  if (cycle === 'week') return inWeek(f, base + k * 7)
  const { year, month } = dateOf(base)
  if (cycle === 'year') return inYear(f, year + k)
  const first = dateOf(dayNumber(year, month + k, 1))
  const day = f.day ?? 1
  return day <= daysInMonth(first.year, first.month) ? dayOf(dayNumber(first.year, first.month, day)) : null
}
