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
  /** What lies beside the tables, once the case is known to be one; for a writer (`signer`) after what a killed one left was put right. */
  attach(signer: Signer | null): Promise<Attached>
  /** Gives the connection back before `attach`. */
  close(): Promise<void>
}

export interface Attached {
  readonly store: ArtifactStore
  readonly mirror: LogMirror | null
  close(): Promise<void>
}
