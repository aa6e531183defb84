import type { Case } from '../case/case.ts'
import type { DocumentView } from '../case/read/show.ts'
import type { DecisionTable } from '../case/tables.ts'
import { type Anchor, anchorIn, type QuoteSelector } from './anchor.ts'

/** A decision as it stands on a document: made on it, or on another version of its page. */
export interface AnchoredDecision extends DecisionTable {
  /** Number of the version that it was made on. */
  readonly version: number
  readonly anchor: Anchor
}

/** Versions of a page whose decisions are looked for: the newest ones. */
const VERSIONS = 200

/**
 * Every decision that was made on a page, found again in the text of one of its versions: at its place, elsewhere, or
 * not at all. Nothing is stored: the decision stays where it was made.
 */
export async function pageDecisions(
  c: Case,
  { row, analysis, versions }: Pick<DocumentView, 'row' | 'analysis' | 'versions'>,
): Promise<AnchoredDecision[]> {
  const all = [row, ...versions.slice(-VERSIONS)]
  const found = await c.db
    .selectFrom('decisions')
    .selectAll()
    .where('artifact', 'in', [...new Set(all.map((v) => v.artifact))])
    .orderBy('id')
    .execute()
  return found.flatMap((decision) => {
    const made = all.find((v) => v.artifact === decision.artifact && v.part === decision.part)
    const selector = parseSelector(decision.selector)
    const anchor = selector ? anchorIn(analysis.document.text, selector) : ({ state: 'orphan', span: null } as const)
    return made ? [{ ...decision, version: made.version, anchor }] : []
  })
}

/** A stored selector; null when it is none, which only a change from outside can bring about. */
export function parseSelector(json: string): QuoteSelector | null {
  try {
    const { exact, prefix, suffix, start, end } = JSON.parse(json) as Partial<Record<keyof QuoteSelector, unknown>>
    const texts = [exact, prefix, suffix].every((v) => typeof v === 'string')
    const places = [start, end].every((v) => Number.isSafeInteger(v) && (v as number) >= 0)
    return texts && places ? ({ exact, prefix, suffix, start, end } as QuoteSelector) : null
  } catch {
    return null
  }
}
