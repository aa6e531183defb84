import { createHash } from 'node:crypto'
import { PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely'
import pg from 'pg'
import { isHot } from './raw.ts'

/**
 * How long anything may take, in milliseconds, so that nothing hangs: to connect; one statement on the server; waiting
 * for another writer; a transaction whose program died on the way; and the answer to a statement, by the clock of this side.
 */
const LIMITS = { connect: 10_000, statement: 600_000, lock: 60_000, idleInTransaction: 120_000, answer: 630_000 }

const INT8 = 20

/** Connections to a PostgreSQL database. Whole numbers of 8 bytes come as numbers: ids stay far below 2^53. */
export function postgresPool(url: string, write: boolean): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'wherefrom',
    max: 5,
    connectionTimeoutMillis: LIMITS.connect,
    statement_timeout: LIMITS.statement,
    lock_timeout: LIMITS.lock,
    idle_in_transaction_session_timeout: LIMITS.idleInTransaction,
    query_timeout: LIMITS.answer,
    keepAlive: true,
    // A command that only reads cannot write by mistake.
    ...(write ? {} : { options: '-c default_transaction_read_only=on' }),
    types: { getTypeParser },
  })
  // A connection that breaks fails the query that uses it, and is replaced by the next; it must not end the program.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

const getTypeParser: typeof pg.types.getTypeParser = ((oid: number, format?: 'text' | 'binary') =>
  oid === INT8 && format !== 'binary' ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser

/** Kysely on PostgreSQL, with the statements of the hot path kept prepared. */
export function postgresDialect(pool: pg.Pool): PostgresDialect {
  return new PostgresDialect({ pool: withPrepared(pool) })
}

function withPrepared(pool: pg.Pool): PostgresPool {
  const wrapped = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  return {
    connect: async () => {
      const client = await pool.connect()
      const known = wrapped.get(client)
      if (known) return known
      const made = preparing(client)
      wrapped.set(client, made)
      return made
    },
    end: () => pool.end(),
  } as PostgresPool
}

function preparing(client: pg.PoolClient): PostgresPoolClient {
  return {
    query: (sql: string, parameters: readonly unknown[]) =>
      isHot(sql)
        ? client.query({ name: nameOf(sql), text: sql, values: [...parameters] })
        : client.query(sql, [...parameters]),
    release: (destroy?: boolean) => client.release(destroy),
  } as unknown as PostgresPoolClient
}

const names = new Map<string, string>()

function nameOf(sql: string): string {
  const known = names.get(sql)
  if (known) return known
  const name = `w${createHash('sha256').update(sql).digest('hex').slice(0, 24)}`
  names.set(sql, name)
  return name
}
