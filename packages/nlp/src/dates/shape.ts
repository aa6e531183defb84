import type { Unit } from './lexicon.ts'

/** TIMEX3 modifiers that the grammar can hear. */
export type Mod =
  | 'START'
  | 'MID'
  | 'END'
  | 'APPROX'
  | 'LESS_THAN'
  | 'MORE_THAN'
  | 'EQUAL_OR_LESS'
  | 'EQUAL_OR_MORE'
  | 'BEFORE'
  | 'AFTER'

/** Which one of a recurring thing: "last March", "this March", "next March", the March meant by tense. */
export type Pick = 'last' | 'this' | 'next'

/** Fields of a calendar date as the text states them; what is absent must come from elsewhere. */
export interface CalendarFields {
  readonly year?: number
  /** Two digits of a year whose century is not stated ('98). */
  readonly shortYear?: number
  readonly month?: number
  readonly day?: number
  readonly weekday?: number
  /** 1 spring, 2 summer, 3 autumn, 4 winter. */
  readonly season?: number
  readonly quarter?: number
  readonly half?: number
  /** First year of the decade; with `century` missing and `decade` < 100 only the tens are stated ("the nineties"). */
  readonly decade?: number
  /** The year after `year` belongs to it: "the 2022/23 season". */
  readonly years?: 2
  /** Ordinal of the century: 20 for 1900-1999. */
  readonly century?: number
  readonly holiday?: string
  readonly weekend?: boolean
}

/** The meaning of an expression before it is placed on the calendar. */
export type Shape =
  | {
      readonly type: 'calendar'
      readonly fields: CalendarFields
      readonly pick?: Pick
      /** What the fields lie in: "January last year", "Monday of that week". */
      readonly within?: Shape
    }
  | {
      /** A unit counted from a base: "yesterday", "last year", "two weeks ago", "three days later". */
      readonly type: 'shift'
      readonly unit: Unit
      /** Number of units, with its sign; null when the text leaves it open ("several years ago"). */
      readonly by: number | null
      readonly sign: number
      readonly base: 'reference' | 'previous'
      /** Counted from the base ("two weeks ago"), not a calendar unit ("last week"). */
      readonly counted?: boolean
    }
  | {
      readonly type: 'duration'
      /** Null: unknown number (PXD). */
      readonly amount: number | null
      readonly unit: Unit
      /** A stretch that ends or begins at the base: "the past three months", "the next two weeks", "within 48 hours". */
      readonly toward?: 'past' | 'future'
      /** Smaller parts: "two years and three months". */
      readonly more?: readonly { readonly amount: number; readonly unit: Unit }[]
    }
  | {
      /** One of several in a stretch: "the first week of May" (n = 1), "the last Friday of the month" (n = -1). */
      readonly type: 'nth'
      readonly n: number
      readonly unit?: Unit
      readonly weekday?: number
      readonly within: Shape
    }
  | { readonly type: 'set'; readonly value: string; readonly quant?: string; readonly freq?: string }
  | { readonly type: 'ref'; readonly value: 'PAST_REF' | 'PRESENT_REF' | 'FUTURE_REF' }
  | {
      /** Two readings of a numeric date, e.g. 06/10/2023: neither is chosen. */
      readonly type: 'either'
      readonly a: CalendarFields
      readonly b: CalendarFields
    }

export interface Clock {
  readonly hour: number
  readonly minute: number | null
  /** 'Z' for GMT and UTC; '' when no zone that can be written is stated. */
  readonly zone: string
}

/** A stretch of atoms that may be a time expression. Proposers make them, refiners change or drop them. */
export interface Candidate {
  readonly from: number
  readonly to: number
  readonly rule: string
  /** Null only for a bare time of day, which needs a day from elsewhere. */
  readonly shape: Shape | null
  readonly mod?: Mod
  /** Part of the day, index into PART_CODES. */
  readonly part?: number
  readonly clock?: Clock
  /** The text says on which side of the base it lies ("earlier this year", "back in February", "later this month"). */
  readonly side?: 'past' | 'future'
  /** Which reading of an ambiguous word it rests on, for the vetoes. */
  readonly doubt?: 'month' | 'year' | 'weekday' | 'season' | 'second'
}
