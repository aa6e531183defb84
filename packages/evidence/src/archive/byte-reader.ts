import type { ArtifactSource } from '../found.ts'
import { InflateError } from './inflate.ts'

/** From how many bytes on a jump is cheaper than reading. */
const FAR = 4 * 1024 * 1024

/**
 * Reads a stream of bytes by count and by line, forwards, holding little more than what is asked for. A stream that
 * turns out to be damaged (InflateError) ends there, and `damaged` says so.
 */
export class ByteReader {
  /** Offset of the next byte. */
  position = 0
  damaged = false
  private pieces: AsyncIterator<Uint8Array>
  private readonly source: ArtifactSource | null
  private rest: Uint8Array = new Uint8Array(0)
  private ended = false

  /** `source`: where the pieces are those of a source from its start, so that long stretches can be jumped over. */
  constructor(pieces: AsyncIterable<Uint8Array>, source: ArtifactSource | null = null) {
    this.pieces = pieces[Symbol.asyncIterator]()
    this.source = source
  }

  /** The next `count` bytes, fewer at the end. */
  async read(count: number): Promise<Uint8Array> {
    const parts: Uint8Array[] = []
    let length = 0
    for await (const piece of this.take(count)) {
      parts.push(piece)
      length += piece.length
    }
    return parts.length === 1 ? parts[0]! : Buffer.concat(parts, length)
  }

  /** The next `count` bytes in pieces, fewer at the end. */
  async *take(count: number): AsyncGenerator<Uint8Array> {
    let left = count
    while (left > 0 && (await this.fill())) {
      const piece = this.rest.subarray(0, left)
      this.advance(piece.length)
      left -= piece.length
      yield piece
    }
  }

  /** Passes over `count` bytes; returns how many there were. */
  async skip(count: number): Promise<number> {
    if (this.source && count > FAR && this.position + count <= this.source.size) return this.jump(this.source, count)
    let passed = 0
    for await (const piece of this.take(count)) passed += piece.length
    return passed
  }

  /**
   * The next line without its line end (`\n` or `\r\n`), as bytes read as Latin-1; null at the end. Of a longer line
   * than `limit` the first `limit` bytes are given and the rest is passed over.
   */
  async line(limit: number): Promise<string | null> {
    let text: string | null = null
    while (await this.fill()) {
      const end = this.rest.indexOf(10)
      const part = this.rest.subarray(0, end === -1 ? this.rest.length : end)
      text ??= ''
      if (text.length < limit) text += Buffer.from(part.subarray(0, limit - text.length)).toString('latin1')
      this.advance(end === -1 ? part.length : end + 1)
      if (end !== -1) return text.endsWith('\r') ? text.slice(0, -1) : text
    }
    return text
  }

  /** Puts bytes that were read back in front. */
  unread(bytes: Uint8Array): void {
    this.rest = Buffer.concat([bytes, this.rest])
    this.position -= bytes.length
  }

  /** Is there a byte left? */
  async fill(): Promise<boolean> {
    while (this.rest.length === 0 && !this.ended) {
      try {
        const { value, done } = await this.pieces.next()
        if (done) this.ended = true
        else this.rest = value
      } catch (error) {
        this.ended = true
        if (!(error instanceof InflateError)) throw error
        this.damaged = true
      }
    }
    return this.rest.length > 0
  }

  /** Lets go of the stream. */
  async close(): Promise<void> {
    this.ended = true
    await this.pieces.return?.()
  }

  private async jump(source: ArtifactSource, count: number): Promise<number> {
    await this.pieces.return?.()
    this.position += count
    this.rest = new Uint8Array(0)
    this.pieces = source.chunks(this.position)[Symbol.asyncIterator]()
    this.ended = false
    return count
  }

  private advance(count: number): void {
    this.rest = this.rest.subarray(count)
    this.position += count
  }
}
