export { analysisOf, checkIndex, type IndexFault } from './index/check.ts'
export { createIndex, dropPassages, indexPassages, passageId } from './index/index.ts'
export { settleIndex } from './index/settle.ts'
export { passagesOf } from './passages.ts'
export { type Plan, planQuery } from './plan/plan.ts'
export type { QueryMistake } from './query/error.ts'
export { QUERY_FIELDS, type QueryField } from './query/fields.ts'
export { FACETS, type Facet, type Facets, type FacetValue } from './run/facets.ts'
export {
  MOST_RESULTS,
  RANKED,
  type ResultLink,
  type SearchAnswer,
  type SearchOptions,
  type SearchResult,
  searchCase,
} from './run/search.ts'
export { type Piece, snippetOf } from './run/snippet.ts'
