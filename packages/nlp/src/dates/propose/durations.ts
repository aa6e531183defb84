import { type Atoms, capitalAt, glued, isWord, kindAt } from '../atoms.ts'
import { KIND, PLURAL, UNIT, type Unit } from '../lexicon.ts'
import { amount } from '../numbers.ts'
import type { Candidate } from '../shape.ts'
import type { Proposer } from './parts.ts'

/** Unit after an amount: "three days", "two-year", "five more months", "six full weeks". */
function unitAfter(a: Atoms, at: number): { unit: Unit; to: number; hyphen: boolean } | null {
  let u = at
  const hyphen = isWord(a, u, '-')
  if (hyphen) u++
  else if (isWord(a, u, 'more', 'full', 'whole', 'long', 'straight', 'consecutive', 'additional', 'further', 'short'))
    u++
  if (kindAt(a, u) === KIND.unit) return { unit: a.value[u]! as Unit, to: u + 1, hyphen }
  // "a second" is an ordinal far more often than a unit of time; only "seconds" is in the lexicon.
  return null
}

/** Suffixes that belong to the duration: "month-long", "three years old", "two-year-old". */
function suffix(a: Atoms, at: number): number {
  if (isWord(a, at, '-') && isWord(a, at + 1, 'long', 'old') && glued(a, at)) {
    return at + 2
  }
  return at
}

/** "three days", "two-year", "a few weeks", "half an hour", "more than ..." is added by a refiner. */
export const plain: Proposer = (a, at, out) => {
  const n = amount(a, at)
  if (!n) return
  const u = unitAfter(a, n.to)
  if (!u || u.unit === UNIT.weekend) return
  if (isWord(a, at, 'a', 'an') && n.value === 1 && !single(a, u.to)) return
  // "three-quarters" is a fraction, "60 Minutes" in capitals a programme.
  if (u.hyphen && u.unit === UNIT.quarter && a.flags[u.to - 1] === PLURAL) return
  if (kindAt(a, at) === KIND.digits && capitalAt(a, u.to - 1) && !capitalAt(a, u.to - 2)) return
  const half = isWord(a, u.to, 'and') && isWord(a, u.to + 1, 'a') && isWord(a, u.to + 2, 'half')
  if (half && n.value !== null) {
    out.push({
      from: at,
      to: u.to + 3,
      rule: 'duration',
      shape: { type: 'duration', amount: n.value + 0.5, unit: u.unit },
    })
    return
  }
  const next = suffix(a, u.to)
  if (isWord(a, u.to, 'or') && isWord(a, u.to + 1, 'two') && n.value === 1) {
    out.push({ from: at, to: u.to + 2, rule: 'duration', shape: { type: 'duration', amount: null, unit: u.unit } })
    return
  }
  if (isWord(a, next, 'old') || isWord(a, next - 1, 'old') || (isWord(a, next, 'of') && isWord(a, next + 1, 'age'))) {
    out.push({ from: at, to: u.to, rule: 'age', shape: { type: 'duration', amount: n.value, unit: u.unit } })
    return
  }
  out.push({ from: at, to: next, rule: 'duration', shape: { type: 'duration', amount: n.value, unit: u.unit } })
}

/** "a year", "a month": not "a day care centre", not "$5 a day" (a rate, read as a set). */
function single(a: Atoms, to: number): boolean {
  return !(isWord(a, to, '-') && glued(a, to))
}

/** "years", "decades", "weeks": an unknown number of them, after "for", "in", "over", "recent" and the like. */
export const open: Proposer = (a, at, out) => {
  if (kindAt(a, at) !== KIND.unit || a.flags[at] !== PLURAL || a.value[at] === UNIT.weekend) return
  let from = at
  if (isWord(a, at - 1, 'recent', 'coming', 'many')) from = at - 1
  const before = from === at ? at - 1 : from - 1
  if (from === at) {
    const led = isWord(a, before, 'for', 'in', 'over', 'after', 'within', 'of', 'took', 'or', 'past')
    if (!led && !isWord(a, at + 1, 'of')) return
    if (isWord(a, before, 'of') && !isWord(a, before - 1, 'couple')) return
    if (isWord(a, before, 'or', 'past')) return
    if (isWord(a, at - 1, '-')) return
  }
  const unit = a.value[at]! as Unit
  const shape = { type: 'duration', amount: null, unit } as const
  const recent = isWord(a, from, 'recent')
  const coming = isWord(a, from, 'coming')
  if (recent && isWord(a, from - 1, 'the')) from--
  if (coming && isWord(a, from - 1, 'the')) from--
  out.push({
    from,
    to: at + 1,
    rule: recent ? 'recent-units' : 'open-units',
    shape: recent ? { ...shape, toward: 'past' } : coming ? { ...shape, toward: 'future' } : shape,
  })
}

/** "month-long", "day-long", "decades-old", "yearlong" is one word and not read. */
export const unitLong: Proposer = (a, at, out) => {
  if (kindAt(a, at) !== KIND.unit || !isWord(a, at + 1, '-') || !isWord(a, at + 2, 'long', 'old')) return
  if (isWord(a, at - 1, '-') || amountEndsAt(a, at)) return
  const unit = a.value[at]! as Unit
  const amount = a.flags[at] === PLURAL ? null : 1
  out.push({ from: at, to: at + 3, rule: 'unit-long', shape: { type: 'duration', amount, unit } })
}

const amountEndsAt = (a: Atoms, at: number): boolean =>
  kindAt(a, at - 1) === KIND.digits || kindAt(a, at - 1) === KIND.cardinal

/** "the past three months", "the next few days", "the last 24 hours", "the first nine months", "these two years". */
export const framed: Proposer = (a, at, out) => {
  const i = isWord(a, at, 'the', 'these', 'those') ? at + 1 : at
  const past = isWord(a, i, 'past', 'last', 'previous', 'preceding')
  const future = isWord(a, i, 'next', 'coming', 'following')
  const first = i > at && isWord(a, i, 'first', 'final')
  if (!past && !future && !first && i === at) return
  const at2 = past || future || first ? i + 1 : i
  if (isWord(a, at2, 'a', 'an', 'some', 'half')) return
  const n = amount(a, at2)
  if (!n || (!past && !future && !first && n.value === null && !isWord(a, at2, 'few', 'several'))) return
  const u = unitAfter(a, n.to)
  if (!u || u.unit === UNIT.weekend || u.hyphen) return
  const shape = { type: 'duration', amount: n.value, unit: u.unit } as const
  const push = (extra: Partial<Candidate>, toward?: 'past' | 'future'): void => {
    out.push({ from: at, to: u.to, rule: 'framed', shape: toward ? { ...shape, toward } : shape, ...extra })
  }
  if (past) push({}, 'past')
  else if (future) push({}, 'future')
  else push({})
}

/** "the last several years" is `framed`; "the past years", "the last days", "the coming months". */
export const framedOpen: Proposer = (a, at, out) => {
  const i = isWord(a, at, 'the') ? at + 1 : at
  if (i === at) return
  const past = isWord(a, i, 'past', 'last', 'recent')
  if (!past && !isWord(a, i, 'next', 'coming', 'early')) return
  if (kindAt(a, i + 1) !== KIND.unit || a.flags[i + 1] !== PLURAL) return
  // "the early hours" is a part of the day.
  if (isWord(a, i, 'early') && a.value[i + 1] === UNIT.hour) return
  const unit = a.value[i + 1]! as Unit
  if (unit === UNIT.weekend) return
  const toward = isWord(a, i, 'early') ? null : past ? 'past' : 'future'
  const shape = { type: 'duration', amount: null, unit } as const
  out.push({ from: at, to: i + 2, rule: 'framed-open', shape: toward ? { ...shape, toward } : shape })
}
