import { Words } from '../mentions/words-at.ts'
import type { Toponym, ToponymInput } from './toponyms.ts'
import { WEIGHTS } from './weights.ts'

/** How the text relates its names of places to each other; all numbers are indexes of toponyms. */
export interface Containers {
  /** Inner one -> the one that the text puts it into, and what that counts. */
  readonly inside: ReadonlyMap<number, { readonly toponym: number; readonly bonus: number }>
  /** Names that follow each other with commas, `and` or `or`. */
  readonly lists: readonly (readonly number[])[]
  /** Neighbours in one sentence. */
  readonly neighbours: readonly (readonly [number, number])[]
}

const LINKS = new Set(['in', 'of', 'near', 'within'])

/** Words that may stand between a place and the one that it lies in: `a village in the province of X`. */
const BETWEEN = new Set(
  (
    'the a an city town village capital province region district county state port suburb area southern northern eastern western central south north east west ' +
    'of in near within republic zone special economic airport base plant , island'
  ).split(' '),
)

const AND = /^(?:,|and|or|&)$/

interface At {
  readonly t: Toponym
  readonly i: number
}

/**
 * Which toponym the text puts which other into (`Paris, Texas`; `Alabuga zone in Tatarstan`; `Aleppo (Syria)`; `Iran's port
 * of Amirabad`; `the Russian city of Kursk`), and which stand in lists.
 */
export function findContainers(input: ToponymInput, toponyms: readonly Toponym[]): Containers {
  const words = new Words(input.text, input.tokens, input.sentences)
  const inside = new Map<number, { toponym: number; bonus: number }>()
  const lists: number[][] = []
  const neighbours: [number, number][] = []
  let list: number[] = []
  const free: At[] = []
  for (const [i, t] of toponyms.entries()) if (t.use !== 'people' && t.use !== 'embedded') free.push({ t, i })
  for (let k = 0; k + 1 < free.length; k++) {
    const [a, b] = [free[k]!, free[k + 1]!]
    const apart = input.tokens.sentence[a.t.from] !== input.tokens.sentence[b.t.from] || b.t.from < a.t.to
    if (!apart) {
      relate(words, a, b, inside)
      neighbours.push([a.i, b.i])
    }
    if (!apart && inList(words, a.t.to, b.t.from)) {
      if (list.length === 0) list.push(a.i)
      list.push(b.i)
    } else {
      if (list.length > 1) lists.push(list)
      list = []
    }
  }
  if (list.length > 1) lists.push(list)
  return { inside, lists, neighbours }
}

function inList(words: Words, from: number, to: number): boolean {
  if (to <= from || to - from > 3) return false
  for (let i = from; i < to; i++) if (!AND.test(words.lower(i)) && words.lower(i) !== 'the') return false
  return true
}

function relate(words: Words, a: At, b: At, inside: Map<number, { toponym: number; bonus: number }>): void {
  const gap = b.t.from - a.t.to
  const link = words.lower(a.t.to)
  if (gap === 1 && (link === ',' || link === '(')) inside.set(a.i, { toponym: b.i, bonus: WEIGHTS.apposed })
  else if (gap <= 7 && !a.t.adjective && plain(words, a.t.to, b.t.from) && located(words, a.t.to, b.t.from))
    inside.set(a.i, { toponym: b.i, bonus: WEIGHTS.located })
  else {
    const owner = /^['’]s?$/.test(link)
    if ((a.t.adjective || owner) && gap <= 5 && plain(words, a.t.to + (owner ? 1 : 0), b.t.from))
      inside.set(b.i, { toponym: a.i, bonus: WEIGHTS.located })
  }
}

function plain(words: Words, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (!BETWEEN.has(words.lower(i))) return false
  return true
}

function located(words: Words, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (LINKS.has(words.lower(i))) return true
  return false
}
