import { Words } from '../mentions/words-at.ts'
import type { Toponym, ToponymInput } from './toponyms.ts'

/** How firmly the text puts one place into another. */
const APPOSED = 150
const LOCATED = 60

export type Containers = ReadonlyMap<number, { readonly toponym: number; readonly bonus: number }>

const LINKS = new Set(['in', 'of', 'near', 'within'])

/** Words that may stand between a place and the one that it lies in: `a village in the province of X`. */
const BETWEEN = new Set(
  'the a an city town village capital province region district county state port suburb area southern northern eastern western central south north east west of in republic zone special economic airport base plant'.split(
    ' ',
  ),
)

/**
 * Which toponym the text puts which other into: `Paris, Texas`; `Alabuga zone in Tatarstan`; `Aleppo (Syria)`; `Iran's port of
 * Amirabad`; `the Russian city of Kursk`. Key: index of the inner one.
 */
export function findContainers(input: ToponymInput, toponyms: readonly Toponym[]): Containers {
  const words = new Words(input.text, input.tokens, input.sentences)
  const out = new Map<number, { toponym: number; bonus: number }>()
  const free = toponyms.map((t, i) => ({ t, i })).filter(({ t }) => t.use !== 'people' && t.use !== 'embedded')
  for (let k = 0; k + 1 < free.length; k++) {
    const [a, b] = [free[k]!, free[k + 1]!]
    if (input.tokens.sentence[a.t.from] !== input.tokens.sentence[b.t.from] || b.t.from < a.t.to) continue
    const gap = b.t.from - a.t.to
    const link = words.lower(a.t.to)
    if (gap === 1 && (link === ',' || link === '(')) out.set(a.i, { toponym: b.i, bonus: APPOSED })
    else if (gap <= 7 && a.t.use !== 'modifier' && between(words, a.t.to, b.t.from) && located(words, a.t.to, b.t.from))
      out.set(a.i, { toponym: b.i, bonus: b.t.use === 'modifier' ? 0 : LOCATED })
    else if (
      (a.t.use === 'modifier' || possessive(words, a.t.to)) &&
      gap <= 5 &&
      between(words, a.t.to + (possessive(words, a.t.to) ? 1 : 0), b.t.from)
    )
      out.set(b.i, { toponym: a.i, bonus: LOCATED })
  }
  return out
}

const possessive = (words: Words, at: number): boolean => /^['’]s?$/.test(words.at(at))

function between(words: Words, from: number, to: number): boolean {
  for (let i = from; i < to; i++)
    if (!BETWEEN.has(words.lower(i)) && !LINKS.has(words.lower(i)) && words.at(i) !== ',') return false
  return true
}

function located(words: Words, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (LINKS.has(words.lower(i))) return true
  return false
}
