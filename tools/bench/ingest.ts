import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServer } from '../../packages/casebook/src/case/testing/postgres.ts'
import { type EndToEnd, endToEnd } from './ingest/end-to-end.ts'
import { type StoreCost, storeCosts } from './ingest/store-cost.ts'
import type { BenchOptions, Report } from './main.ts'
import { machine, roundSpread, spread, wordsIn } from './measure.ts'
import { Corpus, NEWS } from './search/corpus.ts'
import { yardstick } from './wink.ts'

/** Folder of saved pages (HTML files, folders of them are gone through), as `html-bulk` of the corpora archive. */
const PAGES = join(homedir(), '.cache', 'wherefrom-corpora', 'html-bulk', 'news')
const SIZES = [1_000, 10_000, 100_000]
const RUNS = 5
/** Pages of one run. */
const PAGES_A_RUN = 500

/** What the product has to reach: documents of 500 words a second on two cores, and the growth of the store's cost. */
const REQUIRED = { documentsPerSecond: 20, growth: 1.3 }

/** As on a server whose owner wants to keep what was committed. */
const SETTINGS = { fsync: 'on', full_page_writes: 'on', shared_buffers: '512MB', max_wal_size: '4GB' }

/**
 * `bench -- ingest`: documents a second from files to searchable claims, counted as documents of 500 words; and what one
 * more document costs the store and its indexes, from prepared analyses, in cases of three sizes. Both databases.
 */
export async function bench({ corpora, sizes }: BenchOptions): Promise<Report> {
  const pages = corpora ?? PAGES
  if (!existsSync(pages)) throw new Error(`there are no pages in ${pages}; name their folder with --corpora`)
  if (!Corpus.present()) throw new Error(`there are no texts in ${NEWS}; name their folder in WHEREFROM_NEWS`)
  const folder = mkdtempSync(join(tmpdir(), 'wherefrom-bench-ingest-'))
  const server = await startServer(SETTINGS)
  try {
    const places = async (name: string) =>
      [
        ['sqlite', join(folder, name)],
        ['postgres', await server.createDatabase()],
      ] as const
    const runs: EndToEnd[] = []
    for (const database of [0, 1] as const)
      for (let run = 0; run < RUNS; run++) {
        const [name, place] = (await places(`run${run}`))[database]
        runs.push(await endToEnd(name, place, { folder, pages, run, runs: RUNS, pagesARun: PAGES_A_RUN }))
      }
    const corpus = new Corpus()
    const costs: StoreCost[] = []
    for (const [database, place] of await places('store'))
      costs.push(...(await storeCosts(database, place, { folder, corpus, sizes: sizes ?? SIZES })))
    return report(runs, costs, corpus)
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

function report(runs: readonly EndToEnd[], costs: readonly StoreCost[], corpus: Corpus): Report {
  const texts = Array.from({ length: 40 }, (_, n) => corpus.document(n).analysis.document.text)
  const words = texts.reduce((n, text) => n + wordsIn(text), 0)
  const wink = spread(yardstick(texts, words, RUNS))
  const databases = ['sqlite', 'postgres'].map((database) => {
    const own = runs.filter((r) => r.database === database)
    const of = (pick: (r: EndToEnd) => number) => roundSpread(spread(own.map(pick)), 2)
    const store = costs.filter((c) => c.database === database)
    return {
      database,
      documentsPerSecond: of((r) => r.words / 500 / r.seconds),
      documentsPerProcessorSecond: of((r) => r.words / 500 / r.processorSeconds),
      documents: own.reduce((n, r) => n + r.documents, 0),
      words: own.reduce((n, r) => n + r.words, 0),
      peakMemoryMb: of((r) => r.peakMemoryMb),
      storeMsPerDocument: store.map((c) => ({ documents: c.documents, ...roundSpread(c.milliseconds, 2) })),
      storeProcessorMsPerDocument: store.map((c) => ({ documents: c.documents, ...roundSpread(c.processor, 2) })),
      growth: growthOf(store, (c) => c.milliseconds.median),
      processorGrowth: growthOf(store, (c) => c.processor.median),
    }
  })
  const json = {
    bench: 'ingest',
    machine: machine(),
    databases,
    yardstick: { name: 'wink-nlp 2.4.0 tokens + tags', wordsPerSecond: roundSpread(wink) },
    required: REQUIRED,
  }
  return { json, lines: lines(json) }
}

/** Cost at the largest size against that at the smallest. */
const growthOf = (costs: readonly StoreCost[], of: (c: StoreCost) => number): number =>
  costs.length < 2 ? 1 : Number((of(costs.at(-1)!) / of(costs[0]!)).toFixed(2))

type Figures = Parameters<typeof lines>[0]

function lines(f: {
  readonly machine: ReturnType<typeof machine>
  readonly databases: readonly {
    readonly database: string
    readonly documentsPerSecond: ReturnType<typeof spread>
    readonly documentsPerProcessorSecond: ReturnType<typeof spread>
    readonly documents: number
    readonly words: number
    readonly peakMemoryMb: ReturnType<typeof spread>
    readonly storeMsPerDocument: readonly ({ readonly documents: number } & ReturnType<typeof spread>)[]
    readonly growth: number
    readonly processorGrowth: number
  }[]
  readonly yardstick: { readonly name: string; readonly wordsPerSecond: ReturnType<typeof spread> }
}): string[] {
  const { machine: m } = f
  return [
    'ingest: files to searchable claims, and the own cost of store and indexes',
    `  machine     ${m.cpu}, ${m.cores} cores, ${m.memoryGb} GB, Node ${m.node}`,
    `  yardstick   ${f.yardstick.wordsPerSecond.median.toLocaleString('en')} words/s, ${f.yardstick.name}`,
    ...f.databases.flatMap(databaseLines),
  ]
}

function databaseLines(d: Figures['databases'][number]): string[] {
  const of = (s: ReturnType<typeof spread>): string => `${s.median} (${s.min} to ${s.max}, ${s.runs} runs)`
  return [
    `  ${d.database}: ${d.documents.toLocaleString('en')} pages, ${d.words.toLocaleString('en')} words`,
    `    speed     ${of(d.documentsPerSecond)} documents of 500 words a second; wanted: ${REQUIRED.documentsPerSecond} on two cores`,
    `    a core    ${of(d.documentsPerProcessorSecond)} for each second of processor time`,
    `    memory    ${of(d.peakMemoryMb)} MB at most`,
    ...d.storeMsPerDocument.map((s) => `    store     ${of(s)} ms a document at ${s.documents.toLocaleString('en')}`),
    `    growth    ${d.growth} by the clock, ${d.processorGrowth} by processor time; wanted: at most ${REQUIRED.growth}`,
  ]
}
