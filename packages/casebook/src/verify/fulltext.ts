import type { Row } from '@wherefrom/evidence'
import type { Verification } from './context.ts'
import { numberOf, textOf } from './source.ts'

/**
 * The tables that SQLite's full-text index keeps for itself (FTS5). That the words in it are those of the documents is
 * checked elsewhere, by listing them all; here, that the ways to the words are whole and that nothing lies beside them:
 * an index that lists a word but does not find it would hide evidence.
 */
export async function checkFullText(v: Verification): Promise<void> {
  const wrong = (why: string): void => v.findings.add('custody/derived', { what: 'the full-text index', why })
  const rows = (sql: string): Promise<Row[]> => all(v.source.rows(sql))
  const config = await rows('select k, v from passage_index_config')
  if (config.length !== 1 || config[0]!.k !== 'version' || numberOf(config[0]!.v) !== VERSION) wrong('its settings')
  const [record] = await rows(`select block from passage_index_data where id = ${STRUCTURE}`)
  const segments = record?.block instanceof Uint8Array ? segmentsIn(record.block) : null
  if (!segments) return wrong('its structure cannot be read')
  for await (const row of v.source.rows('select id from passage_index_data')) {
    if (!isExpected(row.id as bigint, segments)) wrong(`page ${row.id} belongs to nothing`)
  }
  await checkWays(v, segments, wrong)
  await checkOrigins(v, segments, wrong)
  await rows(`create virtual table if not exists temp.passage_terms using fts5vocab('main', 'passage_index', 'row')`)
  for (const row of await rows(UNPAIRED)) wrong(`passage ${row.id} is not in both of its tables`)
  for (const row of await rows(UNFOUND)) wrong(`it does not find ${textOf(row.term)}`)
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const out: T[] = []
  for await (const item of items) out.push(item)
  return out
}

const VERSION = 4
/** Ids of the record with sums for ranking, which is not used, and of the list of segments. */
const AVERAGES = 1
const STRUCTURE = 10

/** A stretch of the index: pages `first` to `last`, written by transactions `from` to `to`, and pages of deleted rows. */
interface Segment {
  readonly id: number
  readonly first: number
  readonly last: number
  readonly from: number
  readonly to: number
  readonly deleted: number
}

/**
 * Segments out of the structure record, second version (fts5_index.c): four bytes that change with the settings, a mark,
 * then numbers: levels, segments, writes; for each level two, and eight for each of its segments. Null for anything else.
 */
function segmentsIn(record: Uint8Array): Segment[] | null {
  const numbers = numbersIn(record.subarray(8))
  if (Buffer.from(record.subarray(4, 8)).toString('hex') !== 'ff000001') return null
  const [levels = 0] = numbers
  const segments: Segment[] = []
  let at = 3
  for (let level = 0; level < levels; level++) {
    const count = numbers[at + 1] ?? 0
    at += 2
    for (let i = 0; i < count && at < numbers.length; i++, at += 8) {
      const [id, first, last, from, to, deleted] = numbers.slice(at, at + 6)
      segments.push({ id: id!, first: first!, last: last!, from: from!, to: to!, deleted: deleted! })
    }
  }
  return at === numbers.length && segments.length === numbers[1] ? segments : null
}

/** Numbers in groups of seven bits, the highest first; all but the last with the eighth bit. */
function numbersIn(bytes: Uint8Array): number[] {
  const numbers: number[] = []
  let number = 0
  for (const byte of bytes) {
    number = number * 128 + (byte & 0x7f)
    if (byte >= 0x80) continue
    numbers.push(number)
    number = 0
  }
  return numbers
}

const SKIP_LIST = 1n << 36n

/** A page's id: segment in the bits from 37, a flag for skip lists, their height, number of the page in the lowest 31. */
function isExpected(id: bigint, segments: readonly Segment[]): boolean {
  if (id === BigInt(AVERAGES) || id === BigInt(STRUCTURE)) return true
  const number = Number(id >> 37n)
  const page = Number(id & 0x7fffffffn)
  const segment = segments.find((s) => s.id === number)
  // A merge that is under way moves `first` on, and leaves the skip lists of the pages before it.
  if (segment) return page <= segment.last && (page >= segment.first || (id & SKIP_LIST) !== 0n)
  const deleting = segments.find((s) => s.id + 65_536 === number)
  return deleting !== undefined && page < deleting.deleted
}

/** Each segment is entered by its first page, and by further ones in the order of their words. */
async function checkWays(v: Verification, segments: readonly Segment[], wrong: (why: string) => void): Promise<void> {
  const entered = new Set<number>()
  let before: { segment: number; page: number } | null = null
  for await (const row of v.source.rows(
    'select segid, hex(term) as term, pgno from passage_index_idx order by segid, term',
  )) {
    const [segment, page] = [numberOf(row.segid), Math.floor(numberOf(row.pgno) / 2)]
    const known = segments.find((s) => s.id === segment)
    const first = !entered.has(segment)
    const follows = first ? row.term === '' && page === known?.first : before !== null && page > before.page
    if (!known || !follows || page > known.last) wrong('its ways to the words')
    entered.add(segment)
    before = { segment, page }
  }
  if (segments.some((s) => !entered.has(s.id))) wrong('its ways to the words')
}

/** Which transaction wrote a row, so that it can be taken out again: one that a segment knows. */
async function checkOrigins(
  v: Verification,
  segments: readonly Segment[],
  wrong: (why: string) => void,
): Promise<void> {
  const known = (origin: number): boolean => segments.some((s) => origin >= s.from && origin <= s.to)
  for await (const row of v.source.rows('select distinct origin from passage_index_docsize'))
    if (!known(numberOf(row.origin))) wrong('where its rows came from')
  for await (const _ of v.source.rows(MIXED)) wrong('where its rows came from')
}

/** Documents whose passages, written by one statement, claim to be from many. */
const MIXED = `select id from (select min(id) as id, max(origin) - min(origin) as width, sum(length(sz)) as size
  from passage_index_docsize group by id / 65536) where width > size / 1000 limit 20`

/** Passages that the index keeps no numbers of words for, and numbers that belong to no passage. */
const UNPAIRED = `select id from passages where id not in (select id from passage_index_docsize)
  union all select id from passage_index_docsize where id not in (select id from passages) limit 20`

/** Words that a search finds in another number of passages than the index lists for them. */
const UNFOUND = `select term from temp.passage_terms v where v.doc <> (
  select count(*) from passage_index where passage_index match '"' || v.term || '"') limit 20`
