import { all, type Db, placeholders } from '../../case/raw.ts'
import { PER_DOCUMENT, passageId } from '../index/index.ts'
import { BLOCKS, type BlockSize, blockLexeme, blockOf, quoted } from '../index/tsvector.ts'
import type { Expr } from '../plan/expr.ts'
import { tsqueryOf } from '../plan/tsquery.ts'
import type { Condition } from './conditions.ts'
import { COLUMNS, type FoundRow } from './rows.ts'
import type { IdRange } from './sqlite.ts'

/** Documents that are gone through one by one before the index is asked: enough for very common words. */
const NEWEST = 96

/** A stretch of the case, newest first, and how it is searched: row by row, by lexemes of blocks, or by words alone. */
interface Round extends IdRange {
  readonly blocks: readonly string[] | null
  readonly scan: boolean
}

/**
 * The newest passages that fit, newest first. GIN has no order: asked for a common word it would list half of the case. So
 * the newest documents are asked first, and further ones only while there is not enough.
 */
export async function findInPostgres(
  db: Db,
  expr: Expr | null,
  where: Condition,
  ids: IdRange,
  limit: number,
): Promise<FoundRow[]> {
  if (!expr) return await ask(db, null, where, { ...ids, blocks: null, scan: true }, limit)
  const words = tsqueryOf(expr)
  const found: FoundRow[] = []
  let before = ids.before
  let rate = 0
  for (let n = 0; before > ids.from && found.length < limit; n++) {
    const round = nextRound(n, ids.from, before, (limit - found.length) / rate)
    const rows = await ask(db, words, where, round, limit - found.length)
    found.push(...rows)
    rate = Math.max(rate, rows.length / ((before - round.from) / PER_DOCUMENT))
    before = round.from
  }
  return found
}

/** `wanted`: how many documents would hold what is still needed, as far as the newest tell. */
function nextRound(n: number, from: number, before: number, wanted: number): Round {
  const last = Math.ceil(before / PER_DOCUMENT) - 1
  if (n === 0) return { from: Math.max(from, passageId(last + 1 - NEWEST, 0)), before, blocks: null, scan: true }
  if (n > 2) return { from, before, blocks: null, scan: false }
  const size: BlockSize = n === 1 ? 'small' : 'large'
  const count = n === 1 ? Math.min(16, Math.max(4, Math.ceil((wanted * 1.3) / BLOCKS.small))) : 4
  const newest = blockOf(last, size)
  const oldest = Math.max(blockOf(from / PER_DOCUMENT, size), newest - count + 1)
  const blocks = Array.from({ length: newest - oldest + 1 }, (_, i) => quoted(blockLexeme(newest - i, size)))
  return { from: Math.max(from, passageId(oldest * BLOCKS[size], 0)), before, blocks, scan: false }
}

async function ask(db: Db, words: string | null, where: Condition, round: Round, limit: number): Promise<FoundRow[]> {
  const { from, before, blocks } = round
  const range = [from, before]
  if (!words || round.scan) {
    // `is true` hides the words from the index: these few rows are read in the order of their ids.
    const fits = words ? 'and (p.terms @@ ?::tsquery) is true' : ''
    const sql = `select ${COLUMNS} from passages p join documents d on d.id = p.document
      where p.id >= ? and p.id < ? ${fits} and ${where.sql} order by p.id desc limit ?`
    return await all<FoundRow>(db, placeholders('postgres', sql), [
      ...range,
      ...(words ? [words] : []),
      ...where.values,
      limit,
    ])
  }
  const query = blocks ? `(${words}) & (${blocks.join(' | ')})` : words
  const sql = `with hits as materialized (select id from passages where terms @@ ?::tsquery
      and (id >= ?) is true and (id < ?) is true)
    select ${COLUMNS} from (select id from hits order by id desc) h join passages p on p.id = h.id join documents d on d.id = p.document
    where ${where.sql} order by p.id desc limit ?`
  return await all<FoundRow>(db, placeholders('postgres', sql), [query, ...range, ...where.values, limit])
}
