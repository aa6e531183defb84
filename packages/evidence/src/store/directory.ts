import { randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, lstat, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type ArtifactRef, problem } from '@wherefrom/schema'
import { StoreError, storeError } from './error.ts'
import { ArtifactHash, artifactRef, isSha256 } from './hash.ts'
import type { ArtifactStore } from './store.ts'

/** How much is read at a time, in bytes. */
const PIECE = 256 * 1024
const FANOUT = /^[0-9a-f]{2}$/
const TEMPORARY = /^\.put-\d{1,10}-[0-9a-f]{16}$/

/** Something in the store's folder that is no artifact: a put that was cut off (`temporary`), or what others left there. */
export interface Stray {
  /** Path within the folder, with `/`. */
  readonly path: string
  readonly temporary: boolean
}

/**
 * Artifacts as files of a folder: `ab/abcd...`, named by their SHA-256, two digits of it as folder. Bytes are written
 * to a temporary file beside these folders, synced, and renamed into place, and the folder is synced: whatever happens
 * at any moment, a name either has all its bytes or does not exist. Every call gives StoreError (`store/*`) when the
 * system refuses; errors of the pieces that are being put come out unchanged. The folder itself must exist.
 */
export class DirectoryStore implements ArtifactStore {
  readonly dir: string

  constructor(dir: string) {
    this.dir = dir
  }

  async put(bytes: Uint8Array | AsyncIterable<Uint8Array>): Promise<ArtifactRef> {
    if (!(bytes instanceof Uint8Array)) return await this.#putPieces(bytes)
    const ref = artifactRef(bytes)
    if (await this.#isKept(ref)) return ref
    return await this.#putPieces(once(bytes))
  }

  async *get(sha256: string, start = 0, end = Number.POSITIVE_INFINITY): AsyncGenerator<Uint8Array> {
    const path = this.#path(sha256)
    const file = await this.#open(path, sha256)
    try {
      let at = start
      while (at < end) {
        const piece = Buffer.allocUnsafe(Math.min(PIECE, end - at))
        const { bytesRead } = await file.read(piece, 0, piece.length, at).catch((error) => {
          throw storeError(error, path)
        })
        if (bytesRead === 0) return
        at += bytesRead
        yield piece.subarray(0, bytesRead)
      }
    } finally {
      await file.close().catch(() => {})
    }
  }

  async head(sha256: string): Promise<{ readonly bytes: number } | null> {
    if (!isSha256(sha256)) return null
    const kind = await this.#kind(this.#path(sha256))
    return kind?.isFile() ? { bytes: kind.size } : null
  }

  async *list(): AsyncGenerator<string> {
    for (const fan of await this.#names(this.dir)) {
      if (!FANOUT.test(fan)) continue
      for (const name of await this.#names(join(this.dir, fan))) {
        if (isSha256(name) && name.startsWith(fan)) yield name
      }
    }
  }

  /** Everything in the folder that `list` does not tell, in code unit order. */
  async *strays(): AsyncGenerator<Stray> {
    for (const fan of await this.#names(this.dir)) {
      const kind = await this.#kind(join(this.dir, fan))
      if (!kind) continue
      if (!FANOUT.test(fan) || !kind.isDirectory()) {
        yield { path: fan, temporary: TEMPORARY.test(fan) && kind.isFile() }
        continue
      }
      for (const name of await this.#names(join(this.dir, fan))) {
        const inside = await this.#kind(join(this.dir, fan, name))
        const proper = isSha256(name) && name.startsWith(fan) && inside?.isFile()
        if (inside && !proper) yield { path: `${fan}/${name}`, temporary: false }
      }
    }
  }

  /**
   * Removes what puts left behind that were cut off before this process started; the number of files removed. Only for
   * a process that holds the case for writing: another writer's put of a file that it waits for could look the same.
   */
  async sweep(): Promise<number> {
    const started = Date.now() - process.uptime() * 1000
    let removed = 0
    for (const name of await this.#names(this.dir)) {
      const path = join(this.dir, name)
      if (!TEMPORARY.test(name)) continue
      const kind = await this.#kind(path)
      if (!kind?.isFile() || kind.mtimeMs >= started) continue
      await guard(path, rm(path, { force: true }))
      removed++
    }
    return removed
  }

  #path(sha256: string): string {
    if (!isSha256(sha256)) throw new StoreError(problem('store/missing', { artifact: sha256.slice(0, 64) }))
    return join(this.dir, sha256.slice(0, 2), sha256)
  }

  async #open(path: string, sha256: string): Promise<FileHandle> {
    try {
      // Never follows a link and never waits on a pipe that somebody put in an artifact's place.
      const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
      if ((await file.stat()).isFile()) return file
      await file.close()
      throw new StoreError(problem('store/failed', { path, reason: 'not a regular file' }))
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code
      if (code === 'ENOENT') throw new StoreError(problem('store/missing', { artifact: sha256 }), error)
      throw storeError(error, path)
    }
  }

  async #putPieces(pieces: AsyncIterable<Uint8Array>): Promise<ArtifactRef> {
    const temporary = join(this.dir, `.put-${process.pid}-${randomBytes(8).toString('hex')}`)
    // Read-only for everybody from the start: the handle that is open writes, nothing else does afterwards.
    const file = await guard(temporary, open(temporary, 'wx', 0o444))
    try {
      const ref = await this.#write(file, temporary, pieces)
      if (!(await this.#isKept(ref))) await this.#settle(temporary, ref.sha256)
      return ref
    } finally {
      await file.close().catch(() => {})
      await rm(temporary, { force: true }).catch(() => {})
    }
  }

  async #write(file: FileHandle, path: string, pieces: AsyncIterable<Uint8Array>): Promise<ArtifactRef> {
    const hash = new ArtifactHash()
    for await (const piece of pieces) {
      hash.update(piece)
      for (let at = 0; at < piece.length; ) {
        at += (await guard(path, file.write(piece, at, piece.length - at))).bytesWritten
      }
    }
    await guard(path, file.sync())
    return hash.ref()
  }

  /** Gives the temporary file its name. */
  async #settle(temporary: string, sha256: string): Promise<void> {
    const folder = join(this.dir, sha256.slice(0, 2))
    await guard(folder, makeFolder(folder, this.dir))
    await guard(folder, rename(temporary, join(folder, sha256)))
    await guard(folder, syncFolder(folder))
  }

  /** Whether the artifact is there already, whole and durable. Another size under its name is damage, never mended here. */
  async #isKept(ref: ArtifactRef): Promise<boolean> {
    const path = this.#path(ref.sha256)
    const kind = await this.#kind(path)
    if (!kind) return false
    if (!kind.isFile() || kind.size !== ref.bytes) throw new StoreError(problem('store/damaged', { path }))
    // The put that made it may have been cut off between the rename and its last sync.
    const folder = join(this.dir, ref.sha256.slice(0, 2))
    await guard(folder, syncFolder(folder))
    return true
  }

  async #kind(path: string) {
    try {
      return await lstat(path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
      throw storeError(error, path)
    }
  }

  /** Names in a folder in code unit order; none where it is no folder, unless it is the store itself. */
  async #names(folder: string): Promise<string[]> {
    try {
      return (await readdir(folder)).sort()
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code
      if (folder !== this.dir && (code === 'ENOENT' || code === 'ENOTDIR')) return []
      throw storeError(error, folder)
    }
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

async function guard<T>(path: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw storeError(error, path)
  }
}

async function makeFolder(folder: string, parent: string): Promise<void> {
  try {
    await mkdir(folder)
    await syncFolder(parent)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

/** Makes names in a folder durable. Systems that cannot sync a folder say so with EINVAL or EISDIR, and need not. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY)
  try {
    await handle.sync()
  } catch (error) {
    if (!['EINVAL', 'EISDIR', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  } finally {
    await handle.close().catch(() => {})
  }
}
