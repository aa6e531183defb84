import type { ClaimTime, Manner, SourceKind } from '@wherefrom/schema'
import type { AnalysisJson } from '../contract.ts'

type ClaimJson = AnalysisJson['claims'][number]

/** One step of a chain: who, how, what kind of source, and 1 where it is named. */
export type FactLink = readonly [entity: string, manner: Manner, kind: SourceKind, named: 0 | 1]

/**
 * What result lines and facets show of a claim, kept beside the passage so that no analysis has to be opened for them.
 * Short keys: there are millions.
 */
export interface Facts {
  /** Certainty, polarity, quotation, time. */
  readonly c: ClaimJson['certainty']
  readonly p: ClaimJson['polarity']
  readonly q: ClaimJson['quotation']
  readonly t: ClaimTime
  /** The chain, outermost first. */
  readonly by: readonly FactLink[]
  /** When it happened: first and last day. */
  readonly w?: readonly [from: string | null, to: string | null]
  /** Types of events. */
  readonly e?: readonly string[]
  /** Names of places, and countries (ISO 3166-1 alpha-2). */
  readonly l?: readonly string[]
}

/** Values that a claim may have of any kind, at most. */
const VALUES = 16
/** Longest name that is kept. */
const NAME = 200

const short = (name: string): string => (name.length > NAME ? name.slice(0, NAME).toWellFormed() : name)

export function factsOf(claim: ClaimJson, places: readonly string[]): Facts {
  const by = claim.chain.slice(0, VALUES).map((l): FactLink => [short(l.entity), l.manner, l.kind, l.named ? 1 : 0])
  const { certainty: c, polarity: p, quotation: q, time: t, when } = claim
  const types = [...new Set(claim.events.map((e) => e.type))].slice(0, VALUES)
  return {
    c,
    p,
    q,
    t,
    by,
    ...(when && (when.from || when.to) ? { w: [when.from, when.to] as const } : {}),
    ...(types.length > 0 ? { e: types } : {}),
    ...(places.length > 0 ? { l: places.slice(0, VALUES).map(short) } : {}),
  }
}

/** As it is stored; empty for a sentence without a claim. */
export const writeFacts = (facts: Facts | null): string => (facts ? JSON.stringify(facts) : '')

export function readFacts(stored: string): Facts | null {
  return stored === '' ? null : (JSON.parse(stored) as Facts)
}

export const saysNo = (claim: ClaimJson): boolean =>
  claim.chain.some((l) => l.manner === 'denies' || l.stance === 'denies')
