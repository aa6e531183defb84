import { isSha256, parseLine, type Row, rowDigest } from '@wherefrom/evidence'
import { PRIMARY, type PrimaryName, rowKey } from '../case/primary.ts'
import { part, type Verification } from './context.ts'
import { isWriterMark, tableLines } from './log.ts'
import { numberOf, textOf } from './source.ts'

/** What the log says of a row, and whether the row still is so. */
export interface Judged {
  readonly intact: boolean
  /** Entry that has the last word on it; null when no entry names it. */
  readonly seq: number | null
}

/** Checks every row of the primary tables but `documents`, which the check of what follows from it goes through. */
export async function checkRows(v: Verification, tables: ReadonlySet<string>): Promise<readonly PrimaryName[]> {
  const unread: PrimaryName[] = []
  for (const table of Object.keys(PRIMARY) as PrimaryName[]) {
    if (table === 'documents' || !tables.has(table)) continue
    const whole = await part(v, table, async () => {
      for await (const row of v.source.rows(selectAll(table))) {
        if (table === 'meta' && isUnanswered(row)) continue
        const judged = judgeRow(v, table, row)
        if (table === 'artifacts') learnArtifact(v, row, judged)
      }
    })
    if (!whole) unread.push(table)
  }
  return unread
}

const selectAll = (table: PrimaryName): string => `select * from ${table} order by ${PRIMARY[table].key.join(', ')}`

const isUnanswered = (row: Row): boolean => row.key === 'head' || isWriterMark(String(row.key))

/** Compares a row with the last digest that the log has of it, and tells when they differ. */
export function judgeRow(v: Verification, table: PrimaryName, row: Row): Judged {
  const key = rowKey(table, row)
  const latest = v.digests.take(table, key)
  const named = { row: `${table} ${key}`.slice(0, 300) }
  const artifact = artifactOf(table, row)
  if (!latest?.digest) {
    const code = latest ? 'custody/row-back' : 'custody/row-extra'
    v.findings.add(code, { ...named, seq: latest?.seq ?? 0 }, { artifact, seq: latest?.seq ?? null })
    return { intact: false, seq: latest?.seq ?? null }
  }
  const intact = rowDigest(table, row) === latest.digest
  if (!intact) v.findings.add('custody/row-changed', { ...named, seq: latest.seq }, { artifact, seq: latest.seq })
  return { intact, seq: latest.seq }
}

function artifactOf(table: PrimaryName, row: Row): string | null {
  const value = textOf(table === 'artifacts' ? row.sha256 : row.artifact)
  return value !== null && isSha256(value) ? value : null
}

function learnArtifact(v: Verification, row: Row, { intact, seq }: Judged): void {
  const sha256 = textOf(row.sha256)
  if (sha256 === null || !isSha256(sha256) || seq === null) return
  const bytes = numberOf(row.bytes)
  v.artifacts.push({ sha256, sha1: intact ? textOf(row.sha1) : null, bytes: intact ? bytes : null, seq })
}

/** Names the rows that the log says are there and that were not met; only for tables that could be read to their end. */
export async function checkMissing(v: Verification, unread: readonly string[]): Promise<void> {
  if (v.digests.unseen === 0) return
  await part(v, 'custody', async () => {
    for await (const line of tableLines(v)) {
      const entry = parseLine(line)
      if (!entry) continue
      for (const [table, key, digest] of entry.rows) {
        if (digest === null || unread.includes(table) || !v.digests.isMissing(table, key, entry.seq)) continue
        const row = `${table} ${key}`.slice(0, 300)
        const artifact = table === 'artifacts' && isSha256(key) ? key : entry.artifact
        v.findings.add('custody/row-missing', { row, seq: entry.seq }, { artifact, seq: entry.seq })
      }
    }
  })
}
