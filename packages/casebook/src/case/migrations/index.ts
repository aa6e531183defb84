import type { Kysely } from 'kysely'
import { CaseError } from '../error.ts'
import { appendEntries, type Signer } from '../log.ts'
import { digestOf } from '../primary.ts'
import { all, type Db, type DialectName, first as firstRow, placeholders, run, WRITER_LOCK } from '../raw.ts'
import type { Tables } from '../tables.ts'
import { first } from './0001-first.ts'
import { sightings } from './0002-sightings.ts'
import type { Migration } from './types.ts'

/** Every step, in order. A new step is a new file and a new row here. */
export const MIGRATIONS: readonly Migration[] = [first, sightings]

/** The schema that this program writes. */
export const SCHEMA = MIGRATIONS.length

/** The schema that a database says it has; null when it has no case. */
export async function schemaOf(db: Db, dialect: DialectName): Promise<number | null> {
  if (!(await tableNames(db, dialect)).includes('meta')) return null
  const row = await firstRow<{ value: string }>(db, "select value from meta where key = 'schema'")
  const schema = Number(row?.value)
  return Number.isSafeInteger(schema) && schema > 0 ? schema : null
}

/** Brings an older case up to date, in one transaction with the log's entries for every row that looks different now. */
export async function upgrade(
  { db, dialect }: { readonly db: Kysely<Tables>; readonly dialect: DialectName },
  from: number,
  by: { readonly caseId: string; readonly label: string; readonly signer: Signer },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    if (dialect === 'postgres') await run(trx, WRITER_LOCK)
    // Another program may have done it while this one waited.
    if ((await schemaOf(trx, dialect)) !== from) return
    await migrate(trx, dialect, from, by.label)
    const reason = `tables brought from schema ${from} to ${SCHEMA}`
    const rows = [digestOf('meta', { key: 'schema', value: String(SCHEMA) })]
    const entry = { event: 'noted', artifact: null, sha256: null, reason, rows } as const
    await appendEntries(trx, { dialect, ...by }, [entry], by.signer, new Date().toISOString())
  })
}

/** Names of the tables of the database (on PostgreSQL: of its current schema). */
export async function tableNames(db: Db, dialect: DialectName): Promise<string[]> {
  const rows = await all<{ name: string }>(
    db,
    dialect === 'sqlite'
      ? "select name from sqlite_schema where type = 'table' order by name"
      : 'select tablename::text as name from pg_tables where schemaname = current_schema() order by tablename',
  )
  return rows.map((r) => r.name)
}

/**
 * Brings a case's tables from schema `from` (zero for none) to `to`. Runs inside the caller's transaction.
 * `CaseError` `newer` when the case is ahead of this program.
 */
export async function migrate(db: Db, dialect: DialectName, from: number, label: string, to = SCHEMA): Promise<void> {
  if (from > SCHEMA) throw new CaseError('newer', label, String(from))
  for (const step of MIGRATIONS.slice(from, to)) {
    await step.run(db, dialect)
    await run(
      db,
      placeholders(
        dialect,
        "insert into meta (key, value) values ('schema', ?) on conflict (key) do update set value = excluded.value",
      ),
      [String(step.schema)],
    )
  }
}
