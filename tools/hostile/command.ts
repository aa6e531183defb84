import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../check/repo.ts'

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
    peakBytes = Math.max(peakBytes, memoryPeak(child.pid))
    cpuSeconds = Math.max(cpuSeconds, cpuOf(child.pid))
    if (performance.now() - since <= o.seconds * 1000) return
    late = true
    child.kill('SIGKILL')
  }, 20)
  return new Promise((resolve) => {
    child.on('close', (status) => {
      clearInterval(watch)
      resolve({ status, late, stdout, stderr, seconds: (performance.now() - since) / 1000, cpuSeconds, peakBytes })
    })
  })
}

/** The system's own count of the most memory that was resident (Linux). */
function memoryPeak(pid: number | undefined): number {
  try {
    const kb = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return Number(kb ?? 0) * 1024
  } catch {
    return 0
  }
}

/** Clock ticks, a hundredth of a second each, that a process and its threads have run (Linux). */
function cpuOf(pid: number | undefined): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    return (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    return 0
  }
}
