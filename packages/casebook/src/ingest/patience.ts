import type { Worker } from 'node:worker_threads'

/** How often a thread's processor time is asked for, in milliseconds. */
const LOOK = 1000
/** Share of the clock below which a thread that has had its time counts as waiting for something that never comes. */
const IDLE = 0.05
/** However busy the machine is: so many times the limit on the clock are enough. */
const CLOCK = 10

/**
 * Waits for a thread to say something, as long as it works: what counts is its processor time, so that a file is not
 * given up because other programs keep the machine busy. A thread that does nothing is given up by the clock.
 */
export class Patience {
  readonly #worker: Worker
  readonly #limit: number
  readonly #giveUp: () => void
  readonly #start = performance.now()
  #before: number | null = null
  #timer: NodeJS.Timeout | undefined
  #ended = false

  /** `limit` in milliseconds. */
  constructor(worker: Worker, limit: number, giveUp: () => void) {
    this.#worker = worker
    this.#limit = limit
    this.#giveUp = giveUp
    this.#wait(Math.min(limit, LOOK))
  }

  end(): void {
    this.#ended = true
    clearTimeout(this.#timer)
  }

  #wait(time: number): void {
    this.#timer = setTimeout(() => void this.#look(), time)
  }

  async #look(): Promise<void> {
    // A thread that is ending has no figures any more; what ends it tells so itself.
    const now = await this.#worker.cpuUsage().catch(() => null)
    if (this.#ended || now === null) return
    const used = (now.user + now.system) / 1000
    // The first look comes early, so what was used before it is little.
    this.#before ??= used
    const [work, clock] = [used - this.#before, performance.now() - this.#start]
    const stuck = clock >= this.#limit && (work < clock * IDLE || clock >= this.#limit * CLOCK)
    if (work >= this.#limit || stuck) this.#giveUp()
    else this.#wait(LOOK)
  }
}
