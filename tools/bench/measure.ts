import { cpus, totalmem } from 'node:os'

/** The middle of several runs, and how far they lie apart. */
export interface Spread {
  readonly median: number
  readonly min: number
  readonly max: number
  readonly runs: number
}

export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const median = sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
  return { median, min: sorted[0]!, max: sorted.at(-1)!, runs: sorted.length }
}

export const roundSpread = (s: Spread, digits = 0): Spread => {
  const round = (n: number): number => Number(n.toFixed(digits))
  return { median: round(s.median), min: round(s.min), max: round(s.max), runs: s.runs }
}

/** Processor time of this process in milliseconds: what a core spent, whatever else the machine did. */
export function cpuTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** Milliseconds on the clock and of processor time that `work` takes. */
export function timed(work: () => void): { wall: number; cpu: number } {
  const [wall, cpu] = [performance.now(), cpuTime()]
  work()
  return { wall: performance.now() - wall, cpu: cpuTime() - cpu }
}

export function machine(): { cpu: string; cores: number; memoryGb: number; node: string; platform: string } {
  const all = cpus()
  return {
    cpu: all[0]?.model.trim() ?? 'unknown',
    cores: all.length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
  }
}

/** Words as the benchmark counts them: runs of characters between white space. */
export const wordsIn = (text: string): number => text.split(/\s+/).filter((w) => w !== '').length
