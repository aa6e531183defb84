/** The parts that training shares with the product: what is learned is computed by the very same code. */
export { type Columns, columnsOf } from './columns.ts'
export { PAIR_TABLES, PairInputs, TOKEN_TABLES, tokenInputs, type Window, windowOf } from './inputs.ts'
export { B_PAIR_CONTENT, B_PAIR_SOURCE, beginOf, CONTENT, CUE, insideOf, LABELS, SOURCE } from './labels.ts'
export { ATTRIBUTION_COMPONENT, ATTRIBUTION_VERSION } from './network.ts'
export { chunkStarts, HASHED, typesOf } from './words.ts'
