import type { View } from '../attribute/chains/view.ts'
import { isOf } from './classes.ts'
import type { Filler } from './types.ts'

/**
 * What a row's `when` may ask, all of which must hold:
 * `obj` a slot is filled; `-obj` it is not; `obj=deal,agreement` its head is one of the lemmas; `obj=@weapon` its head is of
 * the noun class; `comp` is any noun or adjective before the noun; `-obj=...` it is not so; `passive`, `active`; `a|b=c|...` any of several.
 */
export function holds(view: View, when: readonly string[], fillers: readonly Filler[], passive: boolean): boolean {
  return when.every((any) => any.split('|').some((condition) => holdsOne(view, condition, fillers, passive)))
}

function holdsOne(view: View, condition: string, fillers: readonly Filler[], passive: boolean): boolean {
  if (condition.startsWith('-')) return !holdsOne(view, condition.slice(1), fillers, passive)
  if (condition === 'passive') return passive
  if (condition === 'active') return !passive
  const [slot = '', values] = condition.split('=')
  const fits = (f: Filler): boolean => f.slot === slot || (slot === 'comp' && (f.slot === 'nat' || f.slot === 'mod'))
  return fillers.some((f) => fits(f) && (values === undefined || isOneOf(view, f.head, values)))
}

const isOneOf = (view: View, head: number, values: string): boolean =>
  values
    .split(',')
    .some((v) => (v.startsWith('@') ? isOf(view, head, v.slice(1)) : view.lemma[head] === v || view.word[head] === v))
