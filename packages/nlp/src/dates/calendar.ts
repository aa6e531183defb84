/**
 * Calendar arithmetic on day numbers: whole days of the proleptic Gregorian calendar, 0 = 1970-01-01. Years are
 * astronomical (0 = 1 BC). No clocks, no time zones: a date in a text is a day or a range of days, never an instant.
 */

/** Day number of a date. Months and days may overflow: `dayNumber(2023, 13, 1)` is 1 January 2024. */
export function dayNumber(year: number, month: number, day: number): number {
  const y = year + Math.floor((month - 1) / 12)
  const m = ((((month - 1) % 12) + 12) % 12) + 1
  // Civil-from-days algorithm: years run from March so that the leap day comes last.
  const shifted = m <= 2 ? y - 1 : y
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (m + (m > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

export interface YearMonthDay {
  readonly year: number
  readonly month: number
  readonly day: number
}

/** The date of a day number. */
export function dateOf(dayNo: number): YearMonthDay {
  const z = dayNo + 719_468
  const era = Math.floor(z / 146_097)
  const dayOfEra = z - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const mp = Math.floor((5 * dayOfYear + 2) / 153)
  const month = mp < 10 ? mp + 3 : mp - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * mp + 2) / 5) + 1,
  }
}

export const daysInMonth = (year: number, month: number): number =>
  dayNumber(year, month + 1, 1) - dayNumber(year, month, 1)

/** ISO weekday of a day number: 1 = Monday ... 7 = Sunday. */
export const weekdayOf = (dayNo: number): number => ((((dayNo + 3) % 7) + 7) % 7) + 1

/** Monday of the ISO week that a day lies in. */
export const mondayOf = (dayNo: number): number => dayNo - weekdayOf(dayNo) + 1

/** ISO 8601 week: the week belongs to the year of its Thursday. */
export function isoWeek(dayNo: number): { year: number; week: number } {
  const thursday = mondayOf(dayNo) + 3
  const { year } = dateOf(thursday)
  return { year, week: Math.floor((thursday - dayNumber(year, 1, 1)) / 7) + 1 }
}

/** Monday of an ISO week. */
export const mondayOfWeek = (year: number, week: number): number => mondayOf(dayNumber(year, 1, 4)) + (week - 1) * 7

/** The nth (1..5) given weekday of a month; n = -1 is the last one. */
export function nthWeekday(year: number, month: number, weekday: number, n: number): number {
  if (n < 0) {
    const last = dayNumber(year, month + 1, 1) - 1
    return last - ((weekdayOf(last) - weekday + 7) % 7)
  }
  const first = dayNumber(year, month, 1)
  return first + ((weekday - weekdayOf(first) + 7) % 7) + (n - 1) * 7
}

/** Western Easter Sunday (Gauss, Gregorian form of Meeus, Jones and Butcher). */
export function easter(year: number): number {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7
  const f = Math.floor((a + 11 * d + 22 * e) / 451)
  const month = Math.floor((d + e - 7 * f + 114) / 31)
  return dayNumber(year, month, ((d + e - 7 * f + 114) % 31) + 1)
}

const pad = (n: number, width: number): string => String(n).padStart(width, '0')

/** Year as four digits; years before 1 BC carry a sign, as in ISO 8601. */
export const yearText = (year: number): string => (year < 0 ? `-${pad(-year, 4)}` : pad(year, 4))

/** `YYYY-MM-DD`. */
export function isoDay(dayNo: number): string {
  const { year, month, day } = dateOf(dayNo)
  return `${yearText(year)}-${pad(month, 2)}-${pad(day, 2)}`
}

export const two = (n: number): string => pad(n, 2)
