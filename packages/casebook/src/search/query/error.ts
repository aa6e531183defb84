import type { Span } from '@wherefrom/schema'

/** A mistake in a query: one line that says what is wrong and what would be right, and where it stands. */
export interface QueryMistake extends Span {
  readonly message: string
}

/** Carries the first mistake out of the parser; nothing else of a query throws. */
export class QueryError extends Error {
  override name = 'QueryError'
  readonly mistake: QueryMistake

  constructor(message: string, start: number, end: number) {
    super(message)
    this.mistake = { message, start, end }
  }
}

export const mistake = (message: string, { start, end }: Span): QueryError => new QueryError(message, start, end)

/** The allowed word that is nearest to a wrong one; null when none is near. */
export function nearest(word: string, allowed: readonly string[]): string | null {
  const asked = word.slice(0, 40).toLowerCase()
  let [best, least] = ['', Math.max(1, Math.floor(asked.length / 3)) + 1]
  for (const candidate of allowed) {
    const distance = candidate.startsWith(asked) && asked.length > 1 ? 0 : edits(asked, candidate)
    if (distance < least) [best, least] = [candidate, distance]
  }
  return best === '' ? null : best
}

/** Letters to insert, leave out, replace or swap with the next. */
function edits(a: string, b: string): number {
  let [before, last] = [[] as number[], Array.from({ length: b.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      row[j] = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        row[j] = Math.min(row[j]!, before[j - 2]! + 1)
    }
    ;[before, last] = [last, row]
  }
  return last[b.length]!
}
