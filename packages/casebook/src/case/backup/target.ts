import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type ArtifactStore, DirectoryStore, headJson } from '@wherefrom/evidence'
import type { ArtifactRef, CustodyHead } from '@wherefrom/schema'
import { Kysely } from 'kysely'
import { CaseError } from '../error.ts'
import { APPLICATION, ARTIFACTS, type FolderPlace } from '../folder.ts'
import { logLines } from '../log.ts'
import { HEAD_FILE, KEY_FILE, LOG_FILE } from '../mirror.ts'
import { DATABASE_FILE, type Place } from '../place.ts'
import { compiled, type Db, type DialectName, run } from '../raw.ts'
import { createInServer } from '../server.ts'
import { sqliteDialect } from '../sqlite.ts'
import { putBlob } from '../store.ts'
import type { Tables } from '../tables.ts'

/** Where a backup is being restored to. Nobody can take it for a case before all of it is there. */
export interface Target {
  readonly dialect: DialectName
  put(db: Db, pieces: AsyncIterable<Uint8Array>): Promise<ArtifactRef>
}

/**
 * Runs `work` on an empty place. When it throws, or the program dies, the place is as it was: a folder is made under
 * another name, and a database gets everything in one transaction.
 */
export async function fillTarget<T>(place: Place, work: Work<T>): Promise<T> {
  return place.kind === 'sqlite' ? await fillFolder(place, work) : await fillServer(place, work)
}

/** What filling the tables gives: a result, and what the files of the log need. */
interface Made<T> {
  readonly result: T
  readonly head: CustodyHead
  readonly publicKey: string
}

type Work<T> = (db: Db, target: Target) => Promise<Made<T>>

async function fillServer<T>(place: Extract<Place, { kind: 'postgres' }>, work: Work<T>): Promise<T> {
  const connection = await createInServer(place)
  try {
    const { result } = await connection.db.transaction().execute(async (db) => {
      await run(db, 'set local idle_in_transaction_session_timeout = 0')
      const query = async (text: string, values: unknown[]) => {
        const result = await db.executeQuery(compiled(text, values))
        return { rows: result.rows, rowCount: Number(result.numAffectedRows ?? 0n) }
      }
      return await work(db, {
        dialect: 'postgres',
        put: async (_, pieces) => (await putBlob(query, pieces)).ref,
      })
    })
    return result
  } finally {
    await connection.close()
  }
}

/** Pragmas of a database that is thrown away when anything goes wrong. */
const BUILDING = 'pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -131072'

async function fillFolder<T>(place: FolderPlace, work: Work<T>): Promise<T> {
  const { folder, label } = place
  if (existsSync(join(folder, DATABASE_FILE))) throw new CaseError('exists', label)
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new CaseError('occupied', label, readdirSync(folder)[0]!)
  mkdirSync(dirname(folder), { recursive: true })
  const building = join(dirname(folder), `.${basename(folder)}.restoring-${process.pid}`)
  for (const left of leftovers(folder)) rmSync(left, { recursive: true, force: true })
  mkdirSync(join(building, ARTIFACTS), { recursive: true })
  try {
    const result = await buildFolder(building, work)
    // Renaming onto an empty folder replaces it.
    renameSync(building, folder)
    syncFolder(dirname(folder))
    return result
  } catch (error) {
    rmSync(building, { recursive: true, force: true })
    throw error
  }
}

/** What restores of the same place left that were killed. */
function leftovers(folder: string): string[] {
  const start = `.${basename(folder)}.restoring-`
  return readdirSync(dirname(folder))
    .filter((name) => name.startsWith(start) && !isRunning(Number(name.slice(start.length))))
    .map((name) => join(dirname(folder), name))
}

function isRunning(pid: number): boolean {
  if (pid === process.pid) return false
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

async function buildFolder<T>(folder: string, work: Work<T>): Promise<T> {
  // Under this name the folder is no case, whatever happens to it.
  const partial = join(folder, `${DATABASE_FILE}.partial`)
  const database = new DatabaseSync(partial)
  database.exec(`${BUILDING}; pragma application_id = ${APPLICATION}`)
  const db = new Kysely<Tables>({ dialect: sqliteDialect(database, true) })
  const store: ArtifactStore = new DirectoryStore(join(folder, ARTIFACTS))
  let made: Made<T>
  try {
    made = await db
      .transaction()
      .execute(async (trx) => await work(trx, { dialect: 'sqlite', put: (_, pieces) => store.put(pieces) }))
    await writeMirror(folder, db, made)
    database.exec('pragma journal_mode = wal')
  } finally {
    await db.destroy()
    if (database.isOpen) database.close()
  }
  syncFile(partial)
  renameSync(partial, join(folder, DATABASE_FILE))
  syncFolder(folder)
  return made.result
}

async function writeMirror(folder: string, db: Db, { head, publicKey }: Made<unknown>): Promise<void> {
  const log = openSync(join(folder, LOG_FILE), 'w')
  for await (const line of logLines(db, 'sqlite')) writeFileSync(log, `${line}\n`)
  fsyncSync(log)
  closeSync(log)
  writeFileSync(join(folder, HEAD_FILE), `${headJson(head)}\n`, { flush: true })
  writeFileSync(join(folder, KEY_FILE), publicKey, { flush: true })
}

function syncFile(path: string): void {
  const file = openSync(path, 'r+')
  fsyncSync(file)
  closeSync(file)
}

function syncFolder(path: string): void {
  try {
    const folder = openSync(path, 'r')
    fsyncSync(folder)
    closeSync(folder)
  } catch {
    // Some systems cannot sync a folder; the names then become durable a little later.
  }
}
