export { analysisOf, checkIndex, type IndexFault } from './index/check.ts'
export { createIndex, dropPassages, indexPassages, passageId } from './index/index.ts'
export { passagesOf } from './passages.ts'
