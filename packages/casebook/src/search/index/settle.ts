import { all, type Db, type DialectName, run } from '../../case/raw.ts'

/** Pages of the full-text index that one step of merging writes, and steps, at most. */
const PAGES = 500
const STEPS = 40

/**
 * Tidies the index after much was added: what waits in PostgreSQL's list of new words is put in its place, and its planner
 * told what there is now; SQLite's small pieces of index are merged into fewer. Searches are right without it, but slower.
 * Bounded work, and nothing of it is needed again when it is broken off.
 */
export async function settleIndex(db: Db, dialect: DialectName): Promise<void> {
  if (dialect === 'sqlite') return await mergePieces(db)
  await all(db, "select gin_clean_pending_list('passages_terms'::regclass)")
  for (const { name } of await all<{ name: string }>(db, OUT_OF_DATE)) await run(db, `analyze ${name}`)
}

/** Tables of which the planner knows nothing, or which have changed by a fifth; reading all of them takes seconds in a large case. */
const OUT_OF_DATE = `select s.relname as name from pg_stat_user_tables s join pg_class c on c.oid = s.relid
  where s.schemaname = current_schema() and s.relname in ('passages', 'documents')
    and (c.reltuples <= 0 or s.n_mod_since_analyze > c.reltuples / 5)`

async function mergePieces(db: Db): Promise<void> {
  let before = await changes(db)
  for (let step = 0; step < STEPS; step++) {
    await run(db, "insert into passage_index (passage_index, rank) values ('merge', ?)", [PAGES])
    const after = await changes(db)
    // One change is the statement itself: nothing was left to merge.
    if (after - before < 2) return
    before = after
  }
}

async function changes(db: Db): Promise<number> {
  const [row] = await all<{ n: number }>(db, 'select total_changes() as n')
  return row!.n
}
