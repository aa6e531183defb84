import type { Case } from '../case.ts'
import type { CaptureTable, DocumentTable, FailureTable } from '../tables.ts'

/** What lists show of a document. */
export type DocumentRow = Omit<DocumentTable, 'analysis'>

export const LISTED = [
  ...(['id', 'artifact', 'part', 'page', 'version', 'latest', 'capture', 'reader', 'title', 'outlet'] as const),
  ...(['published', 'language', 'url', 'words', 'claims', 'components', 'content_sha256', 'analysis_sha256'] as const),
]

const PAGE = 200

export interface ListOptions {
  /** Older versions too. */
  readonly allVersions?: boolean
}

/** Documents in the order in which they came, with the name that their file or page came under; a page at a time. */
export async function* listDocuments(
  c: Case,
  options: ListOptions = {},
): AsyncGenerator<DocumentRow & Pick<CaptureTable, 'name' | 'received_at'>> {
  let after = 0
  for (;;) {
    let query = c.db
      .selectFrom('documents')
      .innerJoin('captures', 'captures.id', 'documents.capture')
      .select(LISTED.map((column) => `documents.${column}` as const))
      .select(['captures.name', 'captures.received_at'])
      .where('documents.id', '>', after)
      .orderBy('documents.id')
      .limit(PAGE)
    if (!options.allVersions) query = query.where('latest', '=', 1)
    const rows = await query.execute()
    yield* rows
    if (rows.length < PAGE) return
    after = rows.at(-1)!.id
  }
}

/** Files that could not be read, by name, with their reasons; a page at a time. */
export async function* listFailures(c: Case): AsyncGenerator<FailureTable> {
  let last: FailureTable | undefined
  for (;;) {
    let query = c.db.selectFrom('failures').selectAll().orderBy('name').orderBy('key').limit(PAGE)
    if (last) {
      const { name, key } = last
      query = query.where((e) => e.or([e('name', '>', name), e.and([e('name', '=', name), e('key', '>', key)])]))
    }
    const rows = await query.execute()
    yield* rows
    if (rows.length < PAGE) return
    last = rows.at(-1)
  }
}
