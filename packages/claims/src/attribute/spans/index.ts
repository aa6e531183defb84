export { findAttributions } from './find.ts'
export { ATTRIBUTION_COMPONENT, ATTRIBUTION_VERSION, type AttributionModel, loadAttributionModel } from './network.ts'
