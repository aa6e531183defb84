/** A document of a name corpus: text with marked spans. */
import type { NerType } from '../../packages/nlp/src/mentions/labels.ts'

export interface NerSpan {
  readonly start: number
  readonly end: number
  readonly type: NerType
  /** True where the corpus does not tell whether this is a name (the tagger may say either). */
  readonly open?: boolean
}

export interface NerDoc {
  readonly id: string
  readonly corpus: string
  readonly text: string
  readonly sentences: readonly { readonly start: number; readonly end: number }[]
  readonly spans: readonly NerSpan[]
  /** Types that the corpus annotates; of other types nothing is known. */
  readonly annotated: readonly NerType[]
  /** Longer phrases that the corpus marks as a whole; whether names stand inside them it does not say. */
  readonly phrases?: readonly { readonly start: number; readonly end: number }[]
}

/** Labels of a corpus -> our types; null: no name; undefined: it does not tell. */
export type Mapping = Readonly<Record<string, NerType | null | undefined>>
