import type { DatabaseSync } from 'node:sqlite'
import type { Row } from '@wherefrom/evidence'
import { Kysely } from 'kysely'
import { openToRead } from '../case/folder.ts'
import { sqliteDialect } from '../case/sqlite.ts'
import type { Tables } from '../case/tables.ts'
import type { RowSource } from './source.ts'

/**
 * The tables of a case folder, on a connection of its own that asks nothing of the database first: a damaged one must be
 * reported, not refused. Whole numbers come as bigint, because a forged one may be larger than JavaScript's.
 */
export function sqliteSource(path: string): RowSource {
  const database = openToRead(path)
  try {
    database.exec('begin')
  } catch (error) {
    database.close()
    throw error
  }
  const db = new Kysely<Tables>({ dialect: sqliteDialect(database, false) })
  return {
    dialect: 'sqlite',
    db,
    rows: (sql) => rows(database, sql),
    attempt: (work) => work(),
    close: async () => await db.destroy(),
  }
}

async function* rows(database: DatabaseSync, sql: string): AsyncGenerator<Row> {
  const statement = database.prepare(sql)
  statement.setReadBigInts(true)
  for (const row of statement.iterate()) yield row as Row
}
