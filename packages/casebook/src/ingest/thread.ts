import { Worker } from 'node:worker_threads'
import { ModelError } from '@wherefrom/nlp'
import { Patience } from './patience.ts'
import type { FromWorker, Job, Role, Talk, ToWorker, WorkerSetup } from './protocol.ts'
import { weightOf } from './weight.ts'

/** Why a worker did not finish a job. */
export interface Death {
  /** `outgrown`: not its own heap, but the whole program took too much while it worked. */
  readonly reason: 'memory' | 'outgrown' | 'time' | 'crashed'
  readonly detail: string
}

/** What a conversation ended with. */
export type Outcome<T> = { readonly value: T } | { readonly death: Death }

export interface ThreadLimits {
  /** Milliseconds of processor time that a worker may think between two messages. */
  readonly time: number
  /** Megabytes of its heap. */
  readonly memory: number
}

/**
 * A worker thread with one conversation at a time. When it thinks too long, takes too much memory or breaks down, it is
 * ended and the conversation ends with its death; the next one starts a new thread.
 */
export class Thread {
  readonly #setup: WorkerSetup
  readonly #limits: ThreadLimits
  #worker: Promise<Worker> | null = null
  /** The thread of `#worker`; what an earlier one still says no longer counts. */
  #current: Worker | null = null
  #weight = 0
  /** The conversation that is going on. */
  #now: { hear(message: FromWorker): void; die(death: Death): void; fail(error: Error): void } | null = null

  constructor(setup: WorkerSetup, limits: ThreadLimits) {
    this.#setup = setup
    this.#limits = limits
  }

  get busy(): boolean {
    return this.#now !== null
  }

  /** About how much memory the job in hand may be the cause of, in bytes: for choosing which one to end. */
  get weight(): number {
    return this.#weight
  }

  /** Ends the job in hand because the program takes too much memory. */
  outgrown(): void {
    this.#kill({ reason: 'outgrown', detail: '' })
  }

  /** Runs a job; `answer` replies to what the worker asks. Rejects on bugs and on a broken installation. */
  async converse<K extends Role>(
    job: Job & { kind: K },
    answer: (ask: Talk[K]['ask']) => Promise<Talk[K]['answer']>,
    transfer: readonly ArrayBuffer[] = [],
  ): Promise<Outcome<Talk[K]['gives']>> {
    const worker = await this.#start()
    return await new Promise((resolve, reject) => {
      let patience: Patience | undefined
      const end = (): void => {
        patience?.end()
        this.#now = null
      }
      const send = (message: ToWorker, list: readonly ArrayBuffer[] = []): void => {
        patience = new Patience(worker, this.#limits.time, () => this.#kill({ reason: 'time', detail: '' }))
        worker.postMessage(message, list)
      }
      const fail = (error: unknown): void => {
        end()
        reject(error)
      }
      const hear = (message: FromWorker): void => {
        patience?.end()
        if (message.kind === 'done') {
          end()
          resolve({ value: message.value as Talk[K]['gives'] })
        } else if (message.kind === 'ask')
          answer(message.ask as Talk[K]['ask']).then(
            (reply) => this.#now && send({ kind: 'answer', answer: reply }),
            fail,
          )
        else if (message.kind === 'broken') fail(bug(message))
      }
      const die = (death: Death): void => {
        end()
        resolve({ death })
      }
      this.#now = { hear, die, fail }
      this.#weight = weightOf(job)
      send({ kind: 'job', job }, transfer)
    })
  }

  /** Ends the thread, whatever it does. */
  async stop(): Promise<void> {
    const worker = this.#current
    this.#current = null
    this.#worker = null
    await worker?.terminate()
  }

  #start(): Promise<Worker> {
    this.#worker ??= new Promise<Worker>((resolve, reject) => {
      const worker = new Worker(new URL('./worker.ts', import.meta.url), {
        workerData: this.#setup,
        resourceLimits: { maxOldGenerationSizeMb: this.#limits.memory },
        // What a library prints belongs neither in our output nor between the lines of the progress bar.
        stdout: true,
        stderr: true,
      })
      worker.stdout.resume()
      worker.stderr.resume()
      this.#current = worker
      worker.on('message', (message: FromWorker) => {
        if (message.kind === 'ready') resolve(worker)
        else if (worker !== this.#current) return
        else if (this.#now) this.#now.hear(message)
        else if (message.kind === 'broken') reject(bug(message))
      })
      worker.on('error', (error: NodeJS.ErrnoException) => {
        const memory = error.code === 'ERR_WORKER_OUT_OF_MEMORY'
        this.#died(worker, memory ? { reason: 'memory', detail: '' } : { reason: 'crashed', detail: error.message })
        reject(error)
      })
      worker.on('exit', (code) => {
        this.#died(worker, { reason: 'crashed', detail: `exit status ${code}` })
        reject(new Error(`a worker ended while it started (exit status ${code})`))
      })
    })
    return this.#worker
  }

  #died(worker: Worker, death: Death): void {
    if (worker !== this.#current) return
    this.#current = null
    this.#worker = null
    this.#now?.die(death)
  }

  #kill(death: Death): void {
    const worker = this.#current
    if (worker) this.#died(worker, death)
    worker?.terminate().catch(() => {})
  }
}

function bug({ name, message, stack }: { name: string; message: string; stack: string }): Error {
  const error = name === 'ModelError' ? new ModelError(message) : new Error(message)
  error.stack = stack
  return error
}
