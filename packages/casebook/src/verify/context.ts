import type { ArtifactStore, Findings } from '@wherefrom/evidence'
import type { CustodyHead } from '@wherefrom/schema'
import type { DigestMap } from './digests.ts'
import type { RowSource } from './source.ts'

/** An artifact as the case's table and log have it. `sha1` and `bytes` are null where the row itself is not as logged. */
export interface KnownArtifact {
  readonly sha256: string
  readonly sha1: string | null
  readonly bytes: number | null
  /** Entry that answers for it. */
  readonly seq: number
}

/** A reply of a timestamp authority that the log names. */
export interface StampEntry {
  readonly seq: number
  /** SHA-256 of the reply, an artifact. */
  readonly artifact: string
  /** SHA-256 that it must stamp: of a line of the log. */
  readonly hash: string
}

/** What one check hands to the next. */
export interface Verification {
  readonly source: RowSource
  readonly store: ArtifactStore
  readonly findings: Findings
  readonly notes: Findings
  readonly digests: DigestMap
  /** Whether a writer is at work, or was cut off and has not been followed by another yet. */
  interrupted: boolean
  head: CustodyHead | null
  /** Lines of the log. */
  entries: number
  /** `meta` without the head and writers' marks. */
  readonly meta: Map<string, string>
  /** Artifacts that the log says lie in the store without a receipt. */
  readonly leftovers: Set<string>
  readonly stamps: StampEntry[]
  readonly artifacts: KnownArtifact[]
}

/** The message of an error of the database or the system, in one bounded line. */
export const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0]!.slice(0, 200)

/** Runs a part of the verification; what the database or the disk refuses is told, and the other parts still run. */
export async function part(
  v: Pick<Verification, 'findings' | 'source'>,
  what: string,
  work: () => Promise<void>,
): Promise<boolean> {
  try {
    await v.source.attempt(work)
    return true
  } catch (error) {
    v.findings.add('custody/database', { what, reason: reasonOf(error) })
    return false
  }
}
