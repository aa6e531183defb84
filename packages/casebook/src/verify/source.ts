import type { Row } from '@wherefrom/evidence'
import type { Db } from '../case/raw.ts'

/** Read-only view of a case's tables at one moment. Anything may be wrong with them; errors of the database come out. */
export interface RowSource {
  readonly dialect: 'sqlite' | 'postgres'
  /** The same moment, for queries of others. */
  readonly db: Db
  /** All rows of a constant query, one at a time. */
  rows(sql: string): AsyncIterable<Row>
  /** Runs a part of the verification, so that an error in it does not stop what comes after. */
  attempt(work: () => Promise<void>): Promise<void>
  close(): Promise<void>
}

/** A whole number as either database gives it, or NaN. */
export const numberOf = (value: unknown): number =>
  typeof value === 'bigint' || typeof value === 'number' ? Number(value) : Number.NaN

/** A text, or null for anything else. */
export const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)
