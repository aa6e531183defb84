import {
  accessSync,
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { DirectoryStore } from '@wherefrom/evidence'
import { Kysely } from 'kysely'
import type { Attached, Connection } from './connection.ts'
import { asCaseError, CaseError } from './error.ts'
import { lockForWriting, type WriterLock } from './lock.ts'
import { readHead, type Signer } from './log.ts'
import { KEY_FILE, LOG_FILE, LogMirror } from './mirror.ts'
import { DATABASE_FILE, type Place } from './place.ts'
import { sqliteDialect } from './sqlite.ts'
import type { Tables } from './tables.ts'

export type FolderPlace = Extract<Place, { kind: 'sqlite' }>

/** `WFRM`: says in the database's header that it is a case of this program. */
export const APPLICATION = 0x5746524d

/** How long a reader waits while the database is being closed or recovered, in milliseconds. */
const TIMEOUT = 5000

export const ARTIFACTS = 'artifacts'

/** A folder that is to become a case; whatever else lies in it stays as it is. */
export async function createFolder(place: FolderPlace): Promise<Connection> {
  if (statSync(place.folder, { throwIfNoEntry: false })?.isFile())
    throw new CaseError('not-case', place.label, 'it is a file')
  makeFolder(place.folder)
  const lock = lockForWriting(place.folder, place.label)
  try {
    const path = join(place.folder, DATABASE_FILE)
    if (holdsTables(path)) throw new CaseError('exists', place.label)
    const artifacts = join(place.folder, ARTIFACTS)
    for (const there of [artifacts, join(place.folder, LOG_FILE)])
      if (!isEmpty(there)) throw new CaseError('occupied', place.label, basename(there))
    mkdirSync(artifacts, { recursive: true })
    const database = new DatabaseSync(path, { timeout: TIMEOUT })
    database.exec(`pragma application_id = ${APPLICATION}; pragma journal_mode = wal`)
    return connection(place, database, lock)
  } catch (error) {
    lock.release()
    throw error
  }
}

/** Making a case is one transaction: a database without tables is what is left of one that was cut short. */
function holdsTables(path: string): boolean {
  if (!existsSync(path)) return false
  const database = new DatabaseSync(path, { timeout: TIMEOUT })
  try {
    return database.prepare('select name from sqlite_schema limit 1').get() !== undefined
  } finally {
    database.close()
  }
}

/** There is nothing of this name, or nothing in it. */
function isEmpty(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) return true
  return found.isDirectory() ? readdirSync(path).length === 0 : found.size === 0
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true })
  } catch (error) {
    // On a read-only medium Node says that there is no such folder; the folder above says what is wrong.
    let above = dirname(folder)
    while (!existsSync(above) && dirname(above) !== above) above = dirname(above)
    accessSync(above, constants.W_OK)
    throw error
  }
}

export async function openFolder(place: FolderPlace, write: boolean): Promise<Connection> {
  const path = join(place.folder, DATABASE_FILE)
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) {
    const folder = statSync(place.folder, { throwIfNoEntry: false })
    if (folder && !folder.isDirectory()) throw new CaseError('not-case', place.label, 'it is a file')
    throw new CaseError('missing', place.label)
  }
  if (!found.isFile()) throw new CaseError('not-case', place.label, `${DATABASE_FILE} is no file`)
  const lock = write ? lockForWriting(place.folder, place.label) : null
  try {
    return connection(place, write ? new DatabaseSync(path, { timeout: TIMEOUT }) : openToRead(path), lock)
  } catch (error) {
    lock?.release()
    throw error
  }
}

/**
 * A database that is only read. Where its folder cannot be written, SQLite can do without its own files beside it if the
 * case was closed: the file is then all there is. If it was not, the last transactions lie in the file beside it, and
 * a copy of both is read.
 */
export function openToRead(path: string): DatabaseSync {
  try {
    return probed(new DatabaseSync(path, { readOnly: true, timeout: TIMEOUT }))
  } catch (error) {
    if (asCaseError(error, path)?.code !== 'permission') throw error
    const wal = statSync(`${path}-wal`, { throwIfNoEntry: false })
    if (wal && wal.size > 0) return openCopy(path)
    const address = pathToFileURL(path)
    address.searchParams.set('immutable', '1')
    return probed(new DatabaseSync(address, { readOnly: true }))
  }
}

function openCopy(path: string): DatabaseSync {
  const folder = mkdtempSync(join(tmpdir(), 'wherefrom-'))
  try {
    for (const end of ['', '-wal']) copyFileSync(`${path}${end}`, join(folder, `${DATABASE_FILE}${end}`))
    return probed(new DatabaseSync(join(folder, DATABASE_FILE), { timeout: TIMEOUT }))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Opening a database reads nothing of it; this does. */
function probed(database: DatabaseSync): DatabaseSync {
  try {
    database.exec('pragma schema_version')
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

const WRITE_PRAGMAS = 'pragma synchronous = full; pragma cache_size = -65536; pragma wal_autocheckpoint = 2000'
const READ_PRAGMAS = 'pragma cache_size = -65536; pragma mmap_size = 1073741824'

function connection(place: FolderPlace, database: DatabaseSync, lock: WriterLock | null): Connection {
  try {
    const { application_id: id } = database.prepare('pragma application_id').get() as { application_id: number }
    if (id !== APPLICATION) throw new CaseError('not-case', place.label, `${DATABASE_FILE} is of another program`)
    database.exec(lock ? WRITE_PRAGMAS : READ_PRAGMAS)
  } catch (error) {
    database.close()
    throw error
  }
  const db = new Kysely<Tables>({ dialect: sqliteDialect(database, lock !== null) })
  const close = async (): Promise<void> => {
    await db.destroy()
    if (database.isOpen) database.close()
    lock?.release()
  }
  return { db, dialect: 'sqlite', close, attach: (signer) => attach(place, db, signer, close) }
}

const ready = async (): Promise<void> => {}

async function attach(
  place: FolderPlace,
  db: Kysely<Tables>,
  signer: Signer | null,
  close: () => Promise<void>,
): Promise<Attached> {
  const store = new DirectoryStore(join(place.folder, ARTIFACTS))
  if (!signer) return { store, mirror: null, alone: false, ready, close }
  const mirror = new LogMirror(place.folder)
  const head = await readHead(db, 'sqlite', place.label)
  if (head) await mirror.catchUp(db, head)
  const key = join(place.folder, KEY_FILE)
  if (!existsSync(key)) writeFileSync(key, signer.key.publicPem)
  const closeAll = async (): Promise<void> => {
    mirror.close()
    await close()
  }
  return { store, mirror, alone: true, ready, close: closeAll }
}
