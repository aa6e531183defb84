import type { Case } from '../case.ts'
import { PRIMARY, type PrimaryName } from '../primary.ts'
import { all, type Db, type DialectName, placeholders, run } from '../raw.ts'
import type { Tables } from '../tables.ts'

/** Rows got at a time: few of those that carry an analysis, so that memory stays small. */
const PAGE = 500
const PAGE_OF_ANALYSES = 32

/**
 * All rows of a primary table in the order of their keys, a page at a time. Inside a transaction that sees one state
 * (`snapshot`) they are of one state; otherwise each page is of its own moment.
 */
export async function* tableRows<T extends PrimaryName>(
  { db, dialect }: { readonly db: Db; readonly dialect: DialectName },
  table: T,
): AsyncGenerator<Tables[T]> {
  const { key, columns } = PRIMARY[table]
  const size = table === 'documents' ? PAGE_OF_ANALYSES : PAGE
  const [names, order] = [columns.join(', '), key.join(', ')]
  const after = `where (${order}) > (${key.map(() => '?').join(', ')})`
  const text = (where: string): string =>
    placeholders(dialect, `select ${names} from ${table} ${where} order by ${order} limit ${size}`)
  let rows = await all<Tables[T]>(db, text(''))
  for (;;) {
    yield* rows
    if (rows.length < size) return
    const last = rows.at(-1) as unknown as Record<string, unknown>
    rows = await all<Tables[T]>(
      db,
      text(after),
      key.map((k) => last[k]),
    )
  }
}

/** Runs `work` on one state of the case, whatever a writer does meanwhile. Nothing can be written. */
export async function snapshot<R>(c: Case, work: (db: Db) => Promise<R>): Promise<R> {
  if (c.dialect === 'sqlite') return await c.db.transaction().execute(work)
  const transaction = c.db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only')
  return await transaction.execute(async (db) => {
    // The work between two questions may take long: an artifact of gigabytes is copied.
    await run(db, 'set local idle_in_transaction_session_timeout = 0')
    return await work(db)
  })
}
