import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { usageOf } from '../process.ts'
import { STATE_BYTES, type State, unpackState } from './state.ts'

export interface Failure {
  /** Number of the input within the session. */
  readonly input: number
  readonly kind: 'wrong' | 'hang' | 'memory' | 'crash'
  readonly why: string
}

export interface SessionOptions {
  readonly reader: string
  readonly seconds: number
  readonly seed: number
  /** Folder with more files to start from; empty = none. */
  readonly from: string
  /** Where the worker's files go. */
  readonly folder: string
}

export interface SessionReport {
  readonly executions: number
  readonly failures: readonly Failure[]
  readonly slowestMs: number
  readonly slowestInput: number
  readonly peakBytes: number
}

/** Processor time that one input may take, and how long it may take on a machine that does other things. */
const LONGEST_MS = 60_000
const LONGEST_WAIT_MS = 900_000
const MOST_BYTES = 2 ** 30
const WORKER = join(import.meta.dirname, 'worker.ts')

/** Runs workers one after the other until the time is over; a new one goes on behind the input that ended the last. */
export async function session(options: SessionOptions): Promise<SessionReport> {
  const until = performance.now() + options.seconds * 1000
  const failureFile = join(options.folder, 'failures.jsonl')
  const failures: Failure[] = []
  let [executions, slowestMs, slowestInput, peakBytes, next] = [0, 0, -1, 0, 0]
  while (performance.now() < until) {
    const left = Math.max(1, (until - performance.now()) / 1000)
    const run = await runWorker(options, next, left, failureFile)
    executions += run.state.executions
    peakBytes = Math.max(peakBytes, run.peakBytes)
    if (run.state.slowest > slowestMs) [slowestMs, slowestInput] = [run.state.slowest, run.state.slowestInput]
    next = run.state.current + 1
    if (run.ended === 'done') break
    if (run.ended === 'hang') [slowestMs, slowestInput] = [Math.max(slowestMs, LONGEST_MS), run.state.current]
    failures.push({ input: run.state.current, kind: run.ended, why: run.why })
  }
  return { executions, failures: [...readFailures(failureFile), ...failures], slowestMs, slowestInput, peakBytes }
}

function readFailures(file: string): Failure[] {
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((l) => l !== '')
  return lines.map((l) => ({ ...(JSON.parse(l) as { input: number; why: string }), kind: 'wrong' as const }))
}

interface Run {
  readonly state: State
  readonly ended: 'done' | 'hang' | 'memory' | 'crash'
  readonly why: string
  readonly peakBytes: number
}

function runWorker(o: SessionOptions, first: number, seconds: number, failureFile: string): Promise<Run> {
  const stateFile = join(o.folder, 'state')
  rmSync(stateFile, { force: true })
  const args = [o.reader, o.seed, first, seconds, o.from, stateFile, failureFile].map(String)
  // The heap may not hide behind the limit that is measured: a leak ends the process instead of the machine.
  const child = spawn(process.execPath, ['--max-old-space-size=1200', WORKER, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  return watch(child, stateFile, first)
}

function watch(child: ChildProcess, stateFile: string, first: number): Promise<Run> {
  let [peakBytes, said, ended] = [0, '', null as Run['ended'] | null]
  let current = -1
  let [since, cpuSince] = [0, 0]
  child.stderr?.on('data', (piece: Buffer) => {
    said = (said + piece.toString('utf8')).slice(-4000)
  })
  const timer = setInterval(() => {
    const state = readState(stateFile, first)
    const { cpuSeconds, bytes } = usageOf(child.pid)
    if (state.current !== current) [current, since, cpuSince] = [state.current, performance.now(), cpuSeconds]
    peakBytes = Math.max(peakBytes, bytes)
    const late = (cpuSeconds - cpuSince) * 1000 > LONGEST_MS || performance.now() - since > LONGEST_WAIT_MS
    const over = peakBytes > MOST_BYTES ? 'memory' : late ? 'hang' : null
    if (over === null || ended !== null) return
    ended = over
    child.kill('SIGKILL')
  }, 100)
  return new Promise((resolve) => {
    child.on('close', (code) => {
      clearInterval(timer)
      const how = ended ?? (code === 0 ? 'done' : 'crash')
      const why = {
        done: '',
        hang: 'takes more than 60 s',
        memory: 'takes more than 1 GB',
        crash: `ends the process (${code}): ${firstLine(said)}`,
      }
      resolve({ state: readState(stateFile, first), ended: how, why: why[how], peakBytes })
    })
  })
}

const firstLine = (text: string): string =>
  text
    .split('\n')
    .find((l) => l.trim() !== '')
    ?.slice(0, 200) ?? ''

function readState(file: string, first: number): State {
  const bytes = existsSync(file) ? readFileSync(file) : Buffer.alloc(0)
  return bytes.length === STATE_BYTES
    ? unpackState(bytes)
    : { current: first, executions: 0, slowest: 0, slowestInput: -1 }
}
