import { randomUUID } from 'node:crypto'
import { DirectoryStore } from '@wherefrom/evidence'
import type { Case } from './case.ts'
import { all, placeholders, run } from './raw.ts'
import { tableRows } from './read/rows.ts'
import { transact } from './transact.ts'

/** Rows of `meta` whose key starts so stand for writers at work; what a killed one leaves makes the next one look. */
export const MARKER = 'writing:'

const ORPHANED = 'left without a receipt by a run that was cut short'

/**
 * Marks a case as being written and tells how to take the mark off. When no other writer can be at work (`alone`) but a
 * mark is there, a writer was killed: what it left half done is put right first.
 */
export async function startWriting(c: Case, alone: boolean): Promise<() => Promise<void>> {
  if (alone && (await markers(c)).length > 0) {
    await recover(c)
    await run(c.db, `delete from meta where key like '${MARKER}%'`)
  }
  const mark = `${MARKER}${randomUUID()}`
  await run(c.db, placeholders(c.dialect, 'insert into meta (key, value) values (?, ?)'), [
    mark,
    new Date().toISOString(),
  ])
  return async () => {
    await run(c.db, placeholders(c.dialect, 'delete from meta where key = ?'), [mark])
  }
}

/** Marks of writers that are at work, or were when they died. */
export async function markers(c: Pick<Case, 'db'>): Promise<string[]> {
  const rows = await all<{ key: string }>(c.db, `select key from meta where key like '${MARKER}%' order by key`)
  return rows.map((r) => r.key)
}

/**
 * An artifact is kept before its receipt is written; a writer that dies in between leaves one without. It stays, because
 * nothing that was received is thrown away, and the log says so.
 */
async function recover(c: Case): Promise<void> {
  if (c.store instanceof DirectoryStore) await c.store.sweep()
  for await (const artifact of withoutReceipt(c))
    if (!(await isInLog(c, artifact)))
      await transact(c, async (t) => t.record({ event: 'noted', artifact, sha256: artifact, reason: ORPHANED }))
}

/** Names of the store that no row has. Both come in the same order, so each is gone through once. */
async function* withoutReceipt(c: Case): AsyncGenerator<string> {
  const rows = tableRows(c, 'artifacts')
  let row = await rows.next()
  for await (const kept of c.store.list()) {
    while (!row.done && row.value.sha256 < kept) row = await rows.next()
    if (row.done || row.value.sha256 !== kept) yield kept
  }
}

async function isInLog(c: Case, artifact: string): Promise<boolean> {
  const text = placeholders(c.dialect, 'select seq from custody where line like ? limit 1')
  return (await all(c.db, text, [`%"artifact":"${artifact}"%`])).length > 0
}
