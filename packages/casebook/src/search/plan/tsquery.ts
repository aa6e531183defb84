import { PREFIX, quoted } from '../index/tsvector.ts'
import { EVERYTHING, type Expr, type NearExpr, type PhraseExpr } from './expr.ts'

/**
 * The expression as the text form of a tsquery. Of a proximity of more than two words it finds a little more than asked;
 * with `roughly`, as the index is best asked, of any proximity every passage that has the words.
 */
export function tsqueryOf(expr: Expr, roughly = false): string {
  switch (expr.kind) {
    case 'phrase':
      return phraseOf(expr)
    case 'near':
      return nearOf(expr, roughly)
    case 'tags':
      return group(
        expr.tags.map((t) => quoted(PREFIX.tags + t)),
        '|',
      )
    case 'but':
      if (expr.from === EVERYTHING) return `!(${tsqueryOf(expr.not)})`
      return `(${tsqueryOf(expr.from, roughly)} & !(${tsqueryOf(expr.not)}))`
    default:
      return group(
        expr.of.map((e) => tsqueryOf(e, roughly)),
        expr.kind === 'all' ? '&' : '|',
      )
  }
}

const group = (of: readonly string[], operator: string): string =>
  of.length === 1 ? of[0]! : `(${of.join(` ${operator} `)})`

function phraseOf({ field, terms, prefix }: PhraseExpr): string {
  const lexemes = terms.map((t) => quoted(PREFIX[field] + t))
  if (prefix) lexemes.push(`${lexemes.pop()!}:*`)
  return group(lexemes, '<->')
}

/** PostgreSQL knows exact distances only: each pair of first words at every distance that may be, in both orders. */
function nearOf({ field, parts, gap }: NearExpr, roughly: boolean): string {
  const conditions = parts
    .filter((p) => roughly || p.length > 1)
    .map((terms) => phraseOf({ kind: 'phrase', field, terms, prefix: false }))
  if (roughly) return group(conditions, '&')
  const longest = gap + parts.reduce((sum, p) => sum + p.length, 0)
  const reach = parts.length === 2 && parts.every((p) => p.length === 1) ? gap + 1 : longest
  for (let i = 0; i < parts.length; i++)
    for (let j = i + 1; j < parts.length; j++) {
      const [a, b] = [quoted(PREFIX[field] + parts[i]![0]!), quoted(PREFIX[field] + parts[j]![0]!)]
      const distances = Array.from({ length: reach }, (_, d) => [`${a} <${d + 1}> ${b}`, `${b} <${d + 1}> ${a}`]).flat()
      conditions.push(group(distances, '|'))
    }
  return group(conditions, '&')
}
