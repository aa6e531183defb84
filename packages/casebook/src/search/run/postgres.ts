import { all, type Db, placeholders } from '../../case/raw.ts'
import { PER_DOCUMENT, passageId } from '../index/index.ts'
import { BLOCKS, type BlockSize, blockLexeme, blockOf, quoted } from '../index/tsvector.ts'
import { withoutClasses } from '../plan/classes.ts'
import { type Expr, hasNear, hasPrefix } from '../plan/expr.ts'
import { tsqueryOf } from '../plan/tsquery.ts'
import type { Condition } from './conditions.ts'
import { COLUMNS, type FoundRow } from './rows.ts'
import type { IdRange } from './sqlite.ts'

/** How far a search goes by which way; tests go by all of them in a small case. */
export interface Steps {
  /** Documents that are gone through one by one before the index is asked: enough for very common words. */
  readonly newest: number
  /**
   * Beginnings of words and long lists of tags make the index list much: up to so many documents are rather gone through.
   */
  readonly scanned: number
  /** Blocks of each size that are asked for at once, at most: for more the words alone are quicker. */
  readonly blocks: Readonly<Record<BlockSize, number>>
}

const STEPS: Steps = { newest: 64, scanned: 800, blocks: { small: 8, large: 4 } }

/** A stretch of the case, newest first, and how it is searched: row by row, by lexemes of blocks, or by words alone. */
interface Round extends IdRange {
  readonly blocks: readonly string[] | null
  readonly scan: boolean
}

/** Words as the index is asked, and what its answers have to fulfil where that is more. */
interface Asked {
  readonly rough: string
  readonly exact: string | null
}

/**
 * The newest passages that fit, newest first. GIN has no order: asked for a common word it would list half of the case. So
 * the newest documents are gone through first; they tell how far back enough will be found, and the index is asked for the
 * blocks of documents that reach there. Only for rare words it is asked for all.
 */
export async function findInPostgres(
  db: Db,
  expr: Expr | null,
  where: Condition,
  ids: IdRange,
  limit: number,
  steps: Steps = STEPS,
): Promise<FoundRow[]> {
  const { expr: words, conditions } = expr ? withoutClasses(expr) : { expr: null, conditions: [] }
  const all = { sql: [where.sql, ...conditions].join(' and '), values: where.values }
  if (!expr) return await ask(db, null, all, { ...ids, blocks: null, scan: true }, limit)
  const asked = { rough: tsqueryOf(words ?? expr, true), exact: hasNear(words) ? tsqueryOf(words ?? expr) : null }
  const slow = !words || hasPrefix(words)
  const found: FoundRow[] = []
  let before = ids.before
  while (before > ids.from && found.length < limit) {
    const looked = (ids.before - before) / PER_DOCUMENT
    const documents = looked === 0 ? steps.newest : wanted(limit - found.length, found.length, looked)
    const scan = looked === 0 || (slow && documents < steps.scanned)
    const round = scan ? newestOf(ids.from, before, documents) : nextRound(ids.from, before, documents, steps)
    try {
      found.push(...(await ask(db, scan && !words ? null : asked, all, round, limit - found.length)))
    } catch (error) {
      throw tookTooLong(error) ? new Stopped(found, before) : error
    }
    before = round.from
  }
  return found
}

/** PostgreSQL broke a statement off because it took too long. */
const tookTooLong = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '57014'

/** The search was broken off; this is what it had found among passages from `before` on. */
export class Stopped extends Error {
  readonly rows: readonly FoundRow[]
  readonly before: number

  constructor(rows: readonly FoundRow[], before: number) {
    super('the search took too long')
    this.rows = rows
    this.before = before
  }
}

/** Documents that will hold what is missing, judged by those that were looked at, and some more to be safe. */
const wanted = (missing: number, found: number, looked: number): number => (missing * 1.3 * looked) / (found + 1)

function newestOf(from: number, before: number, documents: number): Round {
  const last = Math.ceil(before / PER_DOCUMENT)
  return { from: Math.max(from, passageId(last - Math.ceil(documents), 0)), before, blocks: null, scan: true }
}

function nextRound(from: number, before: number, documents: number, steps: Steps): Round {
  const last = Math.ceil(before / PER_DOCUMENT) - 1
  for (const size of ['small', 'large'] as const) {
    // The newest block is only a part of one where the last round ended within it.
    const count = Math.ceil(documents / BLOCKS[size]) + 1
    if (count > steps.blocks[size]) continue
    const newest = blockOf(last, size)
    const oldest = Math.max(blockOf(from / PER_DOCUMENT, size), newest - count + 1)
    const blocks = Array.from({ length: newest - oldest + 1 }, (_, i) => quoted(blockLexeme(newest - i, size)))
    return { from: Math.max(from, passageId(oldest * BLOCKS[size], 0)), before, blocks, scan: false }
  }
  return { from, before, blocks: null, scan: false }
}

/** `is true` hides a condition from the indexes: it is put to the rows that are read anyway. */
async function ask(db: Db, words: Asked | null, where: Condition, round: Round, limit: number): Promise<FoundRow[]> {
  const { from, before, blocks, scan } = round
  const exactly = words && (scan || words.exact) ? [words.exact ?? words.rough] : []
  const fits = exactly.length > 0 ? 'and (p.terms @@ ?::tsquery) is true' : ''
  if (!words || scan) {
    const sql = `select ${COLUMNS} from passages p join documents d on d.id = p.document
      where p.id >= ? and p.id < ? ${fits} and ${where.sql} order by p.id desc limit ?`
    return await all<FoundRow>(db, placeholders('postgres', sql), [from, before, ...exactly, ...where.values, limit])
  }
  const query = blocks ? `(${words.rough}) & (${blocks.join(' | ')})` : words.rough
  const sql = `with hits as materialized (select p.id from passages p where p.terms @@ ?::tsquery
      and (p.id >= ?) is true and (p.id < ?) is true ${fits})
    select ${COLUMNS} from (select id from hits order by id desc) h
      join passages p on p.id = h.id join documents d on d.id = p.document
    where ${where.sql} order by p.id desc limit ?`
  const values = [query, from, before, ...exactly, ...where.values, limit]
  return await all<FoundRow>(db, placeholders('postgres', sql), values)
}
