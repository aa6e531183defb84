/** The parts that training shares with the product: what is learned is computed by the very same code. */
export { type Columns, type CueLexicon, columnsOf } from './columns.ts'
export { borderFeatures, MAX_FEATURES, tokenFeatures } from './features.ts'
export { B_CONTENT, B_CUE, B_SOURCE, beginOf, CONTENT, CUE, insideOf, LABELS, O, SOURCE } from './labels.ts'
export { Lattice, pair } from './lattice.ts'
