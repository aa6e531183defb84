import { parseLine } from '@wherefrom/evidence'
import type { CustodyEntry } from '@wherefrom/schema'
import type { Case } from '../case.ts'
import { all, placeholders } from '../raw.ts'

/** Entries shown at most; a page may have been fetched every hour for years. */
const MOST = 500

/**
 * What the custody log says about an artifact, oldest first. The log has no index by artifact, which every document would
 * have to pay for: its lines are looked through, as the question is asked about one artifact at a time.
 */
export async function entriesAbout(c: Case, artifact: string): Promise<CustodyEntry[]> {
  const text = placeholders(c.dialect, `select line from custody where line like ? order by seq limit ${MOST}`)
  const rows = await all<{ line: string }>(c.db, text, [`%"artifact":"${artifact}"%`])
  return rows.flatMap((r) => parseLine(r.line) ?? [])
}
