import type { Db, DialectName } from '../raw.ts'

/**
 * One step from a schema to the next. Steps are never changed once they were in a release: a case in the field has gone
 * through them as they were. `run` works inside a transaction; when it fails the case is as before.
 */
export interface Migration {
  /** The schema that the step leads to; steps are numbered from one without a gap. */
  readonly schema: number
  readonly what: string
  run(db: Db, dialect: DialectName): Promise<void>
}

/** Column types and table endings of the two databases. Text compares by code points on both. */
export interface Types {
  readonly int: string
  readonly text: string
  readonly blob: string
  /** After the closing bracket of a table with a whole number as primary key. */
  readonly end: string
  /** The same for a table with another primary key. */
  readonly keyed: string
}

export const TYPES: Readonly<Record<DialectName, Types>> = {
  sqlite: { int: 'integer', text: 'text', blob: 'blob', end: 'strict', keyed: 'strict, without rowid' },
  postgres: { int: 'bigint', text: 'text collate "C"', blob: 'bytea', end: '', keyed: '' },
}
