import type { Producer } from './basis.ts'
import type { Claim } from './claim.ts'
import type { Document } from './document.ts'
import type { Layers } from './layers.ts'

export const ANALYSIS_FORMAT = 'wherefrom/analysis@1'

/** Everything known about one document after reading: what the command prints and a case stores. */
export interface Analysis {
  readonly file: string
  readonly sha256: string
  readonly producers: readonly Producer[]
  readonly document: Document
  readonly layers: Layers
  readonly claims: readonly Claim[]
}
