import { type Atoms, isWord, kindAt } from '../atoms.ts'
import { KIND, PLURAL, UNIT, type Unit } from '../lexicon.ts'
import { ordinal, type Read } from '../numbers.ts'
import type { Shape } from '../shape.ts'
import { calendar, container, deictic, inYear, type Proposer, steps, tied } from './parts.ts'

/** "first", "2nd", "last", "final" before a unit; -1 counts from the end. */
function rank(a: Atoms, at: number): Read<number> | null {
  if (isWord(a, at, 'last', 'final')) return { value: -1, to: at + 1 }
  const n = ordinal(a, at)
  return n && n.value > 0 && n.value < 54 ? n : null
}

/** The stretch that something is counted in: "May 2023", "next month", "the year", "2024", "the decade". */
function stretch(a: Atoms, at: number): Read<Shape> | null {
  if (kindAt(a, at) === KIND.month) {
    const fields = { month: a.value[at]! }
    const where = container(a, tied(a, at + 1))
    return where ? { value: inYear(fields, where.value), to: where.to } : { value: calendar(fields), to: at + 1 }
  }
  const inside = container(a, at)
  if (inside) return inside
  const d = deictic(a, at)
  if (d && kindAt(a, d.to) === KIND.unit && a.flags[d.to] !== PLURAL && a.value[d.to]! > UNIT.day) {
    const by = steps(d.pick)
    return { value: { type: 'shift', unit: a.value[d.to]! as Unit, by, sign: by, base: d.base }, to: d.to + 1 }
  }
  if (isWord(a, at, 'the') && kindAt(a, at + 1) === KIND.unit && a.flags[at + 1] !== PLURAL) {
    const unit = a.value[at + 1]! as Unit
    if (unit < UNIT.month) return null
    return { value: { type: 'shift', unit, by: 0, sign: 0, base: 'reference' }, to: at + 2 }
  }
  return null
}

const COUNTED: readonly number[] = [UNIT.day, UNIT.weekend, UNIT.week, UNIT.month]

/** "the first week of May", "the last day of 2023", "the second Tuesday in November", "the last weekend of next month". */
export const nth: Proposer = (a, at, out) => {
  const n = rank(a, isWord(a, at, 'the') ? at + 1 : at)
  if (!n) return
  const k = kindAt(a, n.to)
  const weekday = k === KIND.weekday && a.flags[n.to] !== PLURAL
  const unit = k === KIND.unit && a.flags[n.to] !== PLURAL && COUNTED.includes(a.value[n.to]!)
  if (!weekday && !unit) return
  if (!isWord(a, n.to + 1, 'of', 'in')) return
  const within = stretch(a, n.to + 2)
  if (!within) return
  const value = a.value[n.to]!
  const what = weekday ? { weekday: value } : { unit: value as Unit }
  out.push({ from: at, to: within.to, rule: 'nth', shape: { type: 'nth', n: n.value, ...what, within: within.value } })
}
