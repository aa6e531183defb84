export type { Attribution, CueClass } from './attribute/attribution.ts'
export { attribute, CLAIM_PRODUCERS, type ClaimModels, loadClaims, type Recorder } from './attribute/chains/index.ts'
export { type AttributionModel, findAttributions, loadAttributionModel } from './attribute/spans/index.ts'
export { eventsOf } from './events/index.ts'
