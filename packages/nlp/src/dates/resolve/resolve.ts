import type { TimeAnchor, TimeMention } from '@wherefrom/schema'
import { capitalAt, isWord, kindAt } from '../atoms.ts'
import { dateOf, dayNumber, daysInMonth, isoDay, two, weekdayOf } from '../calendar.ts'
import { KIND, PART_CODES, UNIT } from '../lexicon.ts'
import { periodOf, periodsOf } from '../propose/sets.ts'
import type { Candidate, Clock } from '../shape.ts'
import type { View } from '../view.ts'
import { type Base, place } from './place.ts'
import { dayOf, edtfOf, monthOf, monthsOf, type Placed, partOf, timexValue, yearOf } from './placed.ts'
import { speechDays } from './speech.ts'
import { type Tense, tenseAt } from './tense.ts'

export interface Settings {
  readonly reference: string | null
  readonly narrative: boolean
}

const ISO = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?/

/** The stretch that a publication date names: a day, or only a month or a year. Null when it is no date. */
export function placedOf(iso: string | null): Placed | null {
  const m = iso === null ? null : ISO.exec(iso)
  if (!m) return null
  const year = Number(m[1])
  if (!m[2]) return yearOf(year)
  const month = Number(m[2])
  if (month < 1 || month > 12) return yearOf(year)
  if (!m[3]) return monthOf(year, month)
  const day = Number(m[3])
  return day >= 1 && day <= daysInMonth(year, month) ? dayOf(dayNumber(year, month, day)) : monthOf(year, month)
}

type Timex = TimeMention['timex']

interface Resolved {
  readonly timex: Timex
  readonly edtf: string | null
  readonly from: string | null
  readonly to: string | null
  readonly anchor: TimeAnchor
  /** For later expressions that lean on this one. */
  readonly placed: Placed | null
}

interface State {
  readonly reference: Placed | null
  readonly narrative: boolean
  previous: Placed | null
  /** Atom after the expression that gave `previous`. */
  said: number
  /** Atom at which a second weekday would start ("Monday and ..."); -1 where nothing is joined. */
  coordinated: number
  /** The quarter last spoken of and where, for "a year ago" in a company's figures. */
  quarter: { readonly placed: Placed; readonly atom: number } | null
  /** Days that the text itself ties to a weekday ("Thursday, Dec. 15"), used where no publication date is known. */
  readonly weekdays: (Placed | undefined)[]
}

/** Resolves candidates in text order, each against the reference and what was said before it. */
export function resolveAll(v: View, candidates: readonly Candidate[], settings: Settings): TimeMention[] {
  const reference = settings.narrative ? null : placedOf(settings.reference)
  const state: State = {
    reference,
    narrative: settings.narrative,
    previous: null,
    said: 0,
    coordinated: -1,
    quarter: null,
    weekdays: [],
  }
  const speech = speechDays(v, candidates, (c) => placeAt(c, state, reference, tenseOf(v, c)).placed)
  const out: TimeMention[] = []
  for (const c of candidates) {
    const inQuote = speech.quoteAt(v.atoms.start[c.from]!)
    const base = inQuote >= 0 ? (speech.day(inQuote) ?? reference) : reference
    const resolved = resolve(v, c, state, base, inQuote >= 0)
    if (!resolved) continue
    remember(state, c, resolved.placed)
    const named = c.shape?.type === 'calendar' && c.shape.fields.weekday !== undefined
    state.coordinated = named && isWord(v.atoms, c.to, ...COORDINATED) ? c.to + 1 : -1
    const span = { start: v.atoms.start[c.from]!, end: v.atoms.end[c.to - 1]! }
    const { timex, edtf, from, to, anchor } = resolved
    out.push({
      ...span,
      timex,
      edtf,
      from,
      to,
      anchor,
      basis: { type: 'rule', rule: `dates/${c.rule}`, spans: [span] },
    })
  }
  return out
}

function remember(state: State, c: Candidate, placed: Placed | null): void {
  if (!placed || c.shape === null || c.shape.type === 'duration') return
  state.previous = placed
  state.said = c.to
  // A comparison ("a year ago") never moves the quarter that the report is about.
  if (placed.grain === 'quarter' && c.shape.type === 'calendar') state.quarter = { placed, atom: c.to }
  const weekday = c.shape.type === 'calendar' ? c.shape.fields.weekday : undefined
  if (weekday !== undefined && c.shape.type === 'calendar' && c.shape.fields.day !== undefined)
    state.weekdays[weekday] = placed
}

/** How far back (atoms) a "not" may stand from its "until". */
const NOT_REACH = 12

function negated(v: View, atom: number): boolean {
  const a = v.atoms
  for (let i = atom - 1; i >= 0 && i >= atom - NOT_REACH && kindAt(a, i) !== KIND.gap && !isWord(a, i, '.'); i--) {
    if (isWord(a, i, 'not', 'no')) return true
    if (isWord(a, i, 't') && isWord(a, i - 1, "'")) return true
  }
  return false
}

/** Words before a date that point ahead whatever the verb does: "until Tuesday", "as soon as Monday". */
function pointsAhead(v: View, c: Candidate): boolean {
  const a = v.atoms
  const i = isWord(a, c.from - 1, 'on') ? c.from - 2 : c.from - 1
  // "did not come until Monday" tells when it came, "was put off until Monday" looks ahead.
  if (isWord(a, i, 'until', 'till')) return !capitalAt(a, i) && !(tenseAt(v, c.from, c.to) === 'past' && negated(v, i))
  return isWord(a, i, 'as') && isWord(a, i - 1, 'soon', 'early') && isWord(a, i - 2, 'as')
}

/** Tense of an expression, as far as its own neighbours do not settle it ("Wednesday's ruling" is over). */
function tenseOf(v: View, c: Candidate): Tense | null {
  if (pointsAhead(v, c)) return 'future'
  if (isWord(v.atoms, c.to, "'") && isWord(v.atoms, c.to + 1, 's')) {
    return 'past'
  }
  return tenseAt(v, c.from, c.to)
}

/** How far back (atoms) a day still holds for a bare "8:30 p.m." */
const CLOCK_REACH = 40

/** The day that a bare clock time or "in the morning" falls on: one told just before. It is never guessed. */
function dayNearby(c: Candidate, state: State): Placed | null {
  const { previous, said } = state
  return previous?.grain === 'day' && c.from - said <= CLOCK_REACH ? previous : null
}

const COORDINATED = ['and', 'or', 'to', 'through', 'until', 'till', '-'] as const

/** "from Monday to Friday", "on Tuesday or Wednesday": the second weekday is the one after the first. */
function nextWeekday(c: Candidate, state: State, base: Base): Placed | null {
  const { previous } = state
  const f = c.shape?.type === 'calendar' && !c.shape.pick && !c.shape.within ? c.shape.fields : null
  if (f?.weekday === undefined || f.day !== undefined || state.coordinated !== c.from) return null
  if (previous?.grain !== 'day' || previous.floating) return null
  const day = previous.from + ((f.weekday - weekdayOf(previous.from) + 7) % 7)
  const now = base.reference?.from
  // What a past verb tells lies not ahead: then the order of the words says nothing.
  if (base.tense === 'past' && now !== undefined && previous.from <= now && day > now) return null
  return dayOf(day)
}

function placeAt(c: Candidate, state: State, reference: Placed | null, tense: Tense | null) {
  const base: Base = {
    reference: state.narrative ? state.previous : reference,
    previous: state.previous,
    tense,
    side: c.side ?? null,
    narrative: state.narrative,
  }
  const figures = quarterBefore(c, state)
  if (figures) return { placed: figures, used: 'previous' as const }
  if (c.shape === null) {
    const day = dayNearby(c, state)
    // News that speaks of "overnight" means the night before it came out.
    if (!day && c.rule === 'overnight' && base.reference?.grain === 'day')
      return { placed: base.reference, used: 'reference' as const }
    return { placed: day, value: 'XXXX-XX-XX', used: day ? ('previous' as const) : ('reference' as const) }
  }
  const shape = c.shape
  const next = nextWeekday(c, state, base)
  if (next) return { placed: next, used: 'reference' as const }
  const outcome = place(shape, base)
  const weekday = shape.type === 'calendar' && !shape.within ? shape.fields.weekday : undefined
  if (!outcome.placed && weekday !== undefined && state.weekdays[weekday])
    return { placed: state.weekdays[weekday], used: 'previous' as const }
  return outcome
}

/** How far back (atoms) a quarter still rules what "a year ago" and "the latest period" mean. */
const FIGURES_REACH = 150

/**
 * In a report of quarterly figures "a year ago", "the year-earlier period" and "the latest period" mean quarters: the
 * one reported, or the same one a year before.
 */
function quarterBefore(c: Candidate, state: State): Placed | null {
  if (!state.quarter || c.from - state.quarter.atom > FIGURES_REACH || c.shape?.type !== 'shift') return null
  const { unit, by, counted } = c.shape
  const now = dateOf(state.quarter.placed.from)
  const at = (year: number): Placed => monthsOf(year, now.month, 3, 'quarter')
  if (counted && unit === UNIT.year && by === -1) return at(now.year - 1)
  if (c.rule === 'latest-quarter' || (c.rule === 'bare-unit' && unit === UNIT.quarter)) return at(now.year)
  return null
}

function resolve(v: View, c: Candidate, state: State, reference: Placed | null, quoted: boolean): Resolved | null {
  const { shape } = c
  const own = (timex: Timex): Resolved => ({
    timex,
    edtf: null,
    from: null,
    to: null,
    anchor: 'explicit',
    placed: null,
  })
  if (shape?.type === 'set') {
    const { value, quant, freq } = shape
    return own({ type: 'SET', value, ...(quant ? { quant } : {}), ...(freq ? { freq } : {}) })
  }
  const anchorOf = (used: string): TimeAnchor =>
    used === 'none' ? 'explicit' : used === 'previous' ? 'previous' : quoted ? 'speech' : 'document'
  if (shape?.type === 'ref') return { ...own({ type: 'DATE', value: shape.value }), anchor: anchorOf('reference') }
  if (shape?.type === 'duration') {
    const told = isWord(v.atoms, c.from - 1, 'within') ? sameSentenceDay(v, c, state) : null
    return stretch(v, c, told ?? reference, anchorOf(told ? 'previous' : 'reference'))
  }
  const outcome = placeAt(c, state, reference, tenseOf(v, c))
  const { placed } = outcome
  const anchor = anchorOf(outcome.used)
  if (!placed && outcome.value === undefined && shape?.type === 'calendar') return null
  const dayValue =
    (shape === null && placed) || outcome.value === undefined ? (placed ? timexValue(placed) : 'XXXX') : outcome.value
  const timed = c.clock !== undefined || c.part !== undefined
  const moment = shape?.type === 'shift' && shape.unit < UNIT.day
  const timex: Timex = {
    type: timed || moment ? 'TIME' : 'DATE',
    value: timed ? withTime(dayValue, c) : dayValue,
    ...(c.mod ? { mod: c.mod } : {}),
  }
  if (!placed) return { timex, edtf: null, from: null, to: null, anchor, placed: null }
  const night = c.rule === 'overnight' && outcome.used === 'reference' ? 1 : 0
  const part = partOf(placed, timed ? undefined : c.mod)
  const bounds = sided(v, c, { from: part.from - night, to: part.to }, reference, placed)
  const floating = placed.floating ?? false
  return {
    timex,
    edtf: edtfOf(bounds, floating),
    from: floating ? null : isoDay(bounds.from),
    to: floating ? null : isoDay(bounds.to),
    anchor,
    placed,
  }
}

/** The day told before in the same sentence: "on Thursday it gave them 48 hours". */
function sameSentenceDay(v: View, c: Candidate, state: State): Placed | null {
  const { previous, said } = state
  if (!previous || previous.floating || previous.from !== previous.to) return null
  for (let i = c.from - 1; i >= said; i--) {
    if (kindAt(v.atoms, i) === KIND.gap || isWord(v.atoms, i, '!', '?')) return null
    if (isWord(v.atoms, i, '.') && kindAt(v.atoms, i - 1) !== KIND.month) return null
  }
  return previous
}

/** "earlier this year" ends at the reference, "by the end of the year" begins there. */
function sided(
  v: View,
  c: Candidate,
  bounds: { from: number; to: number },
  reference: Placed | null,
  placed: Placed,
): { from: number; to: number } {
  if (!reference || reference.from !== reference.to) return bounds
  const now = reference.from
  if (now < placed.from || now > placed.to) return bounds
  if (c.side === 'past' && c.shape?.type === 'shift')
    return { from: bounds.from, to: Math.max(bounds.from, Math.min(bounds.to, now)) }
  if (c.side === 'future' && c.shape?.type === 'shift')
    return { from: Math.min(bounds.to, Math.max(bounds.from, now)), to: bounds.to }
  if (c.mod === 'END' && isWord(v.atoms, c.from - 1, 'by', 'before', 'until'))
    return { from: Math.min(now, bounds.to), to: bounds.to }
  return bounds
}

const DAYS: Readonly<Record<number, number>> = {
  [UNIT.hour]: 1 / 24,
  [UNIT.minute]: 1 / 1440,
  [UNIT.second]: 1 / 86_400,
  [UNIT.day]: 1,
  [UNIT.week]: 7,
  [UNIT.fortnight]: 14,
}
const MONTHS: Readonly<Record<number, number>> = {
  [UNIT.month]: 1,
  [UNIT.quarter]: 3,
  [UNIT.year]: 12,
  [UNIT.decade]: 120,
  [UNIT.century]: 1200,
}

/** A duration; where it ends or begins at the reference ("the past three months") it has bounds too. */
function stretch(v: View, c: Candidate, reference: Placed | null, anchor: TimeAnchor): Resolved {
  const s = c.shape as Extract<Candidate['shape'], { type: 'duration' }>
  const timex: Timex = {
    type: 'DURATION',
    value:
      s.more && s.amount !== null
        ? periodsOf([{ amount: s.amount, unit: s.unit }, ...s.more])
        : periodOf(s.amount, s.unit),
    ...(c.mod ? { mod: c.mod } : {}),
  }
  const none: Resolved = { timex, edtf: null, from: null, to: null, anchor: 'explicit', placed: null }
  const within = c.rule === 'duration' && isWord(v.atoms, c.from - 1, 'within')
  const toward = s.toward ?? (within ? 'future' : null)
  if (!toward) return none
  if (!reference || reference.from !== reference.to || s.amount === null || s.amount > 10_000)
    return { ...none, anchor }
  const sign = toward === 'past' ? -1 : 1
  const far = moved(reference.from, s.unit, s.amount * sign)
  if (far === null) return { ...none, anchor }
  const bounds = sign < 0 ? { from: far, to: reference.from } : { from: reference.from, to: far }
  return { ...none, anchor, edtf: edtfOf(bounds, false), from: isoDay(bounds.from), to: isoDay(bounds.to) }
}

function moved(day: number, unit: number, by: number): number | null {
  const days = DAYS[unit]
  if (days !== undefined) return day + (by < 0 ? Math.floor(by * days) : Math.ceil(by * days))
  const months = MONTHS[unit]
  if (months === undefined) return null
  const iso = isoDay(day).split('-').map(Number)
  if (iso.length !== 3) return null
  const [year = 0, month = 0, d = 0] = iso
  const first = dayNumber(year, month + Math.round(by * months), 1)
  const next = dayNumber(year, month + Math.round(by * months) + 1, 1)
  return Math.min(first + d - 1, next - 1)
}

function withTime(day: string, c: Candidate): string {
  if (c.clock) return `${day}T${clockText(c.clock)}`
  return `${day}T${PART_CODES[c.part!]}`
}

const clockText = (t: Clock): string => `${two(t.hour)}:${two(t.minute ?? 0)}${t.zone}`
