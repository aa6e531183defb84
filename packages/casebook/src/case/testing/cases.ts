import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zstdCompressSync } from 'node:zlib'
import { loadKey, parseLine, publicKeyFrom, rowDigest, verifyChain } from '@wherefrom/evidence'
import type { CaptureRecord } from '@wherefrom/schema'
import { uploadRecord } from '../../ingest/record.ts'
import type { Case } from '../case.ts'
import { logLines, readHead } from '../log.ts'
import { type CreateOptions, createCase, type OpenOptions, openCase } from '../open.ts'
import type { IndexedPassage, Prepared } from '../prepared.ts'
import { PRIMARY, type PrimaryName, rowKey } from '../primary.ts'
import type { DialectName } from '../raw.ts'
import { tableRows } from '../read/rows.ts'
import { testServer } from './postgres.ts'

/** Both databases, for `describe.each`. */
export const DIALECTS: readonly DialectName[] = ['sqlite', 'postgres']

/** A folder for the cases and the key of one test file. Use `remove` when they are done. */
export class TestPlaces {
  readonly folder = mkdtempSync(join(tmpdir(), 'wherefrom-case-'))
  readonly env: NodeJS.ProcessEnv = { ...process.env, WHEREFROM_KEY: join(this.folder, 'key.pem'), WHEREFROM_CASE: '' }
  private made = 0

  /** A place without a case: a folder that is not there yet, or an empty database. */
  async place(dialect: DialectName): Promise<string> {
    return dialect === 'sqlite' ? join(this.folder, `case${++this.made}`) : await (await testServer()).createDatabase()
  }

  async create(dialect: DialectName, options: CreateOptions = {}): Promise<Case> {
    return await createCase(await this.place(dialect), { env: this.env, actor: 'tester', ...options })
  }

  async open(c: Case | string, options: OpenOptions = {}): Promise<Case> {
    return await openCase(typeof c === 'string' ? c : c.place, { env: this.env, actor: 'tester', ...options })
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}

export const sha = (text: string): string => createHash('sha256').update(text).digest('hex')

export const TIME = '2024-05-03T10:00:00.000Z'

/** A record of a file that somebody gave. */
export function upload(name: string, more: Partial<CaptureRecord> = {}): CaptureRecord {
  const record = uploadRecord({ actor: 'tester', note: null, reason: null }, name, TIME)
  return { ...record, tool: 'test', mediaType: 'text/plain', ...more }
}

/** A document as a worker would hand it over; `text` is its content. */
export function prepared(text: string, more: Partial<Prepared> = {}): Prepared {
  const analysis = JSON.stringify({ text })
  return {
    part: '',
    reader: 'text',
    title: text.slice(0, 40),
    outlet: 'The Bellmark Courier',
    published: '2024-05-03',
    language: 'en',
    url: null,
    words: text.split(' ').length,
    claims: 1,
    components: '{"evidence.text":"1"}',
    contentSha256: sha(text),
    analysisSha256: sha(analysis),
    analysis: zstdCompressSync(analysis),
    passages: [passage(0, text)],
    ...more,
  }
}

export function passage(n: number, text: string): IndexedPassage {
  const terms = { text: text.toLowerCase().replaceAll(/[^a-z0-9 ]/g, ''), said: '', about: '', place: '', tags: '' }
  return { n, start: 0, end: text.length, claim: `c${n + 1}`, text, facts: '', terms }
}

export const put = (c: Case, text: string) => c.store.put(Buffer.from(text))

/** What is wrong with a case's log and with the rows that it answers for; nothing when all is well. */
export async function troubles(c: Case): Promise<string[]> {
  const found: string[] = []
  const digests = new Map<string, string | null>()
  const head = await readHead(c.db, c.dialect, 'the case')
  const report = await verifyChain(logLines(c.db, c.dialect), head, publicKeyFrom(c.publicKey, 'the case'), {
    onEntry: (entry) => {
      for (const [table, key, digest] of entry.rows) digests.set(`${table} ${key}`, digest)
    },
  })
  found.push(...report.findings.problems.map((p) => p.message))
  for (const table of Object.keys(PRIMARY) as PrimaryName[])
    for await (const row of tableRows(c, table)) {
      const name = `${table} ${rowKey(table, row)}`
      if (name === 'meta head' || name.startsWith('meta writing:')) continue
      if (digests.get(name) !== rowDigest(table, row as unknown as Record<string, unknown>))
        found.push(`${name} differs`)
      digests.delete(name)
    }
  for (const [name, digest] of digests) if (digest !== null) found.push(`${name} is gone`)
  return found
}

/** The log's entries as `event` words, in order. */
export async function events(c: Case): Promise<string[]> {
  const out: string[] = []
  for await (const line of logLines(c.db, c.dialect)) out.push(parseLine(line)?.event ?? '?')
  return out
}

export const keyOf = (places: TestPlaces) => loadKey(places.env)!

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const out: T[] = []
  for await (const item of items) out.push(item)
  return out
}
