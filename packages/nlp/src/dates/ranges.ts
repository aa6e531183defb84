import type { TimeMention } from '@wherefrom/schema'
import { edtf, parseEdtf } from './edtf.ts'

const JOINT = /^(?: ?[-\u2010-\u2015] ?| (?:to|until|till|through|and) )$/
const OPENING = /\b(between|from) (?:the )?$/i

/**
 * Pairs of dates that make one interval ("between July 2003 and December 2004", "June 10-12", "from Monday to Friday")
 * as one mention, and every other mention as it is. TIMEX3 keeps the two ends apart, and so does `findTimes`; whoever
 * needs "when" takes the interval.
 */
export function joinRanges(text: string, times: readonly TimeMention[]): TimeMention[] {
  const out: TimeMention[] = []
  for (const time of times) {
    const last = out.at(-1)
    const range = last ? rangeOf(text, last, time) : null
    if (range) out[out.length - 1] = range
    else out.push(time)
  }
  return out
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
