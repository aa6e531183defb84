import { foldName } from '../../packages/nlp/src/places/fold.ts'
import { NAME, type NameKind, OTHER_NAME } from '../../packages/nlp/src/places/rows.ts'

export interface Named {
  readonly name: string
  readonly kind: NameKind
}

/** Latin letters with any marks, spaces, hyphens, apostrophes and full stops. */
const LATIN = /^[\u0020-\u024f\u1e00-\u1eff\u02b0-\u02ff\u2010-\u2019]+$/

/** Words that other-language names of places must not be read as. */
const NOT_NAMES = new Set(
  'may march june april august monday friday sunday bank police city river north south east west union state states nation president church centre center station market'.split(
    ' ',
  ),
)

/**
 * Those of a list of names in many languages and scripts that an English text may use: in Latin letters, with a capital. Of a
 * `small` place only the ones that begin like its own name: other spellings, but not every language's own word.
 */
export function readable(names: readonly string[], own: readonly string[], small: boolean): Named[] {
  const seen = new Set(own.map(foldName))
  const first = new Set(own.map((name) => foldName(name)[0]))
  const out: Named[] = []
  for (const name of names) {
    if (!LATIN.test(name) || !/^\p{Lu}/u.test(name) || /^[A-Z]{2,4}$/.test(name)) continue
    const folded = foldName(name)
    if (folded.length < 3 || seen.has(folded) || NOT_NAMES.has(folded)) continue
    if (small && !first.has(folded[0])) continue
    seen.add(folded)
    out.push({ name, kind: OTHER_NAME })
  }
  return out
}

/** A place's own name in its other spellings. */
export const spelled = (names: readonly (string | null | undefined)[]): Named[] =>
  names.filter((n): n is string => typeof n === 'string' && n !== '').map((name) => ({ name, kind: NAME }))
