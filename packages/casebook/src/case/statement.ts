import { type Db, type DialectName, first, hot, placeholders, run } from './raw.ts'

/** One statement of the hot path, worded for both databases. */
export type Statement = Readonly<Record<DialectName, string>>

/** `sql` has `?` for its values; it is a constant of the program. */
export const statement = (sql: string): Statement => ({
  sqlite: hot(sql),
  postgres: hot(placeholders('postgres', sql)),
})

/** Quoted where the name is a word of SQL. */
const column = (name: string): string => (name === 'end' || name === 'start' ? `"${name}"` : name)

/** Inserts whole rows of a table; the statement is worded once. */
export type Inserter<Row> = (db: Db, dialect: DialectName, row: Row) => Promise<void>

export function inserter<Row extends object>(table: string, columns: readonly (keyof Row & string)[]): Inserter<Row> {
  const names = columns.map(column).join(', ')
  const insert = statement(`insert into ${table} (${names}) values (${columns.map(() => '?').join(', ')})`)
  return async (db, dialect, row) => {
    await run(
      db,
      insert[dialect],
      columns.map((c) => row[c]),
    )
  }
}

/** The first row that a statement of the hot path gives. */
export const find = <R>(
  db: Db,
  dialect: DialectName,
  s: Statement,
  values: readonly unknown[],
): Promise<R | undefined> => first<R>(db, s[dialect], values)
