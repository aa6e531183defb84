export { attribute, CLAIM_PRODUCERS, type ClaimModels, loadClaims, type Recorder } from './run.ts'
