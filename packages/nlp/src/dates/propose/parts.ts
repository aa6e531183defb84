import { type Atoms, isWord, kindAt } from '../atoms.ts'
import { KIND, UNIT } from '../lexicon.ts'
import { era, type Read, year } from '../numbers.ts'
import type { CalendarFields, Candidate, Pick, Shape } from '../shape.ts'

/** Reads one kind of expression at an atom; what it may mean goes to `out`. */
export type Proposer = (a: Atoms, at: number, out: Candidate[]) => void

export const calendar = (fields: CalendarFields, within?: Shape): Shape =>
  within ? { type: 'calendar', fields, within } : { type: 'calendar', fields }

/** Which neighbour of the base a determiner means: "last", "this", "that", "the following". */
export interface Deictic {
  readonly pick: Pick
  readonly base: 'reference' | 'previous'
  readonly to: number
  /** The determiner starts with "the", which "last week" does not have and "the last week" has. */
  readonly article: boolean
}

/** Reads "last", "this", "that same", "the previous", ... in front of a unit, month, weekday, season or part of the day. */
export function deictic(a: Atoms, at: number): Deictic | null {
  const article = isWord(a, at, 'the')
  const i = article ? at + 1 : at
  const made = (pick: Pick, base: 'reference' | 'previous', to = i + 1): Deictic => ({ pick, base, to, article })
  if (isWord(a, i, 'last', 'past')) return made('last', 'reference')
  if (isWord(a, i, 'previous', 'preceding', 'prior')) return made('last', 'previous')
  if (isWord(a, i, 'next')) return made('next', article ? 'previous' : 'reference')
  if (isWord(a, i, 'coming', 'upcoming')) return made('next', 'reference')
  if (isWord(a, i, 'following', 'subsequent')) return made('next', 'previous')
  if (isWord(a, i, 'current', 'present')) return made('this', 'reference')
  if (isWord(a, i, 'same')) return made('this', 'previous')
  if (article) return null
  if (isWord(a, i, 'this')) {
    if (isWord(a, i + 1, 'past', 'last')) return made('last', 'reference', i + 2)
    if (isWord(a, i + 1, 'coming', 'next')) return made('next', 'reference', i + 2)
    return made('this', 'reference', isWord(a, i + 1, 'same', 'current') ? i + 2 : i + 1)
  }
  if (isWord(a, i, 'that')) return made('this', 'previous', isWord(a, i + 1, 'same') ? i + 2 : i + 1)
  return null
}

export const steps = (pick: Pick): number => (pick === 'last' ? -1 : pick === 'next' ? 1 : 0)

/** The atom after an optional "of", "in" or comma that ties a date's parts. */
export function tied(a: Atoms, at: number): number {
  if (isWord(a, at, ',')) return isWord(a, at + 1, 'of') ? at + 2 : at + 1
  return isWord(a, at, 'of', 'in') ? at + 1 : at
}

/** A year that a month, season or quarter lies in: "2023", "'98", "last year", "that year", "the year two thousand". */
export function container(a: Atoms, at: number): Read<Shape> | null {
  const stated = year(a, at)
  if (stated) {
    const back = era(a, stated.to)
    const y = stated.value.year
    if (back?.value && y !== undefined) return { value: calendar({ year: 1 - y }), to: back.to }
    return { value: calendar(stated.value), to: back ? back.to : stated.to }
  }
  const d = deictic(a, at)
  if (d && kindAt(a, d.to) === KIND.unit && a.value[d.to] === UNIT.year && a.flags[d.to] === 0) {
    const by = steps(d.pick)
    return { value: { type: 'shift', unit: UNIT.year, by, sign: by, base: d.base }, to: d.to + 1 }
  }
  return null
}

/** Fields joined with the year that follows them: a plain year is merged, a relative one becomes `within`. */
export function inYear(fields: CalendarFields, where: Shape): Shape {
  if (where.type === 'calendar' && !where.pick && !where.within) return calendar({ ...where.fields, ...fields })
  return calendar(fields, where)
}
