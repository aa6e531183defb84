import { setTimeout as wait } from 'node:timers/promises'

/** Longest wait between two requests that a robots.txt can ask for, in milliseconds; beyond, its wish is cut to this. */
const LONGEST = 10_000

/** Keeps requests to one host apart, also when several are asked for at once. */
export class Pace {
  private readonly next = new Map<string, number>()
  private readonly pause: number
  private readonly signal: AbortSignal | undefined

  /** `pause`: least time between two requests to a host, in milliseconds. */
  constructor(pause: number, signal?: AbortSignal) {
    this.pause = pause
    this.signal = signal
  }

  /** Resolves when the host may be asked. `delay`: what its robots.txt asks for, in seconds. */
  async turn(host: string, delay: number | null): Promise<void> {
    const now = performance.now()
    const at = Math.max(now, this.next.get(host) ?? 0)
    this.next.set(host, at + Math.max(this.pause, Math.min(LONGEST, (delay ?? 0) * 1000)))
    if (at > now) await wait(at - now, undefined, this.signal ? { signal: this.signal } : {})
  }
}
