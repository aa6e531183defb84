import type { KeyObject } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import {
  type ArtifactStore,
  type CustodyProblem,
  type CustodyState,
  DirectoryStore,
  Findings,
  keyId,
  rowDigest,
} from '@wherefrom/evidence'
import type { CustodyHead } from '@wherefrom/schema'
import { asCaseError, CaseError, guarded } from '../case/error.ts'
import { ARTIFACTS } from '../case/folder.ts'
import { SCHEMA } from '../case/migrations/index.ts'
import { DATABASE_FILE, type Place } from '../case/place.ts'
import { openServer } from '../case/server.ts'
import { checkArtifacts, type OnProgress } from './artifacts.ts'
import { part, reasonOf, type Verification } from './context.ts'
import { checkDocuments } from './derived.ts'
import { DigestMap } from './digests.ts'
import { checkLog, readMeta } from './log.ts'
import { checkMirror, lookAtMirror, type MirrorBefore } from './mirror.ts'
import { postgresSource } from './postgres.ts'
import { checkMissing, checkRows } from './rows.ts'
import type { RowSource } from './source.ts'
import { sqliteSource } from './sqlite.ts'
import { checkStamps, stampedLines, type Timestamp } from './stamps.ts'
import { checkServerStore, checkStructure } from './structure.ts'

export interface VerifyOptions {
  /** The key that the log must be signed with, from outside the case; null = none was given. */
  readonly publicKey: KeyObject | null
  /** This user's own key, which vouches for cases that are signed with it, and for no others. */
  readonly own?: KeyObject | null
  /** File of PEM certificates that timestamps must lead to; null = their signatures are not looked at. */
  readonly certificates?: string | null
  readonly onProgress?: OnProgress
  /** Called with what is being checked now, in words. */
  readonly onPhase?: (what: string) => void
}

/** What became of a case since it was written. */
export interface VerifyReport {
  readonly state: CustodyState
  /** Artifacts whose bytes were hashed. */
  readonly checked: number
  /** Entries of the log, and its signed end, to be noted down elsewhere; null when there is no readable head. */
  readonly entries: number
  readonly head: CustodyHead | null
  readonly problems: readonly CustodyProblem[]
  /** Problems beyond the first thousand of a kind. */
  readonly omitted: number
  /** What is no change: rests of a run that was cut off, a writer at work. */
  readonly notes: readonly CustodyProblem[]
  readonly timestamps: readonly Timestamp[]
}

/**
 * Checks everything that a case keeps against its signed custody log: the log's chain and signature, the bytes of every
 * artifact, every row, and what follows from the rows. Reads only, and tells whatever is wrong as problems. `CaseError`
 * when there is no case there or its server cannot be reached: that is no finding about a case.
 */
export async function verifyCase({ place }: { readonly place: Place }, options: VerifyOptions): Promise<VerifyReport> {
  return place.kind === 'sqlite' ? await verifyFolder(place, options) : await verifyServer(place, options)
}

async function verifyFolder(place: Extract<Place, { kind: 'sqlite' }>, options: VerifyOptions): Promise<VerifyReport> {
  const mirror = lookAtMirror(place.folder)
  const store = new DirectoryStore(join(place.folder, ARTIFACTS))
  if (!existsSync(join(place.folder, DATABASE_FILE))) {
    if (mirror.size === null) throw new CaseError('missing', place.label)
    return unreadable(new Error('the file is gone'))
  }
  let source: RowSource
  try {
    source = sqliteSource(join(place.folder, DATABASE_FILE))
  } catch (error) {
    const known = asCaseError(error, place.label)
    if (known && known.code !== 'corrupt' && known.code !== 'not-case') throw known
    return unreadable(error)
  }
  return await verifyTables(place, source, store, mirror, options)
}

async function verifyServer(
  place: Extract<Place, { kind: 'postgres' }>,
  options: VerifyOptions,
): Promise<VerifyReport> {
  return await guarded(place.label, async () => {
    const connection = await openServer(place, false)
    const { store, close } = await connection.attach(null)
    try {
      return await verifyTables(place, await postgresSource(connection.db), store, null, options)
    } finally {
      await close()
    }
  })
}

/** A database that does not even open as one: there is a case, and it is not what it was. */
function unreadable(error: unknown): VerifyReport {
  const findings = new Findings()
  findings.add('custody/database', { what: DATABASE_FILE, reason: reasonOf(error) })
  return report(findings, new Findings(), null, 0, 0, [])
}

async function verifyTables(
  place: Place,
  source: RowSource,
  store: ArtifactStore,
  mirror: MirrorBefore | null,
  options: VerifyOptions,
): Promise<VerifyReport> {
  const v: Verification = {
    source,
    store,
    findings: new Findings(),
    notes: new Findings(),
    digests: new DigestMap(),
    interrupted: false,
    head: null,
    entries: 0,
    meta: new Map(),
    leftovers: new Set(),
    stamps: [],
    artifacts: [],
  }
  const { certificates = null, onProgress } = options
  const lines = await readTables(v, mirror, options).catch((error: unknown) => {
    throw error instanceof NewerCase ? new CaseError('newer', place.label, error.message) : error
  })
  const checked = await checkArtifacts(v, onProgress)
  const timestamps = await checkStamps(v, lines, certificates)
  if (v.interrupted) v.notes.add('custody/interrupted')
  return report(v.findings, v.notes, v.head, v.entries, checked, timestamps)
}

/** Everything that the tables are needed for; they are given back before the artifacts, which take longest. */
async function readTables(
  v: Verification,
  mirror: MirrorBefore | null,
  options: VerifyOptions,
): Promise<ReadonlyMap<string, number>> {
  try {
    options.onPhase?.('the custody log')
    await part(v, 'meta', async () => await readMeta(v))
    const publicKey = keyFor(v, options)
    await part(v, 'custody', async () => await checkLog(v, publicKey))
    const schema = statedSchema(v)
    if (schema > SCHEMA) throw new NewerCase(String(schema))
    options.onPhase?.('the database')
    const tables = await checkStructure(v, schema)
    const unread: string[] = [...(await checkRows(v, tables))]
    options.onPhase?.('documents and the search index')
    if (!(await checkDocuments(v, schema === SCHEMA))) unread.push('documents')
    await checkMissing(v, unread)
    if (v.source.dialect === 'postgres') await checkServerStore(v)
    if (mirror) await checkMirror(v, mirror, publicKey)
    return await stampedLines(v)
  } finally {
    await v.source.close().catch(() => {})
  }
}

/** The case was made by a program that knows more tables than this one, which cannot judge it. */
class NewerCase extends Error {}

/** The schema that the case has, if the log says so, too; a forged one must not spare anything from being checked. */
function statedSchema(v: Verification): number {
  const value = v.meta.get('schema') ?? ''
  const intact = v.digests.look('meta', 'schema')?.digest === rowDigest('meta', { key: 'schema', value })
  return intact && /^[1-9]\d{0,5}$/.test(value) ? Number(value) : SCHEMA
}

/** A key that the case itself brings vouches for nothing: who can change the case can change it, too. */
function keyFor(v: Verification, { publicKey, own }: VerifyOptions): KeyObject | null {
  if (publicKey) return publicKey
  return own && v.head?.key === keyId(own) ? own : null
}

function report(
  findings: Findings,
  notes: Findings,
  head: CustodyHead | null,
  entries: number,
  checked: number,
  timestamps: readonly Timestamp[],
): VerifyReport {
  const { state, problems, omitted } = findings
  return { state, checked, entries, head, problems, omitted, notes: notes.problems, timestamps }
}
