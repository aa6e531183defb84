import { monthNumber } from './months.ts'

/** A calendar date written in a text, with where it stood. `date` is `YYYY-MM-DD`. */
export interface DateFound {
  readonly date: string
  readonly start: number
  readonly end: number
}

/** Order of day and month in dates made of numbers only: `3/5/2023` is 5 March (`month-first`) or 3 May. */
export type NumericOrder = 'day-first' | 'month-first'

/** Dates outside these years are taken for something else (a phone number, a price): the web begins in 1990. */
const FIRST_YEAR = 1990
const LAST_YEAR = 2099

/** `YYYY-MM-DD` when the parts are a real day of the Gregorian calendar in the web's time. */
export function isoDate(year: number, month: number, day: number): string | null {
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || day < 1) return null
  if (day > daysIn(year, month)) return null
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

export function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

const YEAR_FIRST = /(?<!\d)(19\d\d|20\d\d)([-/.\u2010-\u2013年])\s?(\d{1,2})(?:\2|月)\s?(\d{1,2})(?!\d)/g
const COMPACT = /(?<!\d)(19\d\d|20\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])(?=\D|T?\d{6}|$)/g
const DAY_NAME_YEAR =
  /(?<![\p{L}\d])(\d{1,2})(?:st|nd|rd|th|er|º|ª)?\.?[-,\s]{0,3}(?:de\s|of\s|d')?(\p{L}{3,14})\.?[-,\s]{1,3}(?:de\s|del\s)?(\d{4})(?!\d)/gu
const NAME_DAY_YEAR = /(?<!\p{L})(\p{L}{3,14})\.?[-\s]{1,2}(\d{1,2})(?:st|nd|rd|th)?,?[-\s]{1,2}(\d{4})(?!\d)/gu
const YEAR_NAME_DAY = /(?<!\d)(\d{4})[-.,\s]{1,3}(\p{L}{3,14})\.?[-\s]{1,2}(\d{1,2})(?!\d)/gu
const NUMERIC = /(?<![\d.,/])(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(20\d\d|19\d\d|\d\d)(?![\d/])/g

/** Every full calendar date of a short text, in text order; overlapping readings are dropped, the earlier kind wins. */
export function findDates(text: string, order: NumericOrder = 'day-first', limit = 20): readonly DateFound[] {
  const found: DateFound[] = []
  const add = (m: RegExpExecArray, date: string | null) => {
    if (date === null) return
    const end = m.index + m[0].length
    if (found.every((f) => f.end <= m.index || f.start >= end)) found.push({ date, start: m.index, end })
  }
  each(YEAR_FIRST, text, limit, (m) => add(m, isoDate(+m[1]!, +m[3]!, +m[4]!)))
  each(DAY_NAME_YEAR, text, limit, (m) => add(m, named(m[3]!, m[2]!, m[1]!)))
  each(NAME_DAY_YEAR, text, limit, (m) => add(m, named(m[3]!, m[1]!, m[2]!)))
  each(YEAR_NAME_DAY, text, limit, (m) => add(m, named(m[1]!, m[2]!, m[3]!)))
  each(NUMERIC, text, limit, (m) => add(m, numeric(m, order)))
  each(COMPACT, text, limit, (m) => add(m, isoDate(+m[1]!, +m[2]!, +m[3]!)))
  return found.sort((a, b) => a.start - b.start)
}

/** The first date of a text, or null. */
export function firstDate(text: string, order: NumericOrder = 'day-first'): string | null {
  return findDates(text.slice(0, 400), order, 2)[0]?.date ?? null
}

function each(pattern: RegExp, text: string, limit: number, use: (m: RegExpExecArray) => void): void {
  pattern.lastIndex = 0
  for (let n = 0; n < limit; n++) {
    const m = pattern.exec(text)
    if (m === null) return
    use(m)
  }
}

function named(year: string, name: string, day: string): string | null {
  const month = monthNumber(name)
  return month === null ? null : isoDate(+year, month, +day)
}

/** Day and month change places only when the stated order gives no real date. Two-digit years are 2000-2049, 1990-1999. */
function numeric(m: RegExpExecArray, order: NumericOrder): string | null {
  const short = m[4]!.length === 2
  const year = short ? +m[4]! + (+m[4]! < 50 ? 2000 : 1900) : +m[4]!
  const [a, b] = [+m[1]!, +m[3]!]
  const separator = m[2]!
  const monthFirst = order === 'month-first' && separator !== '.'
  return monthFirst ? (isoDate(year, a, b) ?? isoDate(year, b, a)) : (isoDate(year, b, a) ?? isoDate(year, a, b))
}

/** Days from 1970-01-01 to a calendar date of the form `YYYY-MM-DD` (proleptic Gregorian, as ISO 8601 has it). */
export function dayNumber(date: string): number {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const ofEra = y - era * 400
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468
}

/** Year, month and day of a number of days since 1970-01-01 (proleptic Gregorian). */
export function calendarDay(days: number): readonly [year: number, month: number, day: number] {
  const z = days + 719_468
  const era = Math.floor(z / 146_097)
  const ofEra = z - era * 146_097
  const year = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  )
  const ofYear = ofEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100))
  const m = Math.floor((5 * ofYear + 2) / 153)
  const month = m < 10 ? m + 3 : m - 9
  return [year + era * 400 + (month <= 2 ? 1 : 0), month, ofYear - Math.floor((153 * m + 2) / 5) + 1]
}

/** The calendar date (UTC) of a number of days since 1970-01-01; null outside the web's time. */
export const dateOfDay = (days: number): string | null => isoDate(...calendarDay(days))
