import { realpath } from 'node:fs/promises'
import { createFetcher, type Fetcher, type FetchOptions, type Given } from '@wherefrom/evidence'
import type { ArtifactRef, CaptureRecord } from '@wherefrom/schema'
import type { Case } from '../case/case.ts'
import { settleIndex } from '../search/index.ts'
import { ArchiverReports, withReport } from './archiver.ts'
import { Channel } from './channel.ts'
import { Committer } from './commit.ts'
import type { AddEvent, Item } from './items.ts'
import { Lookups } from './lookups.ts'
import { filePath } from './page.ts'
import { Places } from './place.ts'
import { Reading, type Received, type Shop, type Turn } from './reading.ts'
import { receiveFile } from './receive.ts'
import { addressRecord, TOOL, uploadRecord } from './record.ts'
import { Room } from './room.ts'
import { type Walked, walkInputs } from './walk.ts'
import { Workforce } from './workforce.ts'

export interface AddOptions {
  /** The threads to work with; when left out, some are started and stopped. */
  readonly workforce?: Workforce
  /** What the user says of all files. */
  readonly published?: string
  readonly outlet?: string
  /** Scanned pages of one file that are read by OCR at most; the reader's own number when left out. */
  readonly ocrPages?: number
  readonly note?: string
  readonly reason?: string
  /** How addresses are fetched; for tests, and for fetching no images. */
  readonly fetch?: Pick<FetchOptions, 'images' | 'pause' | 'testNetwork'>
}

/** Bytes of documents that wait for their turn. */
const ROOM = 64 * 1024 * 1024
/** Findings of one input that wait to be committed. */
const AHEAD = 8

/**
 * Adds files and folders to a case that is open for writing. What is found is committed in the order of the inputs,
 * whatever the workers do, one transaction a document; each event is told after it is certain. Broken off at any moment
 * and run again, nothing is lost and nothing is there twice.
 */
export async function* addInputs(
  c: Case,
  inputs: readonly string[],
  options: AddOptions = {},
): AsyncGenerator<AddEvent> {
  const workforce = options.workforce ?? new Workforce()
  const shop: Shop = {
    lookups: new Lookups(c),
    workforce,
    places: new Places(c.store),
    room: new Room(ROOM),
    collector: { actor: c.writer!.signer.actor, note: options.note ?? null, reason: options.reason ?? null },
    put: (bytes) => c.store.put(bytes),
    now: () => new Date().toISOString(),
  }
  const line = new Line(c, shop, options, 3 * workforce.size + 2)
  try {
    const except = new Set(c.place.kind === 'sqlite' ? [await realpath(c.place.folder)] : [])
    yield* line.run(walkInputs(inputs, { except }))
    if (line.wrote) await settleIndex(c.db, c.dialect)
  } finally {
    line.stop()
    if (!options.workforce) await workforce.stop()
    await shop.places.close()
  }
}

/** An input on its way. */
interface Stream {
  readonly walked: Walked
  readonly items: Channel<Item>
}

/** Inputs are read several at a time and committed one after the other. */
class Line {
  readonly #case: Case
  readonly #shop: Shop
  readonly #options: AddOptions
  /** Started and not yet committed, in order. */
  readonly #streams: Channel<Stream>
  #head: Stream | null = null
  #open: Stream[] = []
  /** Was any document written? */
  wrote = false
  #last: Promise<void> = Promise.resolve()
  /** One for all addresses: it keeps a distance between requests to one host. */
  readonly #fetcher: Fetcher
  readonly #reports: ArchiverReports
  readonly #aborted = new AbortController()

  constructor(c: Case, shop: Shop, options: AddOptions, window: number) {
    this.#case = c
    this.#shop = shop
    this.#options = options
    this.#streams = new Channel(window)
    const { actor, note, reason } = shop.collector
    const { signal } = this.#aborted
    this.#reports = new ArchiverReports(c.store)
    this.#fetcher = createFetcher({ collector: actor, tool: TOOL, note, reason, signal, ...options.fetch })
  }

  async *run(inputs: AsyncIterable<Walked>): AsyncGenerator<AddEvent> {
    void this.#start(inputs)
    for await (const stream of this.#streams) {
      this.#head = stream
      this.#shop.room.look()
      const committer = new Committer(this.#case, this.#shop.lookups)
      for await (const event of committer.run(stream.items, (size) => this.#shop.room.give(size))) {
        this.wrote ||= event.kind === 'document' && event.state !== 'unchanged'
        yield event
      }
      yield { kind: 'input', name: stream.walked.name, ok: !committer.failed }
    }
  }

  /** Nobody commits any more. */
  stop(): void {
    this.#aborted.abort()
    this.#streams.abandon()
    for (const stream of this.#open) stream.items.abandon()
  }

  async #start(inputs: AsyncIterable<Walked>): Promise<void> {
    try {
      for await (const walked of inputs) {
        const stream = { walked, items: new Channel<Item>(AHEAD) }
        this.#open = [...this.#open.filter((s) => !s.items.ended), stream]
        const turn = this.#takeTurn()
        this.#read(stream, turn)
          .then(
            () => stream.items.end(),
            (error) => stream.items.fail(error),
          )
          .finally(turn.pass)
        await this.#streams.push(stream)
        if (this.#streams.ended) return
      }
      this.#streams.end()
    } catch (error) {
      this.#streams.fail(error)
    }
  }

  #takeTurn(): Turn {
    const mine = this.#last
    let pass = (): void => {}
    const passed = new Promise<void>((go) => {
      pass = go
    })
    this.#last = mine.then(() => passed)
    return { mine, pass }
  }

  async #read(stream: Stream, turn: Turn): Promise<void> {
    const { walked, items } = stream
    const { collector, now } = this.#shop
    const { name } = walked
    if (walked.kind === 'failure')
      return await items.push({
        kind: 'refused',
        name,
        record: uploadRecord(collector, name, now()),
        problem: walked.problem,
      })
    const reading = new Reading(this.#shop, items, () => this.#head === stream, turn)
    if (walked.kind === 'url') return await this.#readAddress(name, reading, items)
    const received = await receiveFile(walked.path, this.#case.store)
    const plain = uploadRecord(collector, name, now())
    if ('code' in received) return await items.push({ kind: 'refused', name, record: plain, problem: received })
    const judged = await this.#reports.judge(walked.path, received)
    const record = judged ? withReport(plain, judged) : plain
    const page = { url: null, path: filePath(name) }
    const changed = judged?.problem.severity === 'error' ? [judged.problem] : []
    await reading.artifact({ ref: received, record, name, page, given: this.#given(name), problems: changed })
  }

  /** Fetches a page and reads it with the images that it shows, which are artifacts of their own. */
  async #readAddress(url: string, reading: Reading, items: Channel<Item>): Promise<void> {
    const { put, collector, now } = this.#shop
    const fetched = await this.#fetcher.page(url)
    if (!fetched.ok)
      return await items.push({
        kind: 'refused',
        name: url,
        record: addressRecord(collector, url, now()),
        problem: fetched.problem,
      })
    const { page, images, problems } = fetched
    const received = this.#fetchedArtifact(page.record, await put(page.bytes), url)
    const companions: Received[] = []
    for (const { bytes, record } of images) {
      const ref = await put(bytes)
      companions.push(this.#fetchedArtifact({ ...record, parent: received.ref.sha256 }, ref, record.url ?? url))
    }
    await reading.artifact(received, companions, problems)
  }

  #fetchedArtifact(record: CaptureRecord, ref: ArtifactRef, name: string): Received {
    const url = record.finalUrl ?? record.url
    const given = { ...this.#given(record.name), ...(url ? { url } : {}) }
    return { ref, record, name, page: { url, path: name }, given }
  }

  #given(name: string): Given {
    const { published, outlet, ocrPages } = this.#options
    const said = { ...(published ? { published } : {}), ...(outlet ? { outlet } : {}) }
    return { name, ...said, ...(ocrPages === undefined ? {} : { ocrPages }) }
  }
}
