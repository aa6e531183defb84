import type { View } from '../attribute/chains/view.ts'
import { isOf } from './classes.ts'
import type { Filler } from './types.ts'
import type { Condition, Conditions } from './when.ts'

/** Do the conditions of a row hold for what fills the slots? */
export function holds(view: View, when: Conditions, fillers: readonly Filler[], passive: boolean): boolean {
  return when.every((any) => any.some((c) => holdsOne(view, c, fillers, passive) !== c.negated))
}

function holdsOne(view: View, c: Condition, fillers: readonly Filler[], passive: boolean): boolean {
  if (c.slot === 'passive') return passive
  return fillers.some((f) => inSlot(f, c.slot) && fitsValue(view, c, f.head))
}

const inSlot = (f: Filler, slot: string): boolean =>
  f.slot === slot || (slot === 'comp' && (f.slot === 'nat' || f.slot === 'mod'))

function fitsValue(view: View, { lemmas, classes }: Condition, head: number): boolean {
  if (lemmas.size === 0 && classes.length === 0) return true
  if (lemmas.has(view.lemma[head]!) || lemmas.has(view.word[head]!)) return true
  return classes.some((name) => isOf(view, head, name))
}
