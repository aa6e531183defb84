import { constants } from 'node:fs'
import { type FileHandle, open, stat } from 'node:fs/promises'
import type { ArtifactStore } from '@wherefrom/evidence'
import { type ArtifactRef, type Problem, problem } from '@wherefrom/schema'
import { refusal, systemProblem } from '../files.ts'

/** Files up to this size are read whole before they are put, in bytes: the store then sees what it has without writing. */
const WHOLE = 4 * 1024 * 1024
const PIECE = 1024 * 1024

class Changed extends Error {
  override name = 'Changed'
}

/**
 * Puts the bytes of a file into the store as they are read. A file that somebody changes meanwhile is refused and
 * nothing of it stays: a hash of half of it would prove nothing. Errors of the store come through; the file's own are
 * problems.
 */
export async function receiveFile(
  path: string | Buffer,
  store: Pick<ArtifactStore, 'put'>,
): Promise<ArtifactRef | Problem> {
  let file: FileHandle | undefined
  try {
    // Never wait on a pipe or a device: refused before it is opened, and non-blocking in case it was swapped meanwhile.
    const refused = refusal(await stat(path))
    if (refused) return refused
    file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
  } catch (error) {
    return systemProblem(error)
  }
  try {
    return await receiveOpen(file, path, store)
  } catch (error) {
    if (error instanceof Changed) return problem('file/changed')
    if (error instanceof ReadError) return systemProblem(error.cause)
    throw error
  } finally {
    await file.close().catch(() => {})
  }
}

class ReadError extends Error {
  override name = 'ReadError'
}

const reading = <T>(work: Promise<T>): Promise<T> =>
  work.catch((cause) => {
    throw new ReadError('the file cannot be read', { cause })
  })

async function receiveOpen(file: FileHandle, path: string | Buffer, store: Pick<ArtifactStore, 'put'>) {
  const before = await reading(file.stat({ bigint: true }))
  const refused = refusal(before)
  if (refused) return refused
  const pieces = piecesOf(file, path, before)
  if (before.size > BigInt(WHOLE)) return await store.put(pieces)
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  return await store.put(Buffer.concat(all))
}

type Facts = Awaited<ReturnType<typeof bigStat>>
const bigStat = (file: FileHandle) => file.stat({ bigint: true })

/** The file's bytes; throws `Changed` at their end when they are not of one state of the file. */
async function* piecesOf(file: FileHandle, path: string | Buffer, before: Facts): AsyncGenerator<Uint8Array> {
  let total = 0n
  for (;;) {
    const buffer = new Uint8Array(Number(before.size < PIECE ? before.size + 1n : BigInt(PIECE)))
    const { bytesRead } = await reading(file.read(buffer, 0, buffer.length))
    if (bytesRead === 0) break
    total += BigInt(bytesRead)
    // A file that grows for ever would be read for ever; files of the system that tell no size are let through.
    if (before.size > 0n && total > before.size) throw new Changed()
    yield buffer.subarray(0, bytesRead)
  }
  const [after, named] = await reading(Promise.all([bigStat(file), stat(path, { bigint: true })]))
  const same =
    after.size === before.size &&
    after.mtimeNs === before.mtimeNs &&
    after.ctimeNs === before.ctimeNs &&
    named.ino === before.ino &&
    (before.size === 0n || total === before.size)
  if (!same) throw new Changed()
}
