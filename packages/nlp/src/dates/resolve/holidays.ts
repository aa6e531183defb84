import { dayNumber, easter, nthWeekday } from '../calendar.ts'

type Day = (year: number) => number
const fixed =
  (month: number, day: number): Day =>
  (y) =>
    dayNumber(y, month, day)

/** Days of named holidays; Thanksgiving and the like are those of the United States. */
const HOLIDAYS: Readonly<Record<string, Day>> = {
  'new-year': fixed(1, 1),
  'new-year-eve': fixed(12, 31),
  valentine: fixed(2, 14),
  'may-day': fixed(5, 1),
  halloween: fixed(10, 31),
  'armistice-day': fixed(11, 11),
  'veterans-day': fixed(11, 11),
  'christmas-eve': fixed(12, 24),
  christmas: fixed(12, 25),
  'boxing-day': fixed(12, 26),
  'ash-wednesday': (y) => easter(y) - 46,
  'palm-sunday': (y) => easter(y) - 7,
  'good-friday': (y) => easter(y) - 2,
  easter: easter,
  'easter-monday': (y) => easter(y) + 1,
  pentecost: (y) => easter(y) + 49,
  'memorial-day': (y) => nthWeekday(y, 5, 1, -1),
  'labor-day': (y) => nthWeekday(y, 9, 1, 1),
  'columbus-day': (y) => nthWeekday(y, 10, 1, 2),
  thanksgiving: (y) => nthWeekday(y, 11, 4, 4),
}

/** Day number of a holiday in a year, null for a name that is not in the table. */
export const holidayDay = (name: string, year: number): number | null => HOLIDAYS[name]?.(year) ?? null
