import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Engine, openEngine, readDocument, toContract } from '@wherefrom/casebook'
import type { Report } from './main.ts'
import { cpuTime, machine, roundSpread, type Spread, spread, timed, wordsIn } from './measure.ts'
import { yardstick } from './wink.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const RUNS = 7
/** Milliseconds that one run goes on for at least, so that start-up effects do not count. */
const RUN_LENGTH = 1500

/** What the product has to reach (issue 2). */
const REQUIRED = { wordsPerSecond: 6000, peakMemoryMb: 500, coldStartMs: 1000, modelLoadMs: 500 }

interface Sample {
  readonly name: string
  readonly bytes: Uint8Array
  /** The text read out of it. */
  readonly text: string
  readonly words: number
}

/** `bench -- read`: from bytes to claims as JSON, on one core. */
export async function bench(): Promise<Report> {
  const engine = await openEngine()
  const samples = readSamples(engine)
  const words = sum(samples.map((s) => s.words))
  for (let i = 0; i < 20; i++) for (const s of samples) toJson(s, engine)
  const runs = measureRuns(samples, words, engine)
  const stages = measureStages(samples, words, engine)
  const growth = measureGrowth(samples, engine)
  const wink = spread(
    yardstick(
      samples.map((s) => s.text),
      words,
      RUNS,
    ),
  )
  const fresh = measureFresh(samples)
  const json = {
    bench: 'read',
    machine: machine(),
    sizes: { documents: samples.length, words, bytes: sum(samples.map((s) => s.bytes.length)) },
    wordsPerSecond: roundSpread(runs),
    stages,
    growth,
    yardstick: {
      name: 'wink-nlp 2.4.0 tokens + tags',
      wordsPerSecond: roundSpread(wink),
      ratio: round(runs.median / wink.median, 3),
    },
    modelLoadMs: roundSpread(fresh.modelLoad),
    peakMemoryMb: roundSpread(fresh.memory),
    coldStartMs: roundSpread(fresh.cold),
    required: REQUIRED,
  }
  return { json, lines: lines(json) }
}

function readSamples(engine: Engine): Sample[] {
  const dir = join(ROOT, 'samples')
  const names = readdirSync(dir)
    .filter((n) => /\.(html|txt)$/.test(n))
    .sort()
  return names.map((name) => {
    const bytes = readFileSync(join(dir, name))
    const read = readDocument(bytes, { file: name, sha256: '' }, engine)
    if ('problem' in read) throw new Error(`${name} ${read.problem.message}`)
    const { text } = read.analysis.document
    return { name, bytes, text, words: wordsIn(text) }
  })
}

function toJson(sample: Sample, engine: Engine): string {
  const read = readDocument(sample.bytes, { file: sample.name, sha256: '' }, engine)
  if ('problem' in read) throw new Error(read.problem.message)
  return JSON.stringify(toContract(read.analysis))
}

/** Words a second of processor time: other work on the machine slows the clock, not the count. */
function measureRuns(samples: readonly Sample[], words: number, engine: Engine): Spread {
  const speeds: number[] = []
  for (let run = 0; run < RUNS; run++) {
    let rounds = 0
    const { cpu } = timed(() => {
      const until = performance.now() + RUN_LENGTH
      do {
        for (const s of samples) toJson(s, engine)
        rounds++
      } while (performance.now() < until)
    })
    speeds.push((words * rounds) / (cpu / 1000))
  }
  return spread(speeds)
}

/** Microseconds a word of each stage, of processor time, from the moments at which the recorder is called. */
function measureStages(samples: readonly Sample[], words: number, engine: Engine): Record<string, number> {
  const total = new Map<string, number>()
  const rounds = 20
  for (let round = 0; round < rounds; round++)
    for (const s of samples) {
      let last = cpuTime()
      const add = (stage: string): void => {
        const now = cpuTime()
        total.set(stage, (total.get(stage) ?? 0) + now - last)
        last = now
      }
      const read = readDocument(s.bytes, { file: s.name, sha256: '' }, engine, add)
      if ('problem' in read) continue
      JSON.stringify(toContract(read.analysis))
      add('json')
    }
  return Object.fromEntries([...total].map(([stage, ms]) => [stage, round((ms * 1000) / (words * rounds), 2)]))
}

/** The same text as one document of 1, 4 and 16 times the length: microseconds a word should stay where they are. */
function measureGrowth(
  samples: readonly Sample[],
  engine: Engine,
): { times: number; words: number; usPerWord: number }[] {
  const body = samples.map((s) => s.text).join('\n\n')
  return [1, 4, 16].map((times) => {
    const text = Array.from({ length: times }, () => body).join('\n\n')
    const sample = { name: 'growth.txt', bytes: new TextEncoder().encode(text), text, words: wordsIn(text) }
    const costs = Array.from({ length: 3 }, () => timed(() => toJson(sample, engine)).cpu)
    return { times, words: sample.words, usPerWord: round((spread(costs).median * 1000) / sample.words, 1) }
  })
}

/** In fresh processes: loading the models, peak memory over all samples, and the command from start to end. */
function measureFresh(samples: readonly Sample[]): { modelLoad: Spread; memory: Spread; cold: Spread } {
  const probe = join(import.meta.dirname, 'probe.ts')
  const files = samples.map((s) => join(ROOT, 'samples', s.name))
  const probes = Array.from({ length: 5 }, () =>
    JSON.parse(execFileSync(process.execPath, [probe, ...files], { encoding: 'utf8' })),
  )
  const dir = mkdtempSync(join(tmpdir(), 'wherefrom-bench-'))
  const launcher = join(ROOT, 'packages', 'server', 'bin', 'wherefrom.js')
  const cold = Array.from({ length: 5 }, () => {
    const start = performance.now()
    execFileSync(process.execPath, [launcher, 'read', files[0]!, '--json'], { cwd: dir })
    return performance.now() - start
  })
  rmSync(dir, { recursive: true })
  const take = (key: string): Spread => spread(probes.map((p) => p[key]))
  return { modelLoad: take('modelLoadMs'), memory: take('peakMemoryMb'), cold: spread(cold) }
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)
const round = (value: number, digits: number): number => Number(value.toFixed(digits))

interface Figures {
  readonly machine: ReturnType<typeof machine>
  readonly sizes: { readonly documents: number; readonly words: number; readonly bytes: number }
  readonly wordsPerSecond: Spread
  readonly stages: Readonly<Record<string, number>>
  readonly growth: readonly { times: number; words: number; usPerWord: number }[]
  readonly yardstick: { readonly name: string; readonly wordsPerSecond: Spread; readonly ratio: number }
  readonly modelLoadMs: Spread
  readonly peakMemoryMb: Spread
  readonly coldStartMs: Spread
}

function lines(f: Figures): string[] {
  const of = (s: Spread, unit: string): string =>
    `${s.median.toLocaleString('en')} ${unit} (median of ${s.runs}, ${s.min.toLocaleString('en')} to ${s.max.toLocaleString('en')})`
  return [
    `read: bytes to claims as JSON, one core`,
    `  machine       ${f.machine.cpu}, ${f.machine.cores} cores, ${f.machine.memoryGb} GB, Node ${f.machine.node}`,
    `  sizes         ${f.sizes.documents} documents, ${f.sizes.words.toLocaleString('en')} words, ${f.sizes.bytes.toLocaleString('en')} bytes`,
    `  speed         ${of(f.wordsPerSecond, 'words/s')}; wanted: ${REQUIRED.wordsPerSecond}`,
    `  yardstick     ${of(f.yardstick.wordsPerSecond, 'words/s')}, ${f.yardstick.name}; ratio ${f.yardstick.ratio}`,
    `  model load    ${of(f.modelLoadMs, 'ms')}; wanted: under ${REQUIRED.modelLoadMs}`,
    `  peak memory   ${of(f.peakMemoryMb, 'MB')}; wanted: under ${REQUIRED.peakMemoryMb}`,
    `  cold start    ${of(f.coldStartMs, 'ms')} for one article; wanted: under ${REQUIRED.coldStartMs}`,
    `  growth        ${f.growth.map((g) => `x${g.times} (${g.words.toLocaleString('en')} words) ${g.usPerWord} us/word`).join(', ')}`,
    `  stages        us/word`,
    ...Object.entries(f.stages).map(([stage, us]) => `    ${stage.padEnd(16)} ${us.toFixed(2).padStart(8)}`),
  ]
}
