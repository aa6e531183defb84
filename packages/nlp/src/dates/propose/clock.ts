import { type Atoms, capitalAt, digitsAt, glued, isWord, kindAt } from '../atoms.ts'
import { KIND, PLURAL } from '../lexicon.ts'
import type { Clock } from '../shape.ts'
import type { Proposer } from './parts.ts'

/** "a.m.", "pm", "p.m." after an hour: 0 or 12 hours to add, and the atom after it. */
function halfDay(a: Atoms, at: number): { add: number; to: number } | null {
  if (isWord(a, at, 'am')) return { add: 0, to: at + 1 }
  if (isWord(a, at, 'pm')) return { add: 12, to: at + 1 }
  if (!isWord(a, at, 'a', 'p') || !isWord(a, at + 1, '.') || !isWord(a, at + 2, 'm')) {
    if (isWord(a, at, 'p') && isWord(a, at + 1, 'm')) return { add: 12, to: at + 2 }
    return null
  }
  return { add: a.word[at] === 'p' ? 12 : 0, to: isWord(a, at + 3, '.') ? at + 4 : at + 3 }
}

/** "in the morning", "in the evening" after an hour. */
function partOfDay(a: Atoms, at: number): { add: number; to: number } | null {
  if (!isWord(a, at, 'in') || !isWord(a, at + 1, 'the') || kindAt(a, at + 2) !== KIND.part) return null
  return a.value[at + 2]! < 3 && a.flags[at + 2] === 0 ? { add: a.value[at + 2] === 0 ? 0 : 12, to: at + 3 } : null
}

const ZONES = new Set('gmt est edt cst cdt mst mdt pst pdt utc cet cest bst msk ist'.split(' '))

/** A zone after a clock time, also in brackets and with a UTC equivalent; "local time" counts as one. */
function zone(a: Atoms, at: number): { zone: string; to: number } {
  const i = isWord(a, at, '(') ? at + 1 : at
  const word = a.word[i] ?? ''
  if (ZONES.has(word) && a.text.charCodeAt(a.start[i]!) < 97) {
    const to = i > at && isWord(a, i + 1, ')') ? i + 2 : i + 1
    return i > at && to === i + 1 ? { zone: '', to: at } : { zone: word === 'gmt' || word === 'utc' ? 'Z' : '', to }
  }
  if (isWord(a, at, 'local') && isWord(a, at + 1, 'time')) return { zone: '', to: at + 2 }
  // "Moscow time", "New York time", "Eastern Standard Time"
  for (let n = 1; n <= 3; n++) {
    if (kindAt(a, at + n - 1) !== KIND.none || !capitalAt(a, at + n - 1)) break
    if (isWord(a, at + n, 'time')) return { zone: '', to: at + n + 1 }
  }
  return { zone: '', to: at }
}

/** "9 a.m.", "10:57", "8:30 p.m. EST", "1200 GMT", "noon", "midnight", "five o'clock". */
export const clock: Proposer = (a, at, out) => {
  if (isWord(a, at, 'noon', 'midday', 'midnight')) {
    if (/^high$/i.test(a.text.slice(a.start[at - 1] ?? 0, a.end[at - 1] ?? 0))) return
    const hour = a.word[at] === 'midnight' ? 24 : 12
    out.push({ from: at, to: at + 1, rule: 'clock-word', shape: null, clock: { hour, minute: 0, zone: '' } })
    return
  }
  if (glued(a, at) && !isWord(a, at - 1, '(', '"', "'", '-', '[')) return
  const read = digital(a, at) ?? oClock(a, at) ?? past(a, at)
  if (!read) return
  const z = zone(a, read.to)
  const zoned = z.zone ? { ...read.clock, zone: z.zone } : read.clock
  out.push({ from: at, to: z.to, rule: 'clock', shape: null, clock: zoned })
}

function digital(a: Atoms, at: number): { clock: Clock; to: number } | null {
  const n = digitsAt(a, at)
  const hour = a.value[at]!
  if (n === 4 && hour < 2400 && hour % 100 < 60) {
    // "14 January 2007 (UTC)" ends in a year.
    if (isWord(a, at + 1, '(') || kindAt(a, at - 1) === KIND.month) return null
    const z = zone(a, at + 1)
    return z.to > at + 1 ? { clock: { hour: Math.floor(hour / 100), minute: hour % 100, zone: '' }, to: at + 1 } : null
  }
  if (n < 1 || n > 2 || hour > 24) return null
  let to = at + 1
  let minute: number | null = null
  if (
    isWord(a, to, ':', '.') &&
    glued(a, to) &&
    glued(a, to + 1) &&
    digitsAt(a, to + 1) === 2 &&
    a.value[to + 1]! < 60
  ) {
    const colon = a.word[to] === ':'
    minute = a.value[to + 1]!
    to += 2
    // "10.30" is a time only with a.m. or p.m.; "10:30:15" keeps its seconds out of the value.
    if (colon && isWord(a, to, ':') && glued(a, to) && digitsAt(a, to + 1) === 2) to += 2
    else if (!colon && !halfDay(a, to)) return null
  }
  const half = halfDay(a, to) ?? partOfDay(a, to)
  if (half && hour <= 12) return { clock: { hour: (hour % 12) + half.add, minute, zone: '' }, to: half.to }
  if (minute === null || half) return null
  return { clock: { hour, minute, zone: '' }, to }
}

/** "half past eight", "quarter to nine", "ten past six". */
function past(a: Atoms, at: number): { clock: Clock; to: number } | null {
  const half = isWord(a, at, 'half')
  const quarter = a.word[at] === 'quarter'
  const minutes = half ? 30 : quarter ? 15 : kindAt(a, at) === KIND.cardinal ? a.value[at]! : 0
  const before = quarter && isWord(a, at + 1, 'to')
  if (minutes < 1 || minutes > 30 || !(isWord(a, at + 1, 'past') || before)) return null
  const k = kindAt(a, at + 2)
  const hour = a.value[at + 2]!
  if (!(k === KIND.cardinal || (k === KIND.digits && digitsAt(a, at + 2) < 3)) || hour < 1 || hour > 12) return null
  // "half past two million" counts something else.
  if (kindAt(a, at + 3) === KIND.cardinal || kindAt(a, at + 3) === KIND.unit) return null
  const clock = before ? { hour: hour - 1, minute: 45, zone: '' } : { hour, minute: minutes, zone: '' }
  return { clock, to: at + 3 }
}

/** "five o'clock". */
function oClock(a: Atoms, at: number): { clock: Clock; to: number } | null {
  const k = kindAt(a, at)
  if (k !== KIND.cardinal && k !== KIND.digits) return null
  const hour = a.value[at]!
  if (hour > 12 || !isWord(a, at + 1, 'o') || !isWord(a, at + 2, "'") || !isWord(a, at + 3, 'clock')) return null
  return { clock: { hour, minute: null, zone: '' }, to: at + 4 }
}

/** "the morning of April 19", "Friday morning" (joined later), "the afternoon". */
export const part: Proposer = (a, at, out) => {
  const i = isWord(a, at, 'the') ? at + 1 : at
  if (i > at && isWord(a, i, 'early') && a.word[i + 1] === 'hours') {
    out.push({ from: at, to: i + 2, rule: 'part', shape: null, part: 0, mod: 'START' })
    return
  }
  if (kindAt(a, i) !== KIND.part || a.flags[i] === PLURAL) return
  // "the early morning hours of Friday"
  const to = a.word[i + 1] === 'hours' ? i + 2 : i + 1
  if (a.word[i] === 'overnight') {
    out.push({ from: at, to, rule: 'overnight', shape: null, part: 3 })
    return
  }
  out.push({ from: at, to, rule: 'part', shape: null, part: a.value[i]! })
}
