import type { View } from '../view.ts'
import { NEGATIONS } from '../words.ts'

/** Names after which a verb follows are sometimes parsed as its auxiliaries; the class is closed. */
const AUXILIARIES = new Set(
  "am is are was were be been being has have had having do does did will would shall should can could may might must ought get gets got 's 're 've 'd 'll wo ca 'm".split(
    ' ',
  ),
)

/** Cue tokens of a verb: auxiliaries, the verb and its particle; adverbs and negations are left out. */
export function verbGroup(view: View, verb: number): number[] {
  const out: number[] = []
  for (const c of view.children(verb)) {
    const rel = view.rel(c)
    const near = Math.abs(c - verb) < 8 && AUXILIARIES.has(view.word[c]!) === (rel !== 'compound:prt')
    if (
      near &&
      (rel === 'aux' || rel === 'aux:pass' || rel === 'cop' || rel === 'compound:prt') &&
      !NEGATIONS.has(view.word[c]!)
    )
      out.push(c)
  }
  out.push(verb)
  return out.sort((a, b) => a - b)
}

export function isNegated(view: View, verb: number): boolean {
  return view.children(verb).some((c) => NEGATIONS.has(view.word[c]!) && (c < verb || view.rel(c) === 'advmod'))
}

/** An infinitive with "to". */
export const isInfinitive = (view: View, verb: number): boolean =>
  view
    .children(verb)
    .some((c) => c < verb && view.word[c] === 'to' && (view.rel(c) === 'mark' || view.upos(c) === 'PART'))

/** The first word of a clause's mark, "" without one. */
export function markOf(view: View, clause: number): string {
  const mark = view.child(clause, 'mark')
  return mark >= 0 && mark < clause ? view.word[mark]! : ''
}

/** Is the clause finite: a tensed verb, an auxiliary with a subject or a copula? */
export function isTensed(view: View, clause: number): boolean {
  const xpos = view.xpos(clause)
  if (xpos === 'VBD' || xpos === 'VBZ' || xpos === 'VBP' || xpos === 'MD') return true
  return view.children(clause).some((c) => {
    const rel = view.base(c)
    if (rel !== 'aux' && rel !== 'cop') return false
    const x = view.xpos(c)
    return x === 'VBD' || x === 'VBZ' || x === 'VBP' || x === 'MD'
  })
}

export const hasSubject = (view: View, clause: number): boolean => view.child(clause, 'nsubj', 'csubj', 'expl') >= 0

/** Preposition of an oblique or nominal modifier, "" without one. */
export function preposition(view: View, i: number): string {
  const at = view.child(i, 'case')
  return at >= 0 ? view.word[at]! : ''
}

/** First oblique (or modifier, where the parser attached it so) of `verb` with one of the prepositions. */
export function obliqueWith(view: View, verb: number, words: readonly string[]): number {
  for (const c of view.children(verb)) {
    const base = view.base(c)
    if (
      (base === 'obl' || base === 'nmod' || base === 'advcl') &&
      words.includes(preposition(view, c) || markOf(view, c))
    )
      return c
  }
  return -1
}
