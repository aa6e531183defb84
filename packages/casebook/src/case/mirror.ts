import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { headJson, parseLine } from '@wherefrom/evidence'
import type { CustodyHead } from '@wherefrom/schema'
import { type Appended, logLines } from './log.ts'
import type { Db } from './raw.ts'

export const LOG_FILE = 'custody.jsonl'
export const HEAD_FILE = 'custody.head.json'
export const KEY_FILE = 'custody.pub.pem'

/**
 * The custody log of a case folder as files that need no database to read. The table is what counts: lines are added
 * here after their transaction, so a program that dies in between leaves the last lines out, and `catchUp` adds them.
 */
export class LogMirror {
  private readonly folder: string
  private readonly file: number

  constructor(folder: string) {
    this.folder = folder
    this.file = openSync(join(folder, LOG_FILE), 'a+', 0o644)
  }

  append({ lines, head }: Appended): void {
    writeSync(this.file, `${lines.join('\n')}\n`)
    this.writeHead(head)
  }

  private writeHead(head: CustodyHead): void {
    const path = join(this.folder, HEAD_FILE)
    writeFileSync(`${path}.new`, `${headJson(head)}\n`)
    renameSync(`${path}.new`, path)
  }

  /** Makes both files durable and gives them back. */
  close(): void {
    fsyncSync(this.file)
    closeSync(this.file)
  }

  /**
   * Adds what a killed program left out: the lines after the file's last whole one. A file that differs from the table
   * elsewhere is left as it is; `verify` names what differs.
   */
  async catchUp(db: Db, head: CustodyHead): Promise<void> {
    const end = endOf(this.file)
    if (end === null) return
    ftruncateSync(this.file, end.size)
    const missing: string[] = []
    for await (const line of logLines(db, 'sqlite', end.seq + 1)) missing.push(line)
    if (missing.length > 0) this.append({ lines: missing, head })
    else if (!existsSync(join(this.folder, HEAD_FILE))) this.writeHead(head)
  }
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
