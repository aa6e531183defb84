import { dateOf, dayNumber, daysInMonth, isoDay, two, yearText } from './calendar.ts'

/**
 * EDTF level 1 (Library of Congress, ISO 8601-2:2019) for ranges of days. Only what the bounds say is written: a range
 * that is a whole month becomes `2023-02`, a whole decade `199X`, anything else an interval of the coarsest parts that
 * fit both ends.
 */
export function edtf(from: number, to: number): string {
  const a = dateOf(from)
  const b = dateOf(to)
  const wholeMonths = a.day === 1 && b.day === daysInMonth(b.year, b.month)
  const wholeYears = wholeMonths && a.month === 1 && b.month === 12
  if (wholeYears) {
    if (a.year === b.year) return yearText(a.year)
    if (a.year > 0 && a.year % 100 === 0 && b.year === a.year + 99) return `${yearText(a.year).slice(0, 2)}XX`
    if (a.year > 0 && a.year % 10 === 0 && b.year === a.year + 9) return `${yearText(a.year).slice(0, 3)}X`
    return `${yearText(a.year)}/${yearText(b.year)}`
  }
  if (wholeMonths) {
    const first = `${yearText(a.year)}-${two(a.month)}`
    return a.year === b.year && a.month === b.month ? first : `${first}/${yearText(b.year)}-${two(b.month)}`
  }
  return from === to ? isoDay(from) : `${isoDay(from)}/${isoDay(to)}`
}

/** First and last day (day numbers) of an EDTF value; null at an open or unknown end. */
export interface EdtfBounds {
  readonly from: number | null
  readonly to: number | null
}

const DATE = /^(-?\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2}|XX))?(?:-(\d{2}|XX))?[~?%]?$/

/** Season codes 21-24 as the months that this project counts to them (northern, meteorological); 33-36 are quarters. */
const SEASON_MONTHS: Readonly<Record<number, readonly [number, number]>> = {
  21: [3, 5],
  22: [6, 8],
  23: [9, 11],
  24: [12, 14],
  33: [1, 3],
  34: [4, 6],
  35: [7, 9],
  36: [10, 12],
}

function dateBounds(text: string): EdtfBounds | null {
  const match = DATE.exec(text)
  if (!match) return null
  const [, yearPart = '', monthPart, dayPart] = match
  if (yearPart.endsWith('X')) {
    if (monthPart) return null
    const first = Number(yearPart.replaceAll('X', '0'))
    const last = Number(yearPart.replaceAll('X', '9'))
    return { from: dayNumber(first, 1, 1), to: dayNumber(last, 12, 31) }
  }
  const year = Number(yearPart)
  if (!monthPart || monthPart === 'XX') return { from: dayNumber(year, 1, 1), to: dayNumber(year, 12, 31) }
  const month = Number(monthPart)
  const season = SEASON_MONTHS[month]
  if (season && !dayPart) return { from: dayNumber(year, season[0], 1), to: dayNumber(year, season[1] + 1, 1) - 1 }
  if (month < 1 || month > 12) return null
  if (!dayPart || dayPart === 'XX') return { from: dayNumber(year, month, 1), to: dayNumber(year, month + 1, 1) - 1 }
  const day = Number(dayPart)
  if (day < 1 || day > daysInMonth(year, month)) return null
  return { from: dayNumber(year, month, day), to: dayNumber(year, month, day) }
}

/**
 * Reads an EDTF level 1 date or interval (open ends `..`, unknown ends as nothing) into its bounds. Null for what is not
 * EDTF and for dates whose year the text does not tell (`XXXX-12-15`): those have no bounds.
 */
export function parseEdtf(text: string): EdtfBounds | null {
  const parts = text.split('/')
  if (parts.length === 1) return dateBounds(text)
  if (parts.length !== 2) return null
  const [left = '', right = ''] = parts
  const open = (part: string): boolean => part === '..' || part === ''
  const from = open(left) ? { from: null, to: null } : dateBounds(left)
  const to = open(right) ? { from: null, to: null } : dateBounds(right)
  if (!from || !to) return null
  if (from.from !== null && to.to !== null && from.from > to.to) return null
  return { from: from.from, to: to.to }
}
