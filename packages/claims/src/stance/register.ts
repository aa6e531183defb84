import { finish, hashText } from '@wherefrom/nlp'
import type { View } from '../attribute/chains/view.ts'

/** Words of a sentence that are looked at; longer sentences are lists. */
const MOST = 160

/** `Mr.` -> `Aa.`, `1,200` -> `0,0`. */
const shapeOf = (word: string): string => {
  let out = ''
  for (const c of word) {
    const kind = /\p{Ll}/u.test(c) ? 'a' : /\p{Lu}/u.test(c) ? 'A' : /\p{N}/u.test(c) ? '0' : c
    if (out.at(-1) !== kind) out += kind
    if (out.length >= 6) break
  }
  return out
}

/**
 * Features that tell edited report from informal writing: words, pairs, tags, shapes. Sorted, each once. Keys are hashes.
 * @param s number of the sentence
 */
export function registerFeatures(view: View, s: number): Int32Array {
  const { from, to } = view.sentenceRange(s)
  const stop = Math.min(to, from + MOST)
  const seen = new Set<number>()
  const add = (text: string): void => void seen.add(finish(hashText(text)))
  const word = (k: number): string => (k < stop ? view.word[k]! : '>')
  const tag = (k: number): string => (k < stop ? view.xpos(k) : '>')
  for (let k = from; k < stop; k++) {
    add(`b=${word(k)}`)
    add(`l=${view.lemma[k]}`)
    add(`p=${word(k)} ${word(k + 1)}`)
    add(`m=${word(k)} ${tag(k + 1)}`)
    add(`t=${tag(k)} ${tag(k + 1)}`)
    add(`u=${tag(k)} ${tag(k + 1)} ${tag(k + 2)}`)
    add(`r=${view.rel(k)}`)
    add(`s=${shapeOf(view.text.slice(view.start[k], view.end[k]))}`)
  }
  add(`first=${word(from)}`)
  add(`last=${word(stop - 1)}`)
  add(`n=${Math.min(12, (to - from) >> 2)}`)
  return Int32Array.from(seen).sort()
}
