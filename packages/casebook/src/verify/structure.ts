import { DatabaseSync } from 'node:sqlite'
import { Kysely } from 'kysely'
import { migrate } from '../case/migrations/index.ts'
import { sqliteDialect } from '../case/sqlite.ts'
import type { Tables } from '../case/tables.ts'
import { part, type Verification } from './context.ts'
import { textOf } from './source.ts'

/**
 * What SQLite itself finds wrong with its file, and whether its tables are those that this program makes of that schema.
 * Gives the names of these tables.
 */
export async function checkStructure(v: Verification, schema: number): Promise<ReadonlySet<string>> {
  const due = await schemaOfRelease(schema)
  const tables = new Set([...due.keys()].filter((name) => name.startsWith('table ')).map((name) => name.slice(6)))
  if (v.source.dialect === 'postgres') await checkServerStructure(v)
  else await checkFileStructure(v, due)
  return tables
}

async function checkFileStructure(v: Verification, due: Map<string, string | null>): Promise<void> {
  await part(v, 'the database', async () => {
    for await (const row of v.source.rows('pragma integrity_check(100)')) {
      const reason = textOf(row.integrity_check) ?? ''
      if (reason !== 'ok') v.findings.add('custody/database', { what: 'the database', reason: reason.slice(0, 200) })
    }
  })
  await part(v, 'the tables', async () => {
    for await (const row of v.source.rows(SCHEMA_ROWS)) {
      const name = nameOf(row)
      if (due.get(name) !== textOf(row.sql)) v.findings.add('custody/structure', { what: name.slice(0, 200) })
      due.delete(name)
    }
    for (const name of due.keys()) v.findings.add('custody/structure', { what: name })
  })
}

/** Statistics of the planner (`sqlite_stat1`) come and go, and change no answer. */
const SCHEMA_ROWS = "select type, name, sql from sqlite_schema where name not like 'sqlite_stat%'"

const nameOf = (row: Readonly<Record<string, unknown>>): string => `${textOf(row.type)} ${textOf(row.name)}`

/** The tables and indexes of a case of a schema, as SQLite keeps their text. */
async function schemaOfRelease(schema: number): Promise<Map<string, string | null>> {
  const database = new DatabaseSync(':memory:')
  const db = new Kysely<Tables>({ dialect: sqliteDialect(database, true) })
  try {
    await migrate(db, 'sqlite', 0, 'a new case', schema)
    const rows = database.prepare(SCHEMA_ROWS).all()
    return new Map(rows.map((row) => [nameOf(row), textOf(row.sql)]))
  } finally {
    await db.destroy()
  }
}

/** Triggers and rules, which no case has: they could make later writing do other things than it says. */
const HOOKS = `select 'trigger ' || tgname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where not tgisinternal and c.relnamespace = current_schema()::regnamespace
  union all select 'rule ' || rulename from pg_rules where schemaname = current_schema()`

async function checkServerStructure(v: Verification): Promise<void> {
  await part(v, 'the tables', async () => {
    for await (const row of v.source.rows(HOOKS))
      v.findings.add('custody/structure', { what: String(textOf(row.name)).slice(0, 200) })
  })
}

/** What the store of a server keeps beside the bytes must agree with the case's table, and no part be left over. */
const STORE_ROWS = `select b.sha256 from blobs b
    left join artifacts a on a.sha256 = b.sha256
    left join (select blob, count(*) as n, sum(length(bytes)) as bytes, max(n) as last from blob_parts group by blob) p
      on p.blob = b.id
    where (a.sha256 is not null and (a.sha1 <> b.sha1 or a.bytes <> b.bytes))
      or coalesce(p.bytes, 0) <> b.bytes or coalesce(p.last, -1) <> coalesce(p.n, 0) - 1
  union all
  select '' from blob_parts p where not exists (select 1 from blobs b where b.id = p.blob)`

export async function checkServerStore(v: Verification): Promise<void> {
  await part(v, 'blobs', async () => {
    for await (const row of v.source.rows(STORE_ROWS)) {
      const sha256 = textOf(row.sha256) ?? ''
      if (sha256 === '') v.findings.add('custody/artifact-extra', { what: 'a part of no artifact' })
      else v.findings.add('custody/artifact-changed', { what: 'row of the store' }, { artifact: sha256 })
    }
  })
}
