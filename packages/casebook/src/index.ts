export { ModelError } from '@wherefrom/nlp'
export { isCalendarDate } from './calendar.ts'
export type { Case } from './case/case.ts'
export { CaseError } from './case/error.ts'
export { type CreateOptions, createCase, type OpenOptions, openCase } from './case/open.ts'
export { findPlace, type Place, parsePlace } from './case/place.ts'
export { type AnalysisJson, type EventJson, type PlaceJson, toContract, VERSION } from './contract.ts'
export * from './describe.ts'
export { DossierFile, dossierHtml } from './dossier/file.ts'
export { blocksOnLine, type Explanation, explainDocument, type Recorded, within } from './explain.ts'
export { FILE_LIMIT, type FileOptions, type FileRead, readFiles } from './files.ts'
export { type AddOptions, addInputs } from './ingest/add.ts'
export type { AddEvent } from './ingest/items.ts'
export { loadModels, MODELS, type ModelFiles } from './models.ts'
export {
  DEPTH_LIMIT,
  type DocumentRead,
  type Engine,
  openEngine,
  type ReadOptions,
  type Recorder,
  readDocument,
} from './read.ts'
