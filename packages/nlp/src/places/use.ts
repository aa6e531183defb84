import type { MentionType, TokenRange } from '@wherefrom/schema'
import { deprelOf, headOf } from '../parse/tree.ts'
import { ACTS, DEALINGS } from './tables.ts'
import type { ToponymInput } from './toponyms.ts'

/**
 * What a name of a place stands for where it is used: the place; something that it describes (`Syrian troops`, `Moscow
 * court`); who governs there (`Moscow said`); its people; or a part of another name (`Bank of Japan`). The distinctions are
 * those of Gritta, Pilehvar and Collier 2020, "A Pragmatic Guide to Geoparsing Evaluation".
 */
export type Use = 'literal' | 'modifier' | 'metonym' | 'people' | 'embedded'

const lemma = (input: ToponymInput, i: number): string => input.tags.lemma[i] ?? ''

/** The use of a name that is a place's by its type. */
export function useOf(input: ToponymInput, range: TokenRange, type: MentionType): Use {
  const { parse } = input
  const at = headOf(parse, range)
  const relation = deprelOf(parse, at)
  const head = parse.head[at]!
  if (acts(input, at, relation, head) || deals(input, at, head)) return 'metonym'
  if (
    type === 'place' &&
    (relation === 'compound' || relation === 'nmod:poss' || relation === 'amod') &&
    head >= range.to
  )
    return 'modifier'
  return 'literal'
}

/** Subject of a verb of saying, deciding or doing; or the one `by` whom it is done. */
function acts(input: ToponymInput, at: number, relation: string, head: number): boolean {
  const { parse } = input
  if (head < 0) return false
  if (relation === 'conj') {
    const first = deprelOf(parse, head)
    return first.startsWith('nsubj') && acts(input, head, first, parse.head[head]!)
  }
  if (relation === 'nsubj') return ACTS.has(lemma(input, head))
  return (relation === 'obl:agent' || (relation === 'obl' && hasCase(input, at, 'by'))) && ACTS.has(lemma(input, head))
}

function hasCase(input: ToponymInput, at: number, word: string): boolean {
  for (let i = at - 1; i >= 0 && i >= at - 3; i--)
    if (lemma(input, i) === word) return input.parse.head[i] === at && deprelOf(input.parse, i) === 'case'
  return false
}

/** `talks between Moscow and Kyiv`, `relations with Ankara`: parties of dealings. */
function deals(input: ToponymInput, at: number, head: number): boolean {
  const { parse } = input
  const top = deprelOf(parse, at) === 'conj' ? head : at
  if (top < 0) return false
  const noun = parse.head[top]!
  if (noun < 0 || !DEALINGS.has(lemma(input, noun))) return false
  return hasCase(input, top, 'between') || hasCase(input, top, 'with')
}
