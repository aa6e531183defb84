/**
 * `npm run -s bench -- NAME [--json]`: benchmarks, never part of the tests. Each prints the machine, sizes, the median of at
 * least five runs with their spread, and the speed of a yardstick on the same text in the same run.
 */
import { parseArgs } from 'node:util'

/** Benchmark name -> module. A benchmark exports `bench()`, which returns a report. */
const BENCHES: Record<string, () => Promise<{ bench: (options: BenchOptions) => Promise<Report> }>> = {
  ingest: async () => await import('./ingest.ts'),
  read: async () => await import('./read.ts'),
  search: async () => await import('./search.ts'),
}

export interface BenchOptions {
  /** Folder whose cases are used again, and kept; otherwise they are made for this run and removed. */
  readonly cases: string | null
  /** Numbers of documents, in place of the benchmark's own. */
  readonly sizes: readonly number[] | null
  /** Folder of pages to read, in place of the benchmark's own. */
  readonly corpora: string | null
}

/** Promised by the contract, not built yet. */
const TO_COME = ['findings']

export interface Report {
  /** For `--json`: one object. */
  readonly json: Readonly<Record<string, unknown>>
  /** For people. */
  readonly lines: readonly string[]
}

function usage(message: string): never {
  process.stderr.write(
    `bench: ${message}\nusage: npm run -s bench -- NAME [--json] [--sizes N,N] [--cases DIR] [--corpora DIR]\nbenchmarks: ${Object.keys(BENCHES).join(', ')}\n`,
  )
  process.exit(2)
}

const options = {
  json: { type: 'boolean', default: false },
  cases: { type: 'string' },
  corpora: { type: 'string' },
  sizes: { type: 'string' },
} as const
let parsed: ReturnType<typeof parseArgs<{ allowPositionals: true; options: typeof options }>>
try {
  parsed = parseArgs({ allowPositionals: true, options })
} catch (error) {
  usage(error instanceof Error ? error.message : String(error))
}
const [name] = parsed.positionals
if (!name || parsed.positionals.length > 1) usage('name one benchmark')
if (TO_COME.includes(name)) usage(`there is no benchmark ${name} yet: this version has no cases to measure`)
const load = BENCHES[name]
if (!load) usage(`no benchmark named ${name}`)
const { cases, corpora, sizes } = parsed.values
if (sizes !== undefined && !/^\d{1,7}(?:,\d{1,7})*$/.test(sizes)) usage('--sizes takes numbers with commas between')
const report = await (await load()).bench({
  cases: cases ?? null,
  corpora: corpora ?? null,
  sizes: sizes?.split(',').map(Number) ?? null,
})
process.stdout.write(parsed.values.json ? `${JSON.stringify(report.json)}\n` : `${report.lines.join('\n')}\n`)
