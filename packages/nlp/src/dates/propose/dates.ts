import { type Atoms, digitsAt, glued, isWord, kindAt } from '../atoms.ts'
import { ABBREVIATED, KIND } from '../lexicon.ts'
import { dayOfMonth, embedded, era, ordinal, year } from '../numbers.ts'
import type { Candidate } from '../shape.ts'
import { calendar, container, inYear, type Proposer, tied } from './parts.ts'

/** Atom after a month's name, with the full stop of an abbreviation. */
function afterMonth(a: Atoms, at: number): number {
  return a.flags[at] === ABBREVIATED && isWord(a, at + 1, '.') && glued(a, at + 1) ? at + 2 : at + 1
}

/** "June 10", "Sept. 30, 1989", "January 1998", "June 10-12, 2023", "March", "July of last year". */
export const monthFirst: Proposer = (a, at, out) => {
  if (kindAt(a, at) !== KIND.month) return
  const month = a.value[at]!
  let to = afterMonth(a, at)
  const isThe = isWord(a, to, 'the') ? to + 1 : to
  const day = dayOfMonth(a, isThe)
  if (day && !(digitsAt(a, isThe) === 2 && isWord(a, day.to, "'"))) {
    monthDay(a, at, month, day.value, day.to, out)
    return
  }
  const next = tied(a, to)
  const where = container(a, next)
  if (where && next - to < 2) {
    out.push({ from: at, to: where.to, rule: 'month-year', shape: inYear({ month }, where.value) })
    return
  }
  // A bare abbreviation keeps its full stop only when the sentence visibly goes on.
  if (to > at + 1 && (kindAt(a, to) === KIND.gap || to >= a.length)) to = at + 1
  out.push({ from: at, to, rule: 'month', shape: calendar({ month }), doubt: 'month' })
}

function monthDay(a: Atoms, at: number, month: number, day: number, to: number, out: Candidate[]): void {
  const second = rangeDay(a, to, day)
  const last = second ? second.to : to
  const next = isWord(a, last, ',', 'of', 'in') ? last + 1 : last
  const where = container(a, next)
  const end = where ? where.to : last
  const shape = (d: number) => (where ? inYear({ month, day: d }, where.value) : calendar({ month, day: d }))
  if (!second) {
    out.push({ from: at, to: end, rule: 'month-day', shape: shape(day) })
    return
  }
  out.push({ from: at, to, rule: 'month-day', shape: shape(day) })
  out.push({ from: second.from, to: end, rule: 'range-day', shape: shape(second.day) })
}

/** The second day of "June 10-12", "10 to 12 June", "10 and 12 June". */
function rangeDay(a: Atoms, at: number, first: number): { day: number; from: number; to: number } | null {
  const dash = isWord(a, at, '-')
  if (!dash && !isWord(a, at, 'to', 'and', 'through', 'until', 'till')) return null
  const day = dayOfMonth(a, at + 1)
  if (!day || day.value <= first || kindAt(a, day.to) === KIND.month) return null
  if (!dash && kindAt(a, day.to) !== KIND.punct && kindAt(a, day.to) !== KIND.gap && day.to < a.length) {
    // "on June 10 and 12 people" counts people, not days.
    if (!isWord(a, at, 'to', 'through') || kindAt(a, day.to) === KIND.none) return null
  }
  return { day: day.value, from: at + 1, to: day.to }
}

/** "10 June, 2023", "the 25th of August", "7 March last year", "11-13 Dec". */
export const dayFirst: Proposer = (a, at, out) => {
  const from = at
  const first = isWord(a, at, 'the') ? at + 1 : at
  if (
    first === at &&
    kindAt(a, at) !== KIND.digits &&
    kindAt(a, at) !== KIND.ordinal &&
    kindAt(a, at) !== KIND.cardinal
  )
    return
  if (digitsAt(a, first) > 0 && glued(a, first) && !isWord(a, first - 1, '(', '-', '"', "'", '[')) return
  const day = dayOfMonth(a, first)
  if (!day) return
  if (isWord(a, day.to, '-', 'to', 'and', 'through', 'until')) {
    const other = dayOfMonth(a, day.to + 1)
    const m = other ? (isWord(a, other.to, 'of') ? other.to + 1 : other.to) : -1
    if (other && other.value > day.value && kindAt(a, m) === KIND.month) {
      const where = yearAfterMonth(a, m)
      const shape = (d: number) =>
        where.shape ? inYear({ month: a.value[m]!, day: d }, where.shape) : calendar({ month: a.value[m]!, day: d })
      out.push({ from, to: day.to, rule: 'range-day', shape: shape(day.value) })
      out.push({ from: day.to + 1, to: where.to, rule: 'day-month', shape: shape(other.value) })
      return
    }
  }
  const m = isWord(a, day.to, 'of') || (isWord(a, day.to, '-') && glued(a, day.to)) ? day.to + 1 : day.to
  if (kindAt(a, m) !== KIND.month) return
  const month = a.value[m]!
  const where = yearAfterMonth(a, m)
  out.push({
    from,
    to: where.to,
    rule: 'day-month',
    shape: where.shape ? inYear({ month, day: day.value }, where.shape) : calendar({ month, day: day.value }),
  })
}

function yearAfterMonth(a: Atoms, m: number) {
  const to = afterMonth(a, m)
  const next = isWord(a, to, ',', 'of', '-', 'in') ? to + 1 : to
  const where = container(a, next)
  return where ? { to: where.to, shape: where.value } : { to, shape: null }
}

/** "on the 20th", "the 28th": a day whose month is the one last spoken of. */
export const bareOrdinal: Proposer = (a, at, out) => {
  const led = isWord(a, at - 1, 'on', 'until', 'by', 'since') || kindAt(a, at - 1) === KIND.weekday
  if (!isWord(a, at, 'the') || !led) return
  if (digitsAt(a, at + 1) === 0) return
  const day = ordinal(a, at + 1)
  if (!day || day.value > 31) return
  const k = kindAt(a, day.to)
  if (k === KIND.none || k === KIND.unit || k === KIND.part || isWord(a, day.to, '-', 'century')) return
  out.push({ from: at, to: day.to, rule: 'day', shape: calendar({ day: day.value }), doubt: 'year' })
}

/** "2023-11", "11/2023": a month in figures. "2010-11" may be two years, and is left to the years. */
export const numericMonth: Proposer = (a, at, out) => {
  const n = digitsAt(a, at)
  const n2 = digitsAt(a, at + 2)
  if (!glued(a, at + 1) || !glued(a, at + 2) || (glued(a, at) && !isWord(a, at - 1, '(', '"', "'", '['))) return
  if (glued(a, at + 3) && (kindAt(a, at + 3) !== KIND.punct || (isWord(a, at + 3, '-', '/', '.') && glued(a, at + 4))))
    return
  const push = (year: number, month: number): void => {
    if (year >= 1900 && year < 2100 && month >= 1 && month <= 12)
      out.push({ from: at, to: at + 3, rule: 'numeric-month', shape: calendar({ year, month }) })
  }
  if (n === 4 && n2 === 2 && isWord(a, at + 1, '-') && a.value[at + 2]! <= a.value[at]! % 100)
    push(a.value[at]!, a.value[at + 2]!)
  if (n <= 2 && n2 === 4 && isWord(a, at + 1, '/')) push(a.value[at + 2]!, a.value[at]!)
}

/** "9/11": the attacks of 11 September 2001 and their day. */
export const nineEleven: Proposer = (a, at, out) => {
  if (digitsAt(a, at) !== 1 || a.value[at] !== 9 || !isWord(a, at + 1, '/') || digitsAt(a, at + 2) !== 2) return
  if (a.value[at + 2] !== 11 || !glued(a, at + 1) || !glued(a, at + 2) || glued(a, at)) return
  if (glued(a, at + 3) && (kindAt(a, at + 3) !== KIND.punct || isWord(a, at + 3, '/'))) return
  out.push({ from: at, to: at + 3, rule: 'nine-eleven', shape: calendar({ year: 2001, month: 9, day: 11 }) })
}

/** "2023-06-10", "10.06.2023", "2/15/2000", "06/10/2023". Where two readings stay possible, neither is chosen. */
export const numeric: Proposer = (a, at, out) => {
  const n = digitsAt(a, at)
  const mark = a.word[at + 1] ?? ''
  if (n === 0 || !(mark === '-' || mark === '/' || mark === '.')) return
  if (glued(a, at) && !isWord(a, at - 1, '(', '[', '"', "'", ',')) return
  if (!glued(a, at + 1) || !glued(a, at + 2) || !glued(a, at + 3) || !glued(a, at + 4) || a.word[at + 3] !== mark)
    return
  const n2 = digitsAt(a, at + 2)
  const n3 = digitsAt(a, at + 4)
  if (n2 < 1 || n2 > 2 || n3 === 0) return
  const to = at + 5
  if (glued(a, to) && (kindAt(a, to) === KIND.digits || (isWord(a, to, '-', '/') && glued(a, to + 1)))) return
  const p = a.value[at]!
  const q = a.value[at + 2]!
  const r = a.value[at + 4]!
  if (n === 4) {
    if (valid(q, r) && n3 <= 2) out.push({ from: at, to, rule: 'iso', shape: calendar({ year: p, month: q, day: r }) })
    return
  }
  if (n > 2 || !(n3 === 4 || n3 === 2)) return
  const when = n3 === 4 ? { year: r } : { shortYear: r }
  const dayLast = valid(p, q)
  const dayFirstly = valid(q, p)
  if (mark === '.' && dayFirstly)
    out.push({ from: at, to, rule: 'numeric', shape: calendar({ ...when, month: q, day: p }) })
  else if (mark === '.') return
  else if (dayLast && dayFirstly && p !== q)
    out.push({
      from: at,
      to,
      rule: 'numeric-either',
      shape: { type: 'either', a: { ...when, month: p, day: q }, b: { ...when, month: q, day: p } },
    })
  else if (dayLast) out.push({ from: at, to, rule: 'numeric', shape: calendar({ ...when, month: p, day: q }) })
  else if (dayFirstly) out.push({ from: at, to, rule: 'numeric', shape: calendar({ ...when, month: q, day: p }) })
}

const valid = (month: number, day: number): boolean => month >= 1 && month <= 12 && day >= 1 && day <= 31

/** "2021", "490 BC", "the year two thousand", "'98": a year by itself. */
export const yearAlone: Proposer = (a, at, out) => {
  let i = at
  if (isWord(a, i, 'the')) i++
  const named = kindAt(a, i) === KIND.unit && a.word[i] === 'year'
  if (i > at && !named) return
  if (named) i++
  const stated = year(a, i)
  if (stated) {
    const back = era(a, stated.to)
    const fields = back?.value ? { year: 1 - stated.value.year! } : stated.value
    const sure = named || back !== null
    if (fields.year === undefined && fields.shortYear === undefined) return
    const spoken = kindAt(a, i) === KIND.cardinal
    out.push({
      from: at,
      to: back ? back.to : stated.to,
      rule: 'year',
      shape: calendar(fields),
      ...(sure || (spoken && a.value[i]! > 2) ? {} : { doubt: 'year' as const }),
    })
    return
  }
  const n = digitsAt(a, i)
  if (n < 1 || n > 4 || embedded(a, i)) return
  // "499-493 BC", "from 499 to 493 BC": the era of the second year holds for the first.
  const paired = isWord(a, i + 1, '-', 'to', 'and') && digitsAt(a, i + 2) > 0 ? era(a, i + 3) : null
  if (paired) {
    const value = paired.value ? 1 - a.value[i]! : a.value[i]!
    out.push({ from: at, to: i + 1, rule: 'year-era', shape: calendar({ year: value }) })
    return
  }
  const back = era(a, i + 1)
  if (!back) return
  const value = back.value ? 1 - a.value[i]! : a.value[i]!
  out.push({ from: at, to: back.to, rule: 'year-era', shape: calendar({ year: value }) })
}
