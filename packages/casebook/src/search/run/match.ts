import type { Span } from '@wherefrom/schema'
import { type Term, termsOf } from '../fold/scan.ts'
import type { Expr } from '../plan/expr.ts'
import type { Mark } from '../plan/plan.ts'

/** The folded words of a passage, looked up by word. Spans count from the passage's first character. */
export class Passage {
  readonly text: string
  readonly terms: readonly Term[]
  private readonly places = new Map<string, number[]>()

  constructor(text: string) {
    this.text = text
    this.terms = termsOf(text)
    for (const [i, { term }] of this.terms.entries()) {
      const at = this.places.get(term)
      if (at) at.push(i)
      else this.places.set(term, [i])
    }
  }

  /** Positions of the first term of every place where the terms stand in a row. */
  find(terms: readonly string[], prefix: boolean, also: readonly string[] = []): number[] {
    if (prefix) return this.findPrefix(terms, also)
    const [first, ...rest] = terms
    const starts = this.places.get(first!) ?? []
    return rest.length === 0 ? starts : starts.filter((p) => rest.every((t, i) => this.terms[p + i + 1]?.term === t))
  }

  private findPrefix(terms: readonly string[], also: readonly string[]): number[] {
    const last = terms.length - 1
    const ends = [terms[last]!, ...also]
    const fits = (term: string, i: number): boolean =>
      i < last ? term === terms[i] : ends.some((end) => term.startsWith(end))
    const out: number[] = []
    for (let p = 0; p + last < this.terms.length; p++)
      if (terms.every((_, i) => fits(this.terms[p + i]!.term, i))) out.push(p)
    return out
  }

  /** Characters of `count` terms from position `at`. */
  span(at: number, count: number): Span {
    return { start: this.terms[at]!.start, end: this.terms[at + count - 1]!.end }
  }
}

/** Places of one mark in a passage. */
export interface Hits {
  readonly mark: Mark
  readonly at: readonly number[]
}

export const hitsOf = (passage: Passage, marks: readonly Mark[]): Hits[] =>
  marks.map((mark) => ({ mark, at: passage.find(mark.terms, mark.prefix, mark.also) }))

/** The characters to be shown as found: sorted, those that touch or overlap as one. */
export function highlightsOf(passage: Passage, hits: readonly Hits[]): Span[] {
  const spans = hits.flatMap(({ mark, at }) => at.map((p) => passage.span(p, mark.terms.length)))
  spans.sort((a, b) => a.start - b.start || a.end - b.end)
  const out: { start: number; end: number }[] = []
  for (const s of spans) {
    const last = out.at(-1)
    if (last && s.start <= last.end) last.end = Math.max(last.end, s.end)
    else out.push({ ...s })
  }
  return out
}

/**
 * Does the text allow the expression? Only proximity is looked at, which PostgreSQL finds too generously; everything else
 * the index has answered. Not known counts as yes.
 */
export function allows(passage: Passage, expr: Expr): boolean {
  switch (expr.kind) {
    case 'near':
      return expr.field !== 'text' || isNear(passage, expr.parts, expr.gap)
    case 'all':
      return expr.of.every((e) => allows(passage, e))
    case 'any':
      return expr.of.some((e) => e.kind !== 'near' || allows(passage, e))
    case 'but':
      return allows(passage, expr.from)
    default:
      return true
  }
}

/** One place of each part, all within one stretch: at most `gap` terms from the end of the first to the start of the last. */
function isNear(passage: Passage, parts: readonly (readonly string[])[], gap: number): boolean {
  const places = parts.flatMap((terms, part) =>
    passage.find(terms, false).map((at) => ({ part, start: at, end: at + terms.length })),
  )
  places.sort((a, b) => a.start - b.start)
  const last = new Map<number, { start: number; end: number }>()
  for (const place of places) {
    last.set(place.part, place)
    if (last.size < parts.length) continue
    const firstEnd = [...last.values()].reduce((a, b) => (b.start < a.start ? b : a)).end
    if (place.start - firstEnd <= gap) return true
  }
  return false
}
