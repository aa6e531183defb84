import type { CustodyProblem } from '@wherefrom/casebook'
import { PRIMARY, type PrimaryName, rowKey } from '../../packages/casebook/src/case/primary.ts'
import type { Random } from '../fuzz/random.ts'
import type { Done, Edit } from './edit.ts'
import { type Column, type Sql, type Value, type Values, whereRow } from './sql.ts'
import type { Target } from './stage.ts'

/** Every column of every table, in turn and not by chance, so that none is left out. */
export async function columnEdits(sql: Sql): Promise<Edit[]> {
  const edits: Edit[] = []
  for (const table of await sql.tables())
    for (const column of await sql.columns(table))
      edits.push({
        kind: `column ${table}.${column.name}`,
        apply: (t, random) => updateColumn(t, table, column, random),
      })
  return edits
}

/** Rows of every table deleted, inserted, and swapped with one another. */
export async function rowEdits(sql: Sql): Promise<Edit[]> {
  const edits: Edit[] = []
  for (const table of await sql.tables()) {
    edits.push({ kind: `row deleted ${table}`, apply: (t, random) => deleteRow(t, table, random) })
    edits.push({ kind: `row inserted ${table}`, apply: (t, random) => insertRow(t, table, random) })
    edits.push({ kind: `rows swapped ${table}`, apply: (t, random) => swapRows(t, table, random) })
  }
  return edits
}

const rowsOf = (t: Target, table: string): Promise<Values[]> => t.sql.all(`select * from "${table}"`)

async function updateColumn({ sql }: Target, table: string, column: Column, random: Random): Promise<Done | null> {
  const columns = await sql.columns(table)
  const rows = await sql.all(`select * from "${table}"`)
  if (rows.length === 0) return null
  const row = random.pick(rows)
  const old = row[column.name] ?? null
  for (let attempt = 0; attempt < 6; attempt++) {
    const value = otherValue(old, column, rows, random, sql.dialect)
    if (value === undefined || same(value, old)) continue
    const { where, values } = whereRow(columns, row)
    try {
      await sql.all(`update "${table}" set "${column.name}" = ? where ${where}`, [value, ...values])
    } catch {
      continue // The database itself refuses it: a key that is taken, a type that does not fit.
    }
    const after = { ...row, [column.name]: value }
    return { what: `${table}.${column.name}: ${show(old)} -> ${show(value)}`, named: namedAs(table, [row, after]) }
  }
  return null
}

const show = (value: Value): string =>
  (value instanceof Uint8Array ? `${value.length} bytes` : JSON.stringify(String(value))).slice(0, 60)

function same(a: Value, b: Value): boolean {
  if (a instanceof Uint8Array && b instanceof Uint8Array) return Buffer.compare(a, b) === 0
  return a === b
}

/** Another value that the column may hold: near the old one, extreme, empty, or another row's. */
function otherValue(
  old: Value,
  column: Column,
  rows: readonly Values[],
  random: Random,
  dialect: Sql['dialect'],
): Value | undefined {
  if (random.chance(0.2)) return random.pick(rows)[column.name] ?? null
  if (column.nullable && old !== null && random.chance(0.2)) return null
  if (old === null) return column.type.includes('int') ? 1 : 'x'
  if (typeof old === 'number' || typeof old === 'bigint') {
    const large = dialect === 'sqlite' ? 2n ** 60n + 1n : 2 ** 40
    return random.pick<Value>([Number(old) + 1, Number(old) - 1, 0, -1, large])
  }
  if (typeof old === 'string') return column.type === 'tsvector' ? `'forged':1 ${old}` : otherText(old, random)
  return otherBytes(old, random)
}

export function otherText(old: string, random: Random): string {
  const at = random.below(old.length)
  return random.pick([
    `${old.slice(0, at)}${old[at] === 'x' ? 'y' : 'x'}${old.slice(at + 1)}`,
    `${old} `,
    old.slice(0, -1),
    '',
    old.toUpperCase(),
  ])
}

export function otherBytes(old: Uint8Array, random: Random): Uint8Array {
  const bytes = Buffer.from(old)
  if (bytes.length === 0) return Buffer.of(1)
  if (random.chance(0.3)) return bytes.subarray(0, random.below(bytes.length))
  const at = random.below(bytes.length)
  bytes[at] = bytes[at]! ^ (1 << random.below(8))
  return bytes
}

async function deleteRow(t: Target, table: string, random: Random): Promise<Done | null> {
  const rows = await rowsOf(t, table)
  if (rows.length === 0) return null
  const row = random.pick(rows)
  const { where, values } = whereRow(await t.sql.columns(table), row)
  await t.sql.all(`delete from "${table}" where ${where}`, values)
  return { what: `${table}: one of ${rows.length} rows`, named: namedAs(table, [row]) }
}

async function insertRow(t: Target, table: string, random: Random): Promise<Done | null> {
  const rows = await rowsOf(t, table)
  if (rows.length === 0) return null
  const columns = await t.sql.columns(table)
  for (let attempt = 0; attempt < 6; attempt++) {
    const row: Record<string, Value> = { ...random.pick(rows) }
    for (const column of columns) {
      const old = row[column.name] ?? null
      if (!column.key && attempt < 3) continue
      if (typeof old === 'number' || typeof old === 'bigint') row[column.name] = Number(old) + 1000 + random.below(1000)
      else if (typeof old === 'string') row[column.name] = freshText(old, random)
      else if (old instanceof Uint8Array && column.key) row[column.name] = otherBytes(old, random)
    }
    const names = columns.map((c) => `"${c.name}"`).join(', ')
    try {
      const marks = columns.map(() => '?').join(', ')
      await t.sql.all(
        `insert into "${table}" (${names}) values (${marks})`,
        columns.map((c) => row[c.name] ?? null),
      )
    } catch {
      continue
    }
    return { what: `${table}: ${show(row[columns[0]!.name] ?? null)}`, named: namedAs(table, [row]) }
  }
  return null
}

/** Hashes stay hashes in looks. */
function freshText(old: string, random: Random): string {
  if (!/^[0-9a-f]{64}$/.test(old)) return `${old}-${random.below(1e6)}`
  return Array.from({ length: 64 }, () => random.below(16).toString(16)).join('')
}

/** What two rows say changes places, their keys do not. */
async function swapRows(t: Target, table: string, random: Random): Promise<Done | null> {
  const rows = await rowsOf(t, table)
  const columns = await t.sql.columns(table)
  const free = columns.filter((c) => !c.key)
  if (rows.length < 2 || free.length === 0) return null
  for (let attempt = 0; attempt < 6; attempt++) {
    const [a, b] = [random.pick(rows), random.pick(rows)]
    const chosen = random.chance(0.5) ? free : [random.pick(free)]
    if (chosen.every((c) => same(a[c.name] ?? null, b[c.name] ?? null))) continue
    try {
      await t.sql.all('begin')
      for (const [to, from] of [[a, b] as const, [b, a] as const]) {
        const { where, values } = whereRow(columns, to)
        const set = chosen.map((c) => `"${c.name}" = ?`).join(', ')
        await t.sql.all(`update "${table}" set ${set} where ${where}`, [
          ...chosen.map((c) => from[c.name] ?? null),
          ...values,
        ])
      }
      await t.sql.all('commit')
    } catch {
      await t.sql.all('rollback').catch(() => {})
      continue
    }
    return { what: `${table}: ${chosen.map((c) => c.name).join(', ')}`, named: namedAs(table, [a, b]) }
  }
  return null
}

/** Which problem names these rows of a table. */
function namedAs(table: string, rows: readonly Values[]): (p: CustodyProblem) => boolean {
  if (table === 'meta' && rows.some((r) => r['key'] === 'head'))
    return (p) => /^custody\/(?:head-missing|signature|key|cut|rewritten|appended|other-case|file)$/.test(p.code)
  if (Object.hasOwn(PRIMARY, table)) {
    const names = rows.map((row) => `${table} ${rowKey(table as PrimaryName, row)}`)
    const ids = table === 'documents' ? rows.map((row) => `document d${row['id']} `) : []
    return (p) => names.some((n) => p.message.includes(n.slice(0, 300))) || ids.some((i) => p.message.includes(i))
  }
  if (table === 'custody') {
    const near = namesEntry(rows.map((row) => Number(row['seq'])))
    return (p) => near(p) || p.code === 'custody/order'
  }
  if (table === 'passages') return (p) => p.code === 'custody/derived' || p.code === 'custody/database'
  if (table === 'blobs')
    return (p) => rows.some((r) => p.artifact === r['sha256']) || p.code === 'custody/artifact-extra'
  return (p) => /^custody\/(?:derived|database|artifact-)/.test(p.code)
}

/** A problem with the log that names one of these entries, or the one beside it, which it no longer fits. */
export function namesEntry(seqs: readonly number[]): (p: CustodyProblem) => boolean {
  return (p) => p.seq !== null && seqs.some((seq) => Math.abs(p.seq! - seq) <= 1)
}
