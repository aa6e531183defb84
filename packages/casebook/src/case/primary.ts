import { rowDigest } from '@wherefrom/evidence'
import type { RowDigest } from '@wherefrom/schema'
import type { Tables } from './tables.ts'

/** A table whose rows the custody log answers for. */
export interface PrimaryTable<T extends keyof Tables = keyof Tables> {
  readonly table: T
  /** All columns, in the order in which rows are written and backed up. */
  readonly columns: readonly (keyof Tables[T] & string)[]
  /** The columns that name a row. */
  readonly key: readonly (keyof Tables[T] & string)[]
}

const define = <T extends keyof Tables>(
  table: T,
  key: readonly (keyof Tables[T] & string)[],
  columns: readonly (keyof Tables[T] & string)[],
): PrimaryTable<T> => ({ table, key, columns: [...key, ...columns] })

/** Every primary table: what cannot be made again. `meta` is one too, but for `head`, which changes with every entry. */
export const PRIMARY = {
  meta: define('meta', ['key'], ['value']),
  artifacts: define('artifacts', ['sha256'], ['sha1', 'bytes', 'media_type', 'received_at']),
  captures: define(
    'captures',
    ['id'],
    ['key', 'artifact', 'parent', 'method', 'name', 'url', 'received_at', 'record', 'documents'],
  ),
  components: define('components', ['id'], ['versions']),
  documents: define(
    'documents',
    ['id'],
    [
      ...(['artifact', 'part', 'page', 'version', 'latest', 'capture', 'reader', 'title', 'outlet'] as const),
      ...(['published', 'language', 'url', 'words', 'claims', 'components', 'content_sha256'] as const),
      ...(['analysis_sha256', 'analysis'] as const),
    ],
  ),
  sightings: define('sightings', ['artifact', 'part'], ['document', 'capture']),
  failures: define('failures', ['key'], ['artifact', 'name', 'code', 'message', 'at']),
  images: define('images', ['artifact'], ['format', 'width', 'height', 'dhash', 'dct', 'metadata']),
  decisions: define(
    'decisions',
    ['id'],
    ['artifact', 'part', 'selector', 'verdict', 'value', 'actor', 'at', 'reason', 'undoes'],
  ),
} as const

export type PrimaryName = keyof typeof PRIMARY

/** How the log names a row: its key; where that is of several columns, as a JSON list. */
export function rowKey(table: PrimaryName, row: object): string {
  const key = PRIMARY[table].key.map((c) => (row as Record<string, unknown>)[c])
  return key.length === 1 ? String(key[0]) : JSON.stringify(key)
}

/** What the log says of a row as it is now. */
export const digestOf = (table: PrimaryName, row: object): RowDigest => [
  table,
  rowKey(table, row),
  rowDigest(table, row as Record<string, unknown>),
]
