import { type Atoms, isWord, kindAt } from '../atoms.ts'
import { KIND, UNIT } from '../lexicon.ts'
import type { Candidate, Mod } from '../shape.ts'
import type { View } from '../view.ts'

const EARLY: Readonly<Record<string, Mod>> = { early: 'START', mid: 'MID', middle: 'MID', late: 'END' }
const EDGE: Readonly<Record<string, Mod>> = {
  end: 'END',
  ending: 'END',
  close: 'END',
  beginning: 'START',
  start: 'START',
  turn: 'START',
  middle: 'MID',
}

const withThe = (a: Atoms, at: number): number => (isWord(a, at - 1, 'the') ? at - 1 : at)

/** "early", "mid-", "late", "earlier", "later", "the end of" before a date; the article belongs to the expression. */
function edge(a: Atoms, c: Candidate): Candidate | null {
  let i = c.from - 1
  if (isWord(a, i, 'the') && isWord(a, i - 1, 'in', 'of', ...Object.keys(EARLY), 'earlier', 'later')) i--
  const direct = i === c.from - 1
  if (isWord(a, i, '-') && isWord(a, i - 1, 'mid', 'early', 'late', 'end')) {
    const mod = EARLY[a.word[i - 1]!] ?? 'END'
    return { ...c, from: withThe(a, i - 1), mod }
  }
  const mod = EARLY[a.word[i] ?? '']
  if (mod && isWord(a, i - 1, 'as', 'too', 'so')) return null
  if (mod && i >= 0 && kindAt(a, i) === KIND.word) return { ...c, from: withThe(a, i), mod }
  if (isWord(a, i, 'earlier', 'later') && !isWord(a, i - 1, 'no', 'or', 'and', 'a')) {
    if (kindAt(a, i - 1) === KIND.unit) return null
    // "earlier Friday" says nothing more about the day than "Friday".
    const from = namesDay(c) ? c.from : i
    return { ...c, from, side: a.word[i] === 'earlier' ? 'past' : 'future' }
  }
  if (isWord(a, i, 'in') && isWord(a, i - 1, 'early', 'late', 'earlier', 'later') && !isWord(a, i - 2, 'as', 'too')) {
    const m = EARLY[a.word[i - 1]!]
    if (kindAt(a, i - 2) === KIND.unit) return null
    return m
      ? { ...c, from: i - 1, mod: m }
      : { ...c, from: i - 1, side: a.word[i - 1] === 'earlier' ? 'past' : 'future' }
  }
  if (isWord(a, i, 'of')) {
    const of = EDGE[a.word[i - 1] ?? '']
    if (isWord(a, i - 1, 'rest', 'remainder')) return { ...c, from: withThe(a, i - 1), side: 'future' }
    if (of && !isWord(a, i - 2, 'a')) return { ...c, from: withThe(a, i - 1), mod: of }
    if (isWord(a, i - 1, 'part') && isWord(a, i - 2, 'latter', 'early', 'first', 'late')) {
      const m: Mod = isWord(a, i - 2, 'latter', 'late') ? 'END' : 'START'
      return { ...c, from: withThe(a, i - 2), mod: m }
    }
  }
  if (direct && isWord(a, i, 'back')) return { ...c, side: 'past' }
  if (isWord(a, i, 'in') && isWord(a, i - 1, 'back')) return { ...c, side: 'past' }
  return null
}

function namesDay(c: Candidate): boolean {
  if (c.shape?.type === 'shift') return c.shape.unit === UNIT.day && c.shape.base === 'reference'
  return c.shape?.type === 'calendar' && (c.shape.fields.weekday !== undefined || c.shape.fields.day !== undefined)
}

/** Words that make an amount a bound or a guess, right before it. */
function bound(a: Atoms, at: number): { mod: Mod; from: number } | null {
  if (isWord(a, at, 'nearly', 'almost')) return { mod: 'LESS_THAN', from: at }
  if (isWord(a, at, 'about', 'around', 'approximately', 'roughly')) return { mod: 'APPROX', from: at }
  // "over three years" is mostly a stretch; after "for" and before "a year" it is a bound.
  if (
    isWord(a, at, 'over') &&
    (isWord(a, at + 1, 'a', 'an') || isWord(a, at - 1, 'for', 'just', 'well', 'lasted', 'after', 'in'))
  )
    return { mod: 'MORE_THAN', from: at }
  if (isWord(a, at, 'under')) return { mod: 'LESS_THAN', from: at }
  if (isWord(a, at, 'than')) {
    const negated = isWord(a, at - 2, 'no', 'not')
    if (isWord(a, at - 1, 'more', 'longer'))
      return negated ? { mod: 'EQUAL_OR_LESS', from: at - 2 } : { mod: 'MORE_THAN', from: at - 1 }
    if (isWord(a, at - 1, 'less', 'fewer'))
      return negated ? { mod: 'EQUAL_OR_MORE', from: at - 2 } : { mod: 'LESS_THAN', from: at - 1 }
  }
  if (isWord(a, at, 'least') && isWord(a, at - 1, 'at')) return { mod: 'EQUAL_OR_MORE', from: at - 1 }
  if (isWord(a, at, 'most') && isWord(a, at - 1, 'at')) return { mod: 'EQUAL_OR_LESS', from: at - 1 }
  if (isWord(a, at, 'to') && isWord(a, at - 1, 'up')) return { mod: 'EQUAL_OR_LESS', from: at - 1 }
  return null
}

function measured(a: Atoms, c: Candidate): Candidate {
  const counts = c.shape?.type === 'duration' || (c.shape?.type === 'shift' && c.shape.counted)
  if (!counts || c.rule === 'open-units' || c.rule === 'recent-units') return c
  let out = c
  const b = c.rule === 'framed' || c.rule === 'framed-open' ? null : bound(a, c.from - 1)
  if (b) out = { ...out, from: b.from, mod: b.mod }
  if (c.rule !== 'counted' && isWord(a, c.to, 'or') && isWord(a, c.to + 1, 'so', 'more', 'less')) {
    const mod = a.word[c.to + 1] === 'so' ? 'APPROX' : a.word[c.to + 1] === 'more' ? 'EQUAL_OR_MORE' : 'EQUAL_OR_LESS'
    out = { ...out, to: c.to + 2, mod }
  }
  return out
}

/** Widens dates by "early", "the end of", "later"; amounts by "more than", "nearly", "or so". */
export function modify(v: View, candidates: readonly Candidate[]): Candidate[] {
  const a = v.atoms
  return candidates.map((c, k) => {
    const dated = c.shape === null || c.shape.type === 'calendar' || (c.shape.type === 'shift' && !c.shape.counted)
    const changed = dated ? edge(a, c) : null
    const before = candidates[k - 1]
    const free = changed && (!before || before.to <= changed.from)
    return free ? changed : measured(a, c)
  })
}

/** "at dawn", "before sunset", "at night", "by day". */
function atDawn(a: Atoms, c: Candidate): boolean {
  if (isWord(a, c.from, 'night')) return isWord(a, c.from - 1, 'at', 'by')
  if (!isWord(a, c.from, 'dawn', 'daybreak', 'sunrise', 'dusk', 'sunset')) return false
  return isWord(a, c.from - 1, 'at', 'before', 'after', 'until', 'till', 'by', 'since', 'around')
}

/** "the year" and "the morning" alone are too vague to date; inside "the end of the year" they are not. */
export function dropVague(v: View, candidates: readonly Candidate[]): Candidate[] {
  const a = v.atoms
  return candidates.filter((c) => {
    if (c.rule === 'age') return false
    if (c.rule === 'bare-unit') {
      // "later in the day" says no more than what it is later than.
      if (c.shape?.type === 'shift' && c.shape.unit === UNIT.day && isWord(a, c.to - 3, 'in')) return false
      if (c.mod || c.side) return true
      const unit = c.shape?.type === 'shift' ? c.shape.unit : UNIT.day
      return unit === UNIT.quarter && !isWord(a, c.to, '-', 'of')
    }
    // "overnight rates" are a kind of rates.
    if (c.rule === 'overnight') return kindAt(a, c.to) !== KIND.none && !isWord(a, c.to, '-')
    if (c.rule === 'part') return c.mod !== undefined || isWord(a, c.from - 1, 'in', 'during') || atDawn(a, c)
    return true
  })
}
