import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ROOT } from '../check/repo.ts'
import { usageOf } from '../process.ts'

export interface CommandRun {
  /** Exit status; null when it was ended by a signal. */
  readonly status: number | null
  /** Whether it was ended because its time was over. */
  readonly late: boolean
  readonly stdout: string
  readonly stderr: string
  readonly seconds: number
  /** Processor seconds of all its threads; 0 where the system does not tell. */
  readonly cpuSeconds: number
  /** Most resident memory, in bytes, of the process (its threads are in it); 0 where the system does not tell. */
  readonly peakBytes: number
}

export interface CommandOptions {
  readonly seconds: number
  readonly user?: number
  readonly env: Readonly<Record<string, string>>
  readonly meanwhile?: () => void
}

const MAIN = join(ROOT, 'packages', 'server', 'src', 'main.ts')

/** Runs the product as a user does, in a process of its own, and watches its time and memory. */
export function runCommand(args: readonly (string | Buffer)[], o: CommandOptions): Promise<CommandRun> {
  const since = performance.now()
  const child = spawn(process.execPath, [MAIN, ...(args as string[])], {
    env: { ...process.env, ...o.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(o.user === undefined ? {} : { uid: o.user, gid: o.user }),
  })
  let [stdout, stderr, peakBytes, cpuSeconds, late] = ['', '', 0, 0, false]
  child.stdout.on('data', (piece: Buffer) => (stdout = (stdout + piece.toString('utf8')).slice(-4_000_000)))
  child.stderr.on('data', (piece: Buffer) => (stderr = (stderr + piece.toString('utf8')).slice(-4_000_000)))
  const watch = setInterval(() => {
    o.meanwhile?.()
    const usage = usageOf(child.pid)
    peakBytes = Math.max(peakBytes, usage.peakBytes)
    cpuSeconds = Math.max(cpuSeconds, usage.cpuSeconds)
    if (performance.now() - since <= o.seconds * 1000) return
    late = true
    child.kill('SIGKILL')
  }, 50)
  return new Promise((resolve) => {
    child.on('close', (status) => {
      clearInterval(watch)
      resolve({ status, late, stdout, stderr, seconds: (performance.now() - since) / 1000, cpuSeconds, peakBytes })
    })
  })
}
