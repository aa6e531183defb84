import type { Given } from '@wherefrom/evidence'
import type { Document, Problem } from '@wherefrom/schema'
import type { Prepared } from '../case/prepared.ts'
import type { Placed, Position, Verdict } from './expand.ts'

/** Where a worker finds the bytes of an artifact. */
export type Place =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /** In an artifact store that is a folder. */
  | { readonly kind: 'store'; readonly dir: string; readonly sha256: string; readonly size: number }
  /** In a file that stays as it is while it is read: a temporary copy. */
  | { readonly kind: 'file'; readonly path: string; readonly size: number }

/** Read an artifact and everything in it: asks `Placed`, is answered `Verdict`; gives null at the end. */
export interface OpenJob {
  readonly kind: 'open'
  readonly place: Place
  readonly name: string
  readonly given: Given
  readonly resume: Position
}

/** Analyse a document: asks nothing; gives `Prepared`, or the problem for which it is not analysed. */
export interface AnalyseJob {
  readonly kind: 'analyse'
  readonly document: Document
  readonly reader: string
  readonly part: string
  /** Name as in the analysis: path, then path inside the archive. */
  readonly file: string
  readonly sha256: string
}

export type Job = OpenJob | AnalyseJob

/** What each kind of job asks, is answered and gives. */
export interface Talk {
  open: { ask: Placed; answer: Verdict; gives: null }
  analyse: { ask: never; answer: never; gives: Prepared | { readonly problem: Problem } }
}

/** Messages of a worker. A conversation: job, then ask and answer in turn, then the result. */
export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'ask'; readonly ask: unknown }
  | { readonly kind: 'done'; readonly value: unknown }
  /** A bug, or an installation that is not whole: nothing can go on. */
  | { readonly kind: 'broken'; readonly name: string; readonly message: string; readonly stack: string }

export type ToWorker =
  | { readonly kind: 'job'; readonly job: Job }
  | { readonly kind: 'answer'; readonly answer: unknown }

/** What a worker is made for: readers load no models. */
export type Role = Job['kind']

export interface WorkerSetup {
  readonly role: Role
  /** Folder of the models; those of the program when null. */
  readonly models: string | null
  /** Folder of compiled code that the program keeps; null where it keeps none. */
  readonly cache: string | null
}
