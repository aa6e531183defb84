export { type CustodyProblem, KeyError, loadKey, readPublicKey, StoreError } from '@wherefrom/evidence'
export { ModelError } from '@wherefrom/nlp'
export { type ReanalyseEvent, type ReanalyseOptions, reanalyse } from './analyze/reanalyse.ts'
export { isCalendarDate } from './calendar.ts'
export { type Restored, type RestoreOptions, restoreBackup } from './case/backup/restore.ts'
export { type BackupWritten, noteBackup, writeBackup } from './case/backup/write.ts'
export type { Case } from './case/case.ts'
export { CaseError, guarded } from './case/error.ts'
export { type CreateOptions, createCase, type OpenOptions, openCase } from './case/open.ts'
export { findPlace, type Place, parsePlace } from './case/place.ts'
export type { IndexedPassage, Prepared } from './case/prepared.ts'
export { type ArtifactView, showArtifact } from './case/read/artifact.ts'
export { currentSets } from './case/read/current.ts'
export { listDocuments, listFailures } from './case/read/list.ts'
export { type DocumentView, parseId, showDocument } from './case/read/show.ts'
export { type CaseStatus, caseStatus } from './case/read/status.ts'
export { type AnalysisJson, toContract, VERSION } from './contract.ts'
export * from './describe.ts'
export * from './describe-places.ts'
export { DossierFile, dossierHtml } from './dossier/file.ts'
export { blocksOnLine, type Explanation, explainDocument, explainInput, type Recorded, within } from './explain.ts'
export { FILE_LIMIT, type FileOptions, type FileRead, readFiles } from './files.ts'
export { gazetteerFolder } from './gazetteer/folder.ts'
export {
  addGazetteer,
  type GazetteerTable,
  listGazetteers,
  removeGazetteer,
  type TableAdded,
} from './gazetteer/tables.ts'
export { type AddOptions, addInputs } from './ingest/add.ts'
export { countInputs } from './ingest/count.ts'
export type { AddEvent } from './ingest/items.ts'
export { Workforce, type WorkforceOptions, type WorkLimits } from './ingest/workforce.ts'
export { loadModels, MODELS, type ModelFiles } from './models.ts'
export { type PageImage, pageImages } from './pictures.ts'
export {
  currentProducers,
  DEPTH_LIMIT,
  type DocumentRead,
  type Engine,
  openEngine,
  type ReadOptions,
  type Recorder,
  readDocument,
} from './read.ts'
export { type Input, type InputRead, openInput, readInput } from './read-input.ts'
export {
  type Facets,
  type FacetValue,
  MOST_RESULTS,
  type Plan,
  passagesOf,
  planQuery,
  QUERY_FIELDS,
  type QueryField,
  type QueryMistake,
  RANKED,
  type SearchAnswer,
  type SearchOptions,
  type SearchResult,
  searchCase,
  snippetOf,
} from './search/index.ts'
export { verifyCase } from './verify/lazy.ts'
export { DOES_NOT_SHOW, SHOWS } from './verify/meaning.ts'
export { type Stamped, TimestampError, timestampCase } from './verify/stamp.ts'
export type { VerifyOptions, VerifyReport } from './verify/verify.ts'
export type { Anchor, QuoteSelector } from './versions/anchor.ts'
export type { ClaimChange, ClaimState, Comparison } from './versions/compare.ts'
export { type AnchoredDecision, pageDecisions } from './versions/decisions.ts'
export { type VersionChanges, versionChanges } from './versions/index.ts'
