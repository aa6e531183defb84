import type { ImageFacts } from '@wherefrom/schema'
import { PRIMARY } from '../primary.ts'
import { find, inserter, statement } from '../statement.ts'
import type { ImageTable } from '../tables.ts'
import { storable } from '../text.ts'
import type { Work } from '../transact.ts'
import { insertBands } from './bands.ts'

const FIND = statement('select artifact from images where artifact = ?')
const insert = inserter<ImageTable>('images', PRIMARY.images.columns)

/** Writes down what can be told about an image. Writing it again changes nothing. */
export async function putImage(t: Work, artifact: string, image: ImageFacts): Promise<void> {
  if (await find(t.db, t.dialect, FIND, [artifact])) return
  const { format, width, height, dhash, dct } = image
  const row = { artifact, format, width, height, dhash, dct, metadata: storable(JSON.stringify(image.metadata)) }
  await insert(t.db, t.dialect, row)
  await insertBands(t.db, t.dialect, row)
  t.record({ event: 'analyzed', artifact, sha256: artifact, reason: null })
  t.wrote('images', row)
}
