import type { Manner, Span, TokenRange } from '@wherefrom/schema'

/**
 * One flat attribution inside this folder: a cue with its source and its content, before nesting. Token indexes, except
 * for `content`, which is in characters.
 */
export interface Frame {
  /** The token that carries the cue; where it stands decides what it is nested in. */
  readonly at: number
  /** Tokens of the cue, ascending. Empty where the text has none (an uncued quotation). */
  readonly cue: readonly number[]
  readonly manner: Manner
  /** The full noun phrase of the source; null where none is stated. */
  readonly source: TokenRange | null
  /** Head token of the source, -1 without one. */
  readonly sourceHead: number
  readonly content: readonly Span[]
  /** The medium that passed it on ("told GB News"), null without one. */
  readonly medium: TokenRange | null
  /** Head token of the medium, -1 without one. */
  readonly mediumHead: number
  /** Authorities named beside the source ("citing two officials"), in order. */
  readonly authorities: readonly Authority[]
  /** The cue is negated ("did not show"): the content is denied by the evidence, not by a source. */
  readonly negated: boolean
  /** The source says that it does not say ("declined to say whether"). */
  readonly silent: boolean
  readonly inherited: boolean
  /** The clause that the cue reports from within: own voice leaves these tokens out. */
  readonly clause: TokenRange
  /** Name of the rule that found it. */
  readonly rule: string
}

export interface Authority {
  readonly cue: readonly number[]
  readonly source: TokenRange
  readonly sourceHead: number
}

export type Draft = Pick<Frame, 'at' | 'manner' | 'content' | 'rule'> & Partial<Frame>

/** A frame with the fields left out filled by their usual values. */
export function frame(draft: Draft): Frame {
  return {
    cue: [draft.at],
    source: null,
    sourceHead: -1,
    medium: null,
    mediumHead: -1,
    authorities: [],
    negated: false,
    silent: false,
    inherited: false,
    clause: { from: draft.at, to: draft.at + 1 },
    ...draft,
  }
}
