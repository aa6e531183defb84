import { indexPassages, passagesOf } from '../../search/index.ts'
import { unpackAnalysis } from '../analysis.ts'
import { PRIMARY, type PrimaryName } from '../primary.ts'
import { type Db, type DialectName, placeholders, run } from '../raw.ts'
import { statement } from '../statement.ts'
import type { ImageTable } from '../tables.ts'
import { insertBands } from '../write/bands.ts'

type Row = Readonly<Record<string, unknown>>

/** Writes rows of a backup as they are, and what follows from them: passages, indexes, which version is the newest. */
export async function insertRestored(
  db: Db,
  dialect: DialectName,
  table: PrimaryName,
  rows: readonly Row[],
): Promise<void> {
  for (const row of rows) {
    // `migrate` wrote the schema already, and the backup's is the same.
    if (table === 'meta' && row['key'] === 'schema') continue
    const columns = PRIMARY[table].columns.filter((c) => row[c] !== undefined)
    const values = columns.map(() => '?').join(', ')
    const insert = placeholders(dialect, `insert into ${table} (${columns.join(', ')}) values (${values})`)
    if (table === 'documents') await insertDocument(db, dialect, insert, columns, row)
    else
      await run(
        db,
        insert,
        columns.map((c) => row[c]),
      )
    if (table === 'images') await insertBands(db, dialect, row as unknown as ImageTable)
  }
}

const OUTDATE = statement('update documents set latest = 0 where page = ? and version = ?')

/** Documents come in the order in which they were added: each new version of a page is the newest for the moment. */
async function insertDocument(
  db: Db,
  dialect: DialectName,
  insert: string,
  columns: readonly string[],
  row: Row,
): Promise<void> {
  const { page, version } = row
  if (typeof version === 'number' && version > 1) await run(db, OUTDATE[dialect], [page, version - 1])
  await run(
    db,
    insert,
    columns.map((c) => (c === 'latest' ? 1 : row[c])),
  )
  const packed = row['analysis']
  // What is damaged is told by the row's digest.
  const analysis = packed instanceof Uint8Array ? await unpackAnalysis(packed).catch(() => null) : null
  if (analysis) await indexPassages(db, dialect, Number(row['id']), passagesOf(analysis))
}
