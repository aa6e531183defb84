export { checkIndex } from './index/check.ts'
export { indexPassages } from './index/index.ts'
export { settleIndex } from './index/settle.ts'
export { passagesOf } from './passages.ts'
export { type Plan, planQuery } from './plan/plan.ts'
export type { QueryMistake } from './query/error.ts'
export { QUERY_FIELDS, type QueryField } from './query/fields.ts'
export type { Facets, FacetValue } from './run/facets.ts'
export {
  MOST_RESULTS,
  RANKED,
  type SearchAnswer,
  type SearchOptions,
  type SearchResult,
  searchCase,
} from './run/search.ts'
export { snippetOf } from './run/snippet.ts'
