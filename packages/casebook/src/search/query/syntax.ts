import type { Span } from '@wherefrom/schema'
import type { QueryField } from './fields.ts'

/** A query as it was written. Every part knows where it stands. */
export type Query = All | Any | Not | Words | Near | Field

interface At {
  readonly at: Span
}
export interface All extends At {
  readonly kind: 'all'
  readonly of: readonly Query[]
}
export interface Any extends At {
  readonly kind: 'any'
  readonly of: readonly Query[]
}
export interface Not extends At {
  readonly kind: 'not'
  readonly of: Query
}

/** A word or a phrase, in the text or in a field of words. `prefix`: the last word may go on. */
export interface Words extends At {
  readonly kind: 'words'
  readonly field: QueryField | null
  readonly text: string
  readonly phrase: boolean
  readonly prefix: boolean
}

/** Words or phrases, in any order, with at most `gap` words between the first and the last. */
export interface Near extends At {
  readonly kind: 'near'
  readonly field: QueryField | null
  readonly parts: readonly string[]
  readonly gap: number
}

/** A field of another kind, with its values as written. */
export interface Field extends At {
  readonly kind: 'field'
  readonly field: QueryField
  readonly values: readonly string[]
}
