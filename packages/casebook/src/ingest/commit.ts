import { problem } from '@wherefrom/schema'
import type { Case } from '../case/case.ts'
import { failureKey } from '../case/keys.ts'
import { transact, type Work } from '../case/transact.ts'
import { putDocument } from '../case/write/document.ts'
import { putFailure } from '../case/write/failure.ts'
import { putImage } from '../case/write/image.ts'
import { finishReceipt, putReceipt } from '../case/write/receipt.ts'
import type { AddEvent, Analysed, Item } from './items.ts'
import type { Lookups } from './lookups.ts'
import { choosePage } from './page.ts'
import { memberPlace } from './record.ts'

type ReceiptItem = Extract<Item, { kind: 'receipt' }>
type DocumentItem = Extract<Item, { kind: 'document' }>

/** A receipt whose artifact is being gone through. */
interface Frame {
  readonly item: ReceiptItem
  /** Null when the case has it and nothing of it is written. */
  capture: number | null
  documents: number
  /** Did it give anything, or say why not? What gives nothing at all is told as a failure. */
  gave: boolean
}

/** Items of one transaction besides its document: enough for an archive of pictures, few enough to be quick. */
const BATCH = 64

/** Commits the items of one input: one transaction a document, with the receipts around it. */
export class Committer {
  readonly #case: Case
  readonly #lookups: Lookups
  readonly #frames: Frame[] = []
  /** Documents in each artifact of this input that is through. */
  readonly #through = new Map<string, number>()
  #failed = false

  constructor(c: Case, lookups: Lookups) {
    this.#case = c
    this.#lookups = lookups
  }

  /** `settled` is told the size of each document that need no longer wait in memory. */
  async *run(items: AsyncIterable<Item>, settled: (size: number) => void): AsyncGenerator<AddEvent> {
    let batch: Item[] = []
    let analysed: Analysed | null = null
    for await (const item of items) {
      const full = batch.length >= BATCH || (item.kind === 'document' && analysed !== null)
      if (full) {
        yield* await this.#commit(batch, analysed)
        batch = []
        analysed = null
      }
      if (item.kind === 'document') {
        analysed = await item.analysed
        settled(item.size)
      }
      batch.push(item)
    }
    if (batch.length > 0) yield* await this.#commit(batch, analysed)
  }

  /** Did anything of this input fail? */
  get failed(): boolean {
    return this.#failed
  }

  async #commit(batch: readonly Item[], analysed: Analysed | null): Promise<AddEvent[]> {
    const events: AddEvent[] = []
    const [first] = batch
    // The way of a second run over a large folder: the receipt is there, and nothing is written.
    if (
      batch.length === 2 &&
      first?.kind === 'receipt' &&
      typeof first.known === 'number' &&
      batch[1]?.kind === 'leave'
    )
      if (await this.#lookups.hasReceipt(first.record, first.ref.sha256)) {
        this.#count(first.known)
        return [{ kind: 'known', name: first.name, documents: first.known }]
      }
    await transact(this.#case, async (t) => {
      for (const item of batch) await this.#apply(t, item, analysed, events)
    })
    if (events.some((e) => e.kind === 'failure')) this.#failed = true
    return events
  }

  /** Documents of an artifact that is through count for the one around it. */
  #count(documents: number): void {
    const outer = this.#frames.at(-1)
    if (outer) outer.documents += documents
  }

  async #apply(t: Work, item: Item, analysed: Analysed | null, events: AddEvent[]): Promise<void> {
    const about = this.#frames.at(-1)
    if (about) about.gave ||= saysSomething(item)
    switch (item.kind) {
      case 'receipt':
        return await this.#enter(t, item, events)
      case 'leave':
        return await this.#leave(t, events)
      case 'document':
        return await this.#document(t, item, analysed!, events)
      case 'image':
        await putImage(t, this.#frame.item.ref.sha256, item.image)
        events.push({ kind: 'image', name: this.#frame.item.name, artifact: this.#frame.item.ref.sha256 })
        return
      case 'link':
        events.push({ kind: 'link', name: this.#frame.item.name, url: item.url, note: item.note })
        return
      case 'problem':
        return await this.#problem(t, item, events)
      case 'refused':
        events.push({ kind: 'failure', name: item.name, problem: item.problem })
        return await putFailure(t, {
          key: failureKey(item.record),
          artifact: null,
          name: item.name,
          code: item.problem.code,
          message: item.problem.message,
        })
    }
  }

  get #frame(): Frame {
    return this.#frames.at(-1)!
  }

  async #enter(t: Work, item: ReceiptItem, events: AddEvent[]): Promise<void> {
    const { capture } = await putReceipt(t, { ref: item.ref, record: item.record })
    const known = item.known === 'again' ? (this.#through.get(item.ref.sha256) ?? 0) : item.known
    this.#frames.push({ item, capture, documents: known ?? 0, gave: known !== null })
    if (known !== null) events.push({ kind: 'known', name: item.name, documents: known })
  }

  async #leave(t: Work, events: AddEvent[]): Promise<void> {
    if (!this.#frame.gave) await this.#problem(t, { kind: 'problem', problem: problem('reader/no-text') }, events)
    const { item, capture, documents } = this.#frames.pop()!
    this.#through.set(item.ref.sha256, documents)
    if (capture !== null) await finishReceipt(t, capture, documents)
    this.#count(documents)
  }

  async #document(t: Work, item: DocumentItem, analysed: Analysed, events: AddEvent[]): Promise<void> {
    const frame = this.#frame
    const { name, page, ref, record } = frame.item
    const shown = item.part === '' ? name : `${name}#${item.part}`
    if (analysed.kind === 'problem')
      return await this.#problem(t, { kind: 'problem', problem: analysed.problem }, events)
    frame.documents++
    if (analysed.kind === 'present') {
      events.push({ kind: 'known', name: shown, documents: 1 })
      return
    }
    const { prepared, text } = analysed
    const found = { url: prepared.url, contentSha256: prepared.contentSha256, text }
    const written = await putDocument(t, {
      artifact: ref.sha256,
      capture: frame.capture!,
      page: await choosePage(t, { ...page, part: item.part }, found, record.name),
      prepared,
    })
    events.push({ kind: 'document', state: written.state, name: shown, document: written.document })
  }

  async #problem(t: Work, item: Extract<Item, { kind: 'problem' }>, events: AddEvent[]): Promise<void> {
    const { ref, record, name } = this.#frame.item
    const shown = item.name === undefined ? name : `${name}/${item.name}`
    const { problem } = item
    if (problem.severity !== 'error') {
      if (problem.severity === 'warning') events.push({ kind: 'warning', name: shown, problem })
      return
    }
    const place = item.name === undefined ? record : memberPlace(ref.sha256, item.name)
    const artifact = item.name === undefined ? ref.sha256 : null
    const { code, message } = problem
    await putFailure(t, { key: failureKey(place), artifact, name: shown, code, message })
    events.push({ kind: 'failure', name: shown, problem })
  }
}

/** Everything but the end of an artifact and remarks on what was left out of it; a proof that is kept is remark enough. */
function saysSomething(item: Item): boolean {
  if (item.kind === 'problem') return item.problem.severity !== 'info' || item.problem.code === 'reader/kept'
  return item.kind !== 'leave'
}
