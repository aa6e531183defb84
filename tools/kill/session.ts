import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { createCase, openCase, verifyCase } from '@wherefrom/casebook'
import { loadOrCreateKey, publicKeyFrom } from '@wherefrom/evidence'
import { startServer, type TestServer } from '../../packages/casebook/src/case/testing/postgres.ts'
import { contents } from '../../packages/casebook/src/ingest/testing/contents.ts'
import { Random } from '../fuzz/random.ts'
import { writeInputs } from './inputs.ts'

const MAIN = join(import.meta.dirname, '..', '..', 'packages', 'server', 'src', 'main.ts')

export interface KillOptions {
  readonly database: 'sqlite' | 'postgres'
  readonly kills: number
  readonly files: number
  readonly seed: number
  readonly workers: number
  readonly tell?: (line: string) => void
}

export interface KillReport {
  readonly database: string
  readonly kills: number
  /** Cases that were filled from empty to whole, and runs that it took besides those that were killed. */
  readonly cases: number
  readonly finished: number
  /** Kills at which documents had been committed and others had not. */
  readonly amid: number
  /** What was wrong; empty when all is well. */
  readonly wrong: readonly string[]
}

/**
 * How long a run takes, in milliseconds of its processor time, so that it means the same on a busy machine: to its first
 * word, and from there to its end. Kills fall anywhere in it.
 */
interface Length {
  readonly start: number
  readonly work: number
}

/** When a run is to be killed: so long after it was started, or after its first word. */
type Moment = { readonly from: 'start' | 'word'; readonly after: number }

/** Share of the kills that may fall into a run's start, before anything is written. */
const EARLY = 0.1

/**
 * Fills cases with `wherefrom add` in processes of its own, kills each at a random moment with a signal that cannot be
 * caught, checks the case, and goes on until it is whole; then it must hold exactly what a case holds that was filled
 * without a kill. `kills` of them in all.
 */
export async function killSession(options: KillOptions): Promise<KillReport> {
  const folder = mkdtempSync(join(tmpdir(), 'wherefrom-kill-'))
  const server = options.database === 'postgres' ? await startServer() : null
  try {
    return await new Session(options, folder, server).run()
  } finally {
    await server?.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

class Session {
  readonly #options: KillOptions
  readonly #folder: string
  readonly #server: TestServer | null
  readonly #env: NodeJS.ProcessEnv
  readonly #inputs: string
  readonly #random: Random
  readonly #wrong: string[] = []
  #made = 0
  #kills = 0
  #amid = 0
  #finished = 0

  constructor(options: KillOptions, folder: string, server: TestServer | null) {
    this.#options = options
    this.#folder = folder
    this.#server = server
    this.#inputs = join(folder, 'in')
    this.#random = new Random(options.seed)
    this.#env = {
      ...process.env,
      WHEREFROM_KEY: join(folder, 'key.pem'),
      NODE_COMPILE_CACHE: join(folder, 'compiled'),
      WHEREFROM_CASE: '',
    }
    writeInputs(this.#inputs, options.files)
  }

  async run(): Promise<KillReport> {
    const { kills, database, tell } = this.#options
    const place = await this.#newCase()
    // Twice: the first run also compiles.
    await this.#add(place, null)
    const reference = await this.#contents(place)
    const length = await this.#measure()
    const [start, work] = [Math.round(length.start), Math.round(length.work)]
    tell?.(
      `${database}: ${reference.documents.length} documents; a run spends ${start} ms before its first word and ${work} ms after it`,
    )
    let cases = 0
    while (this.#kills < kills && this.#wrong.length < 20) {
      await this.#fill(await this.#newCase(), length, reference)
      cases++
      tell?.(
        `${database}: ${this.#kills} kills, ${this.#amid} amid documents, ${cases} cases, ${this.#wrong.length} wrong`,
      )
    }
    return { database, kills: this.#kills, cases, finished: this.#finished, amid: this.#amid, wrong: this.#wrong }
  }

  async #measure(): Promise<Length> {
    const place = await this.#newCase()
    let [word, last] = [0, 0]
    await this.#add(place, null, {
      word: (spent) => {
        word = spent
      },
      look: (spent) => {
        last = spent
      },
    })
    return { start: word, work: last - word }
  }

  #moment({ start, work }: Length): Moment {
    const share = this.#random.next() / 2 ** 32
    return this.#random.chance(EARLY) ? { from: 'start', after: share * start } : { from: 'word', after: share * work }
  }

  /** Kills until a run comes to its end, then compares. */
  async #fill(place: string, length: Length, reference: Awaited<ReturnType<typeof contents>>): Promise<void> {
    for (let before = 0; this.#kills < this.#options.kills; ) {
      const killed = await this.#add(place, this.#moment(length))
      if (!killed) break
      this.#kills++
      const now = (await this.#contents(place)).documents.length
      if (now > before && now < reference.documents.length) this.#amid++
      if (now < before) this.#wrong.push(`${place}: ${before} documents became ${now}`)
      before = now
      await this.#verify(place, `after kill ${this.#kills}`)
    }
    await this.#add(place, null)
    this.#finished++
    const now = await this.#contents(place)
    for (const table of Object.keys(reference) as (keyof typeof reference)[])
      if (!isDeepStrictEqual(now[table], reference[table]))
        this.#wrong.push(
          `${place}: ${table} differ after ${this.#kills} kills: ${difference(now[table], reference[table])}`,
        )
    await this.#verify(place, `whole, after kill ${this.#kills}`)
  }

  async #newCase(): Promise<string> {
    const place = this.#server ? await this.#server.createDatabase() : join(this.#folder, `case${++this.#made}`)
    const made = await createCase(place, { env: this.#env, actor: 'tester' })
    await made.close()
    return place
  }

  /** Runs `wherefrom add` and kills it at a moment. Tells whether it was killed; `watch` is told the time it spent. */
  async #add(place: string, moment: Moment | null, watch?: Watch): Promise<boolean> {
    const args = ['add', '--case', place, '--workers', String(this.#options.workers), '--json', this.#inputs]
    const child = spawn(process.execPath, [MAIN, ...args], { env: this.#env, stdio: ['ignore', 'ignore', 'pipe'] })
    let [said, from] = ['', moment?.from === 'start' ? 0 : Number.POSITIVE_INFINITY]
    const timer = setInterval(() => {
      const spent = processorTime(child.pid!)
      watch?.look(spent)
      if (moment && spent >= from + moment.after) child.kill('SIGKILL')
    }, LOOK)
    child.stderr.once('data', () => {
      const spent = processorTime(child.pid!)
      watch?.word(spent)
      if (moment?.from === 'word') from = spent
    })
    child.stderr.on('data', (piece: Buffer) => {
      if (said.length < 10_000) said += piece.toString()
    })
    const [status, signal] = await new Promise<[number | null, string | null]>((done) =>
      child.on('close', (code, by) => done([code, by])),
    )
    clearInterval(timer)
    if (signal === 'SIGKILL') return true
    // Status 1: the empty files are listed as failed.
    if (status !== 1) this.#wrong.push(`${place}: ended with ${status ?? signal}: ${said.slice(-300)}`)
    return false
  }

  async #contents(place: string): ReturnType<typeof contents> {
    const opened = await openCase(place, { env: this.#env })
    try {
      return await contents(opened)
    } finally {
      await opened.close()
    }
  }

  async #verify(place: string, when: string): Promise<void> {
    const key = loadOrCreateKey(this.#env)
    const opened = await openCase(place, { env: this.#env })
    const where = opened.place
    await opened.close()
    const report = await verifyCase({ place: where }, { publicKey: publicKeyFrom(key.publicPem, 'the key') })
    if (report.state === 'verified') return
    const [first] = report.problems
    this.#wrong.push(`${place}, ${when}: ${report.state}: ${first?.code} ${first?.message}`)
  }
}

interface Watch {
  /** Processor time at the first message. */
  word(spent: number): void
  /** Processor time now and then. */
  look(spent: number): void
}

/** How often a run's processor time is looked at, in milliseconds. */
const LOOK = 3

/** Processor time that a process has spent, in milliseconds; the clock where the system does not tell. */
function processorTime(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')
    // Fields 14 and 15 of proc(5), in ticks of a hundredth of a second on every Linux that Node runs on.
    return (Number(fields[11]) + Number(fields[12])) * 10
  } catch {
    if (process.platform === 'linux') return 0
    return performance.now()
  }
}

/** The first row in which two lists differ, and their lengths. */
function difference(a: readonly unknown[], b: readonly unknown[]): string {
  const at = a.findIndex((row, i) => !isDeepStrictEqual(row, b[i]))
  return `${a.length} and ${b.length} rows; ${JSON.stringify(a[at] ?? null)} and ${JSON.stringify(b[at] ?? b[a.length] ?? null)}`
}
