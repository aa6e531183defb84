import type { KeyObject } from 'node:crypto'
import { parseHead, type Row, sha256, verifyChain } from '@wherefrom/evidence'
import type { CustodyEntry } from '@wherefrom/schema'
import { PRIMARY } from '../case/primary.ts'
import { MARKER } from '../case/writing.ts'
import { part, type Verification } from './context.ts'
import { numberOf, textOf } from './source.ts'

/** Rows of `meta` that a writer has while it is at work; the log does not answer for them, nor for the head. */
export const isWriterMark = (key: string): boolean => key.startsWith(MARKER)

/** Reads `meta`: names, key, head, and whether a writer is or was at work. */
export async function readMeta(v: Verification): Promise<void> {
  for await (const row of v.source.rows('select key, value from meta')) {
    const [key, value] = [textOf(row.key), textOf(row.value)]
    if (key === null || value === null) continue
    if (key === 'head') v.head = parseHead(value)
    else if (isWriterMark(key)) v.interrupted = true
    else v.meta.set(key, value)
  }
}

/** The lines of the log's table; a line whose number is not its entry's is told by `numbered`. */
export async function* tableLines(
  v: Verification,
  numbered?: (seq: number, line: string) => void,
): AsyncGenerator<string> {
  for await (const row of v.source.rows('select seq, line from custody order by seq')) {
    const line = lineOf(row)
    numbered?.(numberOf(row.seq), line)
    yield line
  }
}

/** A line that is no text cannot be an entry; an empty one stands for it. */
const lineOf = (row: Row): string => textOf(row.line) ?? ''

/** Checks chain, head and signature, and learns from the entries what every row must be. */
export async function checkLog(v: Verification, publicKey: KeyObject | null): Promise<void> {
  const numbers = new Set<number>()
  let due = 0
  const lines = tableLines(v, (seq) => {
    due++
    if (seq !== due) numbers.add(due)
  })
  const { lines: entries } = await verifyChain(lines, v.head, publicKey, {
    findings: v.findings,
    onEntry: (entry) => learn(v, entry),
  })
  v.entries = entries
  const broken = ['custody/line', 'custody/order', 'custody/removed'] as const
  if (broken.every((code) => v.findings.count(code) === 0))
    for (const seq of [...numbers].slice(0, 1000)) v.findings.add('custody/order', { seq, due: seq }, { seq })
  const caseId = v.meta.get('case')
  if (v.head && v.head.caseId !== caseId) v.findings.add('custody/other-case', {}, { seq: v.head.seq })
}

function learn(v: Verification, entry: CustodyEntry): void {
  for (const [table, key, digest] of entry.rows) {
    if (Object.hasOwn(PRIMARY, table)) v.digests.set(table, key, { digest, seq: entry.seq })
  }
  if (entry.event === 'noted' && entry.artifact !== null && entry.rows.length === 0) v.leftovers.add(entry.artifact)
  if (entry.event === 'timestamped' && entry.artifact !== null && entry.sha256 !== null)
    v.stamps.push({ seq: entry.seq, artifact: entry.artifact, hash: entry.sha256 })
}

/** Which entries have these hashes: a second walk over the log, only where there are timestamps. */
export async function linesByHash(v: Verification, hashes: ReadonlySet<string>): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>()
  if (hashes.size === 0) return found
  await part(v, 'custody', async () => {
    let seq = 0
    for await (const line of tableLines(v)) {
      seq++
      const hash = sha256(line)
      if (hashes.has(hash)) found.set(hash, seq)
    }
  })
  return found
}
