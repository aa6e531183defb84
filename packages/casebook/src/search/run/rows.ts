/** A passage that the index found, with what result lines show of its document. */
export interface FoundRow {
  readonly id: number
  readonly document: number
  readonly start: number
  readonly end: number
  readonly claim: string | null
  readonly text: string
  /** `facts.ts` as JSON. */
  readonly facts: string
  readonly title: string | null
  readonly outlet: string | null
  readonly published: string | null
  readonly url: string | null
  readonly version: number
  readonly latest: number
}

/** Columns of a `FoundRow`, of passages `p` and documents `d`. */
export const COLUMNS = `p.id, p.document, p."start", p."end", p.claim, p.text, p.facts,
  d.title, d.outlet, d.published, d.url, d.version, d.latest`
