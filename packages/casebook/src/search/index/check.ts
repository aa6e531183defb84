import { unpackAnalysis } from '../../case/analysis.ts'
import { type IndexedPassage, SEARCH_FIELDS } from '../../case/prepared.ts'
import { all, compiled, type Db, type DialectName, placeholders, run } from '../../case/raw.ts'
import type { PassageTable } from '../../case/tables.ts'
import { PASSAGES, passagesOf } from '../passages.ts'
import { PER_DOCUMENT, passageId } from './index.ts'
import { tsvectorOf } from './tsvector.ts'

/** A part of the index that is not what the documents say it should be; `document` is null for what belongs to none. */
export interface IndexFault {
  readonly document: number | null
  readonly message: string
}

/**
 * Makes the passages and terms of every document again and compares them with what the case holds: rows missing, changed
 * or too many, words of the index missing or too many. Memory does not grow with the case but by 8 bytes a document.
 */
export async function* checkIndex(db: Db, dialect: DialectName): AsyncGenerator<IndexFault> {
  const words = dialect === 'sqlite' ? new WordSums() : null
  const faulty = new Set<number>()
  let before = -1
  for await (const { id, analysis, versions } of documents(db, dialect)) {
    yield* strangers(db, dialect, before, id)
    before = id
    // What is damaged is told by the row's digest.
    const json = madeByThis(versions) ? await unpackAnalysis(analysis).catch(() => null) : null
    if (!json) {
      words?.ignore(id)
      continue
    }
    const passages = passagesOf(json)
    const message = await compareRows(db, dialect, id, passages)
    if (message) {
      faulty.add(id)
      yield { document: id, message }
    }
    words?.expect(id, passages)
  }
  yield* strangers(db, dialect, before, null)
  if (words) yield* compareWords(db, words, faulty)
}

interface StoredDocument {
  readonly id: number
  readonly analysis: Uint8Array
  /** Component versions, JSON; null when the row that names them is gone. */
  readonly versions: string | null
}

async function* documents(db: Db, dialect: DialectName): AsyncGenerator<StoredDocument> {
  const next = placeholders(
    dialect,
    `select d.id, d.analysis, c.versions from documents d left join components c on c.id = d.components
     where d.id > ? order by d.id limit 50`,
  )
  let last = -1
  while (true) {
    const rows = await all<StoredDocument>(db, next, [last])
    if (rows.length === 0) return
    yield* rows
    last = rows.at(-1)!.id
  }
}

/** What another version of the program made of a document cannot be made again here; such a document is stale. */
function madeByThis(versions: string | null): boolean {
  try {
    const version = (JSON.parse(versions ?? '{}') as Record<string, unknown>)[PASSAGES.component]
    return version === undefined || version === PASSAGES.version
  } catch {
    return true
  }
}

/** Passages whose id lies between those of two documents that follow each other. */
async function* strangers(
  db: Db,
  dialect: DialectName,
  before: number,
  next: number | null,
): AsyncGenerator<IndexFault> {
  if (next === before + 1) return
  const [from, to] = [(before + 1) * PER_DOCUMENT, (next ?? 2 ** 36) * PER_DOCUMENT - 1]
  const sql = placeholders(dialect, 'select id from passages where id between ? and ? limit 1')
  const [row] = await all<{ id: number }>(db, sql, [from, to])
  if (row) yield { document: null, message: `passage ${row.id} belongs to no document` }
}

async function compareRows(
  db: Db,
  dialect: DialectName,
  document: number,
  passages: readonly IndexedPassage[],
): Promise<string | null> {
  const range = [passageId(document, 0), passageId(document, PER_DOCUMENT - 1)]
  const sql =
    'select id, document, "start", "end", claim, text, facts from passages where id between ? and ? order by id'
  const rows = await all<PassageTable>(db, placeholders(dialect, sql), range)
  if (rows.length !== passages.length) return `has ${rows.length} passages in the index, should have ${passages.length}`
  const changed = rows.findIndex((row, i) => !sameRow(row, passages[i]!, document))
  if (changed >= 0) return `passage ${passages[changed]!.n} is not what the analysis says`
  return dialect === 'postgres' ? await compareTerms(db, document, passages) : null
}

const sameRow = (row: PassageTable, p: IndexedPassage, document: number): boolean =>
  row.id === passageId(document, p.n) &&
  row.document === document &&
  row.start === p.start &&
  row.end === p.end &&
  row.claim === p.claim &&
  row.text === p.text &&
  row.facts === p.facts

async function compareTerms(db: Db, document: number, passages: readonly IndexedPassage[]): Promise<string | null> {
  if (passages.length === 0) return null
  const sql = `select p.id from passages p join unnest($1::bigint[], $2::text[]) as w (id, words) on w.id = p.id
    where p.terms is distinct from w.words::tsvector limit 1`
  const ids = passages.map((p) => passageId(document, p.n))
  const [row] = await all<{ id: number }>(db, sql, [ids, passages.map((p) => tsvectorOf(p, document))])
  return row ? `words of passage ${row.id % PER_DOCUMENT} in the index are not what the analysis says` : null
}

/** For each document a sum over its words, fields and positions: the index lists them in another order than the texts. */
class WordSums {
  private readonly sums = new Map<number, number>()
  private readonly ignored = new Set<number>()

  expect(document: number, passages: readonly IndexedPassage[]): void {
    let sum = 0
    for (const p of passages)
      for (const field of SEARCH_FIELDS) {
        if (p.terms[field] === '') continue
        p.terms[field].split(' ').forEach((term, at) => {
          sum = (sum + wordHash(term, passageId(document, p.n), field, at)) | 0
        })
      }
    for (const p of passages) sum = (sum + wordHash(sizesOf(p), passageId(document, p.n), SIZES, 0)) | 0
    this.sums.set(document, sum)
  }

  /** The words of this document are not known. */
  ignore(document: number): void {
    this.ignored.add(document)
  }

  found(term: string, row: number, field: string, at: number): void {
    const document = Math.floor(row / PER_DOCUMENT)
    this.sums.set(document, ((this.sums.get(document) ?? 0) - wordHash(term, row, field, at)) | 0)
  }

  /** Documents of which the index holds other words than they have. */
  wrong(): number[] {
    return [...this.sums]
      .filter(([document, sum]) => sum !== 0 && !this.ignored.has(document))
      .map(([document]) => document)
  }
}

/** Stands for a passage's numbers of words, which the index keeps beside the words and needs to take them out again. */
const SIZES = '# '

/** Numbers of words a field, as a list. */
const sizesOf = ({ terms }: IndexedPassage): string =>
  SEARCH_FIELDS.map((field) => (terms[field] === '' ? 0 : terms[field].split(' ').length)).join()

/** The same as FTS5 keeps it: numbers in groups of seven bits, the highest first, all but the last with the eighth bit. */
function sizesIn(bytes: Uint8Array): string {
  const sizes: number[] = []
  let size = 0
  for (const byte of bytes) {
    size = size * 128 + (byte & 0x7f)
    if (byte < 0x80) {
      sizes.push(size)
      size = 0
    }
  }
  return sizes.join()
}

/** FNV-1a over the parts, stirred: 32 bits. */
function wordHash(term: string, row: number, field: string, at: number): number {
  let hash = 0x811c9dc5 ^ (row % 0x100000000)
  hash = Math.imul(hash ^ field.charCodeAt(0), 0x01000193)
  hash = Math.imul(hash ^ field.charCodeAt(1), 0x01000193)
  hash = Math.imul(hash ^ at, 0x01000193)
  for (let i = 0; i < term.length; i++) hash = Math.imul(hash ^ term.charCodeAt(i), 0x01000193)
  hash ^= hash >>> 15
  hash = Math.imul(hash, 0x2c1b3c6d)
  return (hash ^ (hash >>> 12)) | 0
}

async function* compareWords(db: Db, sums: WordSums, told: ReadonlySet<number>): AsyncGenerator<IndexFault> {
  try {
    await run(
      db,
      "create virtual table if not exists temp.passage_words using fts5vocab('main', 'passage_index', 'instance')",
    )
    for await (const w of wordsOf(db)) sums.found(w.term, w.doc, w.col, w.offset)
    for await (const { id, sz } of sizes(db)) sums.found(sizesIn(sz), id, SIZES, 0)
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error)
    yield { document: null, message: `the full-text index cannot be read (${why})` }
    return
  }
  for (const document of sums.wrong())
    if (!told.has(document)) yield { document, message: 'words in the full-text index are not what the analysis says' }
}

interface Word {
  readonly term: string
  readonly doc: number
  readonly col: string
  readonly offset: number
}

/** Every word of the index; streamed, there are a hundred for every passage. */
async function* wordsOf(db: Db): AsyncGenerator<Word> {
  const query = compiled('select term, doc, col, "offset" from temp.passage_words')
  for await (const { rows } of db.getExecutor().stream<Word>(query, 1000)) yield* rows
}

async function* sizes(db: Db): AsyncGenerator<{ readonly id: number; readonly sz: Uint8Array }> {
  const query = compiled('select id, sz from passage_index_docsize')
  for await (const { rows } of db.getExecutor().stream<{ id: number; sz: Uint8Array }>(query, 1000)) yield* rows
}
