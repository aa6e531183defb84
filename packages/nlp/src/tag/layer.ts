import type { Tags, Tokens } from '@wherefrom/schema'
import type { Lemmatizer } from './lemma.ts'
import type { TagSet } from './tag-set.ts'

/** Splits joint tags into UPOS and XPOS columns and adds lemmas. */
export function tagLayer(text: string, tokens: Tokens, joint: Uint8Array, set: TagSet, lemmatizer: Lemmatizer): Tags {
  const n = tokens.length
  const upos = new Uint8Array(n)
  const xpos = new Uint8Array(n)
  const lemma: string[] = new Array(n)
  for (let i = 0; i < n; i++) {
    upos[i] = set.upos[joint[i]!]!
    xpos[i] = set.xpos[joint[i]!]!
    const word = text.slice(tokens.start[i], tokens.end[i])
    lemma[i] = lemmatizer.lemma(word, set.uposNames[upos[i]!]!, set.xposNames[xpos[i]!]!)
  }
  return { upos, xpos, uposNames: set.uposNames, xposNames: set.xposNames, lemma }
}
