import { run } from '../raw.ts'
import { type Migration, TYPES } from './types.ts'

/** The same content in other bytes makes no document of its own; which one it is was not kept before. */
export const sightings: Migration = {
  schema: 2,
  what: 'which document each part of an artifact is; which receipts are wholly read',
  run: async (db, dialect) => {
    const { int, text, keyed } = TYPES[dialect]
    await run(
      db,
      `create table sightings (
        artifact ${text} not null, part ${text} not null, document ${int} not null, capture ${int} not null,
        primary key (artifact, part)) ${keyed}`,
    )
    await run(db, 'create index sightings_document on sightings (document)')
    await run(db, `alter table captures add column documents ${int}`)
    await run(db, 'create index captures_unfinished on captures (id) where documents is null')
  },
}
