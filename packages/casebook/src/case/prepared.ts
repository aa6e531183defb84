/** One document of an artifact, analysed and ready to be written: what a worker hands to the writer. */
export interface Prepared {
  readonly part: string
  readonly reader: string
  readonly title: string | null
  readonly outlet: string | null
  readonly published: string | null
  readonly language: string | null
  readonly url: string | null
  readonly words: number
  /** Number of claims. */
  readonly claims: number
  /** Component versions, JSON with sorted keys (`ComponentTable.versions`). */
  readonly components: string
  readonly contentSha256: string
  readonly analysisSha256: string
  /** Contract JSON, compressed with zstd. */
  readonly analysis: Uint8Array
  readonly passages: readonly IndexedPassage[]
}

/** A passage with the terms that the full-text index keeps of it, folded, in order, separated by single spaces. */
export interface IndexedPassage {
  /** Ordinal within the document, from zero; the passage's id is document * 65536 + n. */
  readonly n: number
  readonly start: number
  readonly end: number
  readonly claim: string | null
  readonly text: string
  /** What result lines and facets show of the claim: `search/facts.ts` as JSON, empty for a sentence without a claim. */
  readonly facts: string
  readonly terms: Readonly<Record<SearchField, string>>
}

/** Fields of the full-text index; each is a column of the FTS5 table, and a prefix of lexemes in the tsvector. */
export const SEARCH_FIELDS = ['text', 'said', 'about', 'place', 'tags'] as const
export type SearchField = (typeof SEARCH_FIELDS)[number]
