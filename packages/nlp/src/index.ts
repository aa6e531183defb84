export { decodeModel, encodeModel, ModelError, type ModelFile, type ModelHeader } from './model/container.ts'
export { finish, hashText, key1, key2, key3, mix } from './model/features.ts'
export { argmax, LinearModel } from './model/linear.ts'
export { findQuotes } from './quotes/index.ts'
