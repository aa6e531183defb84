import type { KeyObject } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { Findings, keyId, parseHead, parseLine, publicKeyFrom, rowDigest, verifyChain } from '@wherefrom/evidence'
import type { CustodyHead } from '@wherefrom/schema'
import { CaseError, guarded } from '../error.ts'
import { migrate, SCHEMA } from '../migrations/index.ts'
import { type Place, parsePlace } from '../place.ts'
import { PRIMARY, type PrimaryName, rowKey } from '../primary.ts'
import { type Db, type DialectName, hot, placeholders, run } from '../raw.ts'
import { RowDigests } from './digests.ts'
import { artifactEntry, ENTRY, type Manifest, parseManifest, parseRow } from './format.ts'
import { insertRestored } from './rows.ts'
import { linesOf, type TarEntry, TarError, tarEntries } from './tar.ts'
import type { Target } from './target.ts'
import type { OnArtifact } from './write.ts'

export interface Restored {
  readonly manifest: Manifest
  /** `keyId` of the key that the backup's log is signed with. */
  readonly key: string
}

export interface RestoreOptions {
  /** The key that the backup must be signed with; any when left out. */
  readonly signedBy?: KeyObject | null
  readonly onArtifact?: OnArtifact
}

/** What is wrong with a backup; one clause. */
class BackupError extends Error {
  override name = 'BackupError'
}

/**
 * Makes a case out of a backup at a place that has none: a folder, or an empty database, whichever the case came from.
 * Everything is checked on the way: the log's chain and signature, the hash of every artifact, and every row against the
 * log. `CaseError` when anything is wrong; the place is then as it was. Passages and indexes are made again.
 */
export async function restoreBackup(
  path: string,
  given: string | Place,
  options: RestoreOptions = {},
): Promise<Restored> {
  const place = typeof given === 'string' ? parsePlace(given) : given
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    throw new CaseError('not-backup', path, error.code === 'ENOENT' ? 'no such file' : (error.code ?? error.message))
  })
  try {
    return await guarded(place.label, () => restoreFrom(file, path, place, options))
  } catch (error) {
    const why = error instanceof BackupError || error instanceof TarError ? error.message : refusedData(error)
    throw why === null ? error : new CaseError('bad-backup', path, why, error)
  } finally {
    await file.close()
  }
}

/** What a database says of values that no case has: a constraint, a type. Null for every other error. */
function refusedData(error: unknown): string | null {
  const { code, errcode, message } = (error ?? {}) as { code?: unknown; errcode?: unknown; message?: unknown }
  const sqlite = typeof errcode === 'number' && [18, 19, 20].includes(errcode & 0xff)
  const postgres = typeof code === 'string' && /^2[23][0-9A-Z]{3}$/.test(code)
  return sqlite || postgres ? `the database refuses a row (${String(message)})` : null
}

async function restoreFrom(file: FileHandle, path: string, place: Place, options: RestoreOptions): Promise<Restored> {
  const entries = tarEntries(file)
  const start = await beginning(entries).catch((error: unknown) => {
    throw error instanceof TarError ? new CaseError('not-backup', path, error.message, error) : error
  })
  if (start.manifest.schema > SCHEMA) throw new CaseError('newer', path, String(start.manifest.schema))
  if (options.signedBy && keyId(options.signedBy) !== start.head.key)
    throw new BackupError(`its log is signed with another key, ${start.head.key.slice(0, 16)}`)
  const { fillTarget } = await import('./target.ts')
  return await fillTarget(place, async (db, target) => {
    await migrate(db, target.dialect, 0, place.label, start.manifest.schema)
    const restoring = new Restoring(db, target, start, options.onArtifact)
    for await (const entry of entries) await restoring.take(entry)
    await restoring.finish()
    const { manifest, head, publicKey } = start
    return { result: { manifest, key: head.key }, head, publicKey }
  })
}

interface Beginning {
  readonly manifest: Manifest
  readonly head: CustodyHead
  readonly publicKey: string
}

/** The first three entries, which say what the rest is to be. */
async function beginning(entries: AsyncGenerator<TarEntry>): Promise<Beginning> {
  const next = async (name: string): Promise<string> => {
    const { value, done } = await entries.next()
    if (done || value.name !== name || value.size > 1024 * 1024) throw new TarError(`it has no ${name} in its place`)
    return (await buffer(value.pieces())).toString('utf8')
  }
  const manifest = parseManifest(await next(ENTRY.manifest))
  if (!manifest || manifest.schema < 1) throw new TarError('its manifest cannot be read')
  const head = parseHead((await next(ENTRY.head)).trim())
  if (!head) throw new TarError('its signed head cannot be read')
  return { manifest, head, publicKey: await next(ENTRY.key) }
}

const ROWS = /^rows\/([a-z_]{1,20})\/\d{6}\.jsonl$/

/** Takes the entries of a backup one after the other, and judges in the end whether all were there. */
class Restoring {
  private readonly db: Db
  private readonly dialect: DialectName
  private readonly target: Target
  private readonly start: Beginning
  private readonly onArtifact: OnArtifact | undefined
  private readonly counts = new Map<string, number>()
  private digests: RowDigests | null = null
  private artifacts = 0

  constructor(db: Db, target: Target, start: Beginning, onArtifact?: OnArtifact) {
    this.db = db
    this.dialect = target.dialect
    this.target = target
    this.start = start
    this.onArtifact = onArtifact
  }

  async take(entry: TarEntry): Promise<void> {
    const table = ROWS.exec(entry.name)?.[1]
    if (entry.name === ENTRY.log) await this.takeLog(entry)
    else if (table !== undefined && table in PRIMARY) await this.takeRows(table as PrimaryName, entry)
    else if (entry.name.startsWith('artifacts/')) await this.takeArtifact(entry)
    else throw new BackupError(`it has an entry ${entry.name} that belongs to no backup`)
  }

  /** The log goes in line by line while its chain is checked. */
  private async takeLog(entry: TarEntry): Promise<void> {
    if (this.digests) throw new BackupError('it has two logs')
    const digests = await RowDigests.create(this.db, this.dialect)
    this.digests = digests
    const insert = new LineInserter(this.db, this.dialect)
    const lines = async function* (): AsyncGenerator<string> {
      for await (const line of linesOf(entry.pieces())) {
        const parsed = parseLine(line)
        if (parsed) await digests.take(parsed)
        await insert.add(line)
        yield line
      }
    }
    const { head, publicKey } = this.start
    const findings = new Findings()
    await verifyChain(lines(), head, publicKeyFrom(publicKey, 'the backup'), { findings })
    if (findings.problems[0]) throw new BackupError(findings.problems[0].message)
    await insert.flush()
    await digests.flush()
    const set = 'insert into meta (key, value) values (?, ?)'
    await run(this.db, placeholders(this.dialect, set), ['head', JSON.stringify(head)])
  }

  private async takeRows(table: PrimaryName, entry: TarEntry): Promise<void> {
    if (!this.digests) throw new BackupError('its rows come before its log')
    let batch: Record<string, unknown>[] = []
    const flush = async (): Promise<void> => {
      const named = batch.map((r) => [`${table} ${rowKey(table, r)}`, rowDigest(table, r)] as const)
      const wrong = await this.digests!.check(named)
      if (wrong) throw new BackupError(`row ${wrong} is not as the custody log says`)
      await insertRestored(this.db, this.dialect, table, batch)
      batch = []
    }
    for await (const line of linesOf(entry.pieces())) {
      const row = parseRow(line)
      if (!row) throw new BackupError(`a row of ${table} cannot be read`)
      this.counts.set(table, (this.counts.get(table) ?? 0) + 1)
      batch.push(row)
      if (batch.length >= 200) await flush()
    }
    await flush()
  }

  private async takeArtifact(entry: TarEntry): Promise<void> {
    const sha256 = entry.name.slice(entry.name.lastIndexOf('/') + 1)
    if (entry.name !== artifactEntry(sha256)) throw new BackupError(`${entry.name} is no name of an artifact`)
    const kept = await this.target.put(this.db, entry.pieces())
    if (kept.sha256 !== sha256) throw new BackupError(`artifact ${sha256} does not have the bytes of its name`)
    this.artifacts++
    this.onArtifact?.(this.artifacts, this.start.manifest.artifacts)
  }

  /** What is missing at the end was cut off, or taken out. */
  async finish(): Promise<void> {
    const { manifest } = this.start
    if (!this.digests) throw new BackupError('it has no custody log')
    for (const [table, count] of Object.entries(manifest.rows))
      if ((this.counts.get(table) ?? 0) !== count)
        throw new BackupError(`it has ${this.counts.get(table) ?? 0} of ${count} rows of ${table}`)
    if (this.artifacts !== manifest.artifacts || manifest.artifacts !== manifest.rows.artifacts)
      throw new BackupError(`it has ${this.artifacts} of ${manifest.artifacts} artifacts`)
    const missing = await this.digests.missing()
    if (missing) throw new BackupError(`row ${missing} of the custody log is not in it`)
    await this.digests.drop()
  }
}

/** Lines written at a time. */
const LINES = 500

class LineInserter {
  private readonly db: Db
  private readonly dialect: DialectName
  private lines: string[] = []
  private seq = 0

  constructor(db: Db, dialect: DialectName) {
    this.db = db
    this.dialect = dialect
  }

  async add(line: string): Promise<void> {
    this.lines.push(line)
    if (this.lines.length >= LINES) await this.flush()
  }

  async flush(): Promise<void> {
    const lines = this.lines
    const from = this.seq + 1
    this.seq += lines.length
    this.lines = []
    if (lines.length === 0) return
    if (this.dialect === 'sqlite') await run(this.db, INSERT_LINES.sqlite, [from, JSON.stringify(lines)])
    else await run(this.db, INSERT_LINES.postgres, [from, lines])
  }
}

const INSERT_LINES = {
  sqlite: hot('insert into custody (seq, line) select ? + key, value from json_each(?)'),
  postgres: hot(
    'insert into custody (seq, line) select $1::bigint + n - 1, line from unnest($2::text[]) with ordinality as l (line, n)',
  ),
}
