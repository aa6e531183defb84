import { dateOf, dayNumber, daysInMonth, isoDay, isoWeek, two, yearText } from '../calendar.ts'
import { edtf } from '../edtf.ts'
import type { Mod } from '../shape.ts'

/** Size of a calendar stretch; names the form of its TIMEX3 value. */
export type Grain =
  | 'day'
  | 'weekend'
  | 'week'
  | 'month'
  | 'quarter'
  | 'season'
  | 'half'
  | 'year'
  | 'decade'
  | 'century'
  | 'span'

/**
 * A stretch of whole days on the calendar. `floating`: the year is not told; `from`/`to` then lie in a stand-in year
 * and only month and day mean anything.
 */
export interface Placed {
  readonly grain: Grain
  readonly from: number
  readonly to: number
  readonly floating?: boolean
}

/** Stand-in for a year that the text does not tell; not a leap year. Never leaves this folder. */
export const NO_YEAR = 2001

export const dayOf = (day: number, floating = false): Placed =>
  floating ? { grain: 'day', from: day, to: day, floating } : { grain: 'day', from: day, to: day }

export const monthOf = (year: number, month: number): Placed => {
  const from = dayNumber(year, month, 1)
  return { grain: 'month', from, to: dayNumber(year, month + 1, 1) - 1 }
}

export const yearOf = (year: number, years = 1, grain: Grain = 'year'): Placed => ({
  grain,
  from: dayNumber(year, 1, 1),
  to: dayNumber(year + years, 1, 1) - 1,
})

export const monthsOf = (year: number, month: number, months: number, grain: Grain): Placed => ({
  grain,
  from: dayNumber(year, month, 1),
  to: dayNumber(year, month + months, 1) - 1,
})

const SEASONS = ['SP', 'SU', 'FA', 'WI'] as const

/** TIMEX3 year; 490 BC is `BC0490`. */
export function yearValue(year: number): string {
  return year <= 0 ? `BC${String(1 - year).padStart(4, '0')}` : yearText(year)
}

/** TIMEX3 value of a placed stretch. */
export function timexValue(p: Placed): string {
  const a = dateOf(p.from)
  const year = p.floating ? 'XXXX' : yearValue(a.year)
  switch (p.grain) {
    case 'day':
      return `${year}-${two(a.month)}-${two(a.day)}`
    case 'weekend':
    case 'week': {
      const { year: y, week } = isoWeek(p.from)
      return `${p.floating ? 'XXXX' : yearValue(y)}-W${two(week)}${p.grain === 'weekend' ? '-WE' : ''}`
    }
    case 'month':
      return `${year}-${two(a.month)}`
    case 'quarter':
      return `${year}-Q${Math.floor((a.month - 1) / 3) + 1}`
    case 'half':
      return `${year}-H${a.month < 7 ? 1 : 2}`
    case 'season':
      return `${year}-${SEASONS[Math.floor(a.month / 3) - 1] ?? 'WI'}`
    case 'year':
      return year
    case 'decade':
      return yearValue(a.year).slice(0, -1)
    case 'century':
      return a.year < 0 ? `BC${two(Math.floor(-a.year / 100))}` : yearValue(a.year).slice(0, -2)
    case 'span': {
      if (p.from === p.to) return isoDay(p.from)
      const b = dateOf(p.to)
      return a.year === b.year && a.month === b.month ? `${year}-${two(a.month)}` : year
    }
  }
}

/**
 * The part of a stretch that "early", "mid" or "late" means. These bounds are the project's convention
 * (docs/format.md): years in four months, months in ten days, everything else in thirds; a week's thirds overlap.
 */
export function partOf(p: Placed, mod: Mod | undefined): { from: number; to: number } {
  const k = mod === 'START' ? 0 : mod === 'MID' ? 1 : mod === 'END' ? 2 : -1
  if (k < 0 || p.grain === 'day') return { from: p.from, to: p.to }
  const a = dateOf(p.from)
  const months = (first: number, count: number) => ({
    from: dayNumber(a.year, a.month + first, 1),
    to: dayNumber(a.year, a.month + first + count, 1) - 1,
  })
  const years = (first: number, last: number) => ({
    from: dayNumber(a.year + first, 1, 1),
    to: dayNumber(a.year + last + 1, 1, 1) - 1,
  })
  switch (p.grain) {
    case 'month': {
      const last = daysInMonth(a.year, a.month)
      return { from: p.from + k * 10, to: p.from + (k === 2 ? last - 1 : k * 10 + 9) }
    }
    case 'quarter':
    case 'season':
      return months(k, 1)
    case 'half':
      return months(k * 2, 2)
    case 'year':
      return months(k * 4, 4)
    case 'decade':
      return k === 0 ? years(0, 3) : k === 1 ? years(4, 6) : years(7, 9)
    case 'century':
      return k === 0 ? years(0, 33) : k === 1 ? years(34, 66) : years(67, 99)
    case 'week':
      return k === 0
        ? { from: p.from, to: p.from + 2 }
        : k === 1
          ? { from: p.from + 1, to: p.from + 4 }
          : { from: p.from + 3, to: p.to }
    default:
      return { from: p.from, to: p.to }
  }
}

/** EDTF of bounds; a floating year is written `XXXX`, and bounds that only a calendar could give are not written. */
export function edtfOf(bounds: { from: number; to: number }, floating: boolean): string {
  const text = edtf(bounds.from, bounds.to)
  if (!floating) return text
  return text.replaceAll(String(NO_YEAR), 'XXXX').replaceAll(String(NO_YEAR + 1), 'XXXX')
}
