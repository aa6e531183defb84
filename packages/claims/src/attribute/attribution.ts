import type { Basis, Span } from '@wherefrom/schema'

/** What kind of attitude a cue expresses; decides what the product shows as a reported claim. */
export type CueClass = 'reporting' | 'attitude' | 'intention' | 'action' | 'document' | 'appearance'

/**
 * One flat attribution found in the text: who (source), by which words (cue), said what (content). Each part is a sorted
 * list of spans because parts may be interrupted. `source` is empty where none is stated. Flat: nesting, mediums,
 * inheritance and resolution of the source are the work of `chains/`.
 */
export interface Attribution {
  readonly source: readonly Span[]
  readonly cue: readonly Span[]
  readonly content: readonly Span[]
  readonly cueClass: CueClass
  /** Margin of the model, larger is surer; null where a rule made it. */
  readonly score: number | null
  readonly basis: Basis
}
