import { createReadStream, existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { CLUSTERS_VERSION, hashText, normalForm, scan } from '@wherefrom/nlp'
import { embed } from './clusters-embed.ts'
import { cluster } from './clusters-kmeans.ts'
import { saveModel } from './manifest.ts'

/** Files of the news-text archive, with the share of their documents that is read and their licence. */
const SOURCES = [
  { file: 'whitehouse.jsonl', every: 3, licence: 'public domain (US government)' },
  { file: 'us-congress-press.jsonl', every: 1, licence: 'public domain (US government)' },
  { file: 'wikipedia-current-events.jsonl', every: 1, licence: 'CC BY-SA 4.0' },
  { file: 'kremlin-en.jsonl', every: 1, licence: 'CC BY 4.0' },
  { file: 'au-pm-releases.jsonl', every: 1, licence: 'CC BY 3.0 AU' },
  { file: 'wikinews-2019-2020.jsonl', every: 1, licence: 'CC BY 2.5' },
]
const WORDS = 60_000
const CONTEXTS = 1_500
const FINE = 640
const COARSE = 64
/** Words that take part in finding the centres; the rarer ones are put to the nearest centre afterwards. */
const SEEDS = 20_000

/** Word ids of the corpus: one growing column; 0 ends a paragraph. */
class Corpus {
  private readonly ids = new Map<string, number>()
  readonly words: string[] = ['']
  readonly counts: number[] = [0]
  tokens = new Int32Array(1 << 22)
  length = 0

  add(text: string): void {
    scan(text, 0, text.length, (start, end) => {
      const word = normalForm(text.slice(start, end))
      let id = this.ids.get(word)
      if (id === undefined) {
        id = this.words.length
        this.ids.set(word, id)
        this.words.push(word)
        this.counts.push(0)
      }
      this.counts[id]!++
      this.push(id)
    })
    this.push(0)
  }

  private push(id: number): void {
    if (this.length === this.tokens.length) {
      const bigger = new Int32Array(this.length * 2)
      bigger.set(this.tokens)
      this.tokens = bigger
    }
    this.tokens[this.length++] = id
  }
}

async function readCorpus(folder: string): Promise<Corpus> {
  const corpus = new Corpus()
  for (const { file, every } of SOURCES) {
    const path = join(folder, file)
    if (!existsSync(path)) throw new Error(`${path} is missing: unpack the news-text archive first`)
    let k = 0
    for await (const line of createInterface({ input: createReadStream(path) })) {
      if (line === '' || k++ % every !== 0) continue
      for (const paragraph of (JSON.parse(line) as { text: string }).text.split('\n')) corpus.add(paragraph)
    }
    process.stderr.write(`  ${file}: ${corpus.length} tokens so far, ${corpus.words.length} words\n`)
  }
  return corpus
}

/** Makes word clusters from news text: neighbour counts, a truncated SVD of their PPMI, spherical k-means. */
export async function train(corpora: string): Promise<void> {
  const corpus = await readCorpus(join(corpora, 'news-text'))
  const order = corpus.words.map((_, id) => id).slice(1)
  order.sort((a, b) => corpus.counts[b]! - corpus.counts[a]! || (corpus.words[a]! < corpus.words[b]! ? -1 : 1))
  const kept = order.slice(0, WORDS).filter((id) => corpus.counts[id]! >= 8)
  const rank = new Int32Array(corpus.words.length).fill(-1)
  kept.forEach((id, r) => {
    rank[id] = r
  })
  const vectors = embed(corpus.tokens.subarray(0, corpus.length), rank, kept.length, CONTEXTS)
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
      trainedOn: SOURCES.map((s) => ({
        corpus: s.file,
        licence: s.licence,
        part: s.every === 1 ? 'all' : `1 in ${s.every}`,
      })),
      scores: {},
    },
  )
}
