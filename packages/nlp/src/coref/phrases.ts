import type { TokenRange } from '@wherefrom/schema'
import { type CorefView, RELATIONS, type Relation, rel, wordClass } from './view.ts'

const setOf = (...names: Relation[]): Uint8Array => {
  const out = new Uint8Array(RELATIONS.length)
  for (const name of names) out[rel(name)] = 1
  return out
}

const LEFT = setOf(
  'det',
  'amod',
  'nummod',
  'compound',
  'nmod:poss',
  'nmod:desc',
  'flat',
  'det:predet',
  'nmod',
  'nmod:unmarked',
  'dep',
  'goeswith',
)
const RIGHT = setOf(
  'nmod',
  'acl',
  'acl:relcl',
  'appos',
  'flat',
  'nummod',
  'compound',
  'det',
  'amod',
  'case',
  'nmod:unmarked',
  'nmod:desc',
  'fixed',
  'goeswith',
  'nmod:poss',
  'dep',
)
/** Right dependants of a noun that belong to its phrase unless the noun is a predicate. */
const RIGHT_ARGUMENT = setOf('obl', 'advmod', 'obl:unmarked')
const PUNCT = rel('punct')
const COP = rel('cop')
const NSUBJ = rel('nsubj')
const CONJ = rel('conj')
const NOUN = wordClass('NOUN')
const PROPN = wordClass('PROPN')
const PRON = wordClass('PRON')

/** Most dependants looked at on one side of a noun. */
const MOST = 40

/** Is the noun a predicate ("was [a student]")? Then what modifies the clause hangs on it too. */
export const isPredicate = (view: CorefView, head: number): boolean =>
  view.child(head, COP) >= 0 || view.child(head, NSUBJ) >= 0

/**
 * The noun phrase of a head: determiner to the last modifier, relative clauses, appositions and the possessive mark
 * included; prepositions, conjuncts and what belongs to the clause left out.
 */
export function phraseOf(view: CorefView, head: number): TokenRange {
  const predicate = isPredicate(view, head)
  const before: number[] = []
  let to = head + 1
  let broken = false
  for (let c = view.first[head]!; c >= 0; c = view.next[c]!) {
    if (c < head) {
      before.push(c)
      continue
    }
    if (broken || c - head > 4 * MOST) break
    const r = view.rel[c]!
    if (RIGHT[r] || (RIGHT_ARGUMENT[r] && !predicate)) to = Math.max(to, view.right[c]!)
    else if (r !== PUNCT) broken = true
  }
  let from = head
  for (let k = before.length - 1; k >= 0 && before.length - k <= MOST; k--) {
    const r = view.rel[before[k]!]!
    if (LEFT[r]) from = Math.min(from, view.left[before[k]!]!)
    else if (r !== PUNCT) break
  }
  const name = view.mention(head)
  if (name) {
    from = Math.min(from, name.tokens.from)
    to = Math.max(to, name.tokens.to)
  }
  return closed(view, { from, to })
}

/** Takes in a closing bracket whose opening one is inside; drops a comma at the end. */
function closed(view: CorefView, range: TokenRange): TokenRange {
  let { from, to } = range
  while (to - from > 1 && /^[,;:.]$/.test(view.word(to - 1))) to--
  if (to < view.n && view.sentence[to] === view.sentence[from]) {
    const word = view.word(to)
    if (
      (word === ')' || word === ']' || word === '”') &&
      view.input.tokens.end[to]! - view.input.tokens.start[from]! < 400
    ) {
      const opening = word === ')' ? '(' : word === ']' ? '[' : '“'
      let depth = 0
      for (let i = from; i < to; i++) {
        const w = view.word(i)
        if (w === opening) depth++
        else if (w === word) depth--
      }
      if (depth > 0) to++
    }
  }
  return { from, to }
}

/** The phrase with its conjuncts ("Iran and Russia"), or null where it has none that are nouns. */
export function coordinated(view: CorefView, head: number, own: TokenRange): TokenRange | null {
  let to = -1
  for (let c = view.first[head]!; c >= 0; c = view.next[c]!) {
    const pos = view.pos[c]
    if (view.rel[c] === CONJ && c > head && (pos === NOUN || pos === PROPN || pos === PRON))
      to = Math.max(to, phraseOf(view, c).to)
  }
  return to > own.to - 1 && to > 0 ? { from: own.from, to } : null
}
