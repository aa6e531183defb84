import { dateOf, dayNumber, mondayOf, weekdayOf } from '../calendar.ts'
import { edtf } from '../edtf.ts'
import { UNIT, type Unit } from '../lexicon.ts'
import type { CalendarFields, Pick, Shape } from '../shape.ts'
import { nthIn } from './nth.ts'
import { cycleOf, inWeek, inYear, occurrence } from './occurrence.ts'
import { dayOf, monthOf, monthsOf, NO_YEAR, type Placed, timexValue, yearOf, yearValue } from './placed.ts'
import type { Tense } from './tense.ts'

/** What an expression is placed against. Null: the text does not tell. */
export interface Base {
  readonly reference: Placed | null
  readonly previous: Placed | null
  readonly tense: Tense | null
  readonly side: 'past' | 'future' | null
  /** Histories: a date without a year belongs to the year last spoken of, and the reference is the previous date. */
  readonly narrative: boolean
}

/** A placed expression; `value` only where the TIMEX3 value is not that of the stretch. */
export interface Outcome {
  readonly placed: Placed | null
  readonly value?: string
  readonly used: 'reference' | 'previous' | 'none'
}

const UNKNOWN: Readonly<Record<number, string>> = {
  [UNIT.day]: 'XXXX-XX-XX',
  [UNIT.weekend]: 'XXXX-WXX-WE',
  [UNIT.week]: 'XXXX-WXX',
  [UNIT.fortnight]: 'XXXX-WXX',
  [UNIT.month]: 'XXXX-XX',
  [UNIT.quarter]: 'XXXX-QX',
  [UNIT.year]: 'XXXX',
  [UNIT.decade]: 'XXX',
  [UNIT.century]: 'XXXX',
}

const CERTAIN_DAY = (p: Placed): boolean => p.from === p.to

/** The calendar unit that a day lies in, moved by whole units. */
function unitAt(unit: Unit, day: number, by: number): Placed {
  const { year, month } = dateOf(day)
  switch (unit) {
    case UNIT.week:
    case UNIT.fortnight: {
      const from = mondayOf(day) + by * (unit === UNIT.fortnight ? 14 : 7)
      return { grain: 'week', from, to: from + 6 }
    }
    case UNIT.month: {
      const moved = dateOf(dayNumber(year, month + by, 1))
      return monthOf(moved.year, moved.month)
    }
    case UNIT.quarter: {
      const moved = dateOf(dayNumber(year, Math.floor((month - 1) / 3) * 3 + 1 + by * 3, 1))
      return monthsOf(moved.year, moved.month, 3, 'quarter')
    }
    case UNIT.year:
      return yearOf(year + by)
    case UNIT.decade:
      return yearOf(Math.floor(year / 10) * 10 + by * 10, 10, 'decade')
    case UNIT.century:
      return yearOf(Math.floor(year / 100) * 100 + by * 100, 100, 'century')
    default:
      return dayOf(day + by)
  }
}

const GRAIN_DAYS = {
  day: 1,
  weekend: 2,
  week: 7,
  month: 31,
  season: 92,
  quarter: 92,
  half: 184,
  year: 366,
  decade: 3660,
  century: 36600,
  span: 1,
}
const UNIT_DAYS: Readonly<Record<number, number>> = {
  [UNIT.day]: 1,
  [UNIT.week]: 7,
  [UNIT.fortnight]: 7,
  [UNIT.month]: 31,
  [UNIT.quarter]: 92,
  [UNIT.year]: 366,
  [UNIT.decade]: 3660,
  [UNIT.century]: 36600,
}

type ShiftShape = Extract<Shape, { type: 'shift' }>

function placeShift(s: ShiftShape, b: Base): Outcome {
  const previous = s.base === 'previous'
  const base = previous ? (b.previous ?? b.reference) : b.reference
  const used = previous && b.previous ? 'previous' : 'reference'
  if (s.by === null) return { placed: null, value: s.sign < 0 ? 'PAST_REF' : 'FUTURE_REF', used }
  if (s.unit < UNIT.day) return { placed: hours(s, base), value: 'XXXX-XX-XXTXX:XX', used }
  if (!base) return { placed: null, value: UNKNOWN[s.unit] ?? 'XXXX', used }
  let { unit, by } = s
  if (unit === UNIT.millennium) {
    unit = UNIT.century
    by *= 10
  }
  // "a year earlier" beside a quarter means that quarter a year earlier.
  if (s.counted && unit === UNIT.year && base.grain === 'quarter')
    return moved(unitAt(UNIT.quarter, base.from, by * 4), base, used)
  if (s.counted && unit === UNIT.decade) return moved(unitAt(UNIT.year, base.from, by * 10), base, used)
  if (s.counted && unit === UNIT.century) return moved(unitAt(UNIT.year, base.from, by * 100), base, used)
  if (!Number.isInteger(by)) {
    const smaller = unit === UNIT.year ? UNIT.month : UNIT.day
    by = Math.round(by * (unit === UNIT.year ? 12 : unit === UNIT.month ? 30 : unit === UNIT.week ? 7 : 1))
    unit = smaller
  }
  if (s.counted && unit === UNIT.day && CERTAIN_DAY(base)) return moved(dayOf(base.from + by), base, used)
  const coarse = GRAIN_DAYS[base.grain] > (UNIT_DAYS[unit] ?? 1) && !(unit === UNIT.week && base.grain === 'weekend')
  if (!coarse) return moved(unitAt(unit, base.from, by), base, used)
  // The base is coarser than the unit: 2016-05 as "today" stays 2016-05; "four days later" than 1915 is unknown.
  if (by === 0 && !previous) return { placed: base, used }
  return { placed: null, value: coarseValue(base, unit), used }
}

function coarseValue(base: Placed, unit: Unit): string {
  const year = base.floating ? 'XXXX' : yearValue(dateOf(base.from).year)
  if (unit === UNIT.month || unit === UNIT.quarter) return `${year}-XX`
  if (unit === UNIT.week || unit === UNIT.fortnight) return `${year}-WXX`
  const month = base.grain === 'month' ? String(dateOf(base.from).month).padStart(2, '0') : 'XX'
  return `${year}-${month}-XX`
}

const moved = (placed: Placed, base: Placed, used: Outcome['used']): Outcome => ({
  placed: base.floating ? { ...placed, floating: true } : placed,
  used,
})

/** The century of a year given by two digits: the latest that is not far ahead of the reference. */
function fullYear(short: number, reference: Placed | null): number {
  if (!reference) return short <= 40 ? 2000 + short : 1900 + short
  const now = dateOf(reference.from).year
  const year = Math.floor(now / 100) * 100 + short
  return year > now + 10 ? year - 100 : year
}

function fullDecade(tens: number, reference: Placed | null): number {
  if (tens >= 100) return tens
  const now = reference ? dateOf(reference.from).year : 2025
  const decade = Math.floor(now / 100) * 100 + tens
  return decade > now ? decade - 100 : decade
}

function yearly(f: CalendarFields, year: number): Placed | null {
  if (f.years === 2) return { ...yearOf(year, 2), grain: 'span' }
  if (f.month === undefined && f.weekday !== undefined && f.day === undefined) return yearOf(year)
  return cycleOf(f) === 'year' ? inYear(f, year) : yearOf(year)
}

/** Fields inside a stretch that is already placed: a month of that year, a weekday of that week. */
function inside(f: CalendarFields, where: Placed): Placed | null {
  const cycle = cycleOf(f)
  let placed: Placed | null = where
  if (cycle === 'year') placed = inYear(f, dateOf(where.from).year)
  else if (cycle === 'week') placed = where.grain === 'week' || where.grain === 'day' ? inWeek(f, where.from) : null
  else if (cycle === 'month') placed = occurrence(f, 'month', where.from, 0)
  else if (where.grain === 'day') placed = { grain: 'week', from: mondayOf(where.from), to: mondayOf(where.from) + 6 }
  return placed && where.floating ? { ...placed, floating: true } : placed
}

/** Chooses among the times that the fields come round. Offsets beyond two cycles are only needed for 29 February. */
function choose(f: CalendarFields, base: Placed, how: Choice): Placed | null {
  const cycle = cycleOf(f)
  if (!cycle) return null
  const at = (k: number): Placed | null => occurrence(f, cycle, base.from, k)
  const reach = [-8, -7, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8]
  const all = reach.map(at).filter((p): p is Placed => p !== null)
  switch (how) {
    case 'past':
      return all.findLast((p) => p.from <= base.to) ?? null
    case 'future':
      return all.find((p) => p.to >= base.from) ?? null
    case 'last':
      return all.findLast((p) => p.to < base.from - (cycle === 'week' ? 1 : 0)) ?? null
    case 'next':
      return all.find((p) => p.from > base.to + (cycle === 'week' ? 1 : 0)) ?? null
    case 'same':
      return at(0)
    case 'onward':
      // A history goes forward: after December comes January of the next year.
      return all.find((p) => p.from >= base.from - BACKWARD) ?? at(0)
    case 'nearest': {
      const mid = (p: Placed): number => Math.abs(p.from + p.to - base.from - base.to)
      return all.reduce<Placed | null>((best, p) => (best && mid(best) <= mid(p) ? best : p), null)
    }
  }
}

/** How far back (days) a date in a history may lie before the one told before it. */
const BACKWARD = 182

type Choice = 'onward' | 'past' | 'future' | 'last' | 'next' | 'same' | 'nearest'

/** How near (days) a date or month must be so that no tense speaks against it: "due Jan. 14", printed on the 15th. */
const NEAR_DAY = 100
const NEAR_MONTH = 60

function near(f: CalendarFields, base: Placed, tense: Tense | null): boolean {
  const nearest = choose(f, base, 'nearest')
  if (!nearest) return false
  // A month still to come is not what a past verb speaks of; a day may be a deadline set in the past.
  if (f.month !== undefined && f.day === undefined && tense === 'past' && nearest.from > base.to) return false
  const gap = Math.max(nearest.from - base.to, base.from - nearest.to, 0)
  return gap < (f.day === undefined && f.holiday === undefined ? NEAR_MONTH : NEAR_DAY)
}

function choiceOf(f: CalendarFields, pick: Pick | undefined, b: Base, base: Placed): Choice {
  if (pick === 'last') return 'last'
  if (pick === 'next') return 'next'
  if (pick === 'this') return f.weekday !== undefined ? 'future' : 'same'
  if (b.side) return b.side
  if (f.quarter !== undefined) return b.tense === 'past' ? 'past' : 'nearest'
  if (f.month !== undefined || f.holiday !== undefined) {
    if (near(f, base, b.tense)) return 'nearest'
    return b.tense === 'future' ? 'future' : 'past'
  }
  if (b.tense === 'future') return 'future'
  if (b.tense === 'past' || f.weekday !== undefined || f.weekend) return 'past'
  return 'nearest'
}

/** Hours and minutes from a day whose own hour is not told: the days that the moment can fall on. */
function hours(s: ShiftShape, base: Placed | null): Placed | null {
  if (!base || base.floating || base.from !== base.to || s.by === null) return null
  const days = s.by / (s.unit === UNIT.hour ? 24 : s.unit === UNIT.minute ? 1440 : 86_400)
  if (Math.abs(days) > 1000) return null
  return { grain: 'span', from: base.from + Math.floor(days), to: base.from + Math.ceil(days) }
}

type CalendarShape = Extract<Shape, { type: 'calendar' }>

function placeCalendar(s: CalendarShape, b: Base): Outcome {
  const f = s.fields
  const stated = f.year ?? (f.shortYear === undefined ? undefined : fullYear(f.shortYear, b.reference))
  if (stated !== undefined) return { placed: yearly(f, stated), used: 'none' }
  if (f.decade !== undefined) return { placed: yearOf(fullDecade(f.decade, b.reference), 10, 'decade'), used: 'none' }
  if (f.century !== undefined) {
    // There is no year 0: the 9th century BC is 900-801 BC, astronomical -899 to -800.
    const first = (f.century - 1) * 100 + (f.century <= 0 ? 1 : 0)
    return { placed: yearOf(first, 100, 'century'), used: 'none' }
  }
  if (s.within && !s.pick) {
    const where = place(s.within, b)
    if (where.placed) return { placed: inside(f, where.placed), used: where.used }
    return floating(f, where.used)
  }
  const fromPrevious = (s.within !== undefined || b.narrative || cycleOf(f) === 'month') && b.previous !== null
  const base = fromPrevious ? b.previous : b.reference
  const used = fromPrevious ? 'previous' : 'reference'
  if (!base) return floating(f, used)
  if (cycleOf(f) !== 'year' && GRAIN_DAYS[base.grain] > (cycleOf(f) === 'week' ? 7 : 31)) return floating(f, used)
  if (cycleOf(f) === 'week' && !CERTAIN_DAY(base) && base.grain !== 'week') return floating(f, used)
  const how = fromPrevious && !s.pick ? goingOn(f, base) : choiceOf(f, s.pick, b, base)
  const placed = agreeing(f, base) ?? choose(f, base, how)
  return { placed: placed && base.floating ? { ...placed, floating: true } : placed, used }
}

/** Where a date without its year or month lies after the one told before: "the 27th" is of the same month. */
const goingOn = (f: CalendarFields, base: Placed): Choice =>
  base.grain === 'year' || cycleOf(f) === 'month' ? 'same' : 'onward'

/** "Monday, Oct. 26": the nearest year in which that day is that weekday; "Friday the 13th": the nearest such month. */
function agreeing(f: CalendarFields, base: Placed): Placed | null {
  if (f.weekday === undefined || f.day === undefined) return null
  const { year, month } = dateOf(base.from)
  if (f.month === undefined) {
    for (const k of [0, -1, 1, -2, 2, -3, 3, -4, -5, -6]) {
      const first = dateOf(dayNumber(year, month + k, 1))
      const placed = inYear({ month: first.month, day: f.day }, first.year)
      if (placed && weekdayOf(placed.from) === f.weekday) return placed
    }
    return null
  }
  for (const k of [0, -1, 1, -2, 2]) {
    const placed = inYear(f, year + k)
    if (placed && weekdayOf(placed.from) === f.weekday && Math.abs(placed.from - base.from) < 400) return placed
  }
  return null
}

/** Fields that no base places: their month and day are known, their year is not. */
function floating(f: CalendarFields, used: Outcome['used']): Outcome {
  const cycle = cycleOf(f)
  if (cycle === 'year' && f.holiday === undefined) {
    const placed = inYear(f, NO_YEAR)
    return { placed: placed && { ...placed, floating: true }, used }
  }
  if (f.holiday !== undefined) {
    const a = inYear(f, NO_YEAR)
    const c = inYear(f, NO_YEAR + 3)
    // Easter has no fixed day: nothing can be said without the year.
    const fixed = a && c && edtf(a.from, a.from).slice(4) === edtf(c.from, c.from).slice(4)
    return fixed && a ? { placed: { ...a, floating: true }, used } : { placed: null, value: 'XXXX-XX-XX', used }
  }
  if (f.weekend) return { placed: null, value: 'XXXX-WXX-WE', used }
  if (f.weekday !== undefined) return { placed: null, value: `XXXX-WXX-${f.weekday}`, used }
  return { placed: null, value: f.day ? `XXXX-XX-${String(f.day).padStart(2, '0')}` : 'XXXX', used }
}

function placeNth(s: Extract<Shape, { type: 'nth' }>, b: Base): Outcome {
  const where = place(s.within, b)
  const placed = where.placed ? nthIn(s, where.placed) : null
  if (!placed) return { placed: null, value: s.unit === UNIT.week ? 'XXXX-WXX' : 'XXXX-XX-XX', used: where.used }
  const week = s.unit === UNIT.week && !where.placed?.floating
  const named = week ? { value: timexValue({ grain: 'week', from: placed.from + 3, to: placed.to }) } : {}
  return { placed: where.placed?.floating ? { ...placed, floating: true } : placed, used: where.used, ...named }
}

/** Places a date on the calendar as far as text and base allow. Durations, sets and references are not dates. */
export function place(s: Shape, b: Base): Outcome {
  if (s.type === 'shift') return placeShift(s, b)
  if (s.type === 'calendar') return placeCalendar(s, b)
  if (s.type === 'nth') return placeNth(s, b)
  if (s.type === 'either') {
    const first = place({ type: 'calendar', fields: s.a }, b).placed
    const second = place({ type: 'calendar', fields: s.b }, b).placed
    if (!first || !second) return { placed: first ?? second, used: 'none' }
    const year = dateOf(first.from).year
    const placed: Placed = { grain: 'span', from: Math.min(first.from, second.from), to: Math.max(first.to, second.to) }
    return { placed, value: `${year}-XX-XX`, used: 'none' }
  }
  return { placed: null, used: 'none' }
}
