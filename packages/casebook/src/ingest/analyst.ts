/** What only a worker that analyses needs: loaded when it starts as one. */
export { analyseDocument, openEngine } from '../read.ts'
export { prepare } from './prepare.ts'
