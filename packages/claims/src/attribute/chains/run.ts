import type { Claim, Document, Layers, Producer } from '@wherefrom/schema'
import { EVENTS_VERSION } from '../../events/index.ts'
import { type AttributionModel, findAttributions, loadAttributionModel } from '../spans/index.ts'
import { ATTRIBUTION_COMPONENT, ATTRIBUTION_VERSION } from '../spans/model.ts'
import { chainClaims } from './attribute.ts'

/** Weights of this package's stages, made once by `loadClaims`. */
export interface ClaimModels {
  /** The trained finder of flat attributions; null where its file is not installed: the rules work without it. */
  readonly attributions: AttributionModel | null
}

/** Receives what a stage made, for `explain`. */
export type Recorder = (stage: string, value: unknown) => void

export const CHAINS_VERSION = '1'

/** The components of this package, for the producers of an analysis. */
export const CLAIM_PRODUCERS: readonly Producer[] = [
  { component: 'claims.attribute', version: CHAINS_VERSION },
  { component: ATTRIBUTION_COMPONENT, version: String(ATTRIBUTION_VERSION) },
  { component: 'claims.events', version: EVENTS_VERSION },
]

/** Loads the weights of this package: model file name -> decompressed bytes. */
export function loadClaims(files: ReadonlyMap<string, Uint8Array>): ClaimModels {
  const bytes = files.get('attribution-polnear.bin.gz')
  return { attributions: bytes ? loadAttributionModel(bytes) : null }
}

/** Layers -> claims: who says what on whose authority, in the order of the text. */
export function attribute(doc: Document, layers: Layers, models: ClaimModels, record?: Recorder): Claim[] {
  const attributions = models.attributions ? findAttributions(doc, layers, models.attributions) : []
  record?.('attributions', attributions)
  return chainClaims(doc, layers, attributions)
}
