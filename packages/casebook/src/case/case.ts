import type { ArtifactStore } from '@wherefrom/evidence'
import type { Kysely } from 'kysely'
import type { Signer } from './log.ts'
import type { LogMirror } from './mirror.ts'
import type { Place } from './place.ts'
import type { DialectName } from './raw.ts'
import type { Tables } from './tables.ts'

/** A case that is open, for reading or for writing. */
export interface Case {
  readonly place: Place
  readonly dialect: DialectName
  /** The id that the custody log's heads name. */
  readonly id: string
  readonly title: string
  /** ISO 8601, UTC. */
  readonly created: string
  /** Key that the log is signed with: SubjectPublicKeyInfo, PEM. */
  readonly publicKey: string
  /**
   * For reading, and for writing outside the log. Inside a transaction use the transaction and never this: on SQLite
   * there is one connection, which would wait for itself.
   */
  readonly db: Kysely<Tables>
  readonly store: ArtifactStore
  /** What writing needs; null when the case is open for reading. */
  readonly writer: Writer | null
  close(): Promise<void>
}

export interface Writer {
  readonly signer: Signer
  /** The log as files; null where the case is not a folder. */
  readonly mirror: LogMirror | null
  /** Ids of component sets that are known to be in the case, by their JSON. */
  readonly components: Map<string, number>
}
