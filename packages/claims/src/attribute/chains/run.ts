import { wordVectors } from '@wherefrom/nlp'
import type { Claim, Document, Layers, Producer } from '@wherefrom/schema'
import { EVENTS_VERSION } from '../../events/index.ts'
import { loadStance, STANCE_COMPONENT, STANCE_VERSION, type StanceModel } from '../../stance/index.ts'
import {
  ATTRIBUTION_COMPONENT,
  ATTRIBUTION_VERSION,
  type AttributionModel,
  findAttributions,
  loadAttributionModel,
} from '../spans/index.ts'
import { chainClaims } from './attribute.ts'

/** Weights of this package's stages, made once by `loadClaims`. */
export interface ClaimModels {
  /** The trained finder of flat attributions; null where its file is not installed: the rules work without it. */
  readonly attributions: AttributionModel | null
  /** The trained rating of stance; null where its file is not installed. */
  readonly stance: StanceModel | null
}

/** Receives what a stage made, for `explain`. */
export type Recorder = (stage: string, value: unknown) => void

export const CHAINS_VERSION = '2'

/** The components of this package, for the producers of an analysis. */
export const CLAIM_PRODUCERS: readonly Producer[] = [
  { component: 'claims.attribute', version: CHAINS_VERSION },
  { component: ATTRIBUTION_COMPONENT, version: String(ATTRIBUTION_VERSION) },
  { component: 'claims.events', version: EVENTS_VERSION },
  { component: STANCE_COMPONENT, version: String(STANCE_VERSION) },
]

/** Weights of attribution, best first. PolNeAR's can be left out: its text states no licence. */
export const ATTRIBUTION_FILES = ['attribution-polnear.bin.gz', 'attribution-gum.bin.gz'] as const

/** Loads the weights of this package: model file name -> decompressed bytes. */
export function loadClaims(files: ReadonlyMap<string, Uint8Array>): ClaimModels {
  const bytes = ATTRIBUTION_FILES.map((name) => files.get(name)).find((found) => found !== undefined)
  const stance = loadStance(files)
  return { stance, attributions: bytes ? loadAttributionModel(bytes, wordVectors(files)) : null }
}

/** Layers -> claims: who says what on whose authority, in the order of the text. */
export function attribute(doc: Document, layers: Layers, models: ClaimModels, record?: Recorder): Claim[] {
  const attributions = findAttributions(doc, layers, models.attributions)
  record?.('attributions', attributions)
  return chainClaims(doc, layers, attributions, models.stance)
}
