export { findAttributions } from './find.ts'
export { type AttributionModel, loadAttributionModel } from './model.ts'
