import { CLUSTERS_VERSION, hashText } from '@wherefrom/nlp'
import { embed } from './clusters-embed.ts'
import { cluster } from './clusters-kmeans.ts'
import { saveModel } from './manifest.ts'
import { NEWS_ROWS, readNewsWords } from './news-words.ts'

const WORDS = 60_000
const CONTEXTS = 1_500
const FINE = 640
const COARSE = 64
/** Words that take part in finding the centres; the rarer ones are put to the nearest centre afterwards. */
const SEEDS = 20_000

/** Makes word clusters from news text: neighbour counts, a truncated SVD of their PPMI, spherical k-means. */
export async function train(corpora: string): Promise<void> {
  const corpus = await readNewsWords(corpora)
  const { kept, rank } = corpus.commonest(WORDS, 8)
  const vectors = embed(corpus.tokens.subarray(0, corpus.length), rank, kept.length, { contexts: CONTEXTS })
  const fine = cluster(vectors.data, kept.length, vectors.dim, FINE, SEEDS)
  const centres = cluster(fine.centres, FINE, vectors.dim, COARSE, FINE)
  const rows = kept.map((id, r) => ({ key: hashText(corpus.words[id]!), fine: fine.of[r]!, word: corpus.words[id]! }))
  rows.sort((a, b) => a.key - b.key)
  for (const c of [3, 77, 200, 311]) {
    const members = kept.filter((_, r) => fine.of[r] === c).slice(0, 12)
    process.stderr.write(`  cluster ${c}: ${members.map((id) => corpus.words[id]).join(' ')}\n`)
  }
  const bytes = (a: Int32Array | Uint16Array | Uint8Array): Uint8Array =>
    new Uint8Array(a.buffer, a.byteOffset, a.byteLength)
  saveModel(
    'clusters.bin.gz',
    {
      header: { component: 'nlp.clusters', version: CLUSTERS_VERSION, settings: {} },
      sections: new Map([
        ['keys', bytes(Int32Array.from(rows, (r) => r.key))],
        ['fine', bytes(Uint16Array.from(rows, (r) => r.fine))],
        ['coarse', bytes(Uint8Array.from(rows, (r) => centres.of[r.fine]!))],
      ]),
    },
    {
      licence: 'CC BY-SA 4.0',
      trainedOn: NEWS_ROWS,
      scores: {},
    },
  )
}
