import { CUSTODY_EVENTS, type CustodyEntry, type RowDigest } from '@wherefrom/schema'
import { sha256 } from './canonical.ts'

/** Where a log ends: number and SHA-256 of its last line. A signed head is one too. */
export interface ChainEnd {
  readonly seq: number
  readonly hash: string
}

/** The end of a log that has no line yet. */
export const NO_LINES: ChainEnd = { seq: 0, hash: '0'.repeat(64) }

/** What a new entry says; number and link to the line before are added. */
export type EntryFields = Omit<CustodyEntry, 'seq' | 'prev_hash'>

export interface NextLine {
  /** The entry as one line of JSON, without its line feed. */
  readonly line: string
  readonly end: ChainEnd
}

/** The line that follows `last`: the end of the log so far, a signed head, or null for a log that begins. */
export function nextLine(last: ChainEnd | null, fields: EntryFields): NextLine {
  const { seq, hash } = last ?? NO_LINES
  const line = entryLine({ ...fields, seq: seq + 1, prev_hash: hash })
  return { line, end: { seq: seq + 1, hash: sha256(line) } }
}

/** The one way to write an entry: its fields in this order, no white space. */
function entryLine(e: CustodyEntry): string {
  return JSON.stringify({
    seq: e.seq,
    event: e.event,
    artifact: e.artifact,
    sha256: e.sha256,
    actor: e.actor,
    at: e.at,
    reason: e.reason,
    rows: e.rows,
    prev_hash: e.prev_hash,
  })
}

/** The entry that a line holds; null for anything that `nextLine` would not have written. Never throws. */
export function parseLine(line: string): CustodyEntry | null {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return null
  }
  return isEntry(value) && entryLine(value) === line ? value : null
}

const HEX64 = /^[0-9a-f]{64}$/
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/

function isEntry(value: unknown): value is CustodyEntry {
  if (typeof value !== 'object' || value === null) return false
  const e = value as Record<string, unknown>
  return (
    isCount(e.seq) &&
    (CUSTODY_EVENTS as readonly unknown[]).includes(e.event) &&
    isHash(e.artifact, true) &&
    isHash(e.sha256, true) &&
    typeof e.actor === 'string' &&
    typeof e.at === 'string' &&
    TIME.test(e.at) &&
    (e.reason === null || typeof e.reason === 'string') &&
    Array.isArray(e.rows) &&
    e.rows.every(isRowDigest) &&
    isHash(e.prev_hash, false)
  )
}

function isRowDigest(value: unknown): value is RowDigest {
  if (!Array.isArray(value) || value.length !== 3) return false
  return typeof value[0] === 'string' && typeof value[1] === 'string' && isHash(value[2], true)
}

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 1

const isHash = (value: unknown, nullable: boolean): boolean =>
  value === null ? nullable : typeof value === 'string' && HEX64.test(value)
