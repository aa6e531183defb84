import type { CaptureRecord, CustodyEntry } from '@wherefrom/schema'
import type { AnalysisJson } from '../../contract.ts'
import { unpackAnalysis } from '../analysis.ts'
import type { Case } from '../case.ts'
import type { ArtifactTable, DecisionTable } from '../tables.ts'
import { entriesAbout } from './custody.ts'
import { type DocumentRow, LISTED } from './list.ts'

/** Everything that a case holds about one document. */
export interface DocumentView {
  readonly row: DocumentRow
  readonly analysis: AnalysisJson
  readonly artifact: ArtifactTable | null
  /** Receipts of the artifact, and of others that the same content came in. */
  readonly captures: readonly { readonly id: number; readonly artifact: string; readonly record: CaptureRecord }[]
  /** All versions of the page, oldest first. */
  readonly versions: readonly DocumentRow[]
  readonly decisions: readonly DecisionTable[]
  /** What the custody log says about the artifact. */
  readonly custody: readonly CustodyEntry[]
}

/** `d12`, or a claim of it, `d12/c3`. */
export interface DocumentId {
  readonly document: number
  readonly claim: string | null
}

/** Reads a public id; null for anything else. */
export function parseId(id: string): DocumentId | null {
  const match = /^d([1-9]\d{0,14})(?:\/(c[1-9]\d{0,8}))?$/.exec(id)
  return match && { document: Number(match[1]), claim: match[2] ?? null }
}

/** A document with its versions, receipts, decisions and entries of the log; null when the case has none of that number. */
export async function showDocument(c: Case, document: number): Promise<DocumentView | null> {
  const found = await c.db.selectFrom('documents').selectAll().where('id', '=', document).executeTakeFirst()
  if (!found) return null
  const { analysis, ...row } = found
  const other = await c.db.selectFrom('sightings').selectAll().where('document', '=', document).limit(MOST).execute()
  const artifacts = [...new Set([row.artifact, ...other.map((s) => s.artifact)])]
  return {
    row,
    analysis: await unpackAnalysis(analysis),
    artifact:
      (await c.db.selectFrom('artifacts').selectAll().where('sha256', '=', row.artifact).executeTakeFirst()) ?? null,
    captures: await capturesOf(c, artifacts),
    versions: await c.db
      .selectFrom('documents')
      .select(LISTED)
      .where('page', '=', row.page)
      .orderBy('version')
      .execute(),
    decisions: await c.db
      .selectFrom('decisions')
      .selectAll()
      .where('artifact', '=', row.artifact)
      .where('part', '=', row.part)
      .orderBy('id')
      .execute(),
    custody: await entriesAbout(c, row.artifact),
  }
}

/** Receipts shown at most; a page may have been fetched every hour for years. */
const MOST = 500

async function capturesOf(c: Case, artifacts: readonly string[]): Promise<DocumentView['captures']> {
  const rows = await c.db
    .selectFrom('captures')
    .select(['id', 'artifact', 'record'])
    .where('artifact', 'in', artifacts)
    .orderBy('id')
    .limit(MOST)
    .execute()
  return rows.map((r) => ({ ...r, record: JSON.parse(r.record) as CaptureRecord }))
}
