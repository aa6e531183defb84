import { Kysely } from 'kysely'
import type pg from 'pg'
import type { Connection } from './connection.ts'
import { CaseError } from './error.ts'
import { tableNames } from './migrations/index.ts'
import type { Place } from './place.ts'
import { postgresDialect, postgresPool } from './postgres.ts'
import { PostgresStore } from './store.ts'
import type { Tables } from './tables.ts'

type ServerPlace = Extract<Place, { kind: 'postgres' }>

/** The oldest server that is supported. */
const OLDEST = 15

export async function createInServer(place: ServerPlace): Promise<Connection> {
  const connection = await openServer(place, true)
  const tables = await tableNames(connection.db, 'postgres')
  if (tables.length === 0) return connection
  await connection.close()
  if (tables.includes('custody')) throw new CaseError('exists', place.label)
  throw new CaseError('occupied', place.label, `it has a table ${tables[0]}`)
}

export async function openServer(place: ServerPlace, write: boolean): Promise<Connection> {
  const pool = postgresPool(place.url, write)
  try {
    checkServer(await aboutServer(pool), place.label)
  } catch (error) {
    await pool.end()
    throw error
  }
  const db = new Kysely<Tables>({ dialect: postgresDialect(pool) })
  const close = async (): Promise<void> => await db.destroy()
  return {
    db,
    dialect: 'postgres',
    close,
    attach: async (signer) => {
      const store = new PostgresStore(pool, place.label)
      const presence = signer ? await takePart(pool) : { alone: false, ready: async () => {}, leave: () => {} }
      const closeAll = async (): Promise<void> => {
        presence.leave()
        await close()
      }
      return { store, mirror: null, alone: presence.alone, ready: presence.ready, close: closeAll }
    },
  }
}

/** A lock that every writer shares as long as it is connected: who gets it alone knows that there is no other. */
const PRESENCE = '(20055, 2)'

async function takePart(pool: pg.Pool) {
  const client = await pool.connect()
  const leave = (): void => client.release(true)
  try {
    const { rows } = await client.query<{ alone: boolean }>(`select pg_try_advisory_lock${PRESENCE} as alone`)
    const { alone } = rows[0]!
    if (!alone) await client.query(`select pg_advisory_lock_shared${PRESENCE}`)
    const ready = async (): Promise<void> => {
      if (!alone) return
      await client.query(`select pg_advisory_lock_shared${PRESENCE}`)
      await client.query(`select pg_advisory_unlock${PRESENCE}`)
    }
    return { alone, ready, leave }
  } catch (error) {
    leave()
    throw error
  }
}

export interface ServerFacts {
  /** As in `server_version_num`: 150004 is 15.4. */
  readonly version: number
  readonly encoding: string
  readonly schema: string | null
}

async function aboutServer(pool: pg.Pool): Promise<ServerFacts> {
  const { rows } = await pool.query<ServerFacts>(
    `select current_setting('server_version_num')::integer as version,
      current_setting('server_encoding') as encoding, current_schema() as schema`,
  )
  return rows[0]!
}

/** `CaseError` for a server that cannot hold a case. */
export function checkServer({ version, encoding, schema }: ServerFacts, label: string): void {
  const major = Math.floor(version / 10_000)
  if (major < OLDEST) throw new CaseError('old-server', label, String(major))
  if (encoding !== 'UTF8') throw new CaseError('encoding', label, encoding)
  if (schema === null) throw new CaseError('place', label, 'its search path names no schema that exists')
}
