import type { Span } from './units.ts'

/** Which component, in which version, made a value. `model` is the SHA-256 of the weights, when weights were used. */
export interface Producer {
  readonly component: string
  readonly version: string
  readonly model?: string
}

/**
 * What a value rests on. There is no value without one:
 * characters of the text, a named rule over such characters, a trained model over such characters, or a person.
 */
export type Basis =
  | { readonly type: 'text'; readonly spans: readonly Span[] }
  | { readonly type: 'rule'; readonly rule: string; readonly spans: readonly Span[] }
  | { readonly type: 'model'; readonly component: string; readonly score?: number; readonly spans: readonly Span[] }
  | { readonly type: 'human'; readonly user: string; readonly at: string }
