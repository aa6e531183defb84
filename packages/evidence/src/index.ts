export {
  type ArchivedFile,
  type ArchivedJudgement,
  type ArchiverReport,
  archiverReport,
  judgeArchived,
} from './archive/auto-archiver.ts'
export { listZip, zipChunks } from './archive/zip.ts'
export { charsetOf } from './charset.ts'
export { canonicalRow, type Row, rowDigest, sha256 } from './custody/canonical.ts'
export { type ChainOptions, type ChainReport, verifyChain, verifyHead } from './custody/chain.ts'
export { type CustodyCode, type CustodyProblem, type CustodyState, Findings } from './custody/findings.ts'
export { headJson, headSignatureFits, parseHead, signHead } from './custody/head.ts'
export {
  KeyError,
  keyId,
  keyPath,
  loadKey,
  loadOrCreateKey,
  publicKeyFrom,
  readPublicKey,
  type SigningKey,
} from './custody/keys.ts'
export { type ChainEnd, type EntryFields, type NextLine, NO_LINES, nextLine, parseLine } from './custody/line.ts'
export { type OpensslVerdict, opensslVerify } from './custody/timestamp/openssl.ts'
export { type TimestampToken, timestampRequest, timestampToken } from './custody/timestamp/token.ts'
export { detectType, type FileKind, type FileType } from './detect.ts'
export {
  createFetcher,
  type Fetched,
  type Fetcher,
  type FetchOptions,
  type FetchResult,
  fetchPage,
} from './fetch/fetcher.ts'
export type { ArtifactSource, Found } from './found.ts'
export { imageUses } from './html/images.ts'
export { bandsOf, compareImages, type ImageComparison } from './image/similar.ts'
export { LIMITS } from './limits.ts'
export type { Given } from './metadata/settle.ts'
export { openArtifact, READERS } from './open.ts'
export { type Reading, readArtifact } from './read.ts'
export { bytesSource, fileSource, rangeSource } from './source.ts'
export { DirectoryStore, type Stray } from './store/directory.ts'
export { StoreError, storeError } from './store/error.ts'
export { ArtifactHash, artifactRef, hashPieces, isSha256 } from './store/hash.ts'
export type { ArtifactStore } from './store/store.ts'
