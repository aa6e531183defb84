import type { CustodyEvent, RowDigest } from '@wherefrom/schema'
import type { Transaction } from 'kysely'
import type { Case, Writer } from './case.ts'
import { guarded } from './error.ts'
import { appendEntries, type NewEntry } from './log.ts'
import { digestOf, type PrimaryName, rowKey } from './primary.ts'
import { type DialectName, run, WRITER_LOCK } from './raw.ts'
import { find, statement } from './statement.ts'
import type { Tables } from './tables.ts'

/** What an entry of the custody log says apart from its rows. */
export interface Event {
  readonly event: CustodyEvent
  readonly artifact?: string | null
  readonly sha256?: string | null
  readonly reason?: string | null
}

/** One transaction on a case: rows are written through the functions of `write/`, the log's entries follow by themselves. */
export class Work {
  readonly db: Transaction<Tables>
  readonly dialect: DialectName
  readonly writer: Writer
  /** The time of everything in this transaction: ISO 8601, UTC. */
  readonly at: string
  /** What to do once the transaction is certain. */
  readonly after: (() => void)[] = []
  private readonly events: Event[] = []
  /** The rows that were written, by table and key, as they will be; null for removed ones. */
  private readonly rows = new Map<string, { table: PrimaryName; key: string; row: object | null; event: number }>()

  constructor(db: Transaction<Tables>, dialect: DialectName, writer: Writer, at: string) {
    this.db = db
    this.dialect = dialect
    this.writer = writer
    this.at = at
  }

  /** Opens an entry of the log; the rows that are written next hang on it. */
  record(event: Event): void {
    this.events.push(event)
  }

  /** A row was written: its last state in this transaction is what the log answers for. */
  wrote(table: PrimaryName, row: object): void {
    this.touch(table, rowKey(table, row), row)
  }

  removed(table: PrimaryName, key: string): void {
    this.touch(table, key, null)
  }

  /** The row as this transaction wrote it; null when it removed it, undefined when it did not touch it. */
  touched(table: PrimaryName, key: string): object | null | undefined {
    return this.rows.get(`${table} ${key}`)?.row
  }

  private touch(table: PrimaryName, key: string, row: object | null): void {
    if (this.events.length === 0) this.record({ event: 'noted' })
    const id = `${table} ${key}`
    const known = this.rows.get(id)
    if (known) known.row = row
    else this.rows.set(id, { table, key, row, event: this.events.length - 1 })
  }

  /** The entries that the log is to get. */
  entries(): NewEntry[] {
    const digests: RowDigest[][] = this.events.map(() => [])
    for (const { table, key, row, event } of this.rows.values())
      digests[event]!.push(row ? digestOf(table, row) : [table, key, null])
    return this.events.map((e, i) => ({
      event: e.event,
      artifact: e.artifact ?? null,
      sha256: e.sha256 ?? null,
      reason: e.reason ?? null,
      rows: digests[i]!,
    }))
  }
}

/**
 * Runs `work` in one transaction, and adds what it did to the custody log in the same transaction: either all of it is
 * in the case, signed, or nothing. Raises `CaseError` when the place refuses (full, gone, locked).
 */
export async function transact<T>(c: Case, work: (t: Work) => Promise<T>): Promise<T> {
  const { writer } = c
  if (!writer) throw new Error('this case is open for reading')
  return await guarded(c.place.label, async () => {
    const { result, appended, t } = await c.db.transaction().execute(async (db) => {
      if (c.dialect === 'postgres') await run(db, WRITER_LOCK)
      const t = new Work(db, c.dialect, writer, new Date().toISOString())
      const result = await work(t)
      const entries = t.entries()
      const where = { dialect: c.dialect, caseId: c.id, label: c.place.label }
      const appended = entries.length > 0 ? await appendEntries(db, where, entries, writer.signer, t.at) : null
      return { result, appended, t }
    })
    for (const settle of t.after) settle()
    if (appended) writer.mirror?.append(appended)
    return result
  })
}

const NEXT = {
  captures: statement('select coalesce(max(id), 0) + 1 as id from captures'),
  documents: statement('select coalesce(max(id), 0) + 1 as id from documents'),
  components: statement('select coalesce(max(id), 0) + 1 as id from components'),
  decisions: statement('select coalesce(max(id), 0) + 1 as id from decisions'),
} as const

/** The next free id of a table: ids are given in order and without gaps, so that they are the same on every run. */
export async function nextId(t: Work, table: keyof typeof NEXT): Promise<number> {
  const row = await find<{ id: number }>(t.db, t.dialect, NEXT[table], [])
  return row!.id
}
