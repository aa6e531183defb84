import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import pg from 'pg'

export type Value = string | number | bigint | Uint8Array | null
export type Values = Readonly<Record<string, Value>>

export interface Column {
  readonly name: string
  readonly nullable: boolean
  /** Whether it is one of those that name the row. */
  readonly key: boolean
  readonly type: string
}

/** A case's database as somebody past the program reaches it. Placeholders are `?` on both. */
export interface Sql {
  readonly dialect: 'sqlite' | 'postgres'
  all(text: string, values?: readonly Value[]): Promise<Values[]>
  /** Every table, those that the full-text index keeps for itself among them. */
  tables(): Promise<string[]>
  columns(table: string): Promise<Column[]>
  close(): Promise<void>
}

const SQLITE_TABLES = `select name from sqlite_schema
  where type = 'table' and sql not like 'create virtual%' and name not like 'sqlite%' order by name`

/** Opens the file of a case folder without any of the program's care. */
export function openSqlite(path: string): Sql {
  const database = new DatabaseSync(path, { timeout: 5000, defensive: false })
  const all = (text: string, values: readonly Value[] = []): Values[] => {
    const statement = database.prepare(text)
    statement.setReadBigInts(true)
    return statement.all(...(values as SQLInputValue[])).map((row) => shortened(row as Values))
  }
  return {
    dialect: 'sqlite',
    all: async (text, values) => all(text, values),
    tables: async () => all(SQLITE_TABLES).map((row) => String(row['name'])),
    columns: async (table) => {
      const columns = all(`pragma table_info("${table}")`)
      return columns.map((c) => ({
        name: String(c['name']),
        nullable: c['notnull'] === 0,
        key: c['pk'] !== 0,
        type: String(c['type']).toLowerCase(),
      }))
    },
    close: async () => {
      if (database.isOpen) database.close()
    },
  }
}

/** Numbers as numbers where they fit. */
const shortened = (row: Values): Values =>
  Object.fromEntries(
    Object.entries(row).map(([k, v]) => [k, typeof v === 'bigint' && Number.isSafeInteger(Number(v)) ? Number(v) : v]),
  )

const POSTGRES_TABLES = 'select tablename as name from pg_tables where schemaname = current_schema() order by 1'
const POSTGRES_COLUMNS = `select a.attname as name, not a.attnotnull as nullable, format_type(a.atttypid, null) as type,
    coalesce(a.attnum = any(i.indkey), false) as key
  from pg_attribute a left join pg_index i on i.indrelid = a.attrelid and i.indisprimary
  where a.attrelid = ($1::text)::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum`

const INT8 = 20

/** The same on a server. */
export async function openPostgres(url: string): Promise<Sql> {
  const getTypeParser = ((oid: number, format?: 'text') =>
    oid === INT8 ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser
  const client = new pg.Client({ connectionString: url, types: { getTypeParser } })
  await client.connect()
  let ended = false
  const all = async (text: string, values: readonly Value[] = []): Promise<Values[]> => {
    let n = 0
    return (
      await client.query(
        text.replaceAll('?', () => `$${++n}`),
        [...values],
      )
    ).rows as Values[]
  }
  return {
    dialect: 'postgres',
    all,
    tables: async () => (await all(POSTGRES_TABLES)).map((row) => String(row['name'])),
    columns: async (table) =>
      (await client.query<Column>(POSTGRES_COLUMNS, [`"${table}"`])).rows.map((c) => ({
        ...c,
        type: c.type.toLowerCase(),
      })),
    close: async () => {
      if (!ended) await client.end()
      ended = true
    },
  }
}

/** `where` that names one row by its key columns, and the values for it. */
export function whereRow(columns: readonly Column[], row: Values): { where: string; values: Value[] } {
  const keys = columns.filter((c) => c.key)
  return { where: keys.map((c) => `"${c.name}" = ?`).join(' and '), values: keys.map((c) => row[c.name] ?? null) }
}
