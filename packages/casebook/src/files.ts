import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, open, stat } from 'node:fs/promises'
import { type Problem, problem } from '@wherefrom/schema'

/** The most bytes that one file may have. A saved page is rarely over 2 MB; a book as plain text about 1 MB. */
export const FILE_LIMIT = 64 * 1024 * 1024

/** The bytes of one file and their SHA-256, or why there are none. */
export type FileRead =
  | { readonly path: string; readonly bytes: Uint8Array; readonly sha256: string }
  | { readonly path: string; readonly problem: Problem }

export interface FileOptions {
  /** The most bytes of one file; `FILE_LIMIT` when left out. */
  readonly limit?: number
  /** Called after each piece that was read; for tests of what happens meanwhile. */
  readonly onPiece?: (path: string, bytes: number) => void | Promise<void>
}

/**
 * Reads files one after the other, in the given order. Bad files come out as problems (`file/*`), never as exceptions;
 * the others are still read. Holds one file in memory at a time.
 */
export async function* readFiles(
  paths: Iterable<string> | AsyncIterable<string>,
  options: FileOptions = {},
): AsyncGenerator<FileRead> {
  for await (const path of paths) yield await readFile(path, options)
}

async function readFile(path: string, options: FileOptions): Promise<FileRead> {
  let file: FileHandle | undefined
  try {
    // Never wait on a pipe or a device: refused before it is opened, and non-blocking in case it was swapped meanwhile.
    const refused = refusal(await stat(path))
    if (refused) return { path, problem: refused }
    file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
    return await readOpen(path, file, options)
  } catch (error) {
    return { path, problem: systemProblem(error) }
  } finally {
    await file?.close().catch(() => {})
  }
}

export interface Kind {
  isFile(): boolean
  isDirectory(): boolean
}

export function refusal(kind: Kind): Problem | null {
  if (kind.isDirectory()) return problem('file/directory')
  return kind.isFile() ? null : problem('file/unreadable', { reason: 'not a regular file' })
}

/** Reads to the end, and refuses bytes of a file that somebody changed meanwhile: a hash of half a page proves nothing. */
async function readOpen(path: string, file: FileHandle, options: FileOptions): Promise<FileRead> {
  const limit = options.limit ?? FILE_LIMIT
  const tooLarge = (): FileRead => ({
    path,
    problem: problem('file/too-large', { limit: Math.floor(limit / 2 ** 20) }),
  })
  const before = await file.stat({ bigint: true })
  const refused = refusal(before)
  if (refused) return { path, problem: refused }
  if (before.size > BigInt(limit)) return tooLarge()
  const hash = createHash('sha256')
  const pieces: Uint8Array[] = []
  let total = 0
  for await (const piece of file.createReadStream({ highWaterMark: 1 << 20, end: limit, autoClose: false })) {
    const bytes = piece as Uint8Array
    total += bytes.length
    if (total > limit) return tooLarge()
    hash.update(bytes)
    pieces.push(bytes)
    await options.onPiece?.(path, total)
  }
  const [after, named] = [await file.stat({ bigint: true }), await stat(path, { bigint: true })]
  const same =
    after.size === before.size &&
    after.mtimeNs === before.mtimeNs &&
    after.ctimeNs === before.ctimeNs &&
    named.ino === before.ino &&
    (before.size === 0n || BigInt(total) === before.size)
  if (!same) return { path, problem: problem('file/changed') }
  const bytes = pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces, total)
  return { path, bytes, sha256: hash.digest('hex') }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ELOOP: 'symbolic links go round in a circle',
  ENAMETOOLONG: 'the name is too long',
  EMFILE: 'too many open files',
  EIO: 'the disk reports an error',
  ERR_INVALID_ARG_VALUE: 'the name holds a NUL character',
}

/** What the system said, in words. Errors without a code are bugs of ours and go on up. */
export function systemProblem(error: unknown): Problem {
  const code = (error as { code?: unknown }).code
  if (typeof code !== 'string') throw error
  if (code === 'ENOENT' || code === 'ENOTDIR') return problem('file/missing')
  if (code === 'EISDIR') return problem('file/directory')
  return problem('file/unreadable', { reason: REASONS[code] ?? code })
}
