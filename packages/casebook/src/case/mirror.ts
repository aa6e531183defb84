import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { headJson, parseHead, parseLine } from '@wherefrom/evidence'
import type { CustodyHead } from '@wherefrom/schema'
import { type Appended, logLines } from './log.ts'
import type { Db } from './raw.ts'

export const LOG_FILE = 'custody.jsonl'
export const HEAD_FILE = 'custody.head.json'
export const KEY_FILE = 'custody.pub.pem'

/** Milliseconds between two writings of the head: replacing a file costs more than the rest of a document's transaction. */
const HEAD_EVERY = 1000

/**
 * The custody log of a case folder as files that need no database to read. The table is what counts: lines are added
 * here after their transaction, and the head follows within a second and on closing. What a program that dies leaves
 * out, `catchUp` adds.
 */
export class LogMirror {
  private readonly folder: string
  private readonly file: number
  /** The head that is still to be written. */
  private due: CustodyHead | null = null
  private headAt = Number.NEGATIVE_INFINITY
  /** Something could not be written: nothing more is, so that the file has no gap, and the next opening adds the rest. */
  private broken = false

  constructor(folder: string) {
    this.folder = folder
    this.file = openSync(join(folder, LOG_FILE), 'a+', 0o644)
  }

  append({ lines, head }: Appended): void {
    if (this.broken) return
    this.due = head
    this.trying(() => {
      writeAll(this.file, Buffer.from(`${lines.join('\n')}\n`))
      if (performance.now() - this.headAt >= HEAD_EVERY) this.writeHead()
    })
  }

  private trying(work: () => void): void {
    try {
      work()
    } catch (error) {
      this.broken = true
      throw error
    }
  }

  private writeHead(): void {
    if (!this.due) return
    const path = join(this.folder, HEAD_FILE)
    writeFileSync(`${path}.new`, `${headJson(this.due)}\n`)
    renameSync(`${path}.new`, path)
    this.due = null
    this.headAt = performance.now()
  }

  /** Makes both files whole and durable; false when that cannot be done, which the next opening makes good. */
  settle(): boolean {
    if (this.broken) return false
    try {
      this.writeHead()
      fsyncSync(this.file)
      return true
    } catch {
      this.broken = true
      return false
    }
  }

  close(): void {
    closeSync(this.file)
  }

  /**
   * Adds what a killed program left out: the lines after the file's last whole one, and the head. Files that differ from
   * the table elsewhere are left as they are; `verify` names what differs.
   */
  async catchUp(db: Db, head: CustodyHead): Promise<void> {
    const end = endOf(this.file)
    if (end === null) return
    ftruncateSync(this.file, end.size)
    const missing: string[] = []
    for await (const line of logLines(db, 'sqlite', end.seq + 1)) missing.push(line)
    if (missing.length > 0) this.append({ lines: missing, head })
    else if (this.headLags(head)) this.due = head
    this.writeHead()
  }

  /** There is no head file, or one of an earlier moment. */
  private headLags(head: CustodyHead): boolean {
    const path = join(this.folder, HEAD_FILE)
    if (!existsSync(path)) return true
    const found = parseHead(readFileSync(path, 'utf8').trimEnd())
    return found !== null && found.seq < head.seq
  }
}

/** A full disk may take a part of what it is given. */
function writeAll(file: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done)
}

/** Bytes looked at for the last line; no line of the log is longer. */
const TAIL = 1024 * 1024

/** Number of the last whole line, and the file's size up to its line feed; null when the end is not a log's. */
function endOf(file: number): { readonly seq: number; readonly size: number } | null {
  const { size } = fstatSync(file)
  const tail = Buffer.alloc(Math.min(size, TAIL))
  readSync(file, tail, 0, tail.length, size - tail.length)
  const last = tail.lastIndexOf(10)
  if (last < 0) return size < TAIL ? { seq: 0, size: 0 } : null
  const before = last === 0 ? -1 : tail.lastIndexOf(10, last - 1)
  const entry = parseLine(tail.toString('utf8', before + 1, last))
  return entry && { seq: entry.seq, size: size - tail.length + last + 1 }
}
