import type { ArtifactStore } from '@wherefrom/evidence'
import type { Kysely } from 'kysely'
import type { Signer } from './log.ts'
import type { LogMirror } from './mirror.ts'
import type { DialectName } from './raw.ts'
import type { Tables } from './tables.ts'

/** A database that was connected to, before anybody looked whether it holds a case. */
export interface Connection {
  readonly db: Kysely<Tables>
  readonly dialect: DialectName
  /** What lies beside the tables, once the case is known to be one; `signer` where it is to be written. */
  attach(signer: Signer | null): Promise<Attached>
  /** Gives the connection back before `attach`. */
  close(): Promise<void>
}

export interface Attached {
  readonly store: ArtifactStore
  readonly mirror: LogMirror | null
  /** No other program can be writing this case now. */
  readonly alone: boolean
  /** Lets other writers in, where there may be several. */
  ready(): Promise<void>
  close(): Promise<void>
}
