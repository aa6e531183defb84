import { availableParallelism } from 'node:os'
import { Crew } from './crew.ts'

export interface WorkforceOptions {
  /** Threads that analyse; the machine's cores when left out. A quarter as many open artifacts. */
  readonly workers?: number
  /** Folder of the models; those of the program when left out. */
  readonly models?: string
  readonly limits?: WorkLimits
}

/** What a worker may take for one file. */
export interface WorkLimits {
  /** Seconds that it may think without telling anything. */
  readonly seconds: number
  /** Megabytes of its heap. */
  readonly megabytes: number
}

const LIMITS: WorkLimits = { seconds: 60, megabytes: 400 }

/** The threads that `addInputs` and `reanalyse` work with. Started as they are needed; to be stopped at the end. */
export class Workforce {
  readonly size: number
  readonly limits: WorkLimits
  readonly openers: Crew
  readonly analysers: Crew

  constructor(options: WorkforceOptions = {}) {
    this.size = Math.max(1, options.workers ?? availableParallelism())
    this.limits = options.limits ?? LIMITS
    const limits = { time: this.limits.seconds * 1000, memory: this.limits.megabytes }
    this.openers = new Crew('open', null, { limits, size: Math.ceil(this.size / 4), strict: true })
    this.analysers = new Crew('analyse', options.models ?? null, { limits, size: this.size, strict: false })
  }

  async stop(): Promise<void> {
    await Promise.all([this.openers.stop(), this.analysers.stop()])
  }
}
