import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { zstdCompressSync } from 'node:zlib'
import { type AnalysisJson, type IndexedPassage, passagesOf } from '@wherefrom/casebook'
import { Chance } from './chance.ts'
import { claimsOf } from './claims.ts'

/** Where the texts are: one JSON object a line, `{id, title, date, source, url, text}`, as in the corpora archive's `news-text`. */
export const NEWS = process.env['WHEREFROM_NEWS'] ?? join(homedir(), '.cache', 'wherefrom-corpora', 'news-text')

const FILES = [
  'wikinews-2019-2020',
  'wikipedia-current-events',
  'kremlin-en',
  'au-pm-releases',
  'us-congress-press',
  'whitehouse',
]

/** Sentences of one document: with two passages for three of them, 30 claims. */
const SENTENCES = 30

interface Source {
  readonly title: string
  readonly date: string | null
  readonly outlet: string
  readonly url: string
  readonly sentences: readonly string[]
}

export interface MadeDocument {
  readonly title: string
  readonly outlet: string
  readonly published: string | null
  readonly url: string
  readonly analysis: AnalysisJson
}

/** Real texts cut into documents of thirty sentences; another round through them cuts them elsewhere. */
export class Corpus {
  private readonly sources: readonly Source[]
  /** First sentence of each document in one round, by source. */
  private readonly cuts: readonly (readonly [source: number, sentence: number])[]

  constructor(files: readonly string[] = FILES) {
    this.sources = files.flatMap(sourcesIn)
    const cuts = this.sources.flatMap((s, i) =>
      Array.from({ length: Math.ceil(s.sentences.length / SENTENCES) }, (_, n) => [i, n * SENTENCES] as const),
    )
    // Newest first is the order of adding; in a case that has nothing to do with dates of publication.
    new Chance(7).shuffle(cuts)
    this.cuts = cuts
  }

  static present(): boolean {
    return FILES.every((f) => existsSync(join(NEWS, `${f}.jsonl`)))
  }

  /** Document number `n` from zero, always the same. */
  document(n: number): MadeDocument {
    const round = Math.floor(n / this.cuts.length)
    const [index, from] = this.cuts[n % this.cuts.length]!
    const source = this.sources[index]!
    const { sentences } = source
    const start = (from + round * 11) % sentences.length
    const lines: string[] = []
    for (let i = 0; i < Math.min(SENTENCES, sentences.length); i++)
      lines.push(sentences[(start + i) % sentences.length]!)
    // Short texts are filled up with the next ones, so that every document has its thirty sentences.
    for (let next = index + 1 + round; lines.length < SENTENCES; next++)
      lines.push(...this.sources[next % this.sources.length]!.sentences.slice(0, SENTENCES - lines.length))
    const title = `${source.title} (${n})`
    const url = `${source.url}?n=${n}`
    const chance = new Chance(n + 1)
    const metadata = {
      title,
      published: source.date,
      outlet: source.outlet,
      authors: [],
      language: 'en',
      url,
      candidates: [],
    }
    return { title, outlet: source.outlet, published: source.date, url, analysis: analysisOf(lines, metadata, chance) }
  }
}

const OUTLETS = [
  'Reuters',
  'Associated Press',
  'The Guardian',
  'Al Jazeera',
  'Kyiv Independent',
  'Le Monde',
  'Der Spiegel',
  'BBC News',
]

function sourcesIn(file: string): Source[] {
  const out: Source[] = []
  for (const line of readFileSync(join(NEWS, `${file}.jsonl`), 'utf8').split('\n')) {
    if (line === '') continue
    const { title, date, source, url, text } = JSON.parse(line) as Record<string, string>
    const sentences = sentencesIn(text ?? '')
    if (sentences.length < 3) continue
    const outlet = out.length % 5 === 0 ? (source ?? file) : OUTLETS[out.length % OUTLETS.length]!
    out.push({
      title: (title ?? '').slice(0, 150),
      date: /^\d{4}-\d\d-\d\d/.test(date ?? '') ? date!.slice(0, 10) : null,
      outlet,
      url: url ?? '',
      sentences,
    })
  }
  return out
}

/** Quick and rough: at a stop before a capital letter, at most 400 characters. */
function sentencesIn(text: string): string[] {
  return text
    .split(/(?<=[.!?]["”]?)\s+(?=["“]?[A-Z])|\n+/)
    .map((s) => s.trim().slice(0, 400))
    .filter((s) => s.length > 25)
}

function analysisOf(
  lines: readonly string[],
  metadata: AnalysisJson['document']['metadata'],
  chance: Chance,
): AnalysisJson {
  let text = ''
  const sentences = lines.map((line) => {
    if (text !== '') text += ' '
    const start = text.length
    text += line
    return { start, end: text.length }
  })
  const { claims, mentions, entities } = claimsOf(text, sentences, metadata.published, chance)
  return {
    format: 'wherefrom/analysis@1',
    file: metadata.url ?? '',
    sha256: '',
    producer: { version: '0.1.0', components: { 'bench.search': '1' } },
    document: {
      text,
      blocks: [
        { kind: 'paragraph', start: 0, end: text.length, source: { type: 'bytes', start: 0, end: text.length } },
      ],
      metadata,
    },
    sentences,
    mentions,
    entities,
    times: [],
    references: [],
    places: [],
    claims,
    aliases: [],
    routes: [],
    problems: [],
  }
}

export const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex')

/** What a worker would hand to the writer. */
export function prepare(made: MadeDocument): {
  readonly analysis: Uint8Array
  readonly analysisSha256: string
  readonly contentSha256: string
  readonly claims: number
  readonly passages: readonly IndexedPassage[]
} {
  const json = JSON.stringify(made.analysis)
  return {
    analysis: zstdCompressSync(json),
    analysisSha256: sha256(json),
    contentSha256: sha256(`${made.title}\n${made.analysis.document.text}`),
    claims: made.analysis.claims.length,
    passages: passagesOf(made.analysis),
  }
}
