import type { Problem } from '@wherefrom/schema'
import type { Case } from '../case/case.ts'
import { currentSets } from '../case/read/current.ts'
import { componentSets } from '../case/read/status.ts'
import { transact } from '../case/transact.ts'
import { replaceAnalysis } from '../case/write/document.ts'
import { Channel } from '../ingest/channel.ts'
import type { Analysed } from '../ingest/items.ts'
import { Places } from '../ingest/place.ts'
import { Room } from '../ingest/room.ts'
import { Workforce } from '../ingest/workforce.ts'
import { currentProducers } from '../read.ts'
import { settleIndex } from '../search/index.ts'
import { Again, type Stale } from './again.ts'
import { countStale, staleGroups } from './stale.ts'

export interface ReanalyseOptions {
  /** The threads to work with; when left out, some are started and stopped. */
  readonly workforce?: Workforce
}

/** What was done, told after it is certain. */
export type ReanalyseEvent =
  /** How many documents are stale: told once, first. */
  | { readonly kind: 'stale'; readonly documents: number }
  | { readonly kind: 'document'; readonly document: number; readonly name: string }
  /** A document that keeps its earlier analysis. */
  | { readonly kind: 'failure'; readonly document: number; readonly name: string; readonly problem: Problem }

/** Bytes of documents that wait for their turn, and documents that do. */
const ROOM = 64 * 1024 * 1024
const AHEAD = 16

interface Waiting {
  readonly row: Stale
  readonly analysed: Promise<Analysed>
}

/**
 * Brings every document up to date that another version of some component made, and no other: in the order of
 * documents, one transaction each. What is up to date is left alone, so that a run that was broken off goes on where it
 * ended. Ids, versions and decisions stay.
 */
export async function* reanalyse(c: Case, options: ReanalyseOptions = {}): AsyncGenerator<ReanalyseEvent> {
  const producers = await currentProducers()
  const isCurrent = currentSets(producers)
  const sets = (await componentSets(c)).filter((set) => !isCurrent(set.versions))
  yield { kind: 'stale', documents: await countStale(c, sets) }
  if (sets.length === 0) return
  const workforce = options.workforce ?? new Workforce()
  const places = new Places(c.store)
  const waiting = new Channel<Waiting>(AHEAD)
  const again = new Again({ case: c, workforce, places, room: new Room(ROOM), producers })
  let wrote = false
  const feed = async (): Promise<void> => {
    for await (const group of staleGroups(c, sets))
      for (const [row, analysed] of again.group(group)) {
        analysed.catch(() => {})
        await waiting.push({ row, analysed })
        if (waiting.ended) return
      }
  }
  try {
    feed().then(
      () => waiting.end(),
      (error) => waiting.fail(error),
    )
    for await (const { row, analysed } of waiting) {
      const event = await commit(c, row, await analysed)
      wrote ||= event.kind === 'document'
      yield event
    }
    if (wrote) await settleIndex(c.db, c.dialect)
  } finally {
    waiting.abandon()
    if (!options.workforce) await workforce.stop()
    await places.close()
  }
}

async function commit(c: Case, row: Stale, result: Analysed): Promise<ReanalyseEvent> {
  const about = { document: row.id, name: row.name }
  if (result.kind === 'problem') return { kind: 'failure', ...about, problem: result.problem }
  if (result.kind === 'prepared') await transact(c, async (t) => await replaceAnalysis(t, row.id, result.prepared))
  return { kind: 'document', ...about }
}
