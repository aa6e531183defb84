import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { sha256 } from '@wherefrom/evidence'
import type { Random } from '../fuzz/random.ts'
import type { Done, Edit } from './edit.ts'
import { openSqlite } from './sql.ts'
import type { Target } from './stage.ts'

/** Bytes flipped in the files of a case folder, whatever lies there. */
export const BYTE_EDITS: readonly Edit[] = [
  { kind: 'bytes: database, one flipped', on: 'sqlite', apply: (t, r) => flip(t, r, 'case.db', 1) },
  { kind: 'bytes: database, a run overwritten', on: 'sqlite', apply: (t, r) => flip(t, r, 'case.db', 64) },
  { kind: 'bytes: database, truncated', on: 'sqlite', apply: truncated },
  { kind: 'bytes: database header', on: 'sqlite', apply: (t, r) => flip(t, r, 'case.db', 1, 100) },
  { kind: 'bytes: custody.jsonl', on: 'sqlite', apply: (t, r) => flip(t, r, 'custody.jsonl', 1) },
  { kind: 'bytes: custody.head.json', on: 'sqlite', apply: (t, r) => flip(t, r, 'custody.head.json', 1) },
  { kind: 'bytes: custody.pub.pem', on: 'sqlite', apply: (t, r) => flip(t, r, 'custody.pub.pem', 1) },
  { kind: 'bytes: any file', on: 'sqlite', apply: anywhere },
]

async function flip(t: Target, r: Random, name: string, run: number, within = Number.POSITIVE_INFINITY): Promise<Done> {
  await t.done()
  const path = join(t.folder!, name)
  const bytes = readFileSync(path)
  const at = r.below(Math.min(bytes.length, within))
  for (let i = at; i < Math.min(bytes.length, at + run); i++)
    bytes[i] = run === 1 ? bytes[i]! ^ (1 << r.below(8)) : r.below(256)
  chmodSync(path, 0o644)
  writeFileSync(path, bytes)
  return { what: `${name} at ${at}`, named: () => true }
}

async function truncated(t: Target, r: Random): Promise<Done> {
  await t.done()
  const path = join(t.folder!, 'case.db')
  writeFileSync(path, readFileSync(path).subarray(0, r.below(statSync(path).size)))
  return { what: 'case.db', named: () => true }
}

async function anywhere(t: Target, r: Random): Promise<Done | null> {
  const files = readdirSync(t.folder!, { recursive: true, withFileTypes: true })
    .filter((f) => f.isFile() && f.name !== 'case.lock')
    .map((f) => join(f.parentPath, f.name).slice(t.folder!.length + 1))
    .sort()
  const name = r.pick(files.filter((f) => statSync(join(t.folder!, f)).size > 0))
  return await flip(t, r, name, 1)
}

/**
 * Everything that a case folder says: each row of each table, as SQLite gives it, and each file. Two folders that say the
 * same differ in nothing that anybody could read: a flipped bit in a free page, in the rest of a page that no record
 * uses, or in a counter that SQLite renews. Null when the database cannot be read to its end.
 */
export async function contentOf(folder: string): Promise<string | null> {
  const parts: string[] = []
  try {
    const sql = openSqlite(join(folder, 'case.db'))
    try {
      parts.push(JSON.stringify(schemaOf(join(folder, 'case.db'))))
      for (const table of await sql.tables()) {
        const rows = (await sql.all(`select * from "${table}"`)).map((row) =>
          JSON.stringify(row, (_, v: unknown) => (typeof v === 'bigint' ? `${v}n` : v)),
        )
        parts.push(table, ...rows.sort())
      }
    } finally {
      await sql.close()
    }
  } catch {
    return null
  }
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isFile() && !/case\.(?:db|lock)/.test(entry.name))
      parts.push(path.slice(folder.length), sha256(readFileSync(path)))
  }
  return sha256(parts.join('\n'))
}

/** Tables with their text, and what the header says of the application. */
function schemaOf(path: string): unknown {
  const database = new DatabaseSync(path, { readOnly: true })
  try {
    const rows = database.prepare('select type, name, tbl_name, sql from sqlite_schema').all()
    return [rows, database.prepare('pragma application_id').get(), database.prepare('pragma encoding').get()]
  } finally {
    database.close()
  }
}

/**
 * Everything that the full-text index of a case folder answers: all its words with their places, and for each word the
 * passages that a search for it finds. Null when it cannot be asked.
 */
export function answersOf(folder: string): string | null {
  const database = new DatabaseSync(join(folder, 'case.db'), { readOnly: true })
  try {
    database.exec("create virtual table temp.w using fts5vocab('main', 'passage_index', 'instance')")
    const words = database.prepare('select term, doc, col, "offset" from temp.w order by 1, 2, 3, 4').all()
    const find = database.prepare('select rowid from passage_index where passage_index match ? order by rowid')
    const found = [...new Set(words.map((w) => String(w['term'])))].map((term) => [term, find.all(`"${term}"`)])
    return sha256(JSON.stringify([words, found]))
  } catch {
    return null
  } finally {
    database.close()
  }
}
