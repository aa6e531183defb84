import type { TimeMention } from '@wherefrom/schema'
import { dateOf, dayNumber, daysInMonth, isoDay } from './calendar.ts'
import { edtf, parseEdtf } from './edtf.ts'

const JOINT = /^(?: ?[-\u2010-\u2015] ?| (?:to|until|till|through|and) )$/
const OPENING = /\b(between|from) (?:the )?$/i

/**
 * Pairs of dates that make one interval ("between July 2003 and December 2004", "June 10-12", "from Monday to Friday"),
 * years in short ("1915-16") and days counted from another ("two weeks after Christmas") as one mention, and every
 * other mention as it is. TIMEX3 keeps the two ends apart, and so does `findTimes`; whoever
 * needs "when" takes the interval.
 */
export function joinRanges(text: string, times: readonly TimeMention[]): TimeMention[] {
  const out: TimeMention[] = []
  for (const time of times) {
    const last = out.at(-1)
    const range = last ? (rangeOf(text, last, time) ?? offsetOf(text, last, time)) : null
    if (range) out[out.length - 1] = range
    else out.push(shortRange(text, time) ?? time)
  }
  return out
}

const SHORT_END = /^[-\u2010-\u2015](\d{2})(?![\d-])/

/** "1915-16", "1998-2003" in short: the second year has two digits. */
function shortRange(text: string, time: TimeMention): TimeMention | null {
  if (!/^\d{4}$/.test(time.timex.value) || time.edtf !== time.timex.value) return null
  const match = SHORT_END.exec(text.slice(time.end, time.end + 5))
  const first = Number(time.edtf)
  const last = first - (first % 100) + Number(match?.[1] ?? 0)
  const bounds = match && last > first ? parseEdtf(`${first}/${last}`) : null
  if (bounds?.from == null || bounds.to === null) return null
  const end = time.end + 3
  return {
    ...time,
    end,
    timex: { type: 'DATE', value: `${first}/${last}` },
    edtf: edtf(bounds.from, bounds.to),
    from: isoDay(bounds.from),
    to: isoDay(bounds.to),
    basis: { type: 'rule', rule: 'dates/range', spans: [{ start: time.start, end }] },
  }
}

const OFFSET_JOINT = /^ (after|following|before|prior to|ahead of)(?: the)? $/
const PERIOD = /^P(\d{1,4})([DWMY])$/

/** "two weeks after Christmas", "three days before 3 May": a stretch and a day that it is counted from. */
function offsetOf(text: string, a: TimeMention, b: TimeMention): TimeMention | null {
  if (a.timex.type !== 'DURATION' || b.timex.type === 'DURATION' || b.timex.type === 'SET') return null
  const joint = OFFSET_JOINT.exec(text.slice(a.end, b.start))
  const period = PERIOD.exec(a.timex.value)
  if (b.start - a.end > 16 || !joint || !period || a.timex.mod || b.from === null || b.to === null) return null
  // "two days after Monday's attack" counts from what happened, on that day all the same.
  const sign = joint[1] === 'after' || joint[1] === 'following' ? 1 : -1
  const by = Number(period[1]) * sign
  const from = shifted(b.from, by, period[2] ?? 'D')
  const to = shifted(b.to, by, period[2] ?? 'D')
  if (from === null || to === null) return null
  const value = edtf(from, to)
  return {
    start: a.start,
    end: b.end,
    timex: { type: 'DATE', value },
    edtf: value,
    from: isoDay(from),
    to: isoDay(to),
    anchor: b.anchor,
    basis: { type: 'rule', rule: 'dates/offset', spans: [{ start: a.start, end: b.end }] },
  }
}

/** A day moved by days, weeks, months or years; the last day of a month where the moved one does not exist. */
function shifted(day: string, by: number, unit: string): number | null {
  const at = parseEdtf(day)?.from ?? null
  if (at === null) return null
  if (unit === 'D' || unit === 'W') return at + by * (unit === 'W' ? 7 : 1)
  const { year, month, day: d } = dateOf(at)
  const first = dayNumber(year, month + by * (unit === 'Y' ? 12 : 1), 1)
  const target = dateOf(first)
  return first + Math.min(d, daysInMonth(target.year, target.month)) - 1
}

function rangeOf(text: string, a: TimeMention, b: TimeMention): TimeMention | null {
  if (b.start - a.end > 9 || !a.edtf || !b.edtf || a.timex.type === 'DURATION' || b.timex.type === 'DURATION')
    return null
  const joint = text.slice(a.end, b.start)
  if (!JOINT.test(joint)) return null
  const opening = OPENING.exec(text.slice(Math.max(0, a.start - 12), a.start))
  const word = opening?.[1]?.toLowerCase()
  if (joint.includes('and') ? word !== 'between' : word === 'between' && !/[-\u2010-\u2015]/.test(joint)) return null
  const value = interval(a, b)
  if (!value) return null
  const start = opening ? a.start - (opening[0]?.length ?? 0) : a.start
  return {
    start,
    end: b.end,
    timex: { type: 'DATE', value: value.edtf },
    ...value,
    anchor: a.anchor === 'explicit' || b.anchor === 'explicit' ? 'explicit' : a.anchor,
    basis: { type: 'rule', rule: 'dates/range', spans: [{ start, end: b.end }] },
  }
}

function interval(a: TimeMention, b: TimeMention): { edtf: string; from: string | null; to: string | null } | null {
  const from = a.from === null ? null : (parseEdtf(a.from)?.from ?? null)
  const to = b.to === null ? null : (parseEdtf(b.to)?.to ?? null)
  if (from !== null && to !== null) return from <= to ? { edtf: edtf(from, to), from: a.from, to: b.to } : null
  if (from !== null || to !== null) return null
  const first = a.edtf?.split('/')[0] ?? ''
  const last = b.edtf?.split('/').at(-1) ?? ''
  return first.length === last.length && first < last ? { edtf: `${first}/${last}`, from: null, to: null } : null
}
