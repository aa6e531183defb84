import { all, type Db } from '../../case/raw.ts'
import { passageId } from '../index/index.ts'
import type { Expr } from '../plan/expr.ts'
import { fts5Of } from '../plan/fts5.ts'
import type { Condition } from './conditions.ts'
import { COLUMNS, type FoundRow } from './rows.ts'

/** Ids that are looked at: from the first to before the second. */
export interface IdRange {
  readonly from: number
  readonly before: number
}

/**
 * The newest passages that fit, newest first. FTS5 gives its rows in that order without sorting, so that no more of a
 * common word's list is read than is needed.
 */
export async function findInSqlite(
  db: Db,
  expr: Expr | null,
  where: Condition,
  { from, before }: IdRange,
  limit: number,
): Promise<FoundRow[]> {
  if (!expr) {
    const sql = `select ${COLUMNS} from passages p cross join documents d on d.id = p.document
      where p.id >= ? and p.id < ? and ${where.sql} order by p.id desc limit ?`
    return await all<FoundRow>(db, sql, [from, before, ...where.values, limit])
  }
  const sql = `select ${COLUMNS} from passage_index f cross join documents d on d.id = f.rowid >> 16
    cross join passages p on p.id = f.rowid
    where passage_index match ? and f.rowid >= ? and f.rowid < ? and ${where.sql} order by f.rowid desc limit ?`
  return await all<FoundRow>(db, sql, [fts5Of(expr), from, before, ...where.values, limit])
}

/** First and behind the last passage of the documents given; of the whole case where there are none. */
export function idsOf(documents: readonly number[] | null, newest: number): IdRange {
  if (!documents || documents.length === 0) return { from: 0, before: passageId(newest + 1, 0) }
  return { from: passageId(Math.min(...documents), 0), before: passageId(Math.max(...documents) + 1, 0) }
}
