import type { KeyObject } from 'node:crypto'
import type { CustodyEntry, CustodyHead } from '@wherefrom/schema'
import { sha256 } from './canonical.ts'
import { Findings } from './findings.ts'
import { headSignatureFits } from './head.ts'
import { keyId } from './keys.ts'
import { type ChainEnd, NO_LINES, parseLine } from './line.ts'

export interface ChainOptions {
  /** Where problems go; a new collection when left out. */
  readonly findings?: Findings
  /** Called with every entry that can be read, in the order of the log, and the SHA-256 of its line. */
  readonly onEntry?: (entry: CustodyEntry, hash: string) => void
}

/** What the log is, whatever is wrong with it: its last entry, and how many lines were looked at. */
export interface ChainReport {
  readonly findings: Findings
  readonly end: ChainEnd
  readonly lines: number
}

/**
 * Checks a log against itself and its signed head: every line an entry, numbers without gap, every link the hash of the
 * line before, the head signed by `publicKey`, and the last line the one that was signed. `head` null = there is none;
 * `publicKey` null = nothing to check the signature with, which is told (`custody/key-missing`) and never passes.
 * Holds one line at a time; never throws on any line.
 */
export async function verifyChain(
  lines: AsyncIterable<string> | Iterable<string>,
  head: CustodyHead | null,
  publicKey: KeyObject | null,
  options: ChainOptions = {},
): Promise<ChainReport> {
  const findings = options.findings ?? new Findings()
  const walk = new Walk(findings, head)
  for await (const line of lines) {
    const entry = walk.take(line)
    if (entry) options.onEntry?.(entry, walk.end.hash)
  }
  walk.finish()
  verifyHead(head, publicKey, findings)
  return { findings, end: walk.end, lines: walk.lines }
}

/** Adds what is wrong with the head itself: missing, of another key, or with a signature that does not fit. */
export function verifyHead(head: CustodyHead | null, publicKey: KeyObject | null, findings: Findings): void {
  if (!head) findings.add('custody/head-missing')
  if (!publicKey) findings.add('custody/key-missing')
  if (!head || !publicKey) return
  if (head.key !== keyId(publicKey)) findings.add('custody/key', { key: head.key.slice(0, 16) }, { seq: head.seq })
  else if (!headSignatureFits(head, publicKey)) findings.add('custody/signature', {}, { seq: head.seq })
}

/** Goes over the lines and compares each with the one before. */
class Walk {
  end: ChainEnd = NO_LINES
  lines = 0
  readonly #findings: Findings
  readonly #head: CustodyHead | null
  /** The line that the head signs, once it was passed. */
  #signed: string | null = null

  constructor(findings: Findings, head: CustodyHead | null) {
    this.#findings = findings
    this.#head = head
  }

  take(line: string): CustodyEntry | null {
    this.lines++
    const hash = sha256(line)
    const entry = parseLine(line)
    const due = this.end.seq + 1
    if (!entry) {
      this.#findings.add('custody/line', { seq: due }, { seq: due })
      this.#advance({ seq: due, hash })
      return null
    }
    this.#compare(entry, due)
    this.#advance({ seq: entry.seq, hash })
    return entry
  }

  /** Numbers first: a line that is out of place cannot fit the line before it, which would be said twice. */
  #compare(entry: CustodyEntry, due: number): void {
    if (entry.seq > due) {
      for (let seq = due; seq < entry.seq && seq < due + 1000; seq++)
        this.#findings.add('custody/removed', { seq }, { seq })
    } else if (entry.seq < due) {
      this.#findings.add('custody/order', { seq: entry.seq, due }, { seq: entry.seq })
    } else if (entry.prev_hash !== this.end.hash) {
      const seq = Math.max(1, this.end.seq)
      this.#findings.add('custody/chain', { seq, next: entry.seq }, { seq })
    }
  }

  #advance(end: ChainEnd): void {
    this.end = end
    if (end.seq === this.#head?.seq) this.#signed = end.hash
  }

  finish(): void {
    const head = this.#head
    if (!head) return
    const { seq } = this.end
    if (seq < head.seq) {
      for (let cut = seq + 1; cut <= head.seq && cut <= seq + 1000; cut++)
        this.#findings.add('custody/cut', { seq: cut }, { seq: cut })
    } else if (this.#signed !== head.hash) {
      this.#findings.add('custody/rewritten', { seq: head.seq }, { seq: head.seq })
    }
    for (let more = head.seq + 1; more <= seq && more <= head.seq + 1000; more++)
      this.#findings.add('custody/appended', { seq: more }, { seq: more })
  }
}
