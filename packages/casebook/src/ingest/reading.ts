import type { Given } from '@wherefrom/evidence'
import { type ArtifactRef, type CaptureRecord, type Document, type Problem, problem } from '@wherefrom/schema'
import type { Channel } from './channel.ts'
import type { Placed, Position, Step, Verdict } from './expand.ts'
import type { Analysed, Item } from './items.ts'
import type { Lookups } from './lookups.ts'
import type { Places } from './place.ts'
import { type Collector, memberRecord } from './record.ts'
import type { Room } from './room.ts'
import type { Death, Thread } from './thread.ts'
import type { Workforce } from './workforce.ts'

/** What readings of all inputs share. */
export interface Shop {
  readonly lookups: Lookups
  readonly workforce: Workforce
  readonly places: Places
  readonly room: Room
  readonly collector: Collector
  readonly put: (bytes: Uint8Array) => Promise<ArtifactRef>
  readonly now: () => string
}

/** An artifact that was received and is to be read. */
export interface Received {
  readonly ref: ArtifactRef
  readonly record: CaptureRecord
  readonly name: string
  readonly page: { readonly url: string | null; readonly path: string }
  readonly given: Given
}

/** A place in a row: `mine` resolves when everybody before has passed. */
export interface Turn {
  readonly mine: Promise<void>
  readonly pass: () => void
}

interface Frame {
  readonly sha256: string
  readonly name: string
  readonly path: string
}

/** Artifacts and texts of more than this are worked on one at a time: bytes, and UTF-16 code units. */
const LARGE_ARTIFACT = 16 * 1024 * 1024
const LARGE_TEXT = 300_000
/** Workers that one input may bring down before the rest of it is given up. */
const MOST_DEATHS = 20
/** Bytes in memory for each code unit of a document that waits, with its analysis. */
const BYTES_A_UNIT = 8

/** Reads one input with everything in it and hands what it finds, in order, to the one who commits. */
export class Reading {
  readonly #shop: Shop
  readonly #out: Channel<Item>
  /** Does everybody wait for this input? Then it may take more room. */
  readonly #first: () => boolean
  readonly #turn: Turn
  readonly #frames: Frame[] = []
  #at: Position = []

  constructor(shop: Shop, out: Channel<Item>, first: () => boolean, turn: Turn) {
    this.#shop = shop
    this.#out = out
    this.#first = first
    this.#turn = turn
  }

  /** Reads an artifact, unless everything in it is in the case. Afterwards `within` may add what belongs to it. */
  async artifact(received: Received, within?: () => Promise<void>): Promise<void> {
    const { ref, record, name, page } = received
    const known = await this.#shop.lookups.known(record, ref.sha256, name)
    await this.#out.push({ kind: 'receipt', ref, record, name, page, known })
    if (known === null) {
      this.#frames.push({ sha256: ref.sha256, name, path: page.path })
      await this.#open(received)
      this.#frames.pop()
    }
    await within?.()
    await this.#out.push({ kind: 'leave' })
  }

  /** Readings ask for an opener in the order of inputs: so the one that everybody waits for always has one. */
  async #open(received: Received): Promise<void> {
    await this.#turn.mine
    const done = this.#shop.workforce.openers.lend(
      (thread) => this.#converse(received, thread),
      received.ref.bytes > LARGE_ARTIFACT,
    )
    this.#turn.pass()
    await done
  }

  /** Conversations with a thread until the artifact is through; each death costs the member that caused it. */
  async #converse({ ref, record, given }: Received, thread: Thread): Promise<void> {
    const base = this.#frames.length
    this.#at = []
    for (let deaths = 1, resume: Position = []; ; deaths++) {
      const { place, done } = await this.#shop.places.of(ref)
      const transfer = place.kind === 'bytes' ? [place.bytes.buffer as ArrayBuffer] : []
      const job = { kind: 'open', place, name: record.name, given, resume } as const
      const outcome = await thread.converse(job, (placed) => this.#step(placed), transfer).finally(done)
      if (!('death' in outcome)) return
      await this.#out.push({ kind: 'problem', problem: this.#fatal(outcome.death) })
      if (this.#at.length <= 1) return
      if (deaths >= MOST_DEATHS) return await this.#giveUp(base)
      await this.#leave()
      resume = this.#at.slice(0, -1)
      this.#at = resume
    }
  }

  async #giveUp(base: number): Promise<void> {
    while (this.#frames.length > base) await this.#leave()
    await this.#out.push({ kind: 'problem', problem: problem('ingest/crashed', { reason: `${MOST_DEATHS} times` }) })
  }

  async #leave(): Promise<void> {
    this.#frames.pop()
    await this.#out.push({ kind: 'leave' })
  }

  #fatal({ reason, detail }: Death): Problem {
    const { seconds, megabytes } = this.#shop.workforce.limits
    if (reason === 'time') return problem('ingest/time', { limit: seconds })
    if (reason === 'memory') return problem('ingest/memory', { limit: megabytes })
    return problem('ingest/crashed', { reason: detail.slice(0, 200) })
  }

  async #step({ at, step }: Placed): Promise<Verdict> {
    const verdict = await this.#take(step)
    this.#at = at
    return verdict
  }

  async #take(step: Step): Promise<Verdict> {
    if (step.kind === 'enter') return await this.#enter(step)
    if (step.kind === 'leave') await this.#leave()
    else if (step.kind === 'document') await this.#document(step)
    else await this.#out.push(step)
    return 'go'
  }

  async #enter(step: Extract<Step, { kind: 'enter' }>): Promise<Verdict> {
    const { lookups, put, now, collector } = this.#shop
    const parent = this.#frames.at(-1)!
    const ref = await put(step.bytes)
    const record = memberRecord(collector, parent.sha256, step.name, step.record, now())
    const frame = { sha256: ref.sha256, name: `${parent.name}/${step.name}`, path: `${parent.path}!/${step.name}` }
    const page = { url: record.finalUrl ?? record.url, path: frame.path }
    const known = await lookups.known(record, ref.sha256, frame.name)
    await this.#out.push({ kind: 'receipt', ref, record, name: frame.name, page, known })
    this.#frames.push(frame)
    return known === null ? 'go' : 'skip'
  }

  async #document(step: Extract<Step, { kind: 'document' }>): Promise<void> {
    const { part, reader, document } = step
    const { lookups, room } = this.#shop
    const { sha256, name } = this.#frames.at(-1)!
    if (await lookups.hasDocument(sha256, part)) {
      await this.#out.push({ kind: 'document', part, size: 0, analysed: Promise.resolve({ kind: 'present' }) })
      return
    }
    const size = document.text.length * BYTES_A_UNIT
    await room.take(size, this.#first)
    const analysed = this.#analyse({ part, reader, document, sha256, file: part === '' ? name : `${name}#${part}` })
    // Who commits takes it up; until then an error must not count as one that nobody handles.
    analysed.catch(() => {})
    await this.#out.push({ kind: 'document', part, size, analysed })
  }

  async #analyse(job: {
    readonly part: string
    readonly reader: string
    readonly document: Document
    readonly sha256: string
    readonly file: string
  }): Promise<Analysed> {
    const { text } = job.document
    const outcome = await this.#shop.workforce.analysers.lend(
      (thread) => thread.converse({ kind: 'analyse', ...job }, async () => undefined as never),
      text.length > LARGE_TEXT,
    )
    if ('death' in outcome) return { kind: 'problem', problem: this.#fatal(outcome.death) }
    const { value } = outcome
    return 'problem' in value
      ? { kind: 'problem', problem: value.problem }
      : { kind: 'prepared', prepared: value, text }
  }
}
