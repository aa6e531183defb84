export type { Given } from './metadata/settle.ts'
export { READERS, type Reading, readArtifact } from './read.ts'
