import type { CaptureRecord } from '@wherefrom/schema'
import type { Case } from '../case/case.ts'
import { captureKey, failureKey } from '../case/keys.ts'
import { find, statement } from '../case/statement.ts'
import { storable } from '../case/text.ts'

const WHOLE = statement('select max(documents) as documents from captures where artifact = ? and documents is not null')
const FAILED = statement('select code from failures where key = ?')
const MEMBER = statement('select id from captures where parent = ? limit 1')
/** Names of what failed in an archive begin with the archive's own. */
const FAILED_INSIDE = statement('select code from failures where substr(name, 1, ?) = ? limit 1')
const RECEIPT = statement('select id, documents from captures where key = ?')
const PART = statement(
  `select 1 as found from documents where artifact = ? and part = ?
   union all select 1 from sightings where artifact = ? and part = ?`,
)

/** What the case has already, asked before anything is read. */
export class Lookups {
  readonly #case: Case

  constructor(c: Case) {
    this.#case = c
  }

  /**
   * Documents in an artifact when all of it was read before; null when it is to be read: it is new, a run was cut off
   * in it, it gave no document, or this place, or something inside it, is listed as failed. `name` as it is shown.
   */
  async known(record: CaptureRecord, sha256: string, name: string): Promise<number | null> {
    const { db, dialect } = this.#case
    const row = await find<{ documents: number | string | null }>(db, dialect, WHOLE, [sha256])
    const documents = row?.documents ?? null
    if (documents === null || Number(documents) === 0) return null
    if (await find(db, dialect, FAILED, [failureKey(record)])) return null
    return (await this.#failedInside(sha256, name)) ? null : Number(documents)
  }

  async #failedInside(sha256: string, name: string): Promise<boolean> {
    const { db, dialect } = this.#case
    if (!(await find(db, dialect, MEMBER, [sha256]))) return false
    const inside = storable(`${name}/`)
    return (await find(db, dialect, FAILED_INSIDE, [[...inside].length, inside])) !== undefined
  }

  /** Is this very receipt in the case, and wholly read? */
  async hasReceipt(record: CaptureRecord, sha256: string): Promise<boolean> {
    const { db, dialect } = this.#case
    const row = await find<{ documents: number | null }>(db, dialect, RECEIPT, [captureKey(record, sha256)])
    return row !== undefined && row.documents !== null
  }

  async hasDocument(sha256: string, part: string): Promise<boolean> {
    const { db, dialect } = this.#case
    const name = storable(part)
    return (await find(db, dialect, PART, [sha256, name, sha256, name])) !== undefined
  }
}
