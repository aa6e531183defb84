import type { ArtifactRef, CaptureRecord } from '@wherefrom/schema'
import { captureKey, failureKey } from '../keys.ts'
import { PRIMARY } from '../primary.ts'
import { run } from '../raw.ts'
import { find, inserter, statement } from '../statement.ts'
import type { ArtifactTable, CaptureTable } from '../tables.ts'
import { storable, storableOrNull } from '../text.ts'
import { nextId, type Work } from '../transact.ts'
import { dropFailure } from './failure.ts'

export interface Receipt {
  readonly ref: ArtifactRef
  readonly record: CaptureRecord
}

export interface ReceiptWritten {
  /** Id of the capture. */
  readonly capture: number
  /** False when this very receipt was in the case already. */
  readonly fresh: boolean
  /** How many documents the artifact gave; null while it is not wholly read. */
  readonly documents: number | null
}

const FIND_CAPTURE = statement('select * from captures where key = ?')
const FIND_ARTIFACT = statement('select sha256 from artifacts where sha256 = ?')
const insertArtifact = inserter<ArtifactTable>('artifacts', PRIMARY.artifacts.columns)
const insertCapture = inserter<CaptureTable>('captures', PRIMARY.captures.columns)

/** Writes down that an artifact was received. The artifact must be in the store already. Writing it again changes nothing. */
export async function putReceipt(t: Work, { ref, record }: Receipt): Promise<ReceiptWritten> {
  const key = captureKey(record, ref.sha256)
  const known = await find<CaptureTable>(t.db, t.dialect, FIND_CAPTURE, [key])
  if (known) return { capture: known.id, fresh: false, documents: known.documents }
  t.record({
    event: record.method === 'fetch' ? 'collected' : 'imported',
    artifact: ref.sha256,
    sha256: ref.sha256,
    reason: record.reason,
  })
  if (!(await find(t.db, t.dialect, FIND_ARTIFACT, [ref.sha256]))) {
    const { receivedAt, mediaType } = record
    const row = { ...ref, media_type: storableOrNull(mediaType), received_at: receivedAt }
    await insertArtifact(t.db, t.dialect, row)
    t.wrote('artifacts', row)
  }
  const row: CaptureTable = {
    id: await nextId(t, 'captures'),
    key,
    artifact: ref.sha256,
    parent: record.parent,
    method: record.method,
    name: storable(record.name),
    url: storableOrNull(record.url),
    received_at: record.receivedAt,
    record: storable(JSON.stringify(record)),
    documents: null,
  }
  await insertCapture(t.db, t.dialect, row)
  t.wrote('captures', row)
  return { capture: row.id, fresh: true, documents: null }
}

const CAPTURE = statement('select * from captures where id = ?')
const FINISH = statement('update captures set documents = ? where id = ?')

/**
 * Everything that was found in a receipt's artifact is in the case, members included: `documents` of it. A run that was
 * cut short goes on with the receipts that are not finished. Failures that this place had before are over.
 */
export async function finishReceipt(t: Work, capture: number, documents: number): Promise<void> {
  const row =
    (t.touched('captures', String(capture)) as CaptureTable | null | undefined) ??
    (await find<CaptureTable>(t.db, t.dialect, CAPTURE, [capture]))
  if (!row) throw new Error(`no capture ${capture}`)
  await dropFailure(t, failureKey(JSON.parse(row.record) as CaptureRecord))
  if (row.documents === documents) return
  await run(t.db, FINISH[t.dialect], [documents, capture])
  t.wrote('captures', { ...row, documents })
}
