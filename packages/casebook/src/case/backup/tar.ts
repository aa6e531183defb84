import { createHash } from 'node:crypto'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/** POSIX ustar, as far as a backup needs it: plain files with short names, one after the other. */
const BLOCK = 512
const NAME = 100
/** Sizes above 8 GB are written in base 256, as GNU and BSD tar do. */
const OCTAL_LIMIT = 0o77777777777

function header(name: string, size: number, mtime: number): Buffer {
  const block = Buffer.alloc(BLOCK)
  if (Buffer.byteLength(name) > NAME) throw new Error(`too long for an entry of a backup: ${name}`)
  const octal = (n: number, at: number, digits: number): void => {
    block.write(`${n.toString(8).padStart(digits, '0')}\0`, at, 'latin1')
  }
  block.write(name, 0, 'utf8')
  octal(0o644, 100, 7)
  octal(0, 108, 7)
  octal(0, 116, 7)
  if (size <= OCTAL_LIMIT) octal(size, 124, 11)
  else {
    block[124] = 0x80
    block.writeBigUInt64BE(BigInt(size), 128)
  }
  octal(mtime, 136, 11)
  block.write('        0', 148, 'latin1')
  block.write('ustar\0' + '00', 257, 'latin1')
  octal(checksum(block), 148, 6)
  return block
}

/** Sum of the header's bytes, its own field taken as spaces. */
function checksum(block: Uint8Array): number {
  let sum = 8 * 32
  for (let i = 0; i < BLOCK; i++) if (i < 148 || i >= 156) sum += block[i]!
  return sum
}

/** Bytes that an entry is filled up with. */
const padding = (size: number): number => (BLOCK - (size % BLOCK)) % BLOCK

/**
 * A tar file in the making. It has another name until it is whole and on the disk: what has the right name is complete.
 * Whatever throws, call `discard`.
 */
export class TarWriter {
  private readonly file: FileHandle
  private readonly path: string
  private readonly mtime: number
  private readonly hash = createHash('sha256')
  private bytes = 0

  /** `at`: the time that its entries carry, ISO 8601. */
  static async create(path: string, at: string): Promise<TarWriter> {
    return new TarWriter(path, await open(partial(path), 'w', 0o600), Math.floor(Date.parse(at) / 1000))
  }

  private constructor(path: string, file: FileHandle, mtime: number) {
    this.path = path
    this.file = file
    this.mtime = mtime
  }

  /** Adds a file whose content comes in pieces. RangeError when they are not `size` bytes. */
  async add(name: string, size: number, pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void> {
    await this.write(header(name, size, this.mtime))
    let sum = 0
    for await (const piece of pieces) {
      sum += piece.length
      if (sum > size) break
      await this.write(piece)
    }
    if (sum !== size) throw new RangeError(`${name} is not of ${size} bytes`)
    await this.write(Buffer.alloc(padding(size)))
  }

  async addText(name: string, text: string): Promise<void> {
    const bytes = Buffer.from(text)
    await this.add(name, bytes.length, [bytes])
  }

  private async write(bytes: Uint8Array): Promise<void> {
    if (bytes.length === 0) return
    this.hash.update(bytes)
    this.bytes += bytes.length
    await this.file.appendFile(bytes)
  }

  /** Ends the file and gives it its name; it is durable when the promise resolves. */
  async finish(): Promise<{ readonly bytes: number; readonly sha256: string }> {
    await this.write(Buffer.alloc(2 * BLOCK))
    await this.file.sync()
    await this.file.close()
    await rename(partial(this.path), this.path)
    await syncFolder(dirname(this.path))
    return { bytes: this.bytes, sha256: this.hash.digest('hex') }
  }

  async discard(): Promise<void> {
    await this.file.close().catch(() => {})
    await rm(partial(this.path), { force: true })
  }
}

const partial = (path: string): string => `${path}.partial`

/** Makes names in a folder durable, where the system can. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => null)
  await folder?.sync().catch(() => {})
  await folder?.close()
}

/** A file inside a tar file. */
export interface TarEntry {
  readonly name: string
  readonly size: number
  pieces(): AsyncIterable<Uint8Array>
}

/** What is wrong with a tar file; one clause. */
export class TarError extends Error {
  override name = 'TarError'
}

/** The entries of a tar file, one after the other. `TarError` where it is none, or is cut. */
export async function* tarEntries(file: FileHandle): AsyncGenerator<TarEntry> {
  const { size: total } = await file.stat()
  for (let at = 0; ; ) {
    const block = await bytesAt(file, at, BLOCK)
    if (block.every((b) => b === 0)) return
    const entry = parseHeader(block)
    const start = at + BLOCK
    at = start + entry.size + padding(entry.size)
    if (at > total) throw new TarError(`it is cut off inside ${entry.name}`)
    yield { ...entry, pieces: () => piecesAt(file, start, entry.size) }
  }
}

function parseHeader(block: Buffer): { readonly name: string; readonly size: number } {
  const text = (start: number, end: number): string => {
    const field = block.toString('utf8', start, end)
    const stop = field.indexOf('\0')
    return stop < 0 ? field : field.slice(0, stop)
  }
  const sum = Number.parseInt(text(148, 156).trim(), 8)
  if (sum !== checksum(block) || text(257, 262) !== 'ustar') throw new TarError('it is no tar file, or a damaged one')
  const size = block[124] === 0x80 ? Number(block.readBigUInt64BE(128)) : Number.parseInt(text(124, 136).trim(), 8)
  if (text(156, 157) !== '0' || !Number.isSafeInteger(size) || size < 0)
    throw new TarError('it has entries of another kind')
  return { name: text(0, NAME), size }
}

async function bytesAt(file: FileHandle, at: number, size: number): Promise<Buffer> {
  const buffer = Buffer.alloc(size)
  const { bytesRead } = await file.read(buffer, 0, size, at)
  if (bytesRead < size) throw new TarError('it is cut off')
  return buffer
}

const PIECE = 256 * 1024

async function* piecesAt(file: FileHandle, start: number, size: number): AsyncGenerator<Uint8Array> {
  for (let done = 0; done < size; done += PIECE) yield await bytesAt(file, start + done, Math.min(PIECE, size - done))
}

/** Text in pieces as lines without their line feeds. `TarError` for a line longer than any that a backup has. */
export async function* linesOf(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let rest: Uint8Array[] = []
  let size = 0
  for await (const piece of pieces) {
    let from = 0
    for (let end = piece.indexOf(10); end >= 0; end = piece.indexOf(10, from)) {
      yield Buffer.concat([...rest, piece.subarray(from, end)]).toString('utf8')
      ;[rest, size, from] = [[], 0, end + 1]
    }
    if (from < piece.length) rest.push(piece.subarray(from))
    size += piece.length - from
    if (size > LONGEST_LINE) throw new TarError('it has a line without end')
  }
  if (size > 0) yield Buffer.concat(rest).toString('utf8')
}

const LONGEST_LINE = 512 * 1024 * 1024
