import type { Basis } from './basis.ts'
import type { CharPos, Span, TokenIndex, TokenRange } from './units.ts'

/**
 * Layers are standoff annotation over one Document's text. Tokens, tags and parse are columns (typed arrays indexed by
 * `TokenIndex`); everything else is a list of records with spans. Layers never change the text.
 */

/** Words as Universal Dependencies counts them (`don't` = `do` + `n't`). Sorted, not overlapping. */
export interface Tokens {
  readonly length: number
  readonly start: Int32Array
  readonly end: Int32Array
  /** Index of the sentence that a token is in. */
  readonly sentence: Int32Array
}

/** Sentences as token ranges: sentence s holds tokens `from[s] <= i < to[s]`. They never cross a block. */
export interface Sentences {
  readonly length: number
  readonly from: Int32Array
  readonly to: Int32Array
}

/** Part-of-speech tags: indexes into `uposNames` / `xposNames`. `lemma[i]` is lower case except for proper nouns. */
export interface Tags {
  readonly upos: Uint8Array
  readonly xpos: Uint8Array
  readonly uposNames: readonly string[]
  readonly xposNames: readonly string[]
  readonly lemma: readonly string[]
}

/** Dependency tree per sentence: `head[i]` is a TokenIndex of the same sentence or -1 for its root. */
export interface Parse {
  readonly head: Int32Array
  readonly deprel: Uint8Array
  readonly deprelNames: readonly string[]
}

/**
 * A matched pair of quotation marks. `start`/`end` include the marks, `inner` leaves them out. A quotation that runs on
 * in the next paragraph without a closing mark is one record for each paragraph, tied by `continues`.
 */
export interface Quote extends Span {
  readonly inner: Span
  /** Index of the quote that this one goes on with, or null. */
  readonly continues: number | null
  /** True when the marks hold a name, a title or a word used with distance, not somebody's speech. */
  readonly scare: boolean
}

export const MENTION_TYPES = [
  'person',
  'organisation',
  'place',
  'facility',
  'equipment',
  'nationality',
  'document',
  'event',
  'other',
] as const
export type MentionType = (typeof MENTION_TYPES)[number]

/** A name in the text. `entity` points into `Layers.entities`. */
export interface Mention extends Span {
  readonly type: MentionType
  readonly tokens: TokenRange
  readonly entity: number
  readonly basis: Basis
}

export const OFFICE_STATES = ['held', 'former', 'acting', 'coming'] as const
/** Whether a person holds an office, held it, stands in for its holder, or is to take it up. */
export type OfficeState = (typeof OFFICE_STATES)[number]

/** An office or role that the text gives a person beside the name. The span is the words that give it. */
export interface Office extends Span {
  /** As the document words it: `Coordinator for Strategic Communications at the National Security Council`. */
  readonly role: string
  /** Index into `Layers.entities` of the organisation, else of the country or place, that the office belongs to. */
  readonly organisation: number | null
  readonly state: OfficeState
  readonly basis: Basis
}

/** Who or what the mentions of one document stand for. `name` is the fullest form that the document uses. */
export interface Entity {
  readonly name: string
  readonly type: MentionType
  readonly aliases: readonly string[]
  /** The distinct words of `offices`. */
  readonly roles: readonly string[]
  /** In the order of the text; empty for all but persons. */
  readonly offices: readonly Office[]
}

/** Two names that the text itself equates, with the span that equates them. */
export interface Alias extends Span {
  readonly a: string
  readonly b: string
  readonly basis: Basis
}

export const REFERENCE_FORMS = ['name', 'nominal', 'pronoun'] as const
/** How an expression refers: by name, by description (`the agency`), or by a pronoun. */
export type ReferenceForm = (typeof REFERENCE_FORMS)[number]

/**
 * An expression that refers to the same thing as others of its `cluster` (numbers from 0 within the document; every
 * cluster has at least two). `entity` points into `Layers.entities` where one of them is a named mention, else null.
 */
export interface Reference extends Span {
  readonly tokens: TokenRange
  /** The syntactic head: the noun or pronoun itself. */
  readonly head: TokenIndex
  readonly form: ReferenceForm
  readonly cluster: number
  readonly entity: number | null
  readonly basis: Basis
}

/**
 * What a name of a place stands for on the map: a point with the radius in kilometres within which the meant place lies.
 * `within` is true where the name itself is not known and the region that the text gives for it is taken instead.
 */
export interface Place extends Span {
  /** Index into `Layers.mentions`; -1 for a name that only the gazetteer knew. */
  readonly mention: number
  /** The gazetteer's name. */
  readonly name: string
  /** Degrees, WGS 84. */
  readonly lat: number
  readonly lon: number
  /** ISO 3166-1 alpha-2 after the United Nations' position; null for seas and the like. */
  readonly country: string | null
  /** `country`, `region`, `city`, `airport`, `port`, `sea` ... (the gazetteer's feature classes). */
  readonly feature: string
  /** Where the row comes from: `geonames:532096`, `natural-earth:port/odesa`, `user:...`. */
  readonly gazetteer: string
  readonly precisionKm: number
  readonly within: boolean
  readonly basis: Basis
}

/** Ordered stops of a movement told in one sentence. */
export interface Route extends Span {
  readonly stops: readonly string[]
  readonly basis: Basis
}

/** An editor's insertion, e.g. `(Shahed-136/131 - Ed.)`: the outlet's voice inside another's words. Includes brackets. */
export interface Insertion extends Span {
  readonly basis: Basis
}

export type TimeAnchor = 'document' | 'speech' | 'explicit' | 'previous'

/**
 * A time expression. `timex` follows TimeML's TIMEX3 (ISO-TimeML 24617-1), `edtf` the Library of Congress's EDTF
 * level 1. `from`/`to` are the first and last calendar day that it can mean (inclusive, `YYYY-MM-DD`), null where the
 * text does not tell (never a guessed day).
 */
export interface TimeMention extends Span {
  readonly timex: {
    readonly type: 'DATE' | 'TIME' | 'DURATION' | 'SET'
    readonly value: string
    readonly mod?: string
    readonly quant?: string
    readonly freq?: string
  }
  readonly edtf: string | null
  readonly from: string | null
  readonly to: string | null
  readonly anchor: TimeAnchor
  readonly basis: Basis
}

/** Everything that the text engine sees in one document. */
export interface Layers {
  readonly tokens: Tokens
  readonly sentences: Sentences
  readonly tags: Tags
  readonly parse: Parse
  readonly quotes: readonly Quote[]
  readonly insertions: readonly Insertion[]
  readonly mentions: readonly Mention[]
  readonly entities: readonly Entity[]
  readonly aliases: readonly Alias[]
  readonly routes: readonly Route[]
  readonly times: readonly TimeMention[]
  readonly references: readonly Reference[]
  readonly places: readonly Place[]
}

/** How a character span meets the token grid: exactly, shrunk to whole tokens, or grown to whole tokens. */
export type Alignment = 'strict' | 'contract' | 'expand'

/** First token whose end lies after `pos`; `tokens.length` when there is none. O(log n). */
export function tokenAt(tokens: Tokens, pos: CharPos): TokenIndex {
  let low = 0
  let high = tokens.length
  while (low < high) {
    const mid = (low + high) >>> 1
    if (tokens.end[mid]! <= pos) low = mid + 1
    else high = mid
  }
  return low
}

/**
 * The tokens of a character span: the one bridge from characters to tokens. Returns null when the span does not fit
 * the grid the asked way or holds no token.
 */
export function tokensIn(tokens: Tokens, s: Span, alignment: Alignment = 'expand'): TokenRange | null {
  let from = tokenAt(tokens, s.start)
  let to = from
  while (to < tokens.length && tokens.start[to]! < s.end) to++
  if (from === to) return null
  const fits = tokens.start[from]! >= s.start && tokens.end[to - 1]! <= s.end
  if (fits || alignment === 'expand') return { from, to }
  if (alignment === 'strict') return null
  if (tokens.start[from]! < s.start) from++
  if (to > from && tokens.end[to - 1]! > s.end) to--
  return from < to ? { from, to } : null
}

/** The characters that a token range covers. */
export function spanOf(tokens: Tokens, r: TokenRange): Span {
  return { start: tokens.start[r.from]!, end: tokens.end[r.to - 1]! }
}
