import type { Sentences, Tokens } from '@wherefrom/schema'
import type { TreeDocument, TreeSentence } from './conllu.ts'

/** Gold tokens and sentences of a treebank document as the product's columns. */
export function goldColumns(doc: TreeDocument): { tokens: Tokens; sentences: Sentences } {
  const n = doc.sentences.reduce((sum, s) => sum + s.form.length, 0)
  const tokens = { length: n, start: new Int32Array(n), end: new Int32Array(n), sentence: new Int32Array(n) }
  const sentences = {
    length: doc.sentences.length,
    from: new Int32Array(doc.sentences.length),
    to: new Int32Array(doc.sentences.length),
  }
  let at = 0
  doc.sentences.forEach((s, index) => {
    sentences.from[index] = at
    for (let k = 0; k < s.form.length; k++, at++) {
      tokens.start[at] = s.start[k]!
      tokens.end[at] = s.end[k]!
      tokens.sentence[at] = index
    }
    sentences.to[index] = at
  })
  return { tokens, sentences }
}

/** One value per token over all sentences of a document. */
export function flat<T>(doc: TreeDocument, pick: (s: TreeSentence, k: number) => T): T[] {
  return doc.sentences.flatMap((s) => s.form.map((_, k) => pick(s, k)))
}
