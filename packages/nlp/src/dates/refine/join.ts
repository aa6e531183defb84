import { type Atoms, isWord } from '../atoms.ts'
import { UNIT } from '../lexicon.ts'
import type { Candidate, Shape } from '../shape.ts'
import type { View } from '../view.ts'

/** Does the shape name one day (which a weekday, a part of the day or a clock time may refine)? */
function isDay(shape: Shape | null): boolean {
  if (!shape) return false
  if (shape.type === 'shift') return shape.unit === UNIT.day
  if (shape.type === 'either') return true
  if (shape.type !== 'calendar') return false
  const { day, weekday, holiday } = shape.fields
  return day !== undefined || weekday !== undefined || holiday !== undefined
}

const onlyWeekday = (c: Candidate): boolean =>
  c.rule === 'weekday' && c.shape?.type === 'calendar' && c.clock === undefined

/** Atom distance with the little words that may stand between two halves of one expression. */
function between(a: Atoms, left: Candidate, right: Candidate, words: readonly string[]): boolean {
  const gap = right.from - left.to
  if (gap === 0) return true
  if (gap === 1) return isWord(a, left.to, ...words)
  return gap === 2 && isWord(a, left.to, ',') && isWord(a, left.to + 1, ...words)
}

function withWeekday(left: Candidate, right: Candidate): Candidate | null {
  const weekday = left.shape?.type === 'calendar' ? left.shape.fields.weekday : undefined
  if (weekday === undefined || right.shape?.type !== 'calendar' || right.shape.fields.day === undefined) return null
  const fields = { ...right.shape.fields, weekday }
  return { ...right, from: left.from, rule: 'weekday-date', shape: { ...right.shape, fields } }
}

function pair(a: Atoms, left: Candidate, right: Candidate): Candidate | null {
  if ((onlyWeekday(left) || left.rule === 'deictic-name') && between(a, left, right, [',', 'the', '('])) {
    const joined = withWeekday(left, right)
    if (joined) return joined
  }
  if (
    (left.rule === 'part-day' || left.rule === 'clock-day') &&
    left.shape?.type === 'calendar' &&
    left.shape.fields.day === undefined
  ) {
    const joined = between(a, left, right, [',']) ? withWeekday(left, right) : null
    const { part, clock } = left
    if (joined)
      return { ...joined, rule: left.rule, ...(part === undefined ? {} : { part }), ...(clock ? { clock } : {}) }
  }
  // "10:35 a.m. (0735 GMT)" tells one time twice.
  if (
    left.clock &&
    right.shape === null &&
    right.clock &&
    right.from === left.to + 1 &&
    isWord(a, left.to, '(') &&
    isWord(a, right.to, ')')
  )
    return { ...left, to: right.to + 1 }
  // "the end of the day Friday": the weekday names the day, its end adds no date.
  if (
    isWord(a, left.from - 1, 'of') &&
    left.rule === 'bare-unit' &&
    left.shape?.type === 'shift' &&
    left.shape.unit === UNIT.day &&
    onlyWeekday(right) &&
    left.to === right.from
  )
    return { ...right, from: left.from }
  const whole = parts(a, left, right) ?? timedSet(a, left, right)
  if (whole) return whole
  const clockOnly = right.shape === null && right.clock !== undefined
  const partOnly = right.shape === null && right.part !== undefined && right.clock === undefined
  if (isDay(left.shape) && clockOnly && between(a, left, right, ['at', ',', 'around', 'about', 'by']))
    return { ...left, to: right.to, rule: 'day-clock', clock: right.clock! }
  if (isDay(left.shape) && partOnly && left.to === right.from && left.part === undefined)
    return { ...left, to: right.to, rule: 'day-part', part: right.part! }
  if (left.shape === null && left.clock !== undefined && isDay(right.shape) && between(a, left, right, ['on', ',']))
    return { ...right, from: left.from, rule: 'clock-day', clock: left.clock }
  if (left.shape === null && left.clock !== undefined && partOnly && between(a, left, right, ['in']))
    return { ...left, to: right.to, clock: inPart(left.clock, right.part!) }
  if (left.shape === null && left.part !== undefined && isDay(right.shape) && between(a, left, right, ['of', 'on']))
    return { ...right, from: left.from, rule: 'part-day', part: left.part, ...(left.mod ? { mod: left.mod } : {}) }
  return null
}

/** "two years and three months", "5 hours, 32 minutes": one stretch of time, its parts from large to small. */
function parts(a: Atoms, left: Candidate, right: Candidate): Candidate | null {
  const first = left.shape
  const second = right.shape
  if (left.rule !== 'duration' || right.rule !== 'duration') return null
  if (first?.type !== 'duration' || second?.type !== 'duration' || first.toward || second.toward) return null
  const { amount } = second
  const smallest = first.more?.at(-1)?.unit ?? first.unit
  if (first.amount === null || amount === null || !Number.isInteger(first.amount) || !Number.isInteger(amount))
    return null
  if (second.unit >= smallest || smallest > UNIT.year || smallest - second.unit > 3) return null
  if (!between(a, left, right, [',', 'and'])) return null
  const shape = { ...first, more: [...(first.more ?? []), { amount, unit: second.unit }] }
  return { ...left, to: right.to, shape }
}

/** "every Monday at 9 a.m.", "9 a.m. every day". */
function timedSet(a: Atoms, left: Candidate, right: Candidate): Candidate | null {
  const set = left.shape?.type === 'set' ? left : right.shape?.type === 'set' ? right : null
  const other = set === left ? right : left
  if (set?.shape?.type !== 'set' || other.shape !== null || !other.clock) return null
  if (!between(a, left, right, set === left ? ['at', ','] : ['on'])) return null
  const { value } = set.shape
  if (value !== 'P1D' && !/^XXXX-WXX-\d$/.test(value)) return null
  const { hour, minute } = other.clock
  const time = `${String(hour).padStart(2, '0')}:${String(minute ?? 0).padStart(2, '0')}`
  const shape = { ...set.shape, value: `${value === 'P1D' ? 'XXXX-XX-XX' : value}T${time}` }
  return { ...set, from: left.from, to: right.to, shape }
}

/** "8 in the evening" is 20:00. */
function inPart(clock: NonNullable<Candidate['clock']>, part: number): NonNullable<Candidate['clock']> {
  return part > 0 && clock.hour < 12 ? { ...clock, hour: clock.hour + 12 } : clock
}

/** Joins neighbours that are one expression: "Friday, Oct. 23", "Wednesday night", "noon Thursday", "the morning of April 19". */
export function join(v: View, candidates: readonly Candidate[]): Candidate[] {
  const out: Candidate[] = []
  for (const c of candidates) {
    const last = out.at(-1)
    const joined = last ? pair(v.atoms, last, c) : null
    if (joined) out[out.length - 1] = joined
    else out.push(c)
  }
  return out
}
