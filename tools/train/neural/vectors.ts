/** Word vectors for the encoder: counted on news text, written to the work folder as `vectors.bin` and `vectors.txt`. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { embed } from '../clusters-embed.ts'
import { readNewsWords } from '../news-words.ts'
import { workFolder } from './work.ts'

const WORDS = 45_000
const LEAST = 8

/** `vectors.txt`: one word a line, commonest first; `vectors.bin`: one float32 row of `dim` a word, length 1. */
export async function train(corpora: string): Promise<void> {
  const corpus = await readNewsWords(corpora)
  const { kept, rank } = corpus.commonest(WORDS, LEAST)
  const options = { contexts: 2_000, dim: 128, reach: 5 }
  const { data } = embed(corpus.tokens.subarray(0, corpus.length), rank, kept.length, options)
  const folder = workFolder(corpora)
  writeFileSync(join(folder, 'vectors.bin'), new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
  writeFileSync(join(folder, 'vectors.txt'), kept.map((id) => `${corpus.words[id]}\n`).join(''))
  process.stderr.write(`  ${kept.length} words, ${data.length / kept.length} numbers each\n`)
}
