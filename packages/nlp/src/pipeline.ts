import type { Document, Layers } from '@wherefrom/schema'

/**
 * The loaded text engine: weights of every stage. Made once by `loadEngine`, used for any number of documents.
 * Extended by each stage that needs weights.
 */
export interface EngineModels {
  /** Model file name (as in `models/manifest.json`) -> decompressed bytes. */
  readonly files: ReadonlyMap<string, Uint8Array>
}

export type Analyse = (doc: Document) => Layers
