import type { IndexedPassage } from '../prepared.ts'
import { hot, run } from '../raw.ts'
import type { Work } from '../transact.ts'

/** Passages of one document that ids have room for. */
export const MOST_PASSAGES = 65_536

/** Id of a passage: in the order of documents, and within each in the order of its text. */
export const passageId = (document: number, n: number): number => document * MOST_PASSAGES + n

/** All rows in one statement: a document has some dozens, and a statement a row costs more than the row. */
const INSERT = {
  sqlite: hot(
    `insert into passages (id, document, "start", "end", claim, text)
     select value ->> 0, ?, value ->> 1, value ->> 2, value ->> 3, value ->> 4 from json_each(?)`,
  ),
  postgres: hot(
    `insert into passages (id, document, "start", "end", claim, text)
     select id, $1, s, e, claim, text from unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::text[], $6::text[])
     as p (id, s, e, claim, text)`,
  ),
} as const

/** Writes the passages of a document that has none. */
export async function insertPassages(t: Work, document: number, passages: readonly IndexedPassage[]): Promise<void> {
  if (passages.length === 0) return
  const ids = passages.map((p) => passageId(document, p.n))
  if (t.dialect === 'sqlite') {
    const rows = passages.map((p, i) => [ids[i], p.start, p.end, p.claim, p.text])
    await run(t.db, INSERT.sqlite, [document, JSON.stringify(rows)])
    return
  }
  const of = <K extends keyof IndexedPassage>(key: K) => passages.map((p) => p[key])
  await run(t.db, INSERT.postgres, [document, ids, of('start'), of('end'), of('claim'), of('text')])
}

const DELETE = {
  sqlite: hot('delete from passages where id >= ? and id < ?'),
  postgres: hot('delete from passages where id >= $1 and id < $2'),
} as const

export async function deletePassages(t: Work, document: number): Promise<void> {
  await run(t.db, DELETE[t.dialect], [passageId(document, 0), passageId(document + 1, 0)])
}
