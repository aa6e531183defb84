import type { Case } from '../case.ts'
import { first, placeholders } from '../raw.ts'

/** A case in numbers. */
export interface CaseStatus {
  /** Documents, counted once however many versions they have. */
  readonly documents: number
  /** All versions of all documents. */
  readonly versions: number
  readonly artifacts: number
  /** Bytes of all artifacts. */
  readonly bytes: number
  /** Claims of the newest versions. */
  readonly claims: number
  readonly images: number
  readonly decisions: number
  /** Documents that another version of the program analysed, all versions counted. */
  readonly stale: number
  /** Files that could not be read. */
  readonly failed: number
  /** Receipts whose artifacts are not wholly read: a run was cut short; adding the same again finishes them. */
  readonly unfinished: number
  /** Entries of the custody log. */
  readonly entries: number
}

/** Numbers are bigints in PostgreSQL's sums and are cast back. `current`: ids of component sets that are up to date. */
const COUNTS = `select
  (select count(*) from documents where latest = 1) as documents,
  (select count(*) from documents) as versions,
  (select count(*) from artifacts) as artifacts,
  (select cast(coalesce(sum(bytes), 0) as bigint) from artifacts) as bytes,
  (select cast(coalesce(sum(claims), 0) as bigint) from documents where latest = 1) as claims,
  (select count(*) from images) as images,
  (select count(*) from decisions) as decisions,
  (select count(*) from failures) as failed,
  (select count(*) from captures where documents is null) as unfinished,
  (select coalesce(max(seq), 0) from custody) as entries`

/** Counts what is in a case. `isCurrent` judges a set of component versions (JSON, as in `ComponentTable.versions`). */
export async function caseStatus(c: Case, isCurrent: (versions: string) => boolean): Promise<CaseStatus> {
  const counts = await first<Omit<CaseStatus, 'stale'>>(c.db, COUNTS)
  let stale = 0
  for (const set of await componentSets(c)) {
    if (isCurrent(set.versions)) continue
    const text = placeholders(c.dialect, 'select count(*) as n from documents where components = ?')
    stale += (await first<{ n: number }>(c.db, text, [set.id]))!.n
  }
  return { ...counts!, stale }
}

/** Every set of component versions that documents of the case were made with. */
export async function componentSets(c: Case): Promise<{ readonly id: number; readonly versions: string }[]> {
  return await c.db.selectFrom('components').selectAll().orderBy('id').execute()
}
