import { CERTAINTIES, type Manner, QUOTATIONS, type SourceKind, TIMES } from '@wherefrom/schema'
import type { AnalysisJson } from '../contract.ts'
import { saysNo } from './facts.ts'
import { termsOf } from './fold/scan.ts'

type ClaimJson = AnalysisJson['claims'][number]

/**
 * Tags: one-word terms of the field `tags`, for everything that has a fixed set of values. What nearly every claim has is
 * put together into few tags, because a tag costs as much as a word and there are millions of passages.
 */

export const POLARITIES = ['positive', 'negative'] as const

/** What a claim's class tells: one letter each of certainty, polarity, quotation and time. */
export interface ClassOf {
  readonly certainty: ClaimJson['certainty']
  readonly polarity: ClaimJson['polarity']
  readonly quotation: ClaimJson['quotation']
  readonly time: ClaimJson['time']
}

const letter = (values: readonly string[], value: string): string => 'abcdefgh'[values.indexOf(value)] ?? 'z'

/** `kabcd`: the class of a claim. */
export const classTag = (c: ClassOf): string =>
  `k${letter(CERTAINTIES, c.certainty)}${letter(POLARITIES, c.polarity)}${letter(QUOTATIONS, c.quotation)}${letter(TIMES, c.time)}`

/** All classes that have what `known` tells. */
export function classTags(known: Partial<ClassOf>): string[] {
  const all = <T extends string>(values: readonly T[], value: T | undefined): readonly T[] => (value ? [value] : values)
  const tags: string[] = []
  for (const certainty of all(CERTAINTIES, known.certainty))
    for (const polarity of all(POLARITIES, known.polarity))
      for (const quotation of all(QUOTATIONS, known.quotation))
        for (const time of all(TIMES, known.time)) tags.push(classTag({ certainty, polarity, quotation, time }))
  return tags
}

/** A sentence without a claim. */
export const NO_CLAIM_TAG = 'kno'

/** Kind of the last source of the chain, and whether it is named. */
export const originTag = (kind: SourceKind, named: boolean): string => `g${kind}${named ? 1 : 0}`
export const OWN_TAG = 'gown'

export const mannerTag = (manner: Manner): string => `n${manner}`
export const typeTag = (type: string): string =>
  `e${termsOf(type)
    .map((t) => t.term)
    .join('')}`
export const HAS = ['denial', 'relay', 'date', 'place', 'event'] as const
export const hasTag = (what: (typeof HAS)[number]): string => `h${what}`
export const outletTag = (outlet: string): string => `o${outletKey(outlet)}`
/** `The New York Times` and `new york times` are one outlet. */
export function outletKey(outlet: string): string {
  const key = termsOf(outlet)
    .map((t) => t.term)
    .join('')
  return key.startsWith('the') && key.length > 3 ? key.slice(3, 60) : key.slice(0, 60)
}

/** `y2023`, `m202306`: year and month of publication, as far as they are known. */
export function publishedTags(published: string | null): string[] {
  const match = /^(\d{4})(?:-(\d{2}))?/.exec(published ?? '')
  if (!match) return []
  return match[2] ? [`y${match[1]}`, `m${match[1]}${match[2]}`] : [`y${match[1]}`]
}

/** Longest interval, in days, whose months are told; what is longer has years only. */
const MONTHS_UP_TO = 124

/**
 * When something happened. By the length of the interval: up to a week `wd` days, `wm` months and `wy` years; up to four
 * months `wn` months and `wy` years; longer `wz` years. So a day asks for `wd|wn|wz`, a month for `wm|wn|wz`, a year for
 * `wy|wz`; what is found so is then compared by its days.
 */
export function whenTags(from: string | null, to: string | null): string[] {
  const [first, last] = [from ?? to, to ?? from]
  if (!first || !last || !isDay(first) || !isDay(last) || last < first) return []
  const days = dayNumber(last) - dayNumber(first) + 1
  const years = yearsBetween(first, last)
  if (days > MONTHS_UP_TO) return years.map((y) => `wz${y}`)
  const months = monthsBetween(first, last)
  const tags = years.map((y) => `wy${y}`)
  if (days > 7) return [...tags, ...months.map((m) => `wn${m}`)]
  return [...tags, ...months.map((m) => `wm${m}`), ...daysBetween(first, days).map((d) => `wd${d}`)]
}

const isDay = (s: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(s)
export const dayNumber = (day: string): number => Math.floor(Date.parse(`${day}T00:00:00Z`) / 86_400_000)
const YEARS = 120

function yearsBetween(from: string, to: string): string[] {
  const [a, b] = [Number(from.slice(0, 4)), Number(to.slice(0, 4))]
  const years: string[] = []
  for (let y = a; y <= b && years.length < YEARS; y++) years.push(String(y).padStart(4, '0'))
  return years
}

export function monthsBetween(from: string, to: string): string[] {
  const index = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1
  const months: string[] = []
  for (let m = index(from); m <= index(to) && months.length < 1500; m++)
    months.push(`${String(Math.floor(m / 12)).padStart(4, '0')}${String((m % 12) + 1).padStart(2, '0')}`)
  return months
}

export function daysBetween(from: string, days: number): string[] {
  const start = dayNumber(from)
  return Array.from({ length: days }, (_, i) =>
    new Date((start + i) * 86_400_000).toISOString().slice(0, 10).replaceAll('-', ''),
  )
}

/** Tags of a claim by itself. */
export function claimTags(claim: ClaimJson, places: number): string[] {
  const { chain, when } = claim
  const last = chain.at(-1)
  const tags = [classTag(claim), last ? originTag(last.kind, last.named) : OWN_TAG]
  for (const manner of new Set(chain.map((l) => l.manner))) tags.push(mannerTag(manner))
  for (const type of new Set(claim.events.map((e) => e.type))) tags.push(typeTag(type))
  if (saysNo(claim)) tags.push(hasTag('denial'))
  if (chain.length > 1) tags.push(hasTag('relay'))
  if (when) tags.push(hasTag('date'), ...whenTags(when.from, when.to))
  if (places > 0) tags.push(hasTag('place'))
  if (claim.events.length > 0) tags.push(hasTag('event'))
  return tags
}
