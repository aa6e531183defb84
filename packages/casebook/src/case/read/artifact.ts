import type { CaptureRecord, CustodyEntry } from '@wherefrom/schema'
import type { Case } from '../case.ts'
import type { ArtifactTable, FailureTable, ImageTable } from '../tables.ts'
import { entriesAbout } from './custody.ts'
import { type SimilarImage, similarImages } from './similar.ts'

/** Everything that a case holds about one artifact. */
export interface ArtifactView {
  readonly artifact: ArtifactTable
  readonly captures: readonly { readonly id: number; readonly record: CaptureRecord }[]
  /** Ids of the documents that were read out of it, or that its content was seen to be again. */
  readonly documents: readonly number[]
  readonly image: ImageTable | null
  /** The same picture elsewhere in the case. */
  readonly similar: readonly SimilarImage[]
  /** What was taken out of it: members of an archive, attachments, pictures of a page. */
  readonly members: readonly { readonly artifact: string; readonly name: string }[]
  readonly failures: readonly FailureTable[]
  readonly custody: readonly CustodyEntry[]
}

/** A list of members or receipts is shown up to here. */
const MOST = 500

/** An artifact by its SHA-256, or by the first digits of it (at least six) where no other begins so. Null when there is none. */
export async function showArtifact(c: Case, digits: string): Promise<ArtifactView | null> {
  if (!/^[0-9a-f]{6,64}$/.test(digits)) return null
  const found = await c.db
    .selectFrom('artifacts')
    .selectAll()
    .where('sha256', '>=', digits)
    .where('sha256', '<=', digits.padEnd(64, 'f'))
    .orderBy('sha256')
    .limit(2)
    .execute()
  const [artifact, another] = found
  if (!artifact || another) return null
  const { sha256 } = artifact
  const [captures, members] = [await receipts(c, 'artifact', sha256), await receipts(c, 'parent', sha256)]
  return {
    artifact,
    captures: captures.map(({ id, record }) => ({ id, record: JSON.parse(record) as CaptureRecord })),
    documents: await documentsOf(c, sha256),
    image: (await c.db.selectFrom('images').selectAll().where('artifact', '=', sha256).executeTakeFirst()) ?? null,
    similar: await similarImages(c, sha256),
    members: members.map(({ artifact, name }) => ({ artifact, name })),
    failures: await c.db.selectFrom('failures').selectAll().where('artifact', '=', sha256).limit(MOST).execute(),
    custody: await entriesAbout(c, sha256),
  }
}

const receipts = (c: Case, by: 'artifact' | 'parent', sha256: string) =>
  c.db
    .selectFrom('captures')
    .select(['id', 'artifact', 'name', 'record'])
    .where(by, '=', sha256)
    .orderBy('id')
    .limit(MOST)
    .execute()

async function documentsOf(c: Case, sha256: string): Promise<number[]> {
  const own = await c.db.selectFrom('documents').select('id').where('artifact', '=', sha256).limit(MOST).execute()
  const seen = await c.db
    .selectFrom('sightings')
    .select('document as id')
    .where('artifact', '=', sha256)
    .limit(MOST)
    .execute()
  return [...new Set([...own, ...seen].map((r) => r.id))].sort((a, b) => a - b)
}
