import type { Span } from '@wherefrom/schema'
import type { Case } from '../../case/case.ts'
import { all, type Db, type DialectName, run } from '../../case/raw.ts'
import { readFacts } from '../facts.ts'
import { PER_DOCUMENT } from '../index/index.ts'
import { happenedIn, publishedIn } from '../plan/dates.ts'
import { allOf, type Expr, hasNear, pruned } from '../plan/expr.ts'
import type { Plan } from '../plan/plan.ts'
import { conditionsOf } from './conditions.ts'
import { type Facets, facetsOf } from './facets.ts'
import { fits } from './fits.ts'
import { highlightsOf, hitsOf, Passage } from './match.ts'
import { resolveOutlets } from './outlets.ts'
import { findInPostgres, Stopped } from './postgres.ts'
import type { FoundRow } from './rows.ts'
import { scoreOf } from './score.ts'
import { findInSqlite, idsOf } from './sqlite.ts'

export interface SearchOptions {
  /** Results that are wanted: 20 when left out, at most `MOST_RESULTS`. */
  readonly limit?: number
  readonly facets?: boolean
}

export const MOST_RESULTS = 1000

/** Passages that are ranked and counted: the newest of those that fit. */
export const RANKED = 500

/** One step of a chain, for people and programs. */
export interface ResultLink {
  readonly entity: string
  readonly manner: string
  readonly kind: string
  readonly named: boolean
}

export interface SearchResult {
  readonly document: string
  /** UTF-16 code units in the document's text. */
  readonly start: number
  readonly end: number
  readonly text: string
  /** Id of the claim within its document; null for a sentence that makes none. */
  readonly claim: string | null
  readonly score: number
  /** What was looked for, in the document's text. */
  readonly highlights: readonly Span[]
  readonly chain: readonly ResultLink[]
  readonly certainty: string | null
  readonly polarity: string | null
  readonly quotation: string | null
  readonly when: readonly [from: string | null, to: string | null] | null
  readonly title: string | null
  readonly outlet: string | null
  readonly published: string | null
  readonly url: string | null
  readonly version: number
  readonly latest: boolean
}

export interface SearchAnswer {
  readonly results: readonly SearchResult[]
  /** Passages that fit. When there are more than `count` the newest `count` were ranked, and `exact` is false. */
  readonly total: { readonly count: number; readonly exact: boolean }
  /** Counts over the passages that were ranked; null when not asked for. */
  readonly facets: Facets | null
  /** What the reader should know: an outlet that the case does not have, a search that was broken off. */
  readonly notes: readonly string[]
}

/** Looks a planned query up in a case. The same case gives the same answer on both databases. */
export async function searchCase(c: Case, plan: Plan, options: SearchOptions = {}): Promise<SearchAnswer> {
  const limit = Math.max(0, Math.min(options.limit ?? 20, MOST_RESULTS))
  const most = Math.max(limit, RANKED)
  return await reading(c, async (db) => {
    const notes = await resolveOutlets(db, c.dialect, plan.outlets)
    const { rows, ended, stopped } = await candidates(db, c.dialect, plan, most + 1)
    if (stopped !== null) notes.push(stopped)
    const ranked = rows.slice(0, most)
    const scored = ranked.map((row) => {
      const passage = new Passage(row.text)
      const hits = hitsOf(passage, plan.marks)
      return { row, passage, hits, score: scoreOf(passage, hits, row.claim !== null) }
    })
    scored.sort((a, b) => b.score - a.score || newestFirst(a.row, b.row))
    return {
      results: scored.slice(0, limit).map((s) => resultOf(s.row, s.score, highlightsOf(s.passage, s.hits))),
      total: { count: ranked.length, exact: ended && rows.length <= most },
      facets: options.facets ? facetsOf(ranked) : null,
      notes,
    }
  })
}

const newestFirst = (a: FoundRow, b: FoundRow): number => {
  const [x, y] = [a.published ?? '', b.published ?? '']
  return x === y ? b.id - a.id : x < y ? 1 : -1
}

/** Longest that PostgreSQL works on one statement of a search, in milliseconds. */
const STATEMENT = 3000

/**
 * How PostgreSQL is to work on a search, whatever it believes about how many passages a word has: from the index to passages
 * to documents, in this order, and no longer than it may.
 */
const SETTINGS = Object.entries({
  statement_timeout: STATEMENT,
  jit: 'off',
  enable_seqscan: 'off',
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
  enable_material: 'off',
  join_collapse_limit: 1,
  from_collapse_limit: 1,
  max_parallel_workers_per_gather: 0,
  work_mem: "'64MB'",
})
  .map(([name, value]) => `set local ${name} = ${value}`)
  .join('; ')

/** All of a search sees one state of the case. */
async function reading<T>(c: Case, work: (db: Db) => Promise<T>): Promise<T> {
  if (c.dialect === 'sqlite') return await work(c.db)
  return await c.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (db) => {
      await run(db, SETTINGS)
      return await work(db)
    })
}

interface Candidates {
  readonly rows: readonly FoundRow[]
  /** There are no more. */
  readonly ended: boolean
  readonly stopped: string | null
}

/** Rows that are read for one that is kept, at most, where rows have to be looked at again. */
const READ_PER_KEPT = 20

async function candidates(db: Db, dialect: DialectName, plan: Plan, most: number): Promise<Candidates> {
  const newest = await newestDocument(db)
  const expr = await fullExpr(db, plan)
  if (expr === 'nothing') return { rows: [], ended: true, stopped: null }
  const where = conditionsOf(plan.filters)
  const find = dialect === 'sqlite' ? findInSqlite : findInPostgres
  const ids = idsOf(plan.filters.documents, newest)
  const again = hasNear(plan.expr) || needsLook(plan)
  const rows: FoundRow[] = []
  let { before } = ids
  try {
    for (let read = 0; rows.length < most && read < most * READ_PER_KEPT; ) {
      const found = await find(db, expr, where, { from: ids.from, before }, most)
      rows.push(...(again ? found.filter((row) => fits(row, plan)) : found))
      read += found.length
      if (found.length < most) return { rows: rows.slice(0, most), ended: true, stopped: null }
      before = found.at(-1)!.id
    }
  } catch (error) {
    if (!(error instanceof Stopped)) throw error
    rows.push(...error.rows.filter((row) => fits(row, plan)))
    return { rows: rows.slice(0, most), ended: false, stopped: stoppedAt(error.before, 'the search took too long') }
  }
  const stopped = rows.length < most ? stoppedAt(before, 'too many have the words, but not as asked') : null
  return { rows: rows.slice(0, most), ended: false, stopped }
}

const stoppedAt = (before: number, why: string): string =>
  `only documents from d${Math.ceil(before / PER_DOCUMENT)} on were looked at: ${why}`

const needsLook = ({ when, notWhen, filters }: Plan): boolean =>
  when.length + notWhen.length + filters.published.length + filters.notPublished.length > 0

async function newestDocument(db: Db): Promise<number> {
  const [row] = await all<{ id: number | null }>(db, 'select max(id) as id from documents')
  return row?.id ?? 0
}

/** The plan's expression with the tags of its dates, which narrow the index down before documents are looked at. */
async function fullExpr(db: Db, plan: Plan): Promise<Expr | null | 'nothing'> {
  const parts: Expr[] = plan.expr ? [plan.expr] : []
  for (const range of plan.when) {
    const tags = happenedIn(range)
    if (tags) parts.push({ kind: 'tags', tags })
    else if (!plan.expr) parts.push({ kind: 'tags', tags: ['hdate'] })
  }
  if (plan.filters.published.length > 0) {
    const years = await publishedYears(db)
    if (!years) return 'nothing'
    for (const range of plan.filters.published) {
      const tags = publishedIn(range, years.first, years.last)
      if (tags?.length === 0) return 'nothing'
      if (tags) parts.push({ kind: 'tags', tags })
    }
  }
  return parts.length > 0 ? (pruned(allOf(parts)) ?? 'nothing') : null
}

async function publishedYears(db: Db): Promise<{ first: number; last: number } | null> {
  const sql = `select (select min(published) from documents where published >= '0') as first,
    (select max(published) from documents where published < 'A') as last`
  const [row] = await all<{ first: string | null; last: string | null }>(db, sql)
  if (!row?.first || !row.last) return null
  return { first: Number(row.first.slice(0, 4)), last: Number(row.last.slice(0, 4)) }
}

function resultOf(row: FoundRow, score: number, highlights: readonly Span[]): SearchResult {
  const facts = readFacts(row.facts)
  return {
    document: `d${row.document}`,
    start: row.start,
    end: row.end,
    text: row.text,
    claim: row.claim,
    score,
    highlights: highlights.map((h) => ({ start: row.start + h.start, end: row.start + h.end })),
    chain: (facts?.by ?? []).map(([entity, manner, kind, named]) => ({ entity, manner, kind, named: named === 1 })),
    certainty: facts?.c ?? null,
    polarity: facts?.p ?? null,
    quotation: facts?.q ?? null,
    when: facts?.w ?? null,
    title: row.title,
    outlet: row.outlet,
    published: row.published,
    url: row.url,
    version: row.version,
    latest: row.latest === 1,
  }
}
