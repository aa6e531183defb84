export { factuality } from './factuality.ts'
export { STANCE_VERSION } from './features.ts'
export { loadStance, STANCE_COMPONENT, type StanceModel } from './model.ts'
