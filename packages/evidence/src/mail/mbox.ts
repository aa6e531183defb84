import { problem } from '@wherefrom/schema'
import type { ArtifactSource, Found } from '../found.ts'
import { LIMITS } from '../limits.ts'
import { tooLarge } from '../read.ts'

/**
 * Reads a mailbox message by message, as a stream: each is a member, without the line that parts it from the one before
 * and with `>From ` as `From ` again. Of a mailbox of any size no more than one message is held.
 */
export async function* readMbox(source: ArtifactSource): AsyncGenerator<Found> {
  let count = 0
  for await (const message of messages(source)) {
    if (++count > LIMITS.members)
      return yield { kind: 'problem', problem: problem('archive/too-many', { limit: LIMITS.members }) }
    const name = `message-${String(count).padStart(6, '0')}.eml`
    if (message.bytes === null) yield { kind: 'problem', problem: tooLarge(LIMITS.document), name }
    else if (message.bytes.length > 0) {
      const note = `bytes ${message.start} to ${message.end} of the mailbox`
      const record = { mediaType: 'message/rfc822', note }
      yield { kind: 'member', name, role: 'member', bytes: unescaped(message.bytes), record }
    }
  }
  if (count === 0) yield { kind: 'problem', problem: problem('reader/no-text') }
}

interface Message {
  /** Null when it is larger than what is read. */
  readonly bytes: Buffer | null
  /** Where it stands in the mailbox, in bytes, without its first line. */
  readonly start: number
  readonly end: number
}

const FROM = Buffer.from('\nFrom ', 'latin1')
/** Longest line that parts messages, in bytes. */
const LONGEST_LINE = 1000

/** The messages of a mailbox one after the other. */
async function* messages(source: ArtifactSource): AsyncGenerator<Message> {
  const held = new Held()
  let open: number | null = null
  for await (const piece of source.chunks()) {
    held.add(piece)
    for (let next = held.separator(); next; next = held.separator()) {
      if (open !== null) yield held.take(open, next.start)
      open = next.end
      held.drop(open - 1)
    }
    open ??= 0
    held.bound(LIMITS.document)
  }
  if (open !== null) yield held.take(open, held.end)
}

const DATED = /^From \S{1,200} {1,4}(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) \w{3} [ \d]\d \d\d:\d\d/

/** A line that begins a message: behind an empty one with a time and a year, or with a date as only mailboxes have it. */
function isSeparator(line: string, blank: boolean): boolean {
  if (!blank) return DATED.test(line)
  const sender = /^From \S{1,200} /.exec(line)
  const rest = sender ? line.slice(sender[0].length) : ''
  return /\d{4}-\d\d-\d\d/.test(rest) || (/\d:\d\d/.test(rest) && /\b\d{4}\b/.test(rest))
}

/** The bytes of the mailbox that are still needed, addressed by their place in the whole. */
class Held {
  end = 0
  private start = 0
  private buffer = Buffer.alloc(64 * 1024)
  /** Lines that begin before this place have been judged; -1 before the first. */
  private judged = -1
  /** Bytes of the open message were let go because it is too large. */
  private lost = false

  /** The next line that parts messages, without its end; null when there is none in what is held. */
  separator(): { start: number; end: number } | null {
    for (;;) {
      const at = this.candidate()
      if (at === null) return null
      const part = this.buffer.subarray(at - this.start, Math.min(this.end, at + LONGEST_LINE) - this.start)
      const feed = part.indexOf(10)
      if (feed === -1 && part.length < LONGEST_LINE) return null
      this.judged = at
      if (feed !== -1 && isSeparator(part.toString('latin1', 0, feed), this.blankBefore(at)))
        return { start: at, end: at + feed + 1 }
    }
  }

  /** Where the next line with `From ` begins that has not been judged. */
  private candidate(): number | null {
    if (this.judged === -1) return this.end === 0 ? null : 0
    const inside = this.buffer.subarray(0, this.end - this.start)
    const at = inside.indexOf(FROM, Math.max(0, this.judged - this.start))
    if (at !== -1) return at + this.start + 1
    this.judged = Math.max(this.judged, this.end - FROM.length)
    return null
  }

  add(piece: Uint8Array): void {
    const length = this.end - this.start
    if (length + piece.length > this.buffer.length) {
      const larger = Buffer.alloc(Math.max(this.buffer.length * 2, length + piece.length))
      this.buffer.copy(larger, 0, 0, length)
      this.buffer = larger
    }
    this.buffer.set(piece, length)
    this.end += piece.length
  }

  private blankBefore(at: number): boolean {
    const i = at - this.start
    return at === 0 || this.buffer[i - 2] === 10 || (this.buffer[i - 2] === 13 && this.buffer[i - 3] === 10)
  }

  take(start: number, end: number): Message {
    const lost = this.lost
    this.lost = false
    const bytes = lost ? null : Buffer.from(this.buffer.subarray(start - this.start, end - this.start))
    return { bytes, start, end }
  }

  /** Lets go of everything before `at`. */
  drop(at: number): void {
    this.buffer.copyWithin(0, at - this.start, this.end - this.start)
    this.start = at
  }

  /** Lets go of the open message once it is larger than `limit`, all but its last bytes. */
  bound(limit: number): void {
    if (this.end - this.start <= limit + LONGEST_LINE) return
    this.lost = true
    this.drop(this.end - 2 * LONGEST_LINE)
  }
}

const ESCAPED = Buffer.from('\n>', 'latin1')

/** Takes one `>` away from every line that begins with `>From `, `>>From ` and so on. */
function unescaped(bytes: Buffer): Uint8Array {
  const cut: number[] = []
  if (!bytes.includes('>From ')) return bytes
  for (let at = -1; ; ) {
    let i = at + 1
    while (bytes[i] === 0x3e) i++
    if (i > at + 1 && bytes.toString('latin1', i, i + 5) === 'From ') cut.push(at + 1)
    at = bytes.indexOf(ESCAPED, at + 1)
    if (at === -1) break
  }
  if (cut.length === 0) return bytes
  const out = Buffer.alloc(bytes.length - cut.length)
  let to = 0
  let from = 0
  for (const at of [...cut, bytes.length]) {
    to += bytes.copy(out, to, from, at)
    from = at + 1
  }
  return out
}
