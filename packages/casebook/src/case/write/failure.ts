import { PRIMARY } from '../primary.ts'
import { run } from '../raw.ts'
import { inserter, statement } from '../statement.ts'
import type { FailureTable } from '../tables.ts'
import { storable } from '../text.ts'
import type { Work } from '../transact.ts'

/** What could not be read, and why. `key` from `failureKey`; `name` as the user gave it; `code` of the problem catalogue. */
export interface Failure {
  readonly key: string
  /** SHA-256, when the bytes could be had. */
  readonly artifact: string | null
  readonly name: string
  readonly code: string
  readonly message: string
}

const DELETE = statement('delete from failures where key = ?')
const insert = inserter<FailureTable>('failures', PRIMARY.failures.columns)

/** Writes down a failure, in place of an earlier one of the same place. */
export async function putFailure(t: Work, failure: Failure): Promise<void> {
  const { key, artifact, code } = failure
  await run(t.db, DELETE[t.dialect], [key])
  const [name, message] = [storable(failure.name), storable(failure.message)]
  const row = { key, artifact, name, code, message, at: t.at }
  await insert(t.db, t.dialect, row)
  t.record({ event: 'noted', artifact, sha256: artifact, reason: `${code}: ${name}`.slice(0, 500) })
  t.wrote('failures', row)
}

/** Removes the failure of a place that could be read after all; one that this transaction wrote stays. */
export async function dropFailure(t: Work, key: string): Promise<void> {
  if (t.touched('failures', key) !== undefined) return
  if ((await run(t.db, DELETE[t.dialect], [key])) > 0) t.removed('failures', key)
}
