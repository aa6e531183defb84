import { unpackAnalysis } from '../case/analysis.ts'
import type { Case } from '../case/case.ts'
import { type Comparison, compareAnalyses } from './compare.ts'

/** A version of a page, held against the one before. */
export interface VersionChanges extends Comparison {
  /** Number of the document that is the version before. */
  readonly since: number
}

/** What changed in a document against the version of its page before it; null when it is the first one. */
export async function versionChanges(c: Case, document: number): Promise<VersionChanges | null> {
  const of = c.db.selectFrom('documents').select(['id', 'page', 'version', 'analysis'])
  const now = await of.where('id', '=', document).executeTakeFirst()
  if (!now || now.version === 1) return null
  const before = await of
    .where('page', '=', now.page)
    .where('version', '<', now.version)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!before) return null
  const [earlier, later] = await Promise.all([unpackAnalysis(before.analysis), unpackAnalysis(now.analysis)])
  return { since: before.id, ...compareAnalyses(earlier, later) }
}
