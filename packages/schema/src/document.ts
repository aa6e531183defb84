import type { Problem } from './problems.ts'
import type { BytePos, CharPos, Span } from './units.ts'

export const BLOCK_KINDS = [
  'title',
  'dateline',
  'paragraph',
  'caption',
  'credit',
  'quote',
  'list',
  'boilerplate',
] as const
export type BlockKind = (typeof BLOCK_KINDS)[number]

/**
 * A rectangle on a page of a PDF, in points (1/72 inch) from the page's upper left corner as it is shown; `page` from one.
 * `at`: where its characters begin in the document's text; they end where the next box's begin, or with the block.
 */
export interface PageBox {
  readonly at: CharPos
  readonly page: number
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/**
 * Where a block came from: a byte range of a text artifact, an element of a page (path from the root), boxes on pages
 * (one a line, in reading order), or an element of one part of a compound file (`word/document.xml`, the HTML part of
 * a message, an item of a feed).
 */
export type SourcePlace =
  | { readonly type: 'bytes'; readonly start: BytePos; readonly end: BytePos }
  | { readonly type: 'element'; readonly path: string }
  | { readonly type: 'boxes'; readonly boxes: readonly PageBox[] }
  | { readonly type: 'part'; readonly part: string; readonly path: string }

/** A stretch of the document's text with one role. Blocks are in text order and do not overlap. */
export interface Block extends Span {
  readonly kind: BlockKind
  readonly source: SourcePlace
}

export type MetadataField = 'title' | 'published' | 'modified' | 'outlet' | 'author' | 'language' | 'url'

/**
 * One value that the artifact offers for a field, and where it stood:
 * `json-ld`, `meta:NAME`, `time`, `url`, `dateline`, `title`, `heading`, `link:canonical`, `html-lang`, `detected`, `user`, `text`.
 * `start`/`end` when it stands in the document's text; `raw` when the value was normalised.
 */
export interface MetadataCandidate {
  readonly field: MetadataField
  readonly value: string
  readonly from: string
  readonly raw?: string
  readonly start?: number
  readonly end?: number
}

export interface Metadata {
  readonly title: string | null
  /** ISO 8601 calendar date, `YYYY-MM-DD`, or a shorter form where no day is stated. */
  readonly published: string | null
  readonly outlet: string | null
  readonly authors: readonly string[]
  readonly language: string | null
  readonly url: string | null
  readonly candidates: readonly MetadataCandidate[]
}

/**
 * The text read out of an artifact, in blocks. The text never changes after reading: a better reader makes a new
 * Document of the same artifact. Blocks cover every character that is not a separator between blocks.
 */
export interface Document {
  readonly text: string
  readonly blocks: readonly Block[]
  readonly metadata: Metadata
  readonly problems: readonly Problem[]
}

/** Metadata of English text that came without any: annotated data, cases, tests. */
export const NO_METADATA: Metadata = {
  title: null,
  published: null,
  outlet: null,
  authors: [],
  language: 'en',
  url: null,
  candidates: [],
}

/** Block kinds whose text is the outlet's running text; the others are furniture around it. */
export const BODY_KINDS: ReadonlySet<BlockKind> = new Set<BlockKind>(['paragraph', 'quote', 'list'])
