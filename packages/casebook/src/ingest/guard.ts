import type { Crew } from './crew.ts'

const MB = 1024 * 1024
/** How often memory is looked at, and how long the system gets to take back what an ended thread held; milliseconds. */
const LOOK = 100
const PAUSE = 1500

/**
 * Ends the heaviest job when the whole program takes too much memory. A thread's own limit only knows its JavaScript
 * heap; what a decoder takes outside of it shows in the program's size alone.
 */
export class MemoryGuard {
  readonly #limit: number
  readonly #crews: readonly Crew[]
  #timer: NodeJS.Timeout | undefined
  #last = 0

  /** `limit` in megabytes, for the whole program. */
  constructor(limit: number, crews: readonly Crew[]) {
    this.#limit = limit * MB
    this.#crews = crews
  }

  start(): void {
    this.#timer ??= setInterval(() => this.#look(), LOOK).unref()
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  #look(): void {
    if (process.memoryUsage.rss() < this.#limit || performance.now() - this.#last < PAUSE) return
    const threads = this.#crews.flatMap((crew) => crew.busy)
    const [heaviest] = threads.sort((a, b) => b.weight - a.weight)
    if (!heaviest) return
    this.#last = performance.now()
    heaviest.outgrown()
  }
}
