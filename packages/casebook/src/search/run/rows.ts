import type { DocumentTable, PassageTable } from '../../case/tables.ts'

/** A passage that the index found, with what result lines show of its document. */
export type FoundRow = Readonly<
  PassageTable & Pick<DocumentTable, 'title' | 'outlet' | 'published' | 'url' | 'version' | 'latest'>
>

/** Columns of a `FoundRow`, of passages `p` and documents `d`. */
export const COLUMNS = `p.id, p.document, p."start", p."end", p.claim, p.text, p.facts,
  d.title, d.outlet, d.published, d.url, d.version, d.latest`
