import type { SearchField } from '../../case/prepared.ts'
import { classTags, NO_CLAIM_TAG } from '../tags.ts'

/**
 * What the full-text index is asked, in folded terms. Both databases are given the same expression, each in its own
 * syntax (`fts5.ts`, `tsquery.ts`); terms hold letters and digits only and are quoted all the same.
 */
export type Expr = PhraseExpr | NearExpr | TagsExpr | GroupExpr | ButExpr

/** Terms next to each other. `prefix`: the last one may go on. */
export interface PhraseExpr {
  readonly kind: 'phrase'
  readonly field: SearchField
  readonly terms: readonly string[]
  readonly prefix: boolean
}

/** Phrases in any order, with at most `gap` terms between the end of the first and the start of the last. */
export interface NearExpr {
  readonly kind: 'near'
  readonly field: SearchField
  readonly parts: readonly (readonly string[])[]
  readonly gap: number
}

/** Any of these tags. */
export interface TagsExpr {
  readonly kind: 'tags'
  readonly tags: readonly string[]
}

export interface GroupExpr {
  readonly kind: 'all' | 'any'
  readonly of: readonly Expr[]
}

/** `from`, without those that are `not`. */
export interface ButExpr {
  readonly kind: 'but'
  readonly from: Expr
  readonly not: Expr
}

/** Every passage has one of these: what a query that only takes away takes from. */
export const EVERYTHING: Expr = { kind: 'tags', tags: [...classTags({}), NO_CLAIM_TAG] }

export const allOf = (of: readonly Expr[]): Expr => (of.length === 1 ? of[0]! : { kind: 'all', of })
export const anyOf = (of: readonly Expr[]): Expr => (of.length === 1 ? of[0]! : { kind: 'any', of })

/** The expression without parts that cannot be found (tags of which there are none); null when nothing of it is left. */
export function pruned(expr: Expr): Expr | null {
  switch (expr.kind) {
    case 'tags':
      return expr.tags.length > 0 ? expr : null
    case 'all': {
      const of = expr.of.map(pruned)
      return of.includes(null) ? null : allOf(of as Expr[])
    }
    case 'any': {
      const of = expr.of.map(pruned).filter((e) => e !== null)
      return of.length > 0 ? anyOf(of) : null
    }
    case 'but': {
      const [from, not] = [pruned(expr.from), pruned(expr.not)]
      return from && not ? { kind: 'but', from, not } : from
    }
    default:
      return expr
  }
}

/** Does any part of the expression, apart from what is taken away, fulfil the test? */
function some(expr: Expr | null, test: (part: Expr) => boolean): boolean {
  if (!expr) return false
  if (test(expr)) return true
  if (expr.kind === 'all' || expr.kind === 'any') return expr.of.some((e) => some(e, test))
  return expr.kind === 'but' && some(expr.from, test)
}

/** A proximity, which has to be looked at again in the text. */
export const hasNear = (expr: Expr | null): boolean => some(expr, (e) => e.kind === 'near')

export const hasPrefix = (expr: Expr | null): boolean => some(expr, (e) => e.kind === 'phrase' && e.prefix)
