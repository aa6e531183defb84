import type { EventType } from '@wherefrom/schema'
import type { FrameName } from './frames.ts'

/** Part of speech of a row: verb, noun, or predicative adjective. */
export type Pos = 'v' | 'n' | 'a'

/**
 * Categories of PLOVER (Halterman et al. 2023), for export. PLOVER records interactions between actors: what it has no
 * category for (an accident, a rise in prices, an election) is `NONE`.
 */
export const PLOVER = [
  'AGREE',
  'CONSULT',
  'SUPPORT',
  'CONCEDE',
  'COOPERATE',
  'AID',
  'RETREAT',
  'REQUEST',
  'ACCUSE',
  'REJECT',
  'THREATEN',
  'PROTEST',
  'SANCTION',
  'MOBILIZE',
  'COERCE',
  'ASSAULT',
  'NONE',
] as const
export type Plover = (typeof PLOVER)[number]

/**
 * A row of the lexicon: a lemma (with its particle or fixed noun after it: `hand over`, `open fire`), its part of speech,
 * the frame that turns syntactic slots into roles (the frame gives the type), what must hold for this sense (see
 * `when.ts`; empty = always), an example sentence of our own, the PLOVER category, and where the row comes from:
 * `petrarch:190` = the PETRARCH-2 verb dictionary lists the word under that CAMEO code, `petrarch` = without a code;
 * `ace` / `rams` = a trigger of that type in RAMS' training ontology; `own` = added by reading news.
 * Rows of one lemma are tried in order; the first whose conditions hold is the sense.
 */
export type LexiconRow = readonly [
  lemma: string,
  pos: Pos,
  frame: FrameName,
  when: string,
  example: string,
  plover: Plover,
  source: string,
]

/** What fills a syntactic slot of a trigger. */
export interface Filler {
  /**
   * `subj`, `obj`, `iobj` (deep: passives and control are undone), `clause`, a preposition, `poss` and `comp` of a noun,
   * `nat` for a nationality, name or body that modifies a noun, `mod` for an adjective, `gov` the word that the noun depends on (for conditions only).
   */
  readonly slot: string
  /** Token that heads the phrase. */
  readonly head: number
}

/** A trigger with its sense and what fills its slots. */
export interface Found {
  readonly trigger: number
  /** Further tokens of the row's words: "into", "custody". They tell no event of their own. */
  readonly rest: readonly number[]
  /** First and one-past-last token of the trigger's words. */
  readonly from: number
  readonly to: number
  readonly type: EventType
  readonly frame: FrameName | null
  readonly lemma: string
  readonly pos: Pos
  readonly fillers: readonly Filler[]
}
