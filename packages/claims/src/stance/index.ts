export { factuality } from './factuality.ts'
export { loadStance, type StanceModel } from './model.ts'
