import type { Claim, Document, Layers, Producer } from '@wherefrom/schema'
import { chainClaims } from './attribute.ts'

/** Weights of this package's stages, made once by `loadClaims`. */
export interface ClaimModels {
  readonly files: ReadonlyMap<string, Uint8Array>
}

/** Receives what a stage made, for `explain`. */
export type Recorder = (stage: string, value: unknown) => void

export const CHAINS_VERSION = '1'

/** The components of this package, for the producers of an analysis. */
export const CLAIM_PRODUCERS: readonly Producer[] = [{ component: 'claims.attribute', version: CHAINS_VERSION }]

/** Loads the weights of this package: model file name -> decompressed bytes. */
export function loadClaims(files: ReadonlyMap<string, Uint8Array>): ClaimModels {
  return { files }
}

/** Layers -> claims: who says what on whose authority, in the order of the text. */
export function attribute(doc: Document, layers: Layers, _models: ClaimModels, _record?: Recorder): Claim[] {
  return chainClaims(doc, layers)
}
