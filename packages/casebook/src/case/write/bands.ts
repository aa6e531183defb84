import { bandsOf } from '@wherefrom/evidence'
import { type Db, type DialectName, hot, run } from '../raw.ts'
import type { ImageTable } from '../tables.ts'

const INSERT = {
  sqlite: hot('insert into image_bands (band, value, artifact) select value ->> 0, value ->> 1, ? from json_each(?)'),
  postgres: hot(
    'insert into image_bands (band, value, artifact) select b, v, $1 from unnest($2::bigint[], $3::bigint[]) as x (b, v)',
  ),
}

/** Writes the bands by which an image like this one is found again. Derived from its row. */
export async function insertBands(
  db: Db,
  dialect: DialectName,
  image: Pick<ImageTable, 'artifact' | 'dct'>,
): Promise<void> {
  const bands = distinct(bandsOf({ dct: image.dct }))
  if (bands.length === 0) return
  if (dialect === 'sqlite') await run(db, INSERT.sqlite, [image.artifact, JSON.stringify(bands)])
  else await run(db, INSERT.postgres, [image.artifact, bands.map(([b]) => b), bands.map(([, v]) => v)])
}

/** A crop may share a band with the whole picture. */
function distinct(bands: ReturnType<typeof bandsOf>): ReturnType<typeof bandsOf> {
  const seen = new Set<string>()
  return bands.filter(([band, value]) => {
    const name = `${band} ${value}`
    if (seen.has(name)) return false
    seen.add(name)
    return true
  })
}
