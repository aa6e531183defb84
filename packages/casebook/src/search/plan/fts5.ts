import type { Expr } from './expr.ts'

/** The expression as FTS5 reads it. */
export function fts5Of(expr: Expr): string {
  switch (expr.kind) {
    case 'phrase':
      return `${expr.field} : ${string(expr.terms.join(' '))}${expr.prefix ? ' *' : ''}`
    case 'near':
      return `${expr.field} : NEAR(${expr.parts.map((p) => string(p.join(' '))).join(' ')}, ${expr.gap})`
    case 'tags':
      return expr.tags.length === 1
        ? `tags : ${string(expr.tags[0]!)}`
        : `tags : (${expr.tags.map(string).join(' OR ')})`
    case 'but':
      return `((${fts5Of(expr.from)}) NOT (${fts5Of(expr.not)}))`
    default:
      return `(${expr.of.map(fts5Of).join(expr.kind === 'all' ? ' AND ' : ' OR ')})`
  }
}

const string = (words: string): string => `"${words.replaceAll('"', '""')}"`
