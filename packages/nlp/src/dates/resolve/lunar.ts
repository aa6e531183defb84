import { dateOf, dayNumber } from '../calendar.ts'

/**
 * Feasts of calendars that follow the moon, worked out by the calendars' own arithmetic (Dershowitz and Reingold 1990,
 * "Calendrical Calculations"). The Islamic calendar is the tabular one: where months begin by sighting of the moon, a
 * feast may fall a day earlier or later, so its bounds are a day wider on both sides.
 */

export interface DaySpan {
  readonly from: number
  readonly to: number
}

/** Day number of the day before 1 Muharram of year 1 (15 July 622, Julian). */
const HIJRA = -492_149

/** Day number of a day of the tabular Islamic calendar. */
export function islamicDay(year: number, month: number, day: number): number {
  return HIJRA + (year - 1) * 354 + Math.floor((3 + 11 * year) / 30) + Math.ceil(29.5 * (month - 1)) + day
}

/** A stretch of the Islamic year that begins in a Gregorian year (the first one, where two do); null in years without. */
export function islamicSpan(gregorian: number, month: number, day: number, days: number): DaySpan | null {
  const near = Math.floor(((gregorian - 622) * 33) / 32)
  for (let year = near - 1; year <= near + 2; year++) {
    if (year < 1) continue
    const from = islamicDay(year, month, day)
    if (dateOf(from).year === gregorian) return { from: from - 1, to: from + days }
  }
  return null
}

/** Day number of 1 Tishri of a Hebrew year, with its four postponements. */
export function hebrewNewYear(year: number): number {
  const day = elapsed(year)
  const before = day - elapsed(year - 1)
  const after = elapsed(year + 1) - day
  const late = after === 356 ? 2 : before === 382 ? 1 : 0
  return HEBREW_EPOCH + day + late
}

/** Day number of the day before 1 Tishri of year 1. */
const HEBREW_EPOCH = -2_092_590

/** Days from the epoch to the mean new moon of Tishri, not on Sunday, Wednesday or Friday. */
function elapsed(year: number): number {
  const months = Math.floor((235 * year - 234) / 19)
  const parts = 12_084 + 13_753 * months
  const day = 29 * months + Math.floor(parts / 25_920)
  return (3 * (day + 1)) % 7 < 3 ? day + 1 : day
}

/** Rosh Hashanah of a Gregorian year. */
export const roshHashanah = (gregorian: number): number => hebrewNewYear(gregorian + 3761)

/** The first day of Passover of a Gregorian year: 163 days before the next Rosh Hashanah. */
export const passover = (gregorian: number): number => roshHashanah(gregorian) - 163

/** The first day of Hanukkah: 25 Kislev; the month before it has 29 or 30 days by the length of the year. */
export function hanukkah(gregorian: number): number {
  const start = roshHashanah(gregorian)
  const days = hebrewNewYear(gregorian + 3762) - start
  return start + 83 + (days % 10 === 5 ? 1 : 0)
}

/** Orthodox Easter Sunday (Meeus, Julian form), in the Gregorian calendar. */
export function orthodoxEaster(year: number): number {
  const d = (19 * (year % 19) + 15) % 30
  const e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
  const month = Math.floor((d + e + 114) / 31)
  const shift = Math.floor(year / 100) - Math.floor(year / 400) - 2
  return dayNumber(year, month, ((d + e + 114) % 31) + 1) + shift
}
