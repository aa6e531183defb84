import type { KeyObject } from 'node:crypto'
import { closeSync, fstatSync, openSync, readFileSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { headJson, headSignatureFits, parseHead } from '@wherefrom/evidence'
import { HEAD_FILE, KEY_FILE, LOG_FILE } from '../case/mirror.ts'
import { part, type Verification } from './context.ts'
import { tableLines } from './log.ts'

/** What the files that repeat the log were before the tables were looked at: whoever writes, writes the tables first. */
export interface MirrorBefore {
  readonly folder: string
  /** Bytes of the log file; null when there is none. */
  readonly size: number | null
  /** Text of the head file. */
  readonly head: string | null
}

export function lookAtMirror(folder: string): MirrorBefore {
  const size = statSync(join(folder, LOG_FILE), { throwIfNoEntry: false })?.size ?? null
  return { folder, size, head: readSmall(join(folder, HEAD_FILE)) }
}

/**
 * Compares the files of a case folder with the tables, which they repeat. Where a writer is at work or was cut off, the
 * files may lack the last lines: that is noted, and the next writer adds them.
 */
export async function checkMirror(v: Verification, before: MirrorBefore, publicKey: KeyObject | null): Promise<void> {
  const key = readSmall(join(before.folder, KEY_FILE))
  if (key !== v.meta.get('key')) v.findings.add('custody/file', { what: KEY_FILE })
  const log = await compareLog(v, before)
  const lag = log === SAME ? checkHead(v, before, publicKey) : log
  if (lag === SAME || lag === TOLD) return
  const may = v.interrupted || grewMeanwhile(before)
  const what = log === SAME ? HEAD_FILE : before.size === null ? LOG_FILE : `${LOG_FILE}, from line ${lag} on,`
  const to = may ? v.notes : v.findings
  to.add(may ? 'custody/leftover' : 'custody/file', { what }, { seq: lag })
}

/** The first line that a file lacks at its end, or that it lacks nothing, or that it differs, which was told. */
type Lag = number | typeof SAME | typeof TOLD
const SAME = 'same'
const TOLD = 'told'

async function compareLog(v: Verification, { folder, size }: MirrorBefore): Promise<Lag> {
  if (size === null) return 1
  let lag: Lag = TOLD
  await part(v, LOG_FILE, async () => {
    const file = new Sequential(join(folder, LOG_FILE), size)
    try {
      lag = await compareLines(v, file)
    } finally {
      file.close()
    }
  })
  return lag
}

async function compareLines(v: Verification, file: Sequential): Promise<Lag> {
  let seq = 0
  for await (const line of tableLines(v)) {
    seq++
    const expected = Buffer.from(`${line}\n`)
    const found = file.next(expected.length)
    if (found.equals(expected)) continue
    // A line that a program was killed in is the last one, and it begins as it should.
    if (file.atEnd && expected.subarray(0, found.length).equals(found)) return seq
    v.findings.add('custody/file', { what: `${LOG_FILE}, line ${seq}` }, { seq })
    return TOLD
  }
  if (file.atEnd) return SAME
  v.findings.add('custody/file', { what: `${LOG_FILE}, line ${seq + 1}` }, { seq: seq + 1 })
  return TOLD
}

/** The head file is the head of the table, or, after an interruption, an older one that is signed all the same. */
function checkHead(v: Verification, { head: text }: MirrorBefore, publicKey: KeyObject | null): Lag {
  if (v.head && text === `${headJson(v.head)}\n`) return SAME
  const head = parseHead(text?.trimEnd() ?? '')
  if (v.interrupted && (text === null || (head && publicKey && headSignatureFits(head, publicKey))))
    return v.head?.seq ?? 1
  v.findings.add('custody/file', { what: HEAD_FILE }, { seq: v.head?.seq ?? null })
  return TOLD
}

const grewMeanwhile = ({ folder, size }: MirrorBefore): boolean =>
  (statSync(join(folder, LOG_FILE), { throwIfNoEntry: false })?.size ?? 0) > (size ?? 0)

const SMALL = 1 << 20

function readSmall(path: string): string | null {
  const found = statSync(path, { throwIfNoEntry: false })
  return found?.isFile() && found.size <= SMALL ? readFileSync(path, 'utf8') : null
}

/** A file read from its beginning, up to the size that it had. */
class Sequential {
  readonly #file: number
  #left: number
  #buffer = Buffer.alloc(0)

  constructor(path: string, size: number) {
    this.#file = openSync(path, 'r')
    this.#left = Math.min(size, fstatSync(this.#file).size)
  }

  /** The next bytes, fewer only at the end. */
  next(count: number): Buffer {
    while (this.#buffer.length < count && this.#left > 0) this.#fill(Math.max(count, 1 << 18))
    const bytes = this.#buffer.subarray(0, count)
    this.#buffer = this.#buffer.subarray(bytes.length)
    return bytes
  }

  get atEnd(): boolean {
    return this.#buffer.length === 0 && this.#left === 0
  }

  close(): void {
    closeSync(this.#file)
  }

  #fill(count: number): void {
    const piece = Buffer.allocUnsafe(Math.min(count, this.#left))
    const read = readSync(this.#file, piece, 0, piece.length, null)
    this.#left = read === 0 ? 0 : this.#left - read
    this.#buffer = Buffer.concat([this.#buffer, piece.subarray(0, read)])
  }
}
