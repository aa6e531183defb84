import { transact } from '../../../packages/casebook/src/case/transact.ts'
import { cpuTime, type Spread, spread } from '../measure.ts'
import { type Filling, fill, prepareDocument, putPrepared, startCase } from '../search/build.ts'
import type { Corpus } from '../search/corpus.ts'

/** What one more document costs in a case of so many: milliseconds on the clock, and of this process's processor time. */
export interface StoreCost {
  readonly database: string
  readonly documents: number
  readonly milliseconds: Spread
  readonly processor: Spread
}

export interface StoreOptions {
  readonly folder: string
  readonly corpus: Corpus
  readonly sizes: readonly number[]
}

/** Documents that are measured at each size, in so many parts. */
const WINDOW = 2000
const PARTS = 10

/**
 * Fills a case to each size, then adds a window of documents as `add` does: bytes into the store, then one transaction
 * each with receipt, document, passages, index and log. The analyses are prepared before, so that only the store counts.
 */
export async function storeCosts(database: string, place: string, options: StoreOptions): Promise<StoreCost[]> {
  const { folder, corpus, sizes } = options
  const filling = await startCase(place, folder)
  const costs: StoreCost[] = []
  let done = 0
  for (const size of [...sizes].sort((a, b) => a - b)) {
    if (done < size) await fill([filling], corpus, done, size, () => {})
    done = Math.max(done, size)
    const parts: Part[] = []
    for (let part = 0; part < PARTS; part++) {
      parts.push(await measure(filling, corpus, done, WINDOW / PARTS))
      done += WINDOW / PARTS
    }
    const of = (pick: (p: (typeof parts)[number]) => number) => spread(parts.map(pick))
    costs.push({ database, documents: size, milliseconds: of((p) => p.clock), processor: of((p) => p.processor) })
  }
  await filling.c.close()
  return costs
}

/** Milliseconds a document. */
interface Part {
  readonly clock: number
  readonly processor: number
}

async function measure({ c }: Filling, corpus: Corpus, from: number, n: number): Promise<Part> {
  const made = Array.from({ length: n }, (_, i) => prepareDocument(corpus.document(from + i)))
  const [clock, processor] = [performance.now(), cpuTime()]
  for (const document of made) {
    await c.store.put(document.bytes)
    await transact(c, async (t) => await putPrepared(t, document))
  }
  return { clock: (performance.now() - clock) / n, processor: (cpuTime() - processor) / n }
}
