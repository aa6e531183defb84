import { createHash } from 'node:crypto'
import { open, opendir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import {
  type ArchivedJudgement,
  type ArchiverReport,
  type ArtifactStore,
  archiverReport,
  judgeArchived,
} from '@wherefrom/evidence'
import type { ArtifactRef, CaptureRecord } from '@wherefrom/schema'

/** Entries of a folder that are looked at, pages among them, and the largest page, in bytes: auto-archiver's folders are small. */
const MOST_ENTRIES = 5000
const MOST_PAGES = 200
const LARGEST_PAGE = 4 * 1024 * 1024
/** Folders that are remembered; files come folder by folder. */
const REMEMBERED = 16

/** Reports of auto-archiver in the folders that files come from, each read once. */
export class ArchiverReports {
  readonly #store: Pick<ArtifactStore, 'get'>
  readonly #folders = new Map<string, Promise<readonly ArchiverReport[]>>()

  constructor(store: Pick<ArtifactStore, 'get'>) {
    this.#store = store
  }

  /** What a report beside the file says of it; null when there is none or it says nothing. `path`: as the system opens it. */
  async judge(path: string | Buffer, ref: ArtifactRef): Promise<ArchivedJudgement | null> {
    if (typeof path !== 'string') return null
    const reports = await this.#reportsIn(dirname(path))
    for (const report of reports) {
      const sha3 = report.files.some((f) => f.algorithm === 'SHA3-512')
      const hashes = { 'SHA-256': ref.sha256, ...(sha3 ? { 'SHA3-512': await this.#sha3(ref) } : {}) }
      const judged = judgeArchived(report, path, hashes)
      if (judged) return judged
    }
    return null
  }

  #reportsIn(folder: string): Promise<readonly ArchiverReport[]> {
    const known = this.#folders.get(folder)
    if (known) return known
    const [oldest] = this.#folders.keys()
    if (oldest !== undefined && this.#folders.size >= REMEMBERED) this.#folders.delete(oldest)
    // A folder that cannot be listed, or a page in it that cannot be read, has no report; the walk tells of it.
    const read = readReports(folder).catch(() => [])
    this.#folders.set(folder, read)
    return read
  }

  async #sha3(ref: ArtifactRef): Promise<string> {
    const hash = createHash('sha3-512')
    for await (const piece of this.#store.get(ref.sha256)) hash.update(piece)
    return hash.digest('hex')
  }
}

async function readReports(folder: string): Promise<readonly ArchiverReport[]> {
  const pages: string[] = []
  let entries = 0
  for await (const entry of await opendir(folder)) {
    if (++entries > MOST_ENTRIES) return []
    if (entry.isFile() && /\.html?$/i.test(entry.name)) pages.push(entry.name)
  }
  const reports: ArchiverReport[] = []
  for (const name of pages.sort().slice(0, MOST_PAGES)) {
    const bytes = await readPage(join(folder, name))
    const report = bytes && archiverReport(bytes)
    if (report) reports.push(report)
  }
  return reports
}

/** A page that could be a report, whole; its end is looked at first. */
async function readPage(path: string): Promise<Uint8Array | null> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    if (size > LARGEST_PAGE) return null
    const tail = Buffer.alloc(Math.min(size, 4096))
    await file.read(tail, 0, tail.length, size - tail.length)
    return tail.includes('auto-archiver') || size <= 64 * 1024 ? await file.readFile() : null
  } finally {
    await file.close()
  }
}

/** The record of a given file with what the report beside it says; all of that rests on the report's word. */
export function withReport(record: CaptureRecord, { record: told }: ArchivedJudgement): CaptureRecord {
  const note = [record.note, told.note].filter((part) => part).join('; ')
  const requestedAt = told.requestedAt ?? null
  const asserted = new Set([...record.asserted, 'note', ...(requestedAt === null ? [] : ['requestedAt'])])
  return { ...record, requestedAt, note, asserted: [...asserted].sort() }
}
