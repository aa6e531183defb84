import type { Given } from '@wherefrom/evidence'
import { type ArtifactRef, type CaptureRecord, type Problem, problem } from '@wherefrom/schema'
import { analyseWith, fatal, LARGE_ARTIFACT } from './analysing.ts'
import type { Channel } from './channel.ts'
import type { Placed, Position, Step, Verdict } from './expand.ts'
import type { Item } from './items.ts'
import type { Lookups } from './lookups.ts'
import type { Places } from './place.ts'
import { type Collector, memberRecord } from './record.ts'
import type { Room } from './room.ts'
import type { Thread } from './thread.ts'
import { memoryOf } from './weight.ts'
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
  /** What is wrong with it before it is read. */
  readonly problems?: readonly Problem[]
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

/** Workers that one input may bring down before the rest of it is given up. */
const MOST_DEATHS = 20
/** Reads one input with everything in it and hands what it finds, in order, to the one who commits. */
export class Reading {
  readonly #shop: Shop
  readonly #out: Channel<Item>
  /** Does everybody wait for this input? Then it may take more room. */
  readonly #first: () => boolean
  readonly #turn: Turn
  readonly #frames: Frame[] = []
  /** Members that are through: the same bytes under another name are not read again. */
  readonly #through = new Set<string>()
  #at: Position = []

  constructor(shop: Shop, out: Channel<Item>, first: () => boolean, turn: Turn) {
    this.#shop = shop
    this.#out = out
    this.#first = first
    this.#turn = turn
  }

  /**
   * Reads an artifact and what came with it: the images that a page shows. Readings ask for an opener in the order of
   * inputs and keep it to their end: so the one that everybody waits for always has one. `problems` are about companions
   * that could not be had.
   */
  async artifact(
    received: Received,
    companions: readonly Received[] = [],
    problems: readonly { readonly name: string; readonly problem: Problem }[] = [],
  ): Promise<void> {
    const known = await this.#begin(received)
    if (known === null || companions.length > 0) {
      await this.#turn.mine
      const large = received.ref.bytes > LARGE_ARTIFACT
      const done = this.#shop.workforce.openers.lend(async (thread) => {
        if (known === null) await this.#open(received, thread)
        for (const one of companions) {
          if ((await this.#begin(one)) === null) await this.#open(one, thread)
          await this.#out.push({ kind: 'leave' })
        }
      }, large)
      this.#turn.pass()
      await done
    }
    // The artifact is whole without what is told here.
    for (const { name, problem: found } of problems)
      await this.#out.push({ kind: 'problem', name, problem: { ...found, severity: 'warning' } })
    await this.#out.push({ kind: 'leave' })
  }

  /** Says that an artifact was received; the documents in it when the case has all of them. */
  async #begin({ ref, record, name, page, problems = [] }: Received): Promise<number | null> {
    const known = await this.#shop.lookups.known(record, ref.sha256, name)
    await this.#out.push({ kind: 'receipt', ref, record, name, page, known })
    for (const found of problems) await this.#out.push({ kind: 'problem', problem: found })
    return known
  }

  async #open(received: Received, thread: Thread): Promise<void> {
    const { ref, name, page } = received
    this.#frames.push({ sha256: ref.sha256, name, path: page.path })
    await this.#converse(received, thread)
    this.#frames.pop()
  }

  /** Conversations with a thread until the artifact is through; each death costs the member that caused it. */
  async #converse({ ref, record, given }: Received, thread: Thread): Promise<void> {
    const base = this.#frames.length
    this.#at = []
    let alone = false
    for (let deaths = 1, resume: Position = []; ; deaths++) {
      const { place, done } = await this.#shop.places.of(ref)
      const transfer = place.kind === 'bytes' ? [place.bytes.buffer as ArrayBuffer] : []
      const job = { kind: 'open', place, name: record.name, given, resume } as const
      const talk = (over: () => void) => {
        const step = (placed: Placed): Promise<Verdict> => {
          // Found is what memory was wanted for; what is done with it may wait for the others.
          over()
          alone = false
          return this.#step(placed)
        }
        return thread.converse(job, step, transfer)
      }
      const outcome = await (alone ? this.#shop.workforce.alone(talk) : talk(() => {})).finally(done)
      if (!('death' in outcome)) return
      if (outcome.death.reason === 'outgrown' && !alone) {
        alone = true
        resume = this.#at
        continue
      }
      alone = false
      await this.#out.push({ kind: 'problem', problem: fatal(outcome.death, this.#shop.workforce.limits) })
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
    const frame = this.#frames.pop()
    if (frame) this.#through.add(frame.sha256)
    await this.#out.push({ kind: 'leave' })
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
    const known = this.#through.has(ref.sha256) ? 'again' : await lookups.known(record, ref.sha256, frame.name)
    await this.#out.push({ kind: 'receipt', ref, record, name: frame.name, page, known })
    this.#frames.push(frame)
    return known === null ? 'go' : 'skip'
  }

  async #document(step: Extract<Step, { kind: 'document' }>): Promise<void> {
    const { part, reader, document } = step
    const { lookups, room, workforce } = this.#shop
    const { sha256, name } = this.#frames.at(-1)!
    if (await lookups.hasDocument(sha256, part)) {
      await this.#out.push({ kind: 'document', part, size: 0, analysed: Promise.resolve({ kind: 'present' }) })
      return
    }
    const size = memoryOf(document)
    await room.take(size, this.#first)
    const file = part === '' ? name : `${name}#${part}`
    const analysed = analyseWith(workforce, { document, reader, part, file, sha256 })
    // Who commits takes it up; until then an error must not count as one that nobody handles.
    analysed.catch(() => {})
    await this.#out.push({ kind: 'document', part, size, analysed })
  }
}
