import type { Row } from '@wherefrom/evidence'
import { CompiledQuery, type ControlledTransaction, type Kysely } from 'kysely'
import type { Tables } from '../case/tables.ts'
import type { RowSource } from './source.ts'

/** Rows fetched at a time: documents carry their analysis, some 20 kB each. */
const FETCH = 200

/** The tables of a PostgreSQL case as they are at one moment, whatever is written meanwhile. */
export async function postgresSource(db: Kysely<Tables>): Promise<RowSource> {
  const trx = await db.startTransaction().setIsolationLevel('repeatable read').execute()
  let cursors = 0
  return {
    dialect: 'postgres',
    db: trx,
    rows: (sql) => rows(trx, `verify_${cursors++}`, sql),
    attempt: (work) => attempt(trx, work),
    close: async () => await trx.rollback().execute(),
  }
}

async function* rows(trx: ControlledTransaction<Tables>, cursor: string, sql: string): AsyncGenerator<Row> {
  await trx.executeQuery(CompiledQuery.raw(`declare ${cursor} no scroll cursor for ${sql}`))
  try {
    for (;;) {
      const page = await trx.executeQuery<Row>(CompiledQuery.raw(`fetch ${FETCH} from ${cursor}`))
      yield* page.rows
      if (page.rows.length < FETCH) return
    }
  } finally {
    // After an error the transaction is over, and its cursors with it.
    await trx.executeQuery(CompiledQuery.raw(`close ${cursor}`)).catch(() => {})
  }
}

/** After an error PostgreSQL refuses everything up to the last savepoint. */
async function attempt(trx: ControlledTransaction<Tables>, work: () => Promise<void>): Promise<void> {
  await trx.executeQuery(CompiledQuery.raw('savepoint verify'))
  try {
    await work()
    await trx.executeQuery(CompiledQuery.raw('release savepoint verify'))
  } catch (error) {
    await trx.executeQuery(CompiledQuery.raw('rollback to savepoint verify')).catch(() => {})
    throw error
  }
}
