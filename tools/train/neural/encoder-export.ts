/**
 * `npm run train -- encoder-export`: writes what `encoder.py` reads into the work folder. For each set of chunks one file
 * of 32-bit integers, `NAME.bin`, one row a word (see `COLUMNS`), and `meta.json` with the names of all numbers; words'
 * vectors as `word.f32`. Python never sees a text.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { WordTypes } from '@wherefrom/nlp'
import { WORD_FEATURES } from '../../../packages/nlp/src/neural/word-features.ts'
import { BIO_LABELS } from '../ner-bio.ts'
import { type EncoderChunk, encoderData, jointTags } from './encoder-data.ts'
import { BUCKETS, makeVocabulary, type Vocabulary } from './encoder-vocabulary.ts'
import { workFolder } from './work.ts'

/** After the word features: the shape's row in small letters, in capitals, with a capital; then the gold values. */
const COLUMNS = [
  ...WORD_FEATURES,
  'lower',
  'upper',
  'title',
  'tag',
  'head',
  'label',
  'names',
  'last',
  'corpus',
] as const
const SHAPE_AT = WORD_FEATURES.indexOf('shape')

interface Names {
  readonly tags: ReadonlyMap<string, number>
  readonly labels: ReadonlyMap<string, number>
  readonly corpora: ReadonlyMap<string, number>
}

/** Bits of the column `last`. */
const SENTENCE_END = 1
const CHUNK_END = 2

class Writer {
  private readonly types = new WordTypes()
  private readonly vocabulary: Vocabulary
  private readonly names: Names

  constructor(vocabulary: Vocabulary, names: Names) {
    this.vocabulary = vocabulary
    this.names = names
  }

  private row(word: string, out: Int32Array, at: number): void {
    this.vocabulary.features.write(this.types, this.types.of(word, 0, word.length), out, at)
  }

  /** Rows of all words; `head` counts in the sentence, -1 for its root and -2 where there is no tree. */
  rows(chunks: readonly EncoderChunk[]): Int32Array {
    const total = chunks.reduce((n, c) => n + c.sentences.reduce((m, s) => m + s.words.length, 0), 0)
    const width = COLUMNS.length
    const out = new Int32Array(total * width)
    const scratch = new Int32Array(WORD_FEATURES.length)
    let at = 0
    for (const { corpus, sentences } of chunks)
      for (const [s, { words, names, tree }] of sentences.entries())
        for (const [i, word] of words.entries()) {
          this.row(word, out, at)
          let k = at + WORD_FEATURES.length
          for (const form of [word.toLowerCase(), word.toUpperCase(), capitalised(word)]) {
            this.row(form, scratch, 0)
            out[k++] = scratch[SHAPE_AT]!
          }
          out[k++] = tree ? (this.names.tags.get(`${tree.upos[i]} ${tree.xpos[i]}`) ?? -1) : -1
          out[k++] = tree ? tree.head[i]! : -2
          out[k++] = tree ? (this.names.labels.get(tree.deprel[i]!) ?? -1) : -1
          out[k++] = names[i]!
          const last = i === words.length - 1
          out[k++] = (last ? SENTENCE_END : 0) | (last && s === sentences.length - 1 ? CHUNK_END : 0)
          out[k++] = this.names.corpora.get(corpus)!
          at += width
        }
    return out
  }
}

const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

export async function train(corpora: string): Promise<void> {
  const { train: chunks, dev } = encoderData(corpora)
  const sentences = chunks.flatMap((c) => c.sentences)
  const trees = sentences.flatMap((s) => (s.tree ? [s.tree] : []))
  const tags = jointTags(trees)
  const labels = [...new Set(trees.flatMap((t) => t.deprel))].sort()
  const names = [...new Set([...chunks, ...[...dev.values()].flat()].map((c) => c.corpus))].sort()
  const vocabulary = makeVocabulary(
    corpora,
    sentences.flatMap((s) => s.words),
  )
  const index = (list: readonly string[]): Map<string, number> => new Map(list.map((n, k) => [n, k]))
  const writer = new Writer(vocabulary, { tags: index(tags), labels: index(labels), corpora: index(names) })
  const folder = workFolder(corpora)
  const put = (name: string, data: Int32Array | Float32Array | Uint8Array): void =>
    writeFileSync(join(folder, name), new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
  put('train.bin', writer.rows(chunks))
  for (const [name, held] of dev) put(`dev-${name}.bin`, writer.rows(held))
  put('word.f32', vocabulary.vectors)
  put('form.i32', vocabulary.counts)
  for (const [name, section] of vocabulary.sections) put(name, section)
  const meta = {
    columns: COLUMNS,
    features: WORD_FEATURES,
    buckets: BUCKETS,
    wordDim: vocabulary.dim,
    words: vocabulary.vectors.length / vocabulary.dim,
    forms: vocabulary.counts.length,
    tags,
    labels,
    names: BIO_LABELS,
    corpora: names,
    dev: [...dev.keys()],
    sections: [...vocabulary.sections.keys()],
  }
  writeFileSync(join(folder, 'meta.json'), `${JSON.stringify(meta, null, 1)}\n`)
  const named =
    trees.length > 0 ? sentences.filter((s) => s.tree && [...Array.from(s.names)].some((b) => b === 1)).length : 0
  process.stderr.write(
    `  ${chunks.length} chunks, ${sentences.length} sentences, ${trees.length} with trees (${named} with names), ` +
      `${meta.words} vectors, ${meta.forms} forms, ${tags.length} tags, ${labels.length} relations\n`,
  )
}
