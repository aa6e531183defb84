import { calendarDay } from '../calendar/parse.ts'

/** Number formats of a workbook that show a date or a time. */
export type DateFormat = 'date' | 'time' | 'both'

/** What a number format shows, judged from its code: `yyyy-mm-dd`, `[h]:mm`, `0.00 "m"`. Null for plain numbers. */
export function formatOf(code: string): DateFormat | null {
  const bare = code
    .slice(0, 500)
    .replace(/"[^"]{0,500}"|\\.|_.|\*./g, '')
    .replace(/\[(?![hms]{1,2}\])[^\]]{0,100}\]/gi, '')
  const [first = ''] = bare.split(';')
  const date = /[yd]|m{3}/i.test(first) || (/m/i.test(first) && !/[hs]/i.test(first))
  const time = /[hs]/i.test(first)
  if (/[0#?]/.test(first.replace(/\.0{1,9}/g, ''))) return null
  return date && time ? 'both' : date ? 'date' : time ? 'time' : null
}

/** The formats that every program has without declaring them (ECMA-376, 18.8.30). */
export function builtInFormat(id: number): DateFormat | null {
  if (id >= 14 && id <= 17) return 'date'
  if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47)) return 'time'
  return id === 22 ? 'both' : null
}

/** Text of a day number: `2021-05-04`, `10:30`, `2021-05-04 10:30`. `base1904`: days count from 1904. */
export function serialText(value: number, format: DateFormat, base1904: boolean): string {
  const days = Math.floor(value)
  const minutes = Math.round((value - days) * 1440)
  const clock = `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`
  if (format === 'time') return clock
  // The first of March 1900 is day 61: the programs believe that there was a 29 February.
  const shift = base1904 ? 24_107 : days < 61 ? 25_568 : 25_569
  const [year, month, day] = calendarDay(days - shift)
  const date = `${year}-${two(month)}-${two(day)}`
  return format === 'both' ? `${date} ${clock}` : date
}

const two = (n: number): string => String(n).padStart(2, '0')

/** A stored number as people would see it: binary remainders beyond 15 digits are cut. */
export function numberText(raw: string): string {
  const value = Number(raw)
  if (!Number.isFinite(value) || raw.length <= 15) return raw
  return String(Number(value.toPrecision(15)))
}
