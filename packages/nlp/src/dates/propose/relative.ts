import { type Atoms, capitalAt, glued, isWord, kindAt } from '../atoms.ts'
import { KIND, PLURAL, UNIT, type Unit } from '../lexicon.ts'
import { amount, dayOfMonth } from '../numbers.ts'
import type { CalendarFields, Shape } from '../shape.ts'
import { calendar, container, deictic, inYear, type Proposer, steps, tied } from './parts.ts'

const shift = (unit: Unit, by: number | null, sign: number, base: 'reference' | 'previous', counted = false): Shape =>
  counted ? { type: 'shift', unit, by, sign, base, counted } : { type: 'shift', unit, by, sign, base }

/** "today", "yesterday", "tomorrow", "tonight". */
export const dayWord: Proposer = (a, at, out) => {
  const word = a.word[at]!
  const by = word === 'yesterday' ? -1 : word === 'tomorrow' ? 1 : word === 'today' || word === 'tonight' ? 0 : null
  // "USA Today" in capitals is a name.
  if (by === null || (capitalAt(a, at) && kindAt(a, at - 1) === KIND.none && capitalAt(a, at - 1))) return
  const candidate = { from: at, to: at + 1, rule: 'day-word', shape: shift(UNIT.day, by, by, 'reference') }
  out.push(word === 'tonight' ? { ...candidate, part: 3 } : candidate)
}

/** "last year", "this week", "the following day", "that same month", "the previous quarter". */
export const deicticUnit: Proposer = (a, at, out) => {
  const d = deictic(a, at)
  if (!d || kindAt(a, d.to) !== KIND.unit || a.flags[d.to] === PLURAL) return
  const unit = a.value[d.to]! as Unit
  // "This Week" in capitals is a programme.
  if (unit < UNIT.day || (capitalAt(a, at) && capitalAt(a, d.to))) return
  const by = steps(d.pick)
  if (unit === UNIT.weekend) {
    const week = shift(UNIT.week, by, by, d.base)
    out.push({ from: at, to: d.to + 1, rule: 'deictic-weekend', shape: calendar({ weekend: true }, week) })
    return
  }
  // "the past year", "the last decade": a stretch up to now, not a calendar unit.
  const stretch = d.article && isWord(a, at + 1, 'past')
  if (stretch && unit !== UNIT.year) {
    out.push({
      from: at,
      to: d.to + 1,
      rule: 'past-unit',
      shape: { type: 'duration', amount: 1, unit, toward: 'past' },
    })
    return
  }
  const noun = a.word[d.to + 1]
  // "last year's third quarter" is read by the quarter proposer; "this day and age" and the like by nobody.
  if (noun === 'and' && isWord(a, d.to + 2, 'age')) return
  out.push({ from: at, to: d.to + 1, rule: 'deictic-unit', shape: shift(unit, by, by, d.base) })
}

/** "last March", "next Monday", "this summer", "the previous April", "last Thanksgiving", "that Friday". */
export const deicticName: Proposer = (a, at, out) => {
  const d = deictic(a, at)
  if (!d) return
  const k = kindAt(a, d.to)
  let fields: CalendarFields | null = null
  let to = d.to + 1
  if (k === KIND.month) {
    if (isWord(a, d.to, 'march', 'may') && !capitalAt(a, d.to)) return
    fields = { month: a.value[d.to]! }
    if (isWord(a, to, '.') && glued(a, to) && a.flags[d.to]) to++
    const day = dayOfMonth(a, to)
    if (day) {
      fields = { ...fields, day: day.value }
      to = day.to
    }
  } else if (k === KIND.weekday && a.flags[d.to] !== PLURAL) fields = { weekday: a.value[d.to]! }
  else if (k === KIND.season && a.flags[d.to] !== PLURAL) fields = { season: a.value[d.to]! }
  if (!fields) return
  const base = d.base === 'previous' && d.pick !== 'this' ? shift(UNIT.day, 0, 0, 'previous') : null
  out.push({
    from: at,
    to,
    rule: 'deictic-name',
    shape: base ? { type: 'calendar', fields, pick: d.pick, within: base } : { type: 'calendar', fields, pick: d.pick },
  })
}

/** "last night", "this morning", "that evening", "the next morning", "the same afternoon". */
export const deicticPart: Proposer = (a, at, out) => {
  const d = deictic(a, at)
  if (!d || kindAt(a, d.to) !== KIND.part || a.flags[d.to] === PLURAL) return
  const by = steps(d.pick)
  out.push({
    from: at,
    to: d.to + 1,
    rule: 'deictic-part',
    shape: shift(UNIT.day, by, by, d.base),
    part: a.value[d.to]!,
  })
}

/** Words after a number of units that turn a duration into a date. */
function direction(a: Atoms, at: number): { sign: number; base: 'reference' | 'previous'; to: number } | null {
  if (isWord(a, at, 'ago')) return { sign: -1, base: 'reference', to: at + 1 }
  if (isWord(a, at, 'earlier', 'previously', 'prior')) {
    if (isWord(a, at + 1, 'than') || (!isWord(a, at, 'earlier') && isWord(a, at + 1, 'to'))) return null
    return { sign: -1, base: 'previous', to: at + 1 }
  }
  if (isWord(a, at, 'before')) return { sign: -1, base: 'previous', to: at + 1 }
  if (isWord(a, at, 'later')) {
    if (isWord(a, at + 1, 'than')) return null
    return { sign: 1, base: 'previous', to: at + 1 }
  }
  if (isWord(a, at, 'hence')) return { sign: 1, base: 'reference', to: at + 1 }
  if (isWord(a, at, 'from') && isWord(a, at + 1, 'now', 'today')) return { sign: 1, base: 'reference', to: at + 2 }
  return null
}

/** "two weeks ago", "a year earlier", "three days later", "several years ago", "two months from now". */
export const counted: Proposer = (a, at, out) => {
  const vagueUnits = kindAt(a, at) === KIND.unit && a.flags[at] === PLURAL
  const n = vagueUnits ? { value: null, to: at } : amount(a, at)
  if (!n) return
  const u = isWord(a, n.to, '-') ? n.to + 1 : isWord(a, n.to, 'full', 'more', 'long', 'short') ? n.to + 1 : n.to
  if (kindAt(a, u) !== KIND.unit || n.to >= a.length) return
  const unit = a.value[u]! as Unit
  const after = isWord(a, u + 1, 'or') && isWord(a, u + 2, 'so') ? u + 3 : u + 1
  let d = direction(a, after)
  if (!d && isWord(a, u + 1, '-') && isWord(a, u + 2, 'ago', 'earlier')) d = direction(a, u + 2)
  if (!d) return
  // "two hours before the attack" depends on an event that no calendar knows.
  if (isWord(a, d.to - 1, 'before') && !isWord(a, d.to, ',', '.', ';', ')') && kindAt(a, d.to) !== KIND.gap) return
  const by = n.value === null ? null : n.value * d.sign
  // "a year-earlier loss": the article is the noun's.
  const from = isWord(a, d.to - 2, '-') && isWord(a, at, 'a', 'an') ? u : at
  out.push({ from, to: d.to, rule: 'counted', shape: shift(unit, by, d.sign, d.base, true) })
}

/** "year-earlier", "year-ago", "a year-earlier": the same time a year before. */
export const yearAgo: Proposer = (a, at, out) => {
  if (a.word[at] !== 'year' || !isWord(a, at + 1, '-') || !isWord(a, at + 2, 'ago', 'earlier')) return
  const base = a.word[at + 2] === 'ago' ? 'reference' : 'previous'
  // "the year-ago quarter", "the year-earlier period"
  const noun = isWord(a, at + 3, 'quarter', 'period')
  const from = noun && isWord(a, at - 1, 'the') ? at - 1 : at
  out.push({ from, to: noun ? at + 4 : at + 3, rule: 'counted', shape: shift(UNIT.year, -1, -1, base, true) })
}

/** "a week from Friday", "Monday of last week", "January this year" without a comma: fields in a relative unit. */
export const weekdayOfWeek: Proposer = (a, at, out) => {
  if (kindAt(a, at) !== KIND.weekday || a.flags[at] === PLURAL) return
  const next = tied(a, at + 1)
  const d = deictic(a, next)
  if (!d || kindAt(a, d.to) !== KIND.unit || a.value[d.to] !== UNIT.week || a.flags[d.to] !== 0) return
  const by = steps(d.pick)
  out.push({
    from: at,
    to: d.to + 1,
    rule: 'weekday-week',
    shape: calendar({ weekday: a.value[at]! }, shift(UNIT.week, by, by, d.base)),
  })
}

/** "the week of March 6". */
export const weekOf: Proposer = (a, at, out) => {
  if (!isWord(a, at, 'the') || a.word[at + 1] !== 'week' || !isWord(a, at + 2, 'of')) return
  if (kindAt(a, at + 3) !== KIND.month || kindAt(a, at + 4) !== KIND.digits) return
  const fields = { month: a.value[at + 3]!, day: a.value[at + 4]! }
  if (fields.day < 1 || fields.day > 31) return
  const where = container(a, tied(a, at + 5))
  const day = where ? inYear(fields, where.value) : calendar(fields)
  out.push({
    from: at,
    to: where ? where.to : at + 5,
    rule: 'week-of',
    shape: { type: 'calendar', fields: {}, within: day },
  })
}

/** Kinds of words that "last" and "next" belong to: "the day before last Tuesday". */
const NAMED_BY_LAST: ReadonlySet<number> = new Set([
  KIND.unit,
  KIND.weekday,
  KIND.month,
  KIND.season,
  KIND.part,
  KIND.digits,
  KIND.cardinal,
])

/** "the week after next", "the year before last", "the day after tomorrow", "the day before yesterday". */
export const beyond: Proposer = (a, at, out) => {
  if (!isWord(a, at, 'the') || kindAt(a, at + 1) !== KIND.unit || a.flags[at + 1] === PLURAL) return
  const unit = a.value[at + 1]! as Unit
  const side = isWord(a, at + 2, 'after') ? 1 : isWord(a, at + 2, 'before') ? -1 : 0
  if (side === 0 || unit < UNIT.day) return
  const named = isWord(a, at + 3, 'the') ? at + 4 : at + 3
  const edge = side > 0 ? isWord(a, named, 'next') : isWord(a, named, 'last')
  const day = unit === UNIT.day && isWord(a, at + 3, side > 0 ? 'tomorrow' : 'yesterday')
  if ((edge && !NAMED_BY_LAST.has(kindAt(a, named + 1)) && !isWord(a, named + 1, '-')) || day) {
    const shape = shift(unit === UNIT.weekend ? UNIT.week : unit, 2 * side, side, 'reference')
    const weekend = unit === UNIT.weekend
    out.push({ from: at, to: named + 1, rule: 'beyond', shape: weekend ? calendar({ weekend: true }, shape) : shape })
    return
  }
  const stop = kindAt(a, at + 3)
  const ends = at + 3 >= a.length || stop === KIND.gap || isWord(a, at + 3, ',', '.', ';', ')', '"')
  // "He had arrived the day before.": counted from the day told before.
  if (ends && unit !== UNIT.weekend)
    out.push({ from: at, to: at + 3, rule: 'day-before', shape: shift(unit, side, side, 'previous') })
}

/** "the night before", "the morning after", at the end of a clause. */
export const nightBefore: Proposer = (a, at, out) => {
  if (!isWord(a, at, 'the') || kindAt(a, at + 1) !== KIND.part || a.flags[at + 1] === PLURAL) return
  const side = isWord(a, at + 2, 'after') ? 1 : isWord(a, at + 2, 'before') ? -1 : 0
  if (side === 0) return
  if (at + 3 < a.length && kindAt(a, at + 3) !== KIND.gap && !isWord(a, at + 3, ',', '.', ';', ')', '"')) return
  const shape = shift(UNIT.day, side, side, 'previous')
  out.push({ from: at, to: at + 3, rule: 'day-before', shape, part: a.value[at + 1]! })
}

/** "year-end", "year's end": 31 December. */
export const yearEnd: Proposer = (a, at, out) => {
  if (a.word[at] !== 'year') return
  const hyphen = isWord(a, at + 1, '-') && isWord(a, at + 2, 'end')
  const genitive = isWord(a, at + 1, "'") && isWord(a, at + 2, 's') && isWord(a, at + 3, 'end')
  if (hyphen || genitive)
    out.push({ from: at, to: hyphen ? at + 3 : at + 4, rule: 'year-end', shape: calendar({ month: 12, day: 31 }) })
}

/** "the latest quarter", "the latest period": the last complete one. */
export const latest: Proposer = (a, at, out) => {
  if (!isWord(a, at, 'the') || !isWord(a, at + 1, 'latest')) return
  if (!isWord(a, at + 2, 'period', 'quarter')) return
  out.push({ from: at, to: at + 3, rule: 'latest-quarter', shape: shift(UNIT.quarter, -1, -1, 'reference') })
}

/** "the year", "the month", "the quarter", "the day": the current one, kept only inside a larger expression. */
export const bareUnit: Proposer = (a, at, out) => {
  if (!isWord(a, at, 'the') || kindAt(a, at + 1) !== KIND.unit || a.flags[at + 1] === PLURAL) return
  const unit = a.value[at + 1]! as Unit
  if (unit < UNIT.day || unit === UNIT.weekend) return
  // Figures are reported when a quarter is over.
  const by = unit === UNIT.quarter ? -1 : 0
  out.push({ from: at, to: at + 2, rule: 'bare-unit', shape: shift(unit, by, by, 'reference') })
}
