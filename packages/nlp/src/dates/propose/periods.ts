import { type Atoms, digitsAt, glued, isWord, kindAt } from '../atoms.ts'
import { ABBREVIATED, KIND, PLURAL, UNIT } from '../lexicon.ts'
import { era, ordinal, year } from '../numbers.ts'
import type { CalendarFields, Candidate, Shape } from '../shape.ts'
import { calendar, container, deictic, inYear, type Proposer, steps, tied } from './parts.ts'

const TENS: Readonly<Record<string, number>> = {
  noughties: 2000,
  twenties: 20,
  thirties: 30,
  forties: 40,
  fifties: 50,
  sixties: 60,
  seventies: 70,
  eighties: 80,
  nineties: 90,
}

/** "the 1990s", "the '80s", "the nineties". */
export const decade: Proposer = (a, at, out) => {
  const i = isWord(a, at, 'the') ? at + 1 : at
  const n = digitsAt(a, i)
  // "the 1970's" is the decade, "1970's" the possessive of the year.
  const mark = i > at && isWord(a, i + 1, "'") && glued(a, i + 1) ? i + 2 : i + 1
  if (n === 4 && isWord(a, mark, 's') && glued(a, mark) && a.value[i]! % 10 === 0 && a.value[i]! >= 1000) {
    const value = a.value[i]!
    const fields = value % 100 === 0 && value < 2000 ? { century: value / 100 + 1 } : { decade: value }
    out.push({ from: at, to: mark + 1, rule: 'decade', shape: calendar(fields) })
    return
  }
  const apostrophe = isWord(a, i, "'") ? i + 1 : i
  const after = i > at && isWord(a, apostrophe + 1, "'") && glued(a, apostrophe + 1) ? apostrophe + 2 : apostrophe + 1
  if (digitsAt(a, apostrophe) === 2 && isWord(a, after, 's') && glued(a, after)) {
    const tens = a.value[apostrophe]!
    // "in her 80s" is an age.
    if (tens % 10 !== 0 || tens === 0 || (apostrophe === i && i === at)) return
    out.push({ from: at, to: after + 1, rule: 'decade-short', shape: calendar({ decade: tens }) })
    return
  }
  // "the nineteen seventies"
  const hundreds = kindAt(a, i) === KIND.cardinal && a.value[i]! >= 11 && a.value[i]! <= 20 ? a.value[i]! * 100 : 0
  const spoken = hundreds > 0 ? TENS[a.word[i + 1] ?? ''] : undefined
  if (spoken !== undefined && spoken < 100) {
    out.push({ from: at, to: i + 2, rule: 'decade-word', shape: calendar({ decade: hundreds + spoken }) })
    return
  }
  const tens = TENS[a.word[i] ?? '']
  if (tens && i > at) out.push({ from: at, to: i + 1, rule: 'decade-word', shape: calendar({ decade: tens }) })
}

/** "the 20th century", "the nineteenth century". */
export const century: Proposer = (a, at, out) => {
  const i = isWord(a, at, 'the') ? at + 1 : at
  const n = ordinal(a, i)
  if (!n) return
  const c = isWord(a, n.to, '-') ? n.to + 1 : n.to
  if (kindAt(a, c) !== KIND.unit || a.value[c] !== UNIT.century || n.value > 21) return
  const back = era(a, c + 1)
  const which = back?.value ? 1 - n.value : n.value
  out.push({ from: at, to: back ? back.to : c + 1, rule: 'century', shape: calendar({ century: which }) })
}

/** "the third quarter of 2024", "fourth-quarter", "Q3 2022", "the first half of next year", "the 1988 second quarter". */
export const quarter: Proposer = (a, at, out) => {
  const article = isWord(a, at, 'the')
  let i = article ? at + 1 : at
  let before: Shape | null = null
  const stated = container(a, i)
  if (stated) {
    before = stated.value
    i = isWord(a, stated.to, "'") && isWord(a, stated.to + 1, 's') ? stated.to + 2 : stated.to
  }
  if (isWord(a, i, 'fiscal', 'financial')) i++
  const n = ordinal(a, i)
  if (!n || n.value > 4) return
  const u = isWord(a, n.to, '-') ? n.to + 1 : n.to
  const isQuarter = kindAt(a, u) === KIND.unit && a.value[u] === UNIT.quarter && a.flags[u] === 0
  const isHalf = isWord(a, u, 'half') && n.value <= 2
  if (!isQuarter && !isHalf) return
  const fields: CalendarFields = isQuarter ? { quarter: n.value } : { half: n.value }
  const next = tied(a, u + 1)
  const fiscal = isWord(a, next, 'fiscal', 'financial') ? next + 1 : next
  const where = before ? null : halfContainer(a, fiscal, isHalf)
  if (isHalf && !where && !before) return
  const shape = where ? inYear(fields, where.value) : before ? inYear(fields, before) : calendar(fields)
  out.push({ from: at, to: where ? where.to : u + 1, rule: isQuarter ? 'quarter' : 'half', shape })
}

/** A half may also be one of a month or "the year"; a quarter lies in a year. */
function halfContainer(a: Atoms, at: number, half: boolean) {
  const inside = container(a, at)
  if (inside) return inside
  if (isWord(a, at, 'the') && a.word[at + 1] === 'year')
    return { value: { type: 'shift', unit: UNIT.year, by: 0, sign: 0, base: 'reference' } as Shape, to: at + 2 }
  if (half && kindAt(a, at) === KIND.month) {
    const where = container(a, tied(a, at + 1))
    const fields = { month: a.value[at]! }
    return where ? { value: inYear(fields, where.value), to: where.to } : { value: calendar(fields), to: at + 1 }
  }
  return null
}

/** "Q3", "Q1 2024", "2022 Q4", "H1 2023". */
export const quarterCode: Proposer = (a, at, out) => {
  fiscalCode(a, at, out)
  if (kindAt(a, at) !== KIND.none || a.end[at]! - a.start[at]! !== 1 || digitsAt(a, at + 1) !== 1 || !glued(a, at + 1))
    return
  const letter = a.text[a.start[at]!]
  const n = a.value[at + 1]!
  if (n < 1 || (glued(a, at + 2) && kindAt(a, at + 2) !== KIND.punct)) return
  if (!(letter === 'Q' && n <= 4) && !(letter === 'H' && n <= 2)) return
  const fields: CalendarFields = letter === 'Q' ? { quarter: n } : { half: n }
  const where = container(a, tied(a, at + 2))
  const before = digitsAt(a, at - 1) === 4 && !glued(a, at) ? year(a, at - 1) : null
  if (!where && !before && letter === 'H') return
  const shape = where ? inYear(fields, where.value) : calendar({ ...(before ? before.value : {}), ...fields })
  out.push({ from: before ? at - 1 : at, to: where ? where.to : at + 2, rule: 'quarter-code', shape })
}

/** "FY2024", "FY 2024", "FY24", "FY2023-24": a firm's or state's own year, named by the year that it ends in. */
function fiscalCode(a: Atoms, at: number, out: Candidate[]): void {
  if (kindAt(a, at) !== KIND.none || a.text.slice(a.start[at]!, a.end[at]!) !== 'FY') return
  const n = digitsAt(a, at + 1)
  if (!(n === 4 || n === 2) || (n === 2 && !glued(a, at + 1))) return
  const value = a.value[at + 1]!
  if (n === 4 && (value < 1900 || value > 2099)) return
  const second = secondYear(a, at + 2, value % 100)
  const fields = n === 4 ? { year: value } : { shortYear: value }
  out.push({
    from: at,
    to: second ?? at + 2,
    rule: 'fiscal-year',
    shape: calendar(second ? { ...fields, years: 2 } : fields),
  })
}

/** "/23", "-24", "/2023" right after the year before: the atom after it. */
function secondYear(a: Atoms, at: number, before: number): number | null {
  if (!isWord(a, at, '/', '-') || !glued(a, at) || !glued(a, at + 1)) return null
  const n = digitsAt(a, at + 1)
  if (!(n === 2 || n === 4) || a.value[at + 1]! % 100 !== (before + 1) % 100) return null
  return glued(a, at + 2) && kindAt(a, at + 2) !== KIND.punct ? null : at + 2
}

/** "the 2022/23 season", "fiscal 2023-24", "in 2022/2023": a year that is not the calendar's. */
export const doubleYear: Proposer = (a, at, out) => {
  if (digitsAt(a, at) !== 4 || a.value[at]! < 1800 || a.value[at]! > 2099) return
  if (glued(a, at) && !isWord(a, at - 1, '(', '"', "'")) return
  const to = secondYear(a, at + 1, a.value[at]! % 100)
  if (to === null) return
  const named = isWord(a, at - 1, 'fiscal', 'financial', 'academic')
  // "1915-16" may be two years: a slash or its name makes one of them ("the 2022-23 season").
  if (isWord(a, at + 1, '-') && !named && !isWord(a, to, 'season', 'fiscal', 'financial', 'academic')) return
  out.push({
    from: named ? at - 1 : at,
    to,
    rule: 'double-year',
    shape: calendar({ year: a.value[at]!, years: 2 }),
  })
}

/** "Autumn 2022", "the winter of 1994", "the spring", "summer". */
export const season: Proposer = (a, at, out) => {
  const i = isWord(a, at, 'the') ? at + 1 : at
  if (kindAt(a, i) !== KIND.season || a.flags[i] === PLURAL) return
  const next = tied(a, i + 1)
  const where = container(a, next)
  const fields = { season: a.value[i]! }
  // "winter 1941-42": the second year only tells the span.
  if (where) {
    out.push({ from: at, to: where.to, rule: 'season-year', shape: inYear(fields, where.value) })
    return
  }
  out.push({ from: at, to: i + 1, rule: 'season', shape: calendar(fields), doubt: 'season' })
}

/** "fiscal 1989", "the 2022/23 financial year", "FY2024", "fiscal year 2023": the year that names it. */
export const fiscalYear: Proposer = (a, at, out) => {
  const i = isWord(a, at, 'the') ? at + 1 : at
  if (isWord(a, i, 'fiscal', 'financial', 'calendar')) {
    const named = a.word[i + 1] === 'year' ? i + 2 : i + 1
    const stated = year(a, named)
    if (stated?.value.year) out.push({ from: at, to: stated.to, rule: 'fiscal-year', shape: calendar(stated.value) })
    else if (named === i + 2 && i > at)
      out.push({
        from: at,
        to: named,
        rule: 'fiscal-year',
        shape: { type: 'shift', unit: UNIT.year, by: 0, sign: 0, base: 'reference' },
      })
    return
  }
  const d = deictic(a, at)
  if (!d || !isWord(a, d.to, 'fiscal', 'financial', 'full', 'calendar', 'academic') || a.word[d.to + 1] !== 'year')
    return
  const by = steps(d.pick)
  out.push({
    from: at,
    to: d.to + 2,
    rule: 'fiscal-year',
    shape: { type: 'shift', unit: UNIT.year, by, sign: by, base: d.base },
  })
}

/** Names of weekdays: "Friday", "Mon.", with the plural left to the sets. */
export const weekday: Proposer = (a, at, out) => {
  if (kindAt(a, at) !== KIND.weekday || a.flags[at] === PLURAL) return
  const short = a.flags[at] === ABBREVIATED
  const to = short && isWord(a, at + 1, '.') && glued(a, at + 1) ? at + 2 : at + 1
  out.push({ from: at, to, rule: 'weekday', shape: calendar({ weekday: a.value[at]! }), doubt: 'weekday' })
}

/** "the weekend", "weekend". */
export const weekend: Proposer = (a, at, out) => {
  const article = isWord(a, at, 'the')
  const i = article ? at + 1 : at
  if (!article || kindAt(a, i) !== KIND.unit || a.value[i] !== UNIT.weekend || a.flags[i] !== 0) return
  out.push({ from: at, to: i + 1, rule: 'weekend', shape: calendar({ weekend: true }) })
}
