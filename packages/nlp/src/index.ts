export { CLUSTERS_VERSION, Clusters } from './clusters/clusters.ts'
export { type EdtfBounds, edtf, findTimes, joinRanges, parseEdtf, type TimeInput } from './dates/index.ts'
export { findMentions, loadMentions, MENTIONS_FILE, type MentionLayers, type MentionModels } from './mentions/index.ts'
export { LIST_MASKS, WordLists } from './mentions/word-lists.ts'
export { decodeModel, encodeModel, ModelError, type ModelFile, type ModelHeader } from './model/container.ts'
export { finish, hashText, key1, key2, key3, mix } from './model/features.ts'
export { argmax, LinearModel } from './model/linear.ts'
export { BiLstm, floatSection, Kernel, LabelChain, Linear, Table, Vectors } from './neural/index.ts'
export { KeyTable } from './neural/key-table.ts'
export { wordVectors } from './neural/word-vectors.ts'
export {
  children,
  childrenBy,
  deprelOf,
  extents,
  headOf,
  isUnder,
  rootOf,
  rootPath,
  subtree,
  type Tree,
  treeOf,
  wordAt,
} from './parse/tree.ts'
export { analyse, type Engine, type Engine as EngineModels, loadEngine, NLP_PRODUCERS } from './pipeline.ts'
export {
  encodeGazetteer,
  findPlaces,
  findToponyms,
  foldName,
  GAZETTEER_COMPONENT,
  GAZETTEER_FILE,
  GAZETTEER_VERSION,
  Gazetteer,
  type GazetteerRow,
  type PlacedToponym,
  USER_GAZETTEER,
} from './places/index.ts'
export { findQuotes } from './quotes/index.ts'
export { MAX_SENTENCE_FEATURES, SENTENCES_VERSION } from './sentences/features.ts'
export { Segmenter } from './sentences/sentences.ts'
export { Pipeline, type Recorder, type Stage } from './stage.ts'
export { tagLayer } from './tag/layer.ts'
export { LEMMAS_VERSION, Lemmatizer, lemmaGroup, ruleLemma } from './tag/lemma.ts'
export { type TagSet, tagSet } from './tag/tag-set.ts'
export { scan } from './tokens/scan.ts'
export { findTokens, type TypedTokens } from './tokens/tokens.ts'
export {
  LOWER,
  normalForm,
  PREFIX1,
  SHAPE,
  SUFFIX1,
  TYPE_COLUMNS,
  type WordTable,
  WordTypes,
} from './tokens/types.ts'
