import type { DayRange } from '../query/dates.ts'
import { dayNumber, daysBetween, monthsBetween } from '../tags.ts'

/** Tags of one range, at most; a longer one is asked of the documents alone. */
const MOST = 160

/**
 * Tags of which every document published in the range has one: whole years, and months at its ends. Null when there would
 * be too many. `first` and `last`: the years that there are, for a range with an open end.
 */
export function publishedIn(range: DayRange, first: number, last: number): string[] | null {
  const from = range.from ?? `${year(first)}-01-01`
  const to = range.to ?? `${year(last)}-12-31`
  if (from > to) return []
  const [a, b] = [Math.max(first, Number(from.slice(0, 4))), Math.min(last, Number(to.slice(0, 4)))]
  if (b - a > MOST) return null
  const tags: string[] = []
  for (let y = a; y <= b; y++) {
    const [start, end] = [from > `${year(y)}-01-01` ? from : null, to < `${year(y)}-12-31` ? to : null]
    // Documents of which only the year is known stand for all its days.
    tags.push(`y${year(y)}`)
    if (!start && !end) continue
    tags.pop()
    tags.push(...monthsBetween(start ?? `${year(y)}-01-01`, end ?? `${year(y)}-12-31`).map((m) => `m${m}`))
  }
  return tags.length > MOST ? null : tags
}

const year = (y: number): string => String(y).padStart(4, '0')

/**
 * Tags of which every claim about something that happened in the range has one; `tags.ts` tells how they are given. Null
 * when there would be too many, or when the range is open.
 */
export function happenedIn({ from, to }: DayRange): string[] | null {
  if (!from || !to) return null
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4)) + 1
  if (years > MOST / 2) return null
  const long = Array.from({ length: years }, (_, i) => `wz${year(Number(from.slice(0, 4)) + i)}`)
  const days = dayNumber(to) - dayNumber(from) + 1
  const months = monthsBetween(from, to)
  if (days <= 20) return [...daysBetween(from, days).map((d) => `wd${d}`), ...months.map((m) => `wn${m}`), ...long]
  if (months.length <= 14) return [...months.flatMap((m) => [`wm${m}`, `wn${m}`]), ...long]
  return [...long.map((t) => `wy${t.slice(2)}`), ...long]
}
