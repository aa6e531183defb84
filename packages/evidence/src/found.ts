import type { CaptureRecord, Document, ImageFacts, Problem } from '@wherefrom/schema'

/** Bytes to be read, without saying where they lie. Readers ask for the whole (`bytes`) only where the format needs it. */
export interface ArtifactSource {
  /** Name as the user gave it, or path inside an archive; a hint for detection, never opened. */
  readonly name: string
  readonly size: number
  bytes(): Promise<Uint8Array>
  /** Pieces of the byte range `start` to `end` (exclusive); the whole when left out. */
  chunks(start?: number, end?: number): AsyncIterable<Uint8Array>
}

/**
 * What reading an artifact gives, one thing after the other. An archive gives members, which are artifacts of their own
 * and are read in turn; a message gives a document and its attachments; a feed gives a document an item.
 */
export type Found =
  | {
      readonly kind: 'document'
      /** Which part of the artifact it is, unique and stable within it; `''` for the whole. */
      readonly part: string
      /** Name of the reader, as in its producer `evidence.NAME`. */
      readonly reader: string
      readonly document: Document
    }
  | { readonly kind: 'image'; readonly image: ImageFacts }
  | {
      readonly kind: 'member'
      /** Path inside the archive, with `/`; never `..`, never absolute. */
      readonly name: string
      readonly role: 'member' | 'attachment' | 'embedded'
      readonly bytes: Uint8Array
      /** What the archive says about how it was collected; the names of these fields are asserted by the archive. */
      readonly record: Partial<CaptureRecord>
    }
  /** An address that a list names, with the list's note on it. */
  | { readonly kind: 'link'; readonly url: string; readonly note: string | null }
  /** What is wrong: with one member when `name` is there, otherwise with the artifact as a whole. */
  | { readonly kind: 'problem'; readonly problem: Problem; readonly name?: string }
