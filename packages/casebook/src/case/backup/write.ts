import { basename } from 'node:path'
import { headJson } from '@wherefrom/evidence'
import type { CustodyHead } from '@wherefrom/schema'
import { VERSION } from '../../contract.ts'
import type { Case } from '../case.ts'
import { CaseError, guarded } from '../error.ts'
import { logLines, readHead } from '../log.ts'
import { schemaOf } from '../migrations/index.ts'
import { type OpenOptions, openCase } from '../open.ts'
import { PRIMARY, type PrimaryName } from '../primary.ts'
import { type Db, type DialectName, first } from '../raw.ts'
import { snapshot, tableRows } from '../read/rows.ts'
import { transact } from '../transact.ts'
import { MARKER } from '../writing.ts'
import { artifactEntry, BACKUP_FORMAT, ENTRY, type Manifest, rowLine, rowsEntry } from './format.ts'
import { TarWriter } from './tar.ts'

export interface BackupWritten {
  readonly manifest: Manifest
  readonly bytes: number
  /** SHA-256 of the backup file. */
  readonly sha256: string
}

/** Called after every artifact. */
export type OnArtifact = (done: number, of: number) => void

/**
 * Writes everything of a case that cannot be made again into one tar file: rows, log, signed head, public key, artifacts.
 * It is of one moment, whatever a writer does meanwhile. The file has its name once it is whole.
 */
export async function writeBackup(c: Case, path: string, onArtifact?: OnArtifact): Promise<BackupWritten> {
  return await guarded(c.place.label, () =>
    snapshot(c, async (db) => {
      const head = await readHead(db, c.dialect, c.place.label)
      if (!head) throw new CaseError('corrupt', c.place.label, 'its custody log has no signed head')
      const manifest = await manifestOf(c, db, head)
      const tar = await TarWriter.create(path, head.at)
      try {
        await writeEntries(tar, c, db, manifest, head, onArtifact)
        return { manifest, ...(await tar.finish()) }
      } catch (error) {
        await tar.discard()
        throw error
      }
    }),
  )
}

async function writeEntries(
  tar: TarWriter,
  c: Case,
  db: Db,
  manifest: Manifest,
  head: CustodyHead,
  onArtifact?: OnArtifact,
): Promise<void> {
  await tar.addText(ENTRY.manifest, `${JSON.stringify(manifest, null, 2)}\n`)
  await tar.addText(ENTRY.head, `${headJson(head)}\n`)
  await tar.addText(ENTRY.key, c.publicKey)
  await tar.add(ENTRY.log, await logSize(db, c.dialect), asBytes(logLines(db, c.dialect)))
  for (const table of Object.keys(PRIMARY) as PrimaryName[]) await writeRows(tar, db, c.dialect, table)
  let done = 0
  for await (const { sha256, bytes } of tableRows({ db, dialect: c.dialect }, 'artifacts')) {
    await tar.add(artifactEntry(sha256), bytes, c.store.get(sha256))
    onArtifact?.(++done, manifest.artifacts)
  }
}

/** Characters of one piece of rows. */
const PIECE = 4 * 1024 * 1024

async function writeRows(tar: TarWriter, db: Db, dialect: DialectName, table: PrimaryName): Promise<void> {
  let lines: string[] = []
  let [size, piece] = [0, 0]
  const flush = async (): Promise<void> => {
    if (lines.length > 0) await tar.addText(rowsEntry(table, ++piece), `${lines.join('\n')}\n`)
    ;[lines, size] = [[], 0]
  }
  for await (const row of tableRows({ db, dialect }, table)) {
    if (table === 'meta' && notBackedUp((row as { key: string }).key)) continue
    const line = rowLine(row)
    lines.push(line)
    size += line.length
    if (size > PIECE) await flush()
  }
  await flush()
}

/** The head has an entry of its own, and marks of writers mean nothing elsewhere. */
const notBackedUp = (key: string): boolean => key === 'head' || key.startsWith(MARKER)

async function manifestOf(c: Case, db: Db, head: CustodyHead): Promise<Manifest> {
  const rows: Partial<Record<PrimaryName, number>> = {}
  for (const table of Object.keys(PRIMARY) as PrimaryName[]) {
    const where = table === 'meta' ? `where key <> 'head' and key not like '${MARKER}%'` : ''
    rows[table] = (await first<{ n: number }>(db, `select count(*) as n from ${table} ${where}`))!.n
  }
  const sum = 'select cast(coalesce(sum(bytes), 0) as bigint) as n from artifacts'
  return {
    format: BACKUP_FORMAT,
    program: VERSION,
    schema: (await schemaOf(db, c.dialect)) ?? 0,
    case: c.id,
    title: c.title,
    at: new Date().toISOString(),
    seq: head.seq,
    rows: rows as Manifest['rows'],
    artifacts: rows.artifacts!,
    bytes: (await first<{ n: number }>(db, sum))!.n,
  }
}

async function logSize(db: Db, dialect: DialectName): Promise<number> {
  const length = dialect === 'sqlite' ? 'length(cast(line as blob))' : 'octet_length(line)'
  const sum = `select cast(coalesce(sum(${length} + 1), 0) as bigint) as n from custody`
  return (await first<{ n: number }>(db, sum))!.n
}

async function* asBytes(lines: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const line of lines) yield Buffer.from(`${line}\n`)
}

/**
 * Writes into the log that a backup left the case, with the hash of its file. Tells why it could not: another program is
 * writing, the case lies on a medium that is read-only, or its key is not on this machine. The backup is good all the same.
 */
export async function noteBackup(
  c: Case,
  path: string,
  sha256: string,
  options: OpenOptions,
): Promise<CaseError | null> {
  try {
    const writer = c.writer ? c : await openCase(c.place, { ...options, write: true })
    try {
      const reason = `backup ${basename(path)}`
      await transact(writer, async (t) => t.record({ event: 'exported', sha256, reason }))
    } finally {
      if (writer !== c) await writer.close()
    }
    return null
  } catch (error) {
    if (error instanceof CaseError) return error
    throw error
  }
}
