import { availableParallelism } from 'node:os'
import { Crew } from './crew.ts'
import { MemoryGuard } from './guard.ts'

export interface WorkforceOptions {
  /** Threads that analyse; the machine's cores when left out. A quarter as many open artifacts. */
  readonly workers?: number
  /** Folder of the models; those of the program when left out. */
  readonly models?: string
  readonly limits?: WorkLimits
  /** The program does nothing else: its own size is watched, too. */
  readonly alone?: boolean
}

/** What a worker may take for one file. */
export interface WorkLimits {
  /** Seconds that it may think without telling anything. */
  readonly seconds: number
  /** Megabytes of its heap. */
  readonly megabytes: number
}

const LIMITS: WorkLimits = { seconds: 60, megabytes: 400 }

/** Megabytes: the whole program with up to three workers; beyond these its own base, and what each worker needs. */
const LEAST_PROGRAM = 900
const BASE = 300
const A_WORKER = 200

/** The threads that `addInputs` and `reanalyse` work with. Started as they are needed; to be stopped at the end. */
export class Workforce {
  readonly size: number
  readonly limits: WorkLimits
  readonly openers: Crew
  readonly analysers: Crew
  readonly #guard: MemoryGuard | null
  #last: Promise<void> = Promise.resolve()

  constructor(options: WorkforceOptions = {}) {
    this.size = Math.max(1, options.workers ?? availableParallelism())
    this.limits = options.limits ?? LIMITS
    const limits = { time: this.limits.seconds * 1000, memory: this.limits.megabytes }
    this.openers = new Crew('open', null, { limits, size: Math.ceil(this.size / 4), strict: true })
    this.analysers = new Crew('analyse', options.models ?? null, { limits, size: this.size, strict: false })
    const most = Math.max(LEAST_PROGRAM, BASE + A_WORKER * this.size)
    this.#guard = options.alone ? new MemoryGuard(most, [this.openers, this.analysers]) : null
    this.#guard?.start()
  }

  /**
   * Runs `work` while nothing is analysed: for an artifact that the program had no memory for beside others. Whether it can
   * be read must not depend on what else is read at the time. `over` lets the others go on before the work ends.
   */
  async alone<T>(work: (over: () => void) => Promise<T>): Promise<T> {
    const before = this.#last
    let pass = (): void => {}
    this.#last = new Promise((done) => {
      pass = done
    })
    await before
    const release = await this.analysers.hold()
    let done = false
    const over = (): void => {
      if (done) return
      done = true
      release()
      pass()
    }
    return await work(over).finally(over)
  }

  async stop(): Promise<void> {
    this.#guard?.stop()
    await Promise.all([this.openers.stop(), this.analysers.stop()])
  }
}
