import { CERTAINTIES, QUOTATIONS, SOURCE_KINDS, TIMES } from '@wherefrom/schema'
import { originTag, POLARITIES } from '../tags.ts'
import type { Expr } from './expr.ts'

/** What an expression asks of PostgreSQL's index, and what is asked of the rows that it finds. */
export interface Split {
  /** Null when nothing is left for the index. */
  readonly expr: Expr | null
  /** Constant SQL on passages `p`. */
  readonly conditions: readonly string[]
}

/** Up to so many tags the index is quick; dozens cost more than a look at the rows that have the words. */
const FEW = 4

/**
 * Takes long lists of tags (certainty, polarity, quotation, time; origin; years) out of an expression and gives conditions on
 * the facts of passages instead. Where there is nothing else to ask the index for, and only a few classes are meant, they stay.
 */
export function withoutClasses(expr: Expr): Split {
  const parts = expr.kind === 'all' ? expr.of : [expr]
  const rest: Expr[] = []
  const dates: Expr[] = []
  let classes: ReadonlySet<string> | null = null
  const conditions: string[] = []
  for (const part of parts) {
    const tags = part.kind === 'tags' && part.tags.length > FEW ? part.tags : []
    if (isClasses(tags)) classes = classes ? new Set(tags.filter((t) => classes!.has(t))) : new Set(tags)
    else if (isOrigins(tags)) conditions.push(originCondition(tags))
    else if (isLongTime(tags)) dates.push(part)
    else rest.push(part)
  }
  // The documents' own dates are looked at in any case.
  if (rest.length === 0) rest.push(...dates)
  if (classes && rest.length === 0 && classes.size <= FEW) rest.push({ kind: 'tags', tags: [...classes] })
  else if (classes) conditions.push(classCondition([...classes]))
  return { expr: rest.length > 1 ? { kind: 'all', of: rest } : (rest[0] ?? null), conditions }
}

/** Letters of a class's tag (`kabcd`), with their key in the facts of a passage and their values. */
const DIMENSIONS = [
  ['c', CERTAINTIES],
  ['p', POLARITIES],
  ['q', QUOTATIONS],
  ['t', TIMES],
] as const

const CLASS = /^k[a-d]{4}$/
const isClasses = (tags: readonly string[]): boolean => tags.length > 0 && tags.every((t) => CLASS.test(t))

/** Lists of classes are always all combinations of some values: fields give them so, and what two of them share is so too. */
function classCondition(tags: readonly string[]): string {
  if (tags.length === 0) return '1 = 0'
  const parts = DIMENSIONS.flatMap(([key, values], i) => {
    const chosen = values.filter((_, n) => tags.some((t) => t[i + 1] === 'abcd'[n]))
    return chosen.length < values.length ? [`(${chosen.map((v) => holds(`"${key}":"${v}"`)).join(' or ')})`] : []
  })
  return parts.length > 0 ? parts.join(' and ') : "p.facts <> ''"
}

/** Years and months of publication of a range that is too long to be worth much. */
const isLongTime = (tags: readonly string[]): boolean => tags.length > 12 && tags.every((t) => /^[ym]\d/.test(t))

const ORIGINS = new Map(
  SOURCE_KINDS.flatMap((kind) =>
    [true, false].map((named) => [originTag(kind, named), `"${kind}",${named ? 1 : 0}]]`] as const),
  ),
)
const isOrigins = (tags: readonly string[]): boolean => tags.length > 0 && tags.every((t) => ORIGINS.has(t))

/** The last step of the chain is the last that closes two lists. */
const originCondition = (tags: readonly string[]): string => `(${tags.map((t) => holds(ORIGINS.get(t)!)).join(' or ')})`

/** Facts are our own JSON: within names, quotation marks stand with a backslash, so that nothing of a text can look like this. */
const holds = (piece: string): string => `p.facts like '%${piece}%'`
