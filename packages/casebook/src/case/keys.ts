import type { CaptureRecord } from '@wherefrom/schema'
import { sha256, storable } from './text.ts'

type Receipt = Pick<CaptureRecord, 'method' | 'name' | 'url' | 'parent' | 'receivedAt'>

/**
 * What makes it the same receipt. A file that is given again from the same place with the same bytes is the same receipt;
 * every fetch of an address is one of its own, because it shows what was served at that time.
 */
export const captureKey = (record: Receipt, artifact: string): string =>
  digest([...placeOf(record), artifact, record.method === 'fetch' ? record.receivedAt : null])

/** What makes it the same failure: the place, whatever lies there. So a later success with other bytes removes it. */
export const failureKey = (record: Pick<Receipt, 'method' | 'name' | 'url' | 'parent'>): string =>
  digest(placeOf(record))

const placeOf = ({ method, url, name, parent }: Pick<Receipt, 'method' | 'name' | 'url' | 'parent'>) => [
  method,
  url ?? name,
  parent,
]

const digest = (parts: readonly (string | null)[]): string => sha256(storable(JSON.stringify(parts)))
