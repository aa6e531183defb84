/** The words of the news-text archive, as numbers: what word clusters and word vectors are counted on. */
import { createReadStream, existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { normalForm, scan } from '@wherefrom/nlp'

/** Files of the news-text archive, with the share of their documents that is read and their licence. */
export const NEWS = [
  { file: 'whitehouse.jsonl', every: 3, licence: 'public domain (US government)' },
  { file: 'us-congress-press.jsonl', every: 1, licence: 'public domain (US government)' },
  { file: 'wikipedia-current-events.jsonl', every: 1, licence: 'CC BY-SA 4.0' },
  { file: 'kremlin-en.jsonl', every: 1, licence: 'CC BY 4.0' },
  { file: 'au-pm-releases.jsonl', every: 1, licence: 'CC BY 3.0 AU' },
  { file: 'wikinews-2019-2020.jsonl', every: 1, licence: 'CC BY 2.5' },
] as const

/** `NEWS` as rows of the manifest. */
export const NEWS_ROWS = NEWS.map((s) => ({
  corpus: s.file,
  licence: s.licence,
  part: s.every === 1 ? 'all' : `1 in ${s.every}`,
}))

/** Word ids of a corpus: one growing column; 0 ends a paragraph. */
export class NewsWords {
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

  /** The `most` commonest words that occur at least `least` times, commonest first, and each id's place among them (or -1). */
  commonest(most: number, least: number): { kept: number[]; rank: Int32Array } {
    const order = this.words.map((_, id) => id).slice(1)
    order.sort((a, b) => this.counts[b]! - this.counts[a]! || (this.words[a]! < this.words[b]! ? -1 : 1))
    const kept = order.slice(0, most).filter((id) => this.counts[id]! >= least)
    const rank = new Int32Array(this.words.length).fill(-1)
    kept.forEach((id, r) => {
      rank[id] = r
    })
    return { kept, rank }
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

/** Reads the news-text archive under `corpora`. Throws where a file of it is missing. */
export async function readNewsWords(corpora: string): Promise<NewsWords> {
  const corpus = new NewsWords()
  for (const { file, every } of NEWS) {
    const path = join(corpora, 'news-text', file)
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
