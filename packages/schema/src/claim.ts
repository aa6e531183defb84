import type { Basis } from './basis.ts'
import type { Span } from './units.ts'

export const SOURCE_KINDS = ['person', 'organisation', 'group', 'media', 'document', 'imagery', 'unstated'] as const
export type SourceKind = (typeof SOURCE_KINDS)[number]

export const MANNERS = [
  'says',
  'cites',
  'confirms',
  'denies',
  'accuses',
  'claims',
  'estimates',
  'believes',
  'finds',
  'asks',
  'commits',
  'relays',
] as const
export type Manner = (typeof MANNERS)[number]

export const QUOTATIONS = ['direct', 'mixed', 'indirect', 'own'] as const
export type Quotation = (typeof QUOTATIONS)[number]

export const CERTAINTIES = ['certain', 'probable', 'possible', 'unknown'] as const
export type Certainty = (typeof CERTAINTIES)[number]

export const TIMES = ['past', 'present', 'future', 'none'] as const
export type ClaimTime = (typeof TIMES)[number]

export type LinkStance = 'affirms' | 'reports' | 'doubts' | 'denies'

/**
 * One step of attribution. `source` is null where the text names none (`allegedly`). Stance belongs to a link: the
 * outer one may report what it does not affirm. The document's own outlet is never listed.
 */
export interface Link {
  readonly source: Span | null
  /** The resolved name as best the document allows; a short description for unnamed sources; `unstated`. */
  readonly entity: string
  readonly kind: SourceKind
  readonly named: boolean
  readonly cue: readonly Span[]
  readonly manner: Manner
  /** True when the sentence has no cue of its own and goes on with the previous source's account. */
  readonly inherited: boolean
  readonly stance: LinkStance
  /** When it was said, where the text tells (never when the told thing happened). */
  readonly when: When | null
  readonly basis: Basis
}

/** A dated interval tied to the expression that gives it. */
export interface When extends Span {
  readonly edtf: string | null
  readonly from: string | null
  readonly to: string | null
  readonly anchor: 'document' | 'speech' | 'explicit' | 'previous'
}

export const EVENT_TYPES = [
  'transfer',
  'production',
  'construction',
  'procurement',
  'deployment',
  'attack',
  'harm',
  'seizure',
  'legal',
  'sanction',
  'agreement',
  'meeting',
  'negotiation',
  'investigation',
  'statement',
  'disaster',
  'election',
  'financial',
  'other',
] as const
export type EventType = (typeof EVENT_TYPES)[number]

/** A participant of an event: its words, and the entity of the document (index into `Layers.entities`) where it has one. */
export interface Participant extends Span {
  /** `actor`, `giver`, `receiver`, `thing`, `target`, `place`, `origin`, `destination` ... (docs/events.md). */
  readonly role: string
  /** The resolved name where there is one, else the words. */
  readonly name: string
  readonly entity: number | null
}

/** What the content of a claim says happens: a type of the event lexicon, the word that tells it, who takes part. */
export interface ClaimEvent {
  readonly type: EventType
  readonly trigger: Span
  readonly participants: readonly Participant[]
  readonly basis: Basis
}

/**
 * One reported proposition in one document. Own voice = empty chain. Content is one span, or several where a cue or an
 * editor's insertion interrupts it; spans are sorted and do not overlap.
 */
export interface Claim {
  readonly id: string
  readonly content: readonly Span[]
  readonly quotation: Quotation
  /** Outermost link first. */
  readonly chain: readonly Link[]
  readonly certainty: Certainty
  readonly polarity: 'positive' | 'negative'
  readonly time: ClaimTime
  readonly when: When | null
  readonly events: readonly ClaimEvent[]
  readonly basis: Basis
}
