import { isWord, kindAt } from '../atoms.ts'
import { KIND, UNIT } from '../lexicon.ts'
import type { Candidate } from '../shape.ts'
import type { View } from '../view.ts'
import type { Placed } from './placed.ts'

/** How many atoms may stand between a quotation and the date of its being said ("..., he told reporters on Tuesday"). */
const REACH = 24

export interface SpeechDays {
  /** Index of the speech quotation that holds a character, or -1. */
  quoteAt(pos: number): number
  /** The day on which the words were said, when the sentence tells one. */
  day(quote: number): Placed | null
}

function namesDay(c: Candidate): boolean {
  if (!c.shape || c.mod !== undefined) return false
  if (c.shape.type === 'shift') return c.shape.unit === UNIT.day && c.shape.by !== null
  return c.shape.type === 'calendar' && (c.shape.fields.weekday !== undefined || c.shape.fields.day !== undefined)
}

/**
 * The days on which quotations were spoken: a day named in the attribution right before or after the quotation, in the
 * same sentence and outside any quotation ("...", the minister said on Thursday). Everything else was said, as far as
 * the text tells, when it was published.
 */
export function speechDays(
  v: View,
  candidates: readonly Candidate[],
  placeOf: (c: Candidate) => Placed | null,
): SpeechDays {
  const { atoms: a, quotes } = v
  const spoken = quotes.map((q, i) => ({ q, i })).filter(({ q }) => !q.scare)
  const quoteAt = (pos: number): number => {
    let low = 0
    let high = spoken.length
    while (low < high) {
      const mid = (low + high) >>> 1
      if (spoken[mid]!.q.start <= pos) low = mid + 1
      else high = mid
    }
    const found = spoken[low - 1]
    return found && pos < found.q.end ? found.i : -1
  }
  const days = new Map<number, Placed>()
  // One pass over the candidates: each day outside quotations is offered to the quotations that touch its sentence.
  let k = 0
  for (const c of candidates) {
    if (!namesDay(c)) continue
    const pos = a.start[c.from]!
    while (k < spoken.length && spoken[k]!.q.end <= pos) k++
    if (k < spoken.length && spoken[k]!.q.start <= pos) continue
    const before = spoken[k - 1]
    const after = spoken[k]
    if (before && !days.has(before.i) && sameSentence(v, before.q.end, c.from, -1)) {
      const placed = placeOf(c)
      if (placed) days.set(before.i, placed)
    }
    if (after && !days.has(after.i) && sameSentence(v, after.q.start, c.to - 1, 1)) {
      const placed = placeOf(c)
      if (placed) days.set(after.i, placed)
    }
  }
  return { quoteAt, day: (quote) => days.get(quote) ?? null }
}

/** Walks from a candidate's atom toward a character and stops at the end of the sentence. */
function sameSentence(v: View, pos: number, atom: number, step: number): boolean {
  const a = v.atoms
  for (let i = atom + step, n = 0; n < REACH && i >= 0 && i < a.length; i += step, n++) {
    if (step < 0 ? a.end[i]! <= pos : a.start[i]! >= pos) return true
    if (kindAt(a, i) === KIND.gap || isWord(a, i, '!', '?', ';')) return false
    if (isWord(a, i, '.') && kindAt(a, i - 1) !== KIND.month && kindAt(a, i + 1) !== KIND.word) return false
  }
  return false
}
