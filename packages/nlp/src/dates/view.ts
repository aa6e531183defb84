import type { Parse, Quote, Sentences, Tags, Tokens } from '@wherefrom/schema'
import { tokenAt } from '@wherefrom/schema'
import type { Atoms } from './atoms.ts'

/**
 * What refiners may ask about a place in the text: atoms, and tags where the tagger has run. Without tags the answers
 * are `null` ("cannot tell") and the refiners fall back on neighbouring words.
 */
export interface View {
  readonly atoms: Atoms
  readonly tokens: Tokens | null
  readonly sentences: Sentences | null
  readonly tags: Tags | null
  readonly parse: Parse | null
  readonly quotes: readonly Quote[]
  /** Is the word at this atom tagged as a verb or auxiliary? */
  isVerb(atom: number): boolean | null
  /** Is it tagged as a plural noun? */
  isPluralNoun(atom: number): boolean | null
}

export interface Annotations {
  readonly tokens?: Tokens | undefined
  readonly sentences?: Sentences | undefined
  readonly tags?: Tags | undefined
  readonly parse?: Parse | undefined
  readonly quotes?: readonly Quote[] | undefined
}

export function view(atoms: Atoms, from: Annotations): View {
  const { tokens = null, sentences = null, tags = null, parse = null, quotes = [] } = from
  const token = (atom: number): number => {
    if (!tokens || atom < 0 || atom >= atoms.length) return -1
    const t = tokenAt(tokens, atoms.start[atom]!)
    return t < tokens.length && tokens.start[t]! < atoms.end[atom]! ? t : -1
  }
  return {
    atoms,
    tokens,
    sentences,
    tags,
    parse,
    quotes,
    isVerb(atom) {
      const t = token(atom)
      if (!tags || t < 0) return null
      const upos = tags.uposNames[tags.upos[t]!]
      return upos === 'VERB' || upos === 'AUX'
    },
    isPluralNoun(atom) {
      const t = token(atom)
      if (!tags || t < 0) return null
      return tags.xposNames[tags.xpos[t]!] === 'NNS'
    },
  }
}
