import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Case, planQuery, searchCase } from '@wherefrom/casebook'
import { startServer, type TestServer } from '../../packages/casebook/src/case/testing/postgres.ts'
import { settleIndex } from '../../packages/casebook/src/search/index.ts'
import type { BenchOptions, Report } from './main.ts'
import { machine, roundSpread, type Spread, spread, wordsIn } from './measure.ts'
import { fill, reopen, startCase } from './search/build.ts'
import { Corpus, NEWS } from './search/corpus.ts'
import { type MixedQuery, mixOf } from './search/queries.ts'
import { yardstick } from './wink.ts'

const SIZES = [1_000, 10_000, 100_000]
/** Rounds through the mix; one more goes before them and does not count. */
const ROUNDS = 5
const LIMIT = 20

/** What the product has to reach at 100,000 documents, on both databases; in milliseconds. */
const REQUIRED = { p95: 150, slowest: 1000 }

/** PostgreSQL as a machine of this size would be set up; words are put into the index in large lots while cases are made. */
const SETTINGS = {
  shared_buffers: '1GB',
  max_wal_size: '8GB',
  gin_pending_list_limit: '256MB',
  work_mem: '64MB',
  maintenance_work_mem: '256MB',
}

interface Measured {
  readonly database: string
  readonly documents: number
  readonly claims: number
  readonly p50: Spread
  readonly p95: Spread
  /** The slowest query of the mix, by the median of its rounds. */
  readonly slowest: { readonly ms: number; readonly query: string }
  readonly byKind: Readonly<Record<string, number>>
}

/**
 * `bench -- search`: milliseconds from a query's text to ranked, highlighted results (and counts, for every sixth), over a
 * fixed mix of queries, on cases of three sizes on both databases.
 */
export async function bench({ cases, sizes }: BenchOptions): Promise<Report> {
  if (!Corpus.present()) throw new Error(`there are no texts in ${NEWS}; name their folder in WHEREFROM_NEWS`)
  const folder = cases ?? mkdtempSync(join(tmpdir(), 'wherefrom-bench-search-'))
  mkdirSync(folder, { recursive: true })
  const server = await startServer(SETTINGS, join(folder, 'pg'))
  try {
    const corpus = new Corpus()
    const mix = mixOf(corpus)
    const measured: Measured[] = []
    for (const size of sizes ?? SIZES)
      for (const [database, c] of await open(size, folder, server, corpus)) {
        measured.push(await measure(database, c, mix))
        await c.close()
      }
    return report(measured, mix, corpus)
  } finally {
    await server.stop()
    if (!cases) rmSync(folder, { recursive: true, force: true })
  }
}

/** The cases of one size, made where they are not there from a run before. */
async function open(size: number, folder: string, server: TestServer, corpus: Corpus): Promise<[string, Case][]> {
  const of = { sqlite: join(folder, `sqlite${size}`), postgres: server.url(`case${size}`) }
  const known = await openAll(of, size, folder)
  if (known) return known
  rmSync(of.sqlite, { recursive: true, force: true })
  await server.createDatabase(`case${size}`)
  const fillings = [await startCase(of.sqlite, folder), await startCase(of.postgres, folder)]
  await fill(fillings, corpus, 0, size, (done) => {
    if (done % 1000 === 0) process.stderr.write(`bench: ${done} of ${size} documents written\n`)
  })
  for (const { c } of fillings) {
    await settleIndex(c.db, c.dialect)
    await c.close()
  }
  return (await openAll(of, size, folder))!
}

async function openAll(
  of: Readonly<Record<string, string>>,
  size: number,
  folder: string,
): Promise<[string, Case][] | null> {
  const opened: [string, Case][] = []
  for (const [database, place] of Object.entries(of)) {
    const c = await reopen(place, folder).catch(() => null)
    if (!c) return null
    opened.push([database, c])
    const { n } = await c.db
      .selectFrom('documents')
      .select((e) => e.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    // A few texts of the corpus are there twice, and a case keeps one.
    if (Number(n) > size || Number(n) < size * 0.99)
      throw new Error(`${place} has ${n} documents, not ${size}; remove it`)
  }
  return opened
}

async function measure(database: string, c: Case, mix: readonly MixedQuery[]): Promise<Measured> {
  const times = mix.map(() => [] as number[])
  const rounds: number[][] = []
  for (let round = -1; round < ROUNDS; round++) {
    const all: number[] = []
    for (const [i, m] of mix.entries()) {
      const ms = await ask(c, m)
      all.push(ms)
      if (round >= 0) times[i]!.push(ms)
    }
    if (round >= 0) rounds.push(all)
  }
  const medians = times.map((t) => spread(t).median)
  const at = medians.indexOf(Math.max(...medians))
  const { documents, claims } = await c.db
    .selectFrom('documents')
    .select((e) => [e.fn.countAll<number>().as('documents'), e.fn.sum<number>('claims').as('claims')])
    .executeTakeFirstOrThrow()
  return {
    database,
    documents: Number(documents),
    claims: Number(claims),
    p50: roundSpread(spread(rounds.map((r) => share(r, 0.5))), 1),
    p95: roundSpread(spread(rounds.map((r) => share(r, 0.95))), 1),
    slowest: { ms: Math.round(medians[at]!), query: mix[at]!.query },
    byKind: kindsOf(mix, medians),
  }
}

async function ask(c: Case, { query, facets }: MixedQuery): Promise<number> {
  const start = performance.now()
  const planned = planQuery(query)
  if ('mistake' in planned) throw new Error(`${query}: ${planned.mistake.message}`)
  await searchCase(c, planned.plan, { limit: LIMIT, facets })
  return performance.now() - start
}

/** The value that this share of all values does not exceed. */
function share(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * part) - 1)]!
}

/** The slowest of each kind. */
function kindsOf(mix: readonly MixedQuery[], medians: readonly number[]): Record<string, number> {
  const out: Record<string, number> = {}
  for (const [i, { kind }] of mix.entries()) out[kind] = Math.max(out[kind] ?? 0, Math.round(medians[i]!))
  return out
}

function report(measured: readonly Measured[], mix: readonly MixedQuery[], corpus: Corpus): Report {
  const texts = Array.from({ length: 20 }, (_, i) => corpus.document(i).analysis.document.text)
  const words = texts.reduce((sum, t) => sum + wordsIn(t), 0)
  const json = {
    bench: 'search',
    machine: machine(),
    queries: mix.length,
    rounds: ROUNDS,
    measured,
    yardstick: {
      name: 'wink-nlp 2.4.0 tokens + tags',
      wordsPerSecond: roundSpread(spread(yardstick(texts, words, 5))),
    },
    required: REQUIRED,
  }
  return { json, lines: lines(json) }
}

interface Json {
  readonly machine: ReturnType<typeof machine>
  readonly queries: number
  readonly measured: readonly Measured[]
  readonly yardstick: { readonly name: string; readonly wordsPerSecond: Spread }
}

function lines({ machine: m, queries, measured, yardstick: y }: Json): string[] {
  const range = (s: Spread): string => `${s.median.toFixed(1).padStart(7)} (${s.min.toFixed(1)}-${s.max.toFixed(1)})`
  return [
    `search: ${queries} queries, median of ${ROUNDS} rounds (least-most), in milliseconds`,
    `${m.cpu}, ${m.cores} cores, ${m.memoryGb} GB, Node ${m.node}`,
    '',
    ...measured.flatMap((r) => [
      `${r.database.padEnd(9)} ${String(r.documents).padStart(7)} documents ${String(r.claims).padStart(8)} claims   p50 ${range(r.p50)}   p95 ${range(r.p95)}`,
      `          slowest ${r.slowest.ms} ms: ${r.slowest.query}`,
      `          slowest of each kind: ${Object.entries(r.byKind)
        .map(([k, ms]) => `${k} ${ms}`)
        .join(', ')}`,
    ]),
    '',
    `to reach at 100,000 documents: p95 ${REQUIRED.p95} ms, no query over ${REQUIRED.slowest} ms`,
    `yardstick on the same texts: ${y.name} ${Math.round(y.wordsPerSecond.median)} words/s`,
  ]
}
