export type { Given } from './metadata/settle.ts'
export { type Reading, readArtifact } from './read.ts'
