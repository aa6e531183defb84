import { getCompileCacheDir } from 'node:module'
import { dirname } from 'node:path'
import type { Role, WorkerSetup } from './protocol.ts'
import { Thread, type ThreadLimits } from './thread.ts'

interface Waiting {
  readonly large: boolean
  readonly begin: (thread: Thread) => void
}

export interface CrewOptions {
  /** How many threads there may be. */
  readonly size: number
  readonly limits: ThreadLimits
  /**
   * Strictly in the order of asking, so that who asked earlier never waits for who asked later. Otherwise small work
   * passes large work that waits.
   */
  readonly strict: boolean
}

/** Threads of one role, lent out for as long as a piece of work takes. Large work goes one at a time. */
export class Crew {
  readonly #threads: Thread[] = []
  readonly #idle: Thread[] = []
  readonly #waiting: Waiting[] = []
  readonly #setup: WorkerSetup
  readonly #options: CrewOptions
  #large = 0
  /** How many want no work to begin. */
  #held = 0
  #lent = 0
  #drained: (() => void)[] = []

  constructor(role: Role, models: string | null, options: CrewOptions) {
    this.#setup = { role, models, cache: cacheFolder() }
    this.#options = options
  }

  /** Runs `work` with a thread of its own as soon as one is free. */
  lend<T>(work: (thread: Thread) => Promise<T>, large = false): Promise<T> {
    return new Promise((resolve, reject) => {
      const begin = (thread: Thread): void => {
        work(thread)
          .then(resolve, reject)
          .finally(() => {
            if (large) this.#large--
            this.#lent--
            this.#idle.push(thread)
            this.#next()
            if (this.#lent === 0) for (const go of this.#drained.splice(0)) go()
          })
      }
      this.#waiting.push({ large, begin })
      this.#next()
    })
  }

  /** Runs `work` with a thread beside the crew's, which ends with it. */
  async spare<T>(work: (thread: Thread) => Promise<T>): Promise<T> {
    const thread = new Thread(this.#setup, this.#options.limits)
    this.#threads.push(thread)
    return await work(thread).finally(async () => {
      this.#threads.splice(this.#threads.indexOf(thread), 1)
      await thread.stop()
    })
  }

  /** Threads that are in a conversation. */
  get busy(): Thread[] {
    return this.#threads.filter((t) => t.busy)
  }

  async stop(): Promise<void> {
    this.#waiting.length = 0
    await Promise.all(this.#threads.map((t) => t.stop()))
  }

  /**
   * Waits until what goes on is done, begins nothing new, and gives back the memory of its threads; until the returned
   * function is called.
   */
  async hold(): Promise<() => void> {
    this.#held++
    if (this.#lent > 0) await new Promise<void>((go) => this.#drained.push(go))
    await Promise.all(this.#idle.map((t) => t.stop()))
    return () => {
      this.#held--
      this.#next()
    }
  }

  #next(): void {
    if (this.#held > 0) return
    const may = (w: Waiting): boolean => !w.large || this.#large === 0
    const at = this.#waiting.findIndex(may)
    if (at < 0 || (this.#options.strict && at > 0)) return
    const thread = this.#free()
    if (!thread) return
    const [{ large, begin }] = this.#waiting.splice(at, 1) as [Waiting]
    if (large) this.#large++
    this.#lent++
    begin(thread)
    this.#next()
  }

  #free(): Thread | undefined {
    const idle = this.#idle.pop()
    if (idle || this.#threads.length >= this.#options.size) return idle
    const thread = new Thread(this.#setup, this.#options.limits)
    this.#threads.push(thread)
    return thread
  }
}

/** The folder that compiled code is kept in; Node keeps that of each of its versions in a folder of it. */
function cacheFolder(): string | null {
  const dir = getCompileCacheDir()
  return dir === undefined ? null : dirname(dir)
}
