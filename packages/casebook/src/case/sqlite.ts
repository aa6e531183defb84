import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'

/** Kysely on the SQLite that Node brings. One connection; who uses it (a transaction, a query) has it alone. */
export function sqliteDialect(database: DatabaseSync, write: boolean): Dialect {
  return {
    createDriver: () => new SqliteDriver(database, write),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new SqliteAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  }
}

class SqliteDriver implements Driver {
  private readonly database: DatabaseSync
  private readonly begin: string
  private readonly connection: SqliteConnection
  private readonly waiting: (() => void)[] = []
  private taken = false

  constructor(database: DatabaseSync, write: boolean) {
    this.database = database
    // `immediate` takes the lock for writing here, where waiting for it works, and not in the middle.
    this.begin = write ? 'begin immediate' : 'begin'
    this.connection = new SqliteConnection(database)
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    if (this.taken) await new Promise<void>((go) => this.waiting.push(go))
    this.taken = true
    return this.connection
  }

  /** The next in line takes over at once: `taken` stays true, so nobody slips in between. */
  async releaseConnection(): Promise<void> {
    const next = this.waiting.shift()
    if (next) next()
    else this.taken = false
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(this.begin))
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'))
  }

  /** A full disk ends the transaction by itself; then there is nothing to roll back. */
  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.database.isTransaction) await connection.executeQuery(CompiledQuery.raw('rollback'))
  }

  async destroy(): Promise<void> {
    if (this.database.isOpen) this.database.close()
  }
}

/** Statements that are kept prepared; beyond that the oldest go. */
const STATEMENTS = 300

class SqliteConnection implements DatabaseConnection {
  private readonly database: DatabaseSync
  private readonly statements = new Map<string, { readonly statement: StatementSync; readonly reads: boolean }>()

  constructor(database: DatabaseSync) {
    this.database = database
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const { statement, reads } = this.prepared(sql)
    if (reads) return { rows: statement.all(...(parameters as SQLInputValue[])) as R[] }
    const { changes, lastInsertRowid } = statement.run(...(parameters as SQLInputValue[]))
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) }
  }

  /** Row by row, on a statement of its own: a kept one would be started again by the next query of the same text. */
  async *streamQuery<R>({ sql, parameters }: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    for (const row of this.database.prepare(sql).iterate(...(parameters as SQLInputValue[]))) yield { rows: [row as R] }
  }

  private prepared(sql: string): { readonly statement: StatementSync; readonly reads: boolean } {
    const kept = this.statements.get(sql)
    if (kept) return kept
    const statement = this.database.prepare(sql)
    const made = { statement, reads: statement.columns().length > 0 }
    if (this.statements.size >= STATEMENTS) this.statements.delete(this.statements.keys().next().value!)
    this.statements.set(sql, made)
    return made
  }
}
