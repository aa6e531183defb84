import { compareImages } from '@wherefrom/evidence'
import type { Case } from '../case.ts'
import { all, placeholders } from '../raw.ts'

/** A picture of the case that shows the same as another one: the same file scaled, cropped or compressed anew. */
export interface SimilarImage {
  readonly artifact: string
  /** As `compareImages` measures it; 0 for the same picture. */
  readonly distance: number
  readonly reason: string
  /** Names that it was received under. */
  readonly names: readonly string[]
}

/** Candidates looked at, those that share most bands first. */
const MOST = 2000

const CANDIDATES = `select i.artifact as artifact, i.dct as dct from images i join (
    select other.artifact as artifact, count(*) as shared from image_bands mine
    join image_bands other on other.band = mine.band and other.value = mine.value
    where mine.artifact = ? and other.artifact <> ?
    group by other.artifact order by shared desc, other.artifact limit ${MOST}) near on near.artifact = i.artifact`

/** The same picture elsewhere in the case, nearest first; empty when the artifact is no picture. */
export async function similarImages(c: Case, artifact: string): Promise<SimilarImage[]> {
  const own = await c.db.selectFrom('images').select('dct').where('artifact', '=', artifact).executeTakeFirst()
  if (!own) return []
  const rows = await all<{ artifact: string; dct: string | null }>(c.db, placeholders(c.dialect, CANDIDATES), [
    artifact,
    artifact,
  ])
  const same = rows.flatMap((row) => {
    const { same, distance, reason } = compareImages(own, row)
    return same ? [{ artifact: row.artifact, distance, reason }] : []
  })
  same.sort((a, b) => a.distance - b.distance || (a.artifact < b.artifact ? -1 : 1))
  const found: SimilarImage[] = []
  for (const image of same.slice(0, 200)) found.push({ ...image, names: await namesOf(c, image.artifact) })
  return found
}

/** Names and addresses that an artifact was received under. */
async function namesOf(c: Case, artifact: string): Promise<string[]> {
  const rows = await c.db
    .selectFrom('captures')
    .select(['name', 'url'])
    .where('artifact', '=', artifact)
    .orderBy('id')
    .limit(20)
    .execute()
  return [...new Set(rows.map((r) => r.url ?? r.name))]
}
