import { isWord } from '../atoms.ts'
import type { Proposer } from './parts.ts'

const PRESENT = ['now', 'currently', 'nowadays', 'presently']
const PAST = ['recently', 'lately']

/** "now", "currently", "recently", "the future", "the past": an order relation to now, never a day. */
export const reference: Proposer = (a, at, out) => {
  const push = (from: number, to: number, value: 'PAST_REF' | 'PRESENT_REF' | 'FUTURE_REF'): void => {
    out.push({ from, to, rule: 'ref', shape: { type: 'ref', value } })
  }
  const word = a.word[at]!
  if (PRESENT.includes(word)) push(at, at + 1, 'PRESENT_REF')
  else if (PAST.includes(word)) push(isWord(a, at - 1, 'more', 'most') ? at - 1 : at, at + 1, 'PAST_REF')
  else if (word === 'current' || word === 'present') {
    if (word === 'current' && !isWord(a, at + 1, 'year', 'week', 'month', 'quarter', 'decade', 'century'))
      push(at, at + 1, 'PRESENT_REF')
  } else if (word === 'future') {
    const near = isWord(a, at - 1, 'near') ? at - 1 : at
    push(isWord(a, near - 1, 'the') ? near - 1 : near, at + 1, 'FUTURE_REF')
  } else if (word === 'past' && isWord(a, at - 1, 'the') && isWord(a, at - 2, 'in', 'of', 'from'))
    push(at - 1, at + 1, 'PAST_REF')
  else if (word === 'time' && isWord(a, at - 1, 'this') && isWord(a, at - 2, 'at')) push(at - 1, at + 1, 'PRESENT_REF')
}
