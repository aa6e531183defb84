/** One condition of a row, read from its words. `lemmas` and `classes` are both empty where the slot need only be filled. */
export interface Condition {
  readonly negated: boolean
  readonly slot: string
  readonly lemmas: ReadonlySet<string>
  readonly classes: readonly string[]
}

/** All must hold, of each at least one alternative. */
export type Conditions = readonly (readonly Condition[])[]

/**
 * What a row's `when` may ask, all of which must hold:
 * `obj` a slot is filled; `-obj` it is not; `obj=deal,agreement` its head is one of the lemmas; `obj=@weapon` its head is of
 * the noun class; `comp` is any noun or adjective before the noun; `-obj=...` it is not so; `passive`; `a|b=c|...` any of several.
 */
export const parseWhen = (when: string): Conditions =>
  when === '' ? [] : when.split(' ').map((any) => any.split('|').map(parseOne))

function parseOne(text: string): Condition {
  const negated = text.startsWith('-')
  const [slot = '', values = ''] = (negated ? text.slice(1) : text).split('=')
  const all = values === '' ? [] : values.split(',')
  return {
    negated,
    slot,
    lemmas: new Set(all.filter((v) => !v.startsWith('@'))),
    classes: all.filter((v) => v.startsWith('@')).map((v) => v.slice(1)),
  }
}
