/**
 * What can happen to an artifact in custody. `created` opens a case's log and names its signing key; `analyzed` records
 * what this program made of an artifact; `decided` what a person ruled; `noted` what went wrong with a file;
 * `timestamped` keeps an authority's reply (RFC 3161) as artifact; its `sha256` is the hash of the line that it stamps.
 */
export const CUSTODY_EVENTS = [
  'created',
  'collected',
  'imported',
  'analyzed',
  'decided',
  'noted',
  'accessed',
  'copied',
  'transferred',
  'exported',
  'redacted',
  'verified',
  'timestamped',
] as const
export type CustodyEvent = (typeof CUSTODY_EVENTS)[number]

/** A row of the case's database that an entry answers for: table, primary key, SHA-256 of the row; null = the row was removed. */
export type RowDigest = readonly [table: string, key: string, sha256: string | null]

/**
 * One line of the custody log. `prev_hash` is the SHA-256 of the line before, as bytes without its line feed (64 zeros
 * for the first). `sha256` is the hash of what the event is about: the artifact's own for `collected` and `imported`,
 * the analysis's for `analyzed`, null where there is none. `rows` names every row written in the same transaction.
 */
export interface CustodyEntry {
  readonly seq: number
  readonly event: CustodyEvent
  readonly artifact: string | null
  readonly sha256: string | null
  readonly actor: string
  readonly at: string
  readonly reason: string | null
  readonly rows: readonly RowDigest[]
  readonly prev_hash: string
}

/** The signed end of the log: without it, cutting the last entries off would not show. `signature`: Ed25519, base64. */
export interface CustodyHead {
  readonly format: 'wherefrom/custody-head@1'
  readonly caseId: string
  readonly seq: number
  /** SHA-256 of the last line. */
  readonly hash: string
  readonly at: string
  /** SHA-256 of the public key (DER, SubjectPublicKeyInfo), hexadecimal. */
  readonly key: string
  readonly signature: string
}
