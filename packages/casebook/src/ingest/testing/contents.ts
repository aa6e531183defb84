import type { Case } from '../../case/case.ts'

/** What is in a case, but for its times and its log: two cases that got the same inputs have the same. For tests. */
export async function contents(c: Pick<Case, 'db'>) {
  const documents = await c.db
    .selectFrom('documents')
    .select(['id', 'artifact', 'part', 'page', 'version', 'latest', 'capture', 'title', 'claims', 'analysis_sha256'])
    .orderBy('id')
    .execute()
  const captures = await c.db
    .selectFrom('captures')
    .select(['id', 'artifact', 'parent', 'name', 'documents'])
    .orderBy('id')
    .execute()
  const artifacts = await c.db.selectFrom('artifacts').select(['sha256', 'bytes']).orderBy('sha256').execute()
  const passages = await c.db.selectFrom('passages').select(['id', 'text']).orderBy('id').execute()
  const failures = await c.db.selectFrom('failures').select(['name', 'code']).orderBy('name').execute()
  return { documents, captures, artifacts, passages, failures }
}
