import { type ChainEnd, headJson, nextLine, parseHead, type SigningKey, signHead } from '@wherefrom/evidence'
import type { CustodyEvent, CustodyHead, RowDigest } from '@wherefrom/schema'
import { CaseError } from './error.ts'
import { all, type Db, type DialectName, run } from './raw.ts'
import { find, statement } from './statement.ts'

/** What one transaction says about one artifact, or about the case; the log adds number, time, actor and chain. */
export interface NewEntry {
  readonly event: CustodyEvent
  readonly artifact: string | null
  readonly sha256: string | null
  readonly reason: string | null
  readonly rows: readonly RowDigest[]
}

/** Who writes the log: the name that entries give, and the key that heads are signed with. */
export interface Signer {
  readonly actor: string
  readonly key: SigningKey
}

/** What a transaction added to the log. */
export interface Appended {
  readonly lines: readonly string[]
  readonly head: CustodyHead
}

const READ_HEAD = statement("select value from meta where key = 'head'")
const WRITE_HEAD = statement(
  "insert into meta (key, value) values ('head', ?) on conflict (key) do update set value = excluded.value",
)
const INSERT_LINE = statement('insert into custody (seq, line) values (?, ?)')

/** The signed head of a case's log; null when the log has no line yet. */
export async function readHead(db: Db, dialect: DialectName, label: string): Promise<CustodyHead | null> {
  const row = await find<{ value: string }>(db, dialect, READ_HEAD, [])
  if (!row) return null
  const head = parseHead(row.value)
  if (!head) throw new CaseError('corrupt', label, 'the signed head of its custody log cannot be read')
  return head
}

/** Adds entries and signs the new head, inside the transaction `db`. `at`: ISO 8601, UTC, milliseconds. */
export async function appendEntries(
  db: Db,
  where: { readonly dialect: DialectName; readonly caseId: string; readonly label: string },
  entries: readonly NewEntry[],
  signer: Signer,
  at: string,
): Promise<Appended> {
  const { dialect } = where
  let end: ChainEnd | null = await readHead(db, dialect, where.label)
  const lines: string[] = []
  for (const entry of entries) {
    const next = nextLine(end, { ...entry, actor: signer.actor, at })
    end = next.end
    lines.push(next.line)
    await run(db, INSERT_LINE[dialect], [next.end.seq, next.line])
  }
  if (!end) throw new Error('a log cannot be signed before its first entry')
  const head = signHead(end, where.caseId, at, signer.key)
  await run(db, WRITE_HEAD[dialect], [headJson(head)])
  return { lines, head }
}

/** Lines kept at a time while the log is read. */
const PAGE = 1000

/** The lines of the log from number `from` on, in order. */
export async function* logLines(db: Db, dialect: DialectName, from = 1): AsyncGenerator<string> {
  let next = from
  for (;;) {
    const rows = await all<{ seq: number; line: string }>(db, LOG_PAGE[dialect], [next, PAGE])
    for (const row of rows) yield row.line
    if (rows.length < PAGE) return
    next = rows.at(-1)!.seq + 1
  }
}

const LOG_PAGE = statement('select seq, line from custody where seq >= ? order by seq limit ?')
