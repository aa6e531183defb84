import { type Atoms, capitalAt, isWord, kindAt } from '../atoms.ts'
import { KIND, PART_CODES, PLURAL, UNIT, type Unit } from '../lexicon.ts'
import { amount } from '../numbers.ts'
import type { Proposer } from './parts.ts'

/** What half a unit is counted in. */
const SMALLER: Readonly<Record<number, { unit: Unit; count: number }>> = {
  [UNIT.minute]: { unit: UNIT.second, count: 60 },
  [UNIT.hour]: { unit: UNIT.minute, count: 60 },
  [UNIT.year]: { unit: UNIT.month, count: 12 },
}

/** ISO 8601 letters of a unit, with the T of the clock units. */
export function periodOf(n: number | null, unit: Unit): string {
  if (n !== null && !Number.isInteger(n)) {
    const split = SMALLER[unit]
    const rest = split ? Math.round((n - Math.floor(n)) * split.count) : 0
    if (split && rest > 0 && n < 1) return periodOf(rest, split.unit)
    if (split && rest > 0) return periodOf(Math.floor(n), unit) + periodOf(rest, split.unit).replace(/^PT?/, '')
  }
  const x = n === null ? 'X' : String(n)
  switch (unit) {
    case UNIT.second:
      return `PT${x}S`
    case UNIT.minute:
      return `PT${x}M`
    case UNIT.hour:
      return `PT${x}H`
    case UNIT.day:
      return `P${x}D`
    case UNIT.weekend:
      return `P${x}WE`
    case UNIT.week:
      return `P${x}W`
    case UNIT.fortnight:
      return `P${n === null ? 'X' : n * 2}W`
    case UNIT.month:
      return `P${x}M`
    case UNIT.quarter:
      return `P${n === null ? 'X' : n * 3}M`
    case UNIT.year:
      return `P${x}Y`
    case UNIT.decade:
      return n === null ? 'PXDE' : `P${n * 10}Y`
    case UNIT.century:
      return n === null ? 'PXCE' : `P${n * 100}Y`
    case UNIT.millennium:
      return n === null ? 'PXML' : `P${n * 1000}Y`
  }
}

/** ISO 8601 period of several parts: `P2Y3M`, `P1DT2H`. */
export function periodsOf(parts: readonly { readonly amount: number; readonly unit: Unit }[]): string {
  let days = ''
  let time = ''
  for (const { amount, unit } of parts) {
    const text = periodOf(amount, unit)
    if (text.startsWith('PT')) time += text.slice(2)
    else days += text.slice(1)
  }
  return `P${days}${time && 'T'}${time}`
}

const ADVERBS: Readonly<Record<string, string>> = {
  daily: 'P1D',
  nightly: 'XXXX-XX-XXTNI',
  weekly: 'P1W',
  fortnightly: 'P2W',
  biweekly: 'P2W',
  monthly: 'P1M',
  bimonthly: 'P2M',
  quarterly: 'P3M',
  semiannual: 'P6M',
  yearly: 'P1Y',
  annual: 'P1Y',
  annually: 'P1Y',
  biannual: 'P6M',
  biennial: 'P2Y',
  hourly: 'PT1H',
}

/** "daily", "weekly", "annual". */
export const adverb: Proposer = (a, at, out) => {
  const value = ADVERBS[a.word[at]!]
  // "Daily Mail" is a name.
  if (value && capitalAt(a, at) && capitalAt(a, at + 1)) return
  if (value) out.push({ from: at, to: at + 1, rule: 'set-adverb', shape: { type: 'set', value, freq: '1X' } })
}

/** "every day", "each year", "every two weeks", "every Friday", "every morning", "every other month". */
export const every: Proposer = (a, at, out) => {
  if (!isWord(a, at, 'every', 'each')) return
  const quant = a.word[at] === 'every' ? 'EVERY' : 'EACH'
  const other = isWord(a, at + 1, 'other')
  const i = other ? at + 2 : at + 1
  const push = (to: number, value: string): void => {
    out.push({ from: at, to, rule: 'set-every', shape: { type: 'set', value, quant } })
  }
  const k = kindAt(a, i)
  if (k === KIND.unit && a.flags[i] === 0) push(i + 1, periodOf(other ? 2 : 1, a.value[i]! as Unit))
  else if (k === KIND.weekday && a.flags[i] !== PLURAL) {
    const part = kindAt(a, i + 1) === KIND.part
    push(part ? i + 2 : i + 1, `XXXX-WXX-${a.value[i]}${part ? `T${PART_CODES[a.value[i + 1]!]}` : ''}`)
  } else if (k === KIND.part && a.flags[i] === 0) push(i + 1, `XXXX-XX-XXT${PART_CODES[a.value[i]!]}`)
  else if (k === KIND.month) push(i + 1, `XXXX-${String(a.value[i]).padStart(2, '0')}`)
  else if (k === KIND.season) push(i + 1, `XXXX-${SEASON_CODES[a.value[i]!]}`)
  else {
    const n = amount(a, i)
    if (n && n.value !== null && kindAt(a, n.to) === KIND.unit)
      push(n.to + 1, periodOf(n.value, a.value[n.to]! as Unit))
  }
}

export const SEASON_CODES = ['', 'SP', 'SU', 'FA', 'WI'] as const

/** "on Fridays", "Tuesday nights", "weekends", "mornings". */
export const plural: Proposer = (a, at, out) => {
  const k = kindAt(a, at)
  if (k === KIND.unit && a.value[at] === UNIT.weekend && a.flags[at] === PLURAL && isWord(a, at - 1, 'at', 'on')) {
    out.push({ from: at, to: at + 1, rule: 'set-plural', shape: { type: 'set', value: 'XXXX-WXX-WE' } })
    return
  }
  if (k === KIND.weekday && a.flags[at] === PLURAL)
    out.push({ from: at, to: at + 1, rule: 'set-plural', shape: { type: 'set', value: `XXXX-WXX-${a.value[at]}` } })
  else if (k === KIND.weekday && kindAt(a, at + 1) === KIND.part && a.flags[at + 1] === PLURAL)
    out.push({
      from: at,
      to: at + 2,
      rule: 'set-plural',
      shape: { type: 'set', value: `XXXX-WXX-${a.value[at]}T${PART_CODES[a.value[at + 1]!]}` },
    })
}

/** "$5 a day", "twice a week", "per month", "a year" after a number: a rate. */
export const rate: Proposer = (a, at, out) => {
  const per = isWord(a, at, 'per')
  if (!per && !isWord(a, at, 'a', 'an')) return
  if (kindAt(a, at + 1) !== KIND.unit || a.flags[at + 1] === PLURAL) return
  if (!per && !rateBefore(a, at)) return
  const value = periodOf(1, a.value[at + 1]! as Unit)
  out.push({ from: at, to: at + 2, rule: 'set-rate', shape: { type: 'set', value, ...(per ? {} : { quant: 'EACH' }) } })
}

/** A rate follows a sum, a number of things ("12 times", "5,000 tonnes") or "once", "twice". */
function rateBefore(a: Atoms, at: number): boolean {
  if (isWord(a, at - 1, 'once', 'times', 'hours', 'days', 'minutes')) return true
  const noun = a.text.slice(a.start[at - 1] ?? 0, a.end[at - 1] ?? 0).toLowerCase()
  if (noun === 'twice' || noun === 'thrice' || noun === '%') return true
  if (
    ['dollars', 'euros', 'pounds', 'tons', 'tonnes', 'barrels', 'people', 'million', 'billion', 'percent'].includes(
      noun,
    )
  )
    return true
  return kindAt(a, at - 1) === KIND.digits && isWord(a, at - 2, '$', ',', '.')
}
