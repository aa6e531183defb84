import type { CompiledQuery, Kysely, Transaction } from 'kysely'
import type { Tables } from './tables.ts'

/** A case's database, or a transaction on it. */
export type Db = Kysely<Tables> | Transaction<Tables>

export type DialectName = 'sqlite' | 'postgres'

/**
 * Statements of the way that every document goes, as text: nothing is compiled when they run. On PostgreSQL they are
 * also kept prepared on the server. Placeholders are `?` on SQLite and `$1` on PostgreSQL.
 */
const HOT = new Set<string>()

/** Marks a statement as one that runs for every document; gives it back. Only for constant texts. */
export function hot(sql: string): string {
  HOT.add(sql)
  return sql
}

export const isHot = (sql: string): boolean => HOT.has(sql)

/** One id for all: it only tells apart the queries that are being cancelled, which these never are. */
const QUERY = { queryId: 'text' }

/**
 * A statement given as text, as Kysely runs it. Made here and not by Kysely: commands that open no case need not load it,
 * and that takes longer than all else in their start.
 */
export function compiled<R = unknown>(sql: string, parameters: readonly unknown[] = []): CompiledQuery<R> {
  return { query: { kind: 'RawNode', sqlFragments: [sql], parameters: [] }, queryId: QUERY, sql, parameters }
}

/** Rows of a statement given as text. */
export async function all<R>(db: Db, sql: string, parameters: readonly unknown[] = []): Promise<R[]> {
  return (await db.executeQuery(compiled<R>(sql, parameters))).rows
}

/** The first row of a statement given as text. */
export async function first<R>(db: Db, sql: string, parameters: readonly unknown[] = []): Promise<R | undefined> {
  return (await all<R>(db, sql, parameters))[0]
}

/** Runs a statement given as text; tells how many rows it changed. */
export async function run(db: Db, sql: string, parameters: readonly unknown[] = []): Promise<number> {
  const { numAffectedRows } = await db.executeQuery(compiled(sql, parameters))
  return Number(numAffectedRows ?? 0n)
}

/** The text with `$1`, `$2` ... in place of `?` on PostgreSQL. The text must hold no other question mark. */
export function placeholders(dialect: DialectName, sql: string): string {
  if (dialect === 'sqlite') return sql
  let n = 0
  return sql.replaceAll('?', () => `$${++n}`)
}

/** Writers of a PostgreSQL case go one after the other: ids are given and the log is continued without a gap. */
export const WRITER_LOCK = 'select pg_advisory_xact_lock(20055, 1)'
