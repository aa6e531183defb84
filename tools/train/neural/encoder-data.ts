/** Documents that the encoder learns from, in one shape: treebanks with names laid over them, and name corpora. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { conlluFiles, readConllu, type TreeDocument, type TreeSentence, trainingDocuments } from '../conllu.ts'
import { BIO_LABELS, type BioDoc, bioDocs, toBio } from '../ner-bio.ts'
import { LAYOUTS, readColumns } from '../ner-columns.ts'

/** Names may be anything: the bit set of a word about which no corpus tells. */
export const ANY_NAME = (1 << BIO_LABELS.length) - 1

export interface EncoderSentence {
  readonly words: readonly string[]
  /** Bit set over `BIO_LABELS` for each word. */
  readonly names: ArrayLike<number>
  /** Null where the corpus has no trees. */
  readonly tree: TreeSentence | null
}

/** A stretch that the encoder reads as one: sentences of one paragraph. */
export interface EncoderChunk {
  readonly corpus: string
  readonly sentences: readonly EncoderSentence[]
}

/** A chunk ends with the sentence that brings it to so many words. */
const CHUNK = 130

function* chunksOf(corpus: string, sentences: readonly EncoderSentence[]): Generator<EncoderChunk> {
  let open: EncoderSentence[] = []
  let length = 0
  for (const s of sentences) {
    open.push(s)
    length += s.words.length
    if (length < CHUNK) continue
    yield { corpus, sentences: open }
    open = []
    length = 0
  }
  if (open.length > 0) yield { corpus, sentences: open }
}

/** Labels of the names of one sentence by the place of each character, white space not counted. */
interface Marked {
  readonly starts: Map<number, number>
  readonly inside: Uint16Array
}

const bare = (text: string): string => text.replace(/\s+/g, '')

/** Sentences of name corpora by their characters without white space. */
export class NameIndex {
  private readonly sentences = new Map<string, Marked>()

  add(doc: BioDoc): void {
    const { text, tokens, sentences, allowed } = doc
    for (let s = 0; s < sentences.length; s++) {
      let key = ''
      const starts = new Map<number, number>()
      const inside: number[] = []
      for (let i = sentences.from[s]!; i < sentences.to[s]!; i++) {
        const word = bare(text.slice(tokens.start[i], tokens.end[i]))
        starts.set(key.length, allowed[i]!)
        // A further word inside this one goes on with its names: B becomes I.
        const begins = allowed[i]! & 0b010101010 ? (allowed[i]! & 0b010101010) << 1 : 0
        for (let k = 0; k < word.length; k++) inside.push((allowed[i]! & ~0b010101010) | begins)
        key += word
      }
      if (!this.sentences.has(key)) this.sentences.set(key, { starts, inside: Uint16Array.from(inside) })
    }
  }

  /** Bit sets for the words of a sentence; null where no name corpus has it. */
  labels(words: readonly string[]): number[] | null {
    const marked = this.sentences.get(bare(words.join('')))
    if (!marked) return null
    let at = 0
    return words.map((w) => {
      const label = marked.starts.get(at) ?? marked.inside[at] ?? ANY_NAME
      at += bare(w).length
      return label
    })
  }
}

/** The surface of each word: what stands in the text, not the treebank's normalised form of it. */
const surface = (doc: TreeDocument, s: TreeSentence): string[] =>
  s.form.map((form, i) => {
    const written = doc.text.slice(s.start[i], s.end[i])
    return written.length === form.length ? written : form
  })

function* treeChunks(corpus: string, docs: readonly TreeDocument[], names: NameIndex): Generator<EncoderChunk> {
  for (const doc of docs) {
    let paragraph: EncoderSentence[] = []
    for (const tree of doc.sentences) {
      if (tree.newParagraph) {
        yield* chunksOf(corpus, paragraph)
        paragraph = []
      }
      const words = surface(doc, tree)
      const labels = names.labels(words) ?? new Array<number>(words.length).fill(ANY_NAME)
      paragraph.push({ words, names: labels, tree })
    }
    yield* chunksOf(corpus, paragraph)
  }
}

function* nameChunks(doc: BioDoc): Generator<EncoderChunk> {
  const { text, tokens, sentences, allowed } = doc
  const all: EncoderSentence[] = []
  for (let s = 0; s < sentences.length; s++) {
    const from = sentences.from[s]!
    const to = sentences.to[s]!
    const words: string[] = []
    for (let i = from; i < to; i++) words.push(text.slice(tokens.start[i], tokens.end[i]))
    all.push({ words, names: allowed.subarray(from, to), tree: null })
  }
  yield* chunksOf(doc.corpus, all)
}

export interface EncoderData {
  readonly train: readonly EncoderChunk[]
  readonly dev: ReadonlyMap<string, readonly EncoderChunk[]>
}

const treebank = (path: string): TreeDocument[] => conlluFiles(path).flatMap((f) => readConllu(readFileSync(f, 'utf8')))

/** Everything that trains and measures the encoder. EWT and GUM carry the names that UNER and GUM itself mark in them. */
export function encoderData(corpora: string): EncoderData {
  const names = new NameIndex()
  const train: EncoderChunk[] = []
  const held: EncoderChunk[] = []
  for (const doc of bioDocs(corpora)) {
    if (doc.corpus === 'uner-ewt' || (doc.corpus === 'gum' && !doc.held)) names.add(doc)
    else (doc.held ? held : train).push(...nameChunks(doc))
  }
  train.push(...treeChunks('trees', trainingDocuments(corpora), names))
  const unerDev = join(corpora, 'ner', 'uner-ewt', 'en_ewt-ud-dev.iob2')
  const devNames = new NameIndex()
  if (existsSync(unerDev))
    for (const doc of readColumns(unerDev, LAYOUTS.uner))
      devNames.add(toBio({ ...doc, annotated: ['PER', 'ORG', 'LOC'] }))
  const dev = new Map<string, EncoderChunk[]>()
  dev.set('ewt', [...treeChunks('ewt', treebank(join(corpora, 'ud/ewt/en_ewt-ud-dev.conllu')), devNames)])
  dev.set('gum', [...treeChunks('gum', treebank(join(corpora, 'gum/dev/dep')), new NameIndex())])
  for (const [corpus, chunks] of Map.groupBy(held, (c) => c.corpus)) if (corpus !== 'gum') dev.set(corpus, chunks)
  return { train, dev }
}

/** Joint tags that occur at least `least` times, in order of falling count. */
export function jointTags(trees: readonly TreeSentence[], least = 5): string[] {
  const counts = new Map<string, number>()
  for (const t of trees)
    for (let i = 0; i < t.form.length; i++) {
      const joint = `${t.upos[i]} ${t.xpos[i]}`
      counts.set(joint, (counts.get(joint) ?? 0) + 1)
    }
  return [...counts]
    .filter(([, n]) => n >= least)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .map(([t]) => t)
}
