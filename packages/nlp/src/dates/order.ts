import { KIND } from './lexicon.ts'
import { clock, part } from './propose/clock.ts'
import { bareOrdinal, dayFirst, monthFirst, nineEleven, numeric, numericMonth, yearAlone } from './propose/dates.ts'
import { framed, framedOpen, open, plain, unitLong } from './propose/durations.ts'
import { FEAST_STARTS, holiday } from './propose/holidays.ts'
import { nth } from './propose/nth.ts'
import type { Proposer } from './propose/parts.ts'
import {
  century,
  decade,
  doubleYear,
  fiscalYear,
  quarter,
  quarterCode,
  season,
  weekday,
  weekend,
} from './propose/periods.ts'
import { reference } from './propose/references.ts'
import {
  bareUnit,
  beyond,
  counted,
  dayWord,
  deicticName,
  deicticPart,
  deicticUnit,
  latest,
  nightBefore,
  weekdayOfWeek,
  weekOf,
  yearAgo,
  yearEnd,
} from './propose/relative.ts'
import { adverb, every, plural, rate } from './propose/sets.ts'
import { join } from './refine/join.ts'
import { dropVague, modify } from './refine/modify.ts'
import { longest } from './refine/overlap.ts'
import { share } from './refine/share.ts'
import { veto } from './refine/veto.ts'
import type { Candidate } from './shape.ts'
import type { View } from './view.ts'

/**
 * Which proposers may start at which kind of atom. This is the prefilter: an atom outside the lexicon that is not a
 * number starts nothing (but for "Q3"), so most of a text costs one table look-up per word.
 * Among readings of the same stretch the one proposed first stays, so within a row the more telling comes first.
 */
export const PROPOSERS: Readonly<Record<number, readonly Proposer[]>> = {
  // "March 6, 1998", then the bare month.
  [KIND.month]: [monthFirst, holiday],
  // "Monday of last week" before "Monday"; "Fridays" is a set.
  [KIND.weekday]: [weekdayOfWeek, weekday, plural],
  // "year-ago" before "year-long" before "years".
  [KIND.unit]: [yearEnd, yearAgo, counted, unitLong, open, clock, plural],
  // "two weeks ago" before "two weeks"; a day of a month and years in words also start here; "five o'clock".
  [KIND.cardinal]: [counted, dayFirst, quarter, yearAlone, plain, clock],
  [KIND.ordinal]: [dayFirst, century, quarter, nth],
  [KIND.season]: [season],
  [KIND.part]: [part],
  // Most telling first: full numeric dates, day and month, clock, ordinals, counts, bare years.
  [KIND.digits]: [
    numeric,
    numericMonth,
    nineEleven,
    dayFirst,
    clock,
    counted,
    century,
    quarter,
    nth,
    decade,
    doubleYear,
    plain,
    yearAlone,
  ],
  [KIND.punct]: [yearAlone, decade],
  [KIND.none]: [quarterCode],
}

/** Proposers that start at function words ("the", "last", "every", "now"), by the word. */
const DETERMINED: readonly Proposer[] = [
  nth,
  beyond,
  nightBefore,
  dayFirst,
  bareOrdinal,
  quarter,
  fiscalYear,
  weekOf,
  latest,
  yearAlone,
  century,
  decade,
  season,
  framed,
  framedOpen,
  deicticUnit,
  deicticName,
  deicticPart,
  weekend,
  bareUnit,
  part,
]
const DEICTIC: readonly Proposer[] = [
  nth,
  holiday,
  quarter,
  fiscalYear,
  framed,
  deicticUnit,
  deicticName,
  deicticPart,
  reference,
]
const AMOUNT: readonly Proposer[] = [counted, rate, plain]
const HOLIDAY: readonly Proposer[] = [holiday]
const REFERENCE: readonly Proposer[] = [reference]

function byWord(): ReadonlyMap<string, readonly Proposer[]> {
  const map = new Map<string, readonly Proposer[]>()
  const set = (words: string, proposers: readonly Proposer[]): void => {
    for (const word of words.split(' ')) map.set(word, [...(map.get(word) ?? []), ...proposers])
  }
  set('the', DETERMINED)
  set(
    'last past previous preceding prior next coming upcoming following subsequent current present same this that',
    DEICTIC,
  )
  set('these those', [framed])
  set('a an several few some many couple half', AMOUNT)
  set('half', [clock])
  set('dozen', [plain])
  set('per', [rate])
  set('every each', [every])
  set('fiscal financial calendar', [fiscalYear])
  set('today yesterday tomorrow tonight', [dayWord])
  set('now currently recently nowadays presently lately future time', REFERENCE)
  set(
    'daily nightly weekly fortnightly biweekly monthly bimonthly semiannual yearly annual annually biannual biennial hourly',
    [adverb],
  )
  set('noon midday midnight', [clock])
  set('twenties thirties forties fifties sixties seventies eighties nineties', [decade])
  set('final', [nth])
  // Months and weekdays among the first words of feasts ("May Day") have rows of their own above.
  for (const word of ['eve', ...FEAST_STARTS]) set(word, HOLIDAY)
  return map
}
export const WORD_PROPOSERS = byWord()

export type Refiner = (v: View, candidates: readonly Candidate[]) => Candidate[]

/** Refiners, in the order they run. */
export const REFINERS: readonly { readonly name: string; readonly run: Refiner }[] = [
  // First throw out words that are no dates here, so that they cannot win an overlap.
  { name: 'veto', run: veto },
  // One reading for each stretch, before neighbours are looked at.
  { name: 'longest', run: longest },
  // Neighbours become one expression before modifiers attach to the whole: "early Friday morning".
  { name: 'join', run: join },
  // The year of "July and August 2004" is July's too; before "early" hides where July begins.
  { name: 'share', run: share },
  // "early", "the end of", "more than".
  { name: 'modify', run: modify },
  // Only now is it known whether "the year" stands alone.
  { name: 'drop-vague', run: dropVague },
]
