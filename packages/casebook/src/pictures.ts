import { buffer } from 'node:stream/consumers'
import { imageUses } from '@wherefrom/evidence'
import type { Document, Span } from '@wherefrom/schema'
import type { Case } from './case/case.ts'
import type { DocumentView } from './case/read/show.ts'

/** A picture that a page shows, and what the page says of it. */
export interface PageImage {
  /** SHA-256 of its bytes; null when the case does not have them. */
  readonly artifact: string | null
  /** Address as the page writes it. */
  readonly src: string
  readonly alt: string | null
  /** Blocks of the page's text that caption and credit it. */
  readonly caption: Span | null
  readonly credit: Span | null
}

/** The largest page that is looked through again, in bytes; pictures and receipts of one page. */
const LARGEST = 16 * 1024 * 1024
const MOST = 500

/**
 * The pictures of a saved or fetched page with their captions and credits, each with the bytes that were received as part
 * of it. Read from the page's bytes as they are kept; empty for what is no page.
 */
export async function pageImages(
  c: Case,
  { row, analysis }: Pick<DocumentView, 'row' | 'analysis'>,
): Promise<PageImage[]> {
  if (row.reader !== 'html') return []
  const kept = await c.store.head(row.artifact)
  if (!kept || kept.bytes > LARGEST) return []
  const document = { ...analysis.document, problems: analysis.problems } as Document
  const uses = imageUses(await buffer(c.store.get(row.artifact)), document).slice(0, MOST)
  const byAddress = await companions(c, row.artifact)
  const base = row.url ?? row.page
  return uses.map(({ src, alt, caption, credit }) => {
    const address = URL.canParse(src, base) ? new URL(src, base).href : src
    return { artifact: byAddress.get(address) ?? null, src, alt, caption, credit }
  })
}

/** What was received as part of a page, by address. */
async function companions(c: Case, parent: string): Promise<ReadonlyMap<string, string>> {
  const rows = await c.db
    .selectFrom('captures')
    .select(['artifact', 'url', 'name'])
    .where('parent', '=', parent)
    .orderBy('id')
    .limit(MOST)
    .execute()
  return new Map(rows.map((r) => [r.url ?? r.name, r.artifact]))
}
