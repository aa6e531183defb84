import { readFileSync } from 'node:fs'

/** What the system knows of a running process (Linux). Zeroes elsewhere, and once it has ended. */
export interface Usage {
  /** Processor seconds of all its threads. */
  readonly cpuSeconds: number
  /** Resident memory now, and the most there has been, in bytes. */
  readonly bytes: number
  readonly peakBytes: number
}

export function usageOf(pid: number | undefined): Usage {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const kilobytes = (field: string): number =>
      Number(status.split(`${field}:`)[1]?.trimStart().split(' ')[0] ?? 0) * 1024
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // behind the name, which may hold anything: user and system time in hundredths of a second
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return {
      cpuSeconds: (Number(fields[11]) + Number(fields[12])) / 100,
      bytes: kilobytes('VmRSS'),
      peakBytes: kilobytes('VmHWM'),
    }
  } catch {
    return { cpuSeconds: 0, bytes: 0, peakBytes: 0 }
  }
}
