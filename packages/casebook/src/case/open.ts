import { randomUUID } from 'node:crypto'
import { userInfo } from 'node:os'
import { KeyError, keyId, loadKey, loadOrCreateKey, publicKeyFrom, type SigningKey } from '@wherefrom/evidence'
import type { Case } from './case.ts'
import type { Connection } from './connection.ts'
import { CaseError, guarded } from './error.ts'
import { appendEntries, type Signer } from './log.ts'
import { migrate, SCHEMA, schemaOf, upgrade } from './migrations/index.ts'
import { type Place, parsePlace } from './place.ts'
import { digestOf } from './primary.ts'
import { all, type Db, type DialectName, run } from './raw.ts'
import { statement } from './statement.ts'
import { storable } from './text.ts'
import { startWriting } from './writing.ts'

export interface OpenOptions {
  /** Open for writing: one program at a time in a folder. Otherwise nothing of the case is changed. */
  readonly write?: boolean
  /** Who acts, as the custody log names it; the name of the user when left out. */
  readonly actor?: string
  /** Where keys and names come from; the process's own when left out. */
  readonly env?: NodeJS.ProcessEnv
}

export interface CreateOptions extends Omit<OpenOptions, 'write'> {
  readonly title?: string
}

/** Makes a case at a place that has none, and opens it for writing. `CaseError` says why there can be none. */
export async function createCase(place: string | Place, options: CreateOptions = {}): Promise<Case> {
  const where = typeof place === 'string' ? parsePlace(place) : place
  return await guarded(where.label, async () => {
    const signer = { actor: actorOf(options), key: keyFor(where, () => loadOrCreateKey(options.env)) }
    const connection = await create(where)
    return await orClose(connection, async () => {
      await connection.db
        .transaction()
        .execute(async (db) => await found(db, connection.dialect, where, options.title ?? '', signer))
      return await finish(where, connection, signer)
    })
  })
}

/** Drivers are loaded when there is something for them to open: most commands open no database, and none opens both. */
async function create(place: Place): Promise<Connection> {
  if (place.kind === 'sqlite') return await (await import('./folder.ts')).createFolder(place)
  return await (await import('./server.ts')).createInServer(place)
}

async function connect(place: Place, write: boolean): Promise<Connection> {
  if (place.kind === 'sqlite') return await (await import('./folder.ts')).openFolder(place, write)
  return await (await import('./server.ts')).openServer(place, write)
}

/** Opens a case. `CaseError` says in one line why it cannot be opened. */
export async function openCase(place: string | Place, options: OpenOptions = {}): Promise<Case> {
  const where = typeof place === 'string' ? parsePlace(place) : place
  return await guarded(where.label, async () => {
    const opened = await openAsIs(where, options)
    if (opened) return opened
    await bringUpToDate(where, options)
    return (await openAsIs(where, options))!
  })
}

/** An older case is brought up to date before it is read: that is a write, with everything that a write needs. */
async function bringUpToDate(where: Place, options: OpenOptions): Promise<void> {
  try {
    const writer = await openCase(where, { ...options, write: true })
    await writer.close()
  } catch (error) {
    if (error instanceof CaseError) throw new CaseError('older', where.label, error.message, error)
    throw error
  }
}

/** Opens a case that needs no upgrade; for writing, after upgrading it. Null when it is older and to be read. */
async function openAsIs(where: Place, options: OpenOptions): Promise<Case | null> {
  const write = options.write ?? false
  const connection = await connect(where, write)
  return await orClose(connection, async () => {
    const { db, dialect } = connection
    const schema = await schemaOf(db, dialect)
    if (schema === null) throw new CaseError('not-case', where.label, 'its database has no tables of a case')
    if (schema > SCHEMA) throw new CaseError('newer', where.label, String(schema))
    if (schema < SCHEMA && !write) {
      await connection.close()
      return null
    }
    const meta = await readMeta(db)
    const signer = write ? { actor: actorOf(options), key: ownKey(where, meta, options.env) } : null
    if (signer && schema < SCHEMA)
      await upgrade(connection, schema, { caseId: meta.get('case') ?? '', label: where.label, signer })
    return await finish(where, connection, signer)
  })
}

async function finish(where: Place, connection: Connection, signer: Signer | null): Promise<Case> {
  const { db, dialect } = connection
  const meta = await readMeta(db)
  const { store, mirror, alone, ready, ...attached } = await connection.attach(signer)
  const close = once(attached.close)
  const opened: Case = {
    place: where,
    dialect,
    id: meta.get('case') ?? '',
    title: meta.get('title') ?? '',
    created: meta.get('created') ?? '',
    publicKey: meta.get('key') ?? '',
    db,
    store,
    writer: signer && { signer, mirror, components: new Map() },
    close,
  }
  if (!signer) return opened
  try {
    const unmark = await startWriting(opened, alone)
    await ready()
    // The mark stays where something is left to be put right, or where it cannot be taken off: the next writer looks.
    const leave = async (): Promise<void> => {
      if (mirror?.settle() ?? true) await unmark().catch(() => {})
      await close()
    }
    return { ...opened, close: once(leave) }
  } catch (error) {
    await close()
    throw error
  }
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined
  return () => {
    done ??= work()
    return done
  }
}

const INSERT_META = statement('insert into meta (key, value) values (?, ?)')

/** Tables, name and first entry of a new case, all in one transaction. */
async function found(db: Db, dialect: DialectName, where: Place, title: string, signer: Signer): Promise<void> {
  const at = new Date().toISOString()
  await migrate(db, dialect, 0, where.label)
  const meta = { case: randomUUID(), created: at, key: signer.key.publicPem, title: storable(title) }
  const rows = [digestOf('meta', { key: 'schema', value: String(SCHEMA) })]
  for (const [key, value] of Object.entries(meta)) {
    await run(db, INSERT_META[dialect], [key, value])
    rows.push(digestOf('meta', { key, value }))
  }
  const reason = `signing key ${signer.key.id}`
  const entry = { event: 'created', artifact: null, sha256: null, reason, rows } as const
  await appendEntries(db, { dialect, caseId: meta.case, label: where.label }, [entry], signer, at)
}

async function readMeta(db: Db): Promise<ReadonlyMap<string, string>> {
  const rows = await all<{ key: string; value: string }>(db, "select key, value from meta where key <> 'head'")
  return new Map(rows.map((r) => [r.key, r.value]))
}

/** Name of the one who acts: `WHEREFROM_ACTOR`, else the user's. */
function actorOf({ actor, env = process.env }: OpenOptions): string {
  return storable(actor ?? env['WHEREFROM_ACTOR'] ?? userName())
}

/** In a container the user may have a number and no name. */
function userName(): string {
  try {
    return userInfo().username
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}`
  }
}

/** This user's key, which must be the one that the case's log is signed with. */
function ownKey(where: Place, meta: ReadonlyMap<string, string>, env?: NodeJS.ProcessEnv): SigningKey {
  const key = keyFor(where, () => loadKey(env))
  const due = keyFor(where, () => keyId(publicKeyFrom(meta.get('key') ?? '', 'the case')))
  if (key?.id === due) return key
  const has = key ? `${key.path} holds ${key.id.slice(0, 16)}` : 'there is none'
  throw new CaseError(
    'key',
    where.label,
    `the case is signed with ${due.slice(0, 16)}, and ${has}; name its file in WHEREFROM_KEY`,
  )
}

function keyFor<T>(where: Place, load: () => T): T {
  try {
    return load()
  } catch (error) {
    if (error instanceof KeyError) throw new CaseError('key', where.label, error.message, error)
    throw error
  }
}

async function orClose<T>(connection: Connection, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    await connection.close().catch(() => {})
    throw error
  }
}
