import type { IndexedPassage } from '../../case/prepared.ts'
import { type Db, type DialectName, hot, run } from '../../case/raw.ts'
import { tsvectorOf } from './tsvector.ts'

/** A passage's id: that of the document, and 16 bits for the passage. */
export const PER_DOCUMENT = 65_536
export const passageId = (document: number, n: number): number => document * PER_DOCUMENT + n

/** Adds what search needs to the tables of a case: the full-text index, and columns and indexes beside it. */
export async function createIndex(db: Db, dialect: DialectName): Promise<void> {
  for (const sql of [...SHARED, ...(dialect === 'sqlite' ? SQLITE : POSTGRES)]) await run(db, sql)
}

const SHARED = [
  "alter table passages add column facts text not null default ''",
  'create index documents_published on documents (published)',
  'create index documents_outlet on documents (outlet)',
]

/**
 * The tokenizer splits at spaces only (terms hold letters and digits, the boundary is a slash), so that what the index
 * keeps is what was folded, and nothing is folded twice.
 */
const SQLITE = [
  `create virtual table passage_index using fts5(
     text, said, about, place, tags, content='', contentless_delete=1, detail=full, tokenize="ascii tokenchars '/'")`,
]

const POSTGRES = [
  'alter table passages add column terms tsvector',
  'create index passages_terms on passages using gin (terms)',
]

const INSERT = {
  sqlite: hot(`insert into passages (id, document, "start", "end", claim, text, facts)
    select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6 from json_each(?)`),
  words: hot(`insert into passage_index (rowid, text, said, about, place, tags)
    select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5 from json_each(?)`),
  postgres: hot(`insert into passages (id, document, "start", "end", claim, text, facts, terms)
    select id, $2, s, e, c, t, f, w::tsvector
    from unnest($1::bigint[], $3::bigint[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::text[])
      as p (id, s, e, c, t, f, w)`),
}

/** Writes the passages of a new document and their terms, inside the transaction that writes the document. */
export async function indexPassages(
  trx: Db,
  dialect: DialectName,
  document: number,
  passages: readonly IndexedPassage[],
): Promise<void> {
  if (passages.length === 0) return
  const ids = passages.map((p) => passageId(document, p.n))
  if (dialect === 'sqlite') {
    const rows = passages.map((p, i) => [ids[i], document, p.start, p.end, p.claim, p.text, p.facts])
    await run(trx, INSERT.sqlite, [JSON.stringify(rows)])
    const words = passages.map(({ terms: t }, i) => [ids[i], t.text, t.said, t.about, t.place, t.tags])
    await run(trx, INSERT.words, [JSON.stringify(words)])
    return
  }
  await run(trx, INSERT.postgres, [
    ids,
    document,
    passages.map((p) => p.start),
    passages.map((p) => p.end),
    passages.map((p) => p.claim),
    passages.map((p) => p.text),
    passages.map((p) => p.facts),
    passages.map((p) => tsvectorOf(p, document)),
  ])
}

const DROP = {
  words: hot('delete from passage_index where rowid in (select id from passages where id between ? and ?)'),
  sqlite: hot('delete from passages where id between ? and ?'),
  postgres: hot('delete from passages where id between $1 and $2'),
}

/** Removes the passages of a document and their terms. */
export async function dropPassages(trx: Db, dialect: DialectName, document: number): Promise<void> {
  const range = [passageId(document, 0), passageId(document, PER_DOCUMENT - 1)]
  if (dialect === 'sqlite') await run(trx, DROP.words, range)
  await run(trx, DROP[dialect], range)
}
