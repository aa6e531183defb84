import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { arrayBuffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { type ArtifactStore, DirectoryStore } from '@wherefrom/evidence'
import type { ArtifactRef } from '@wherefrom/schema'
import type { Place } from './protocol.ts'

/** The largest artifact that is handed to a worker in memory, in bytes. */
const IN_MEMORY = 4 * 1024 * 1024

/**
 * Makes artifacts reachable for workers: in the store itself where that is a folder, otherwise in memory or, large ones,
 * as temporary copies.
 */
export class Places {
  readonly #store: ArtifactStore
  #folder: Promise<string> | null = null

  constructor(store: ArtifactStore) {
    this.#store = store
  }

  /** `done` is to be called when the worker no longer needs it. */
  async of(ref: Pick<ArtifactRef, 'sha256' | 'bytes'>): Promise<{ place: Place; done: () => Promise<void> }> {
    const { sha256, bytes } = ref
    if (this.#store instanceof DirectoryStore)
      return { place: { kind: 'store', dir: this.#store.dir, sha256, size: bytes }, done: nothing }
    if (bytes > IN_MEMORY) return await this.#copy(ref)
    const kept = await arrayBuffer(this.#store.get(sha256))
    return { place: { kind: 'bytes', bytes: new Uint8Array(kept) }, done: nothing }
  }

  async close(): Promise<void> {
    const folder = await this.#folder?.catch(() => null)
    if (folder) await rm(folder, { recursive: true, force: true })
  }

  async #copy({
    sha256,
    bytes: size,
  }: Pick<ArtifactRef, 'sha256' | 'bytes'>): Promise<{ place: Place; done: () => Promise<void> }> {
    this.#folder ??= mkdtemp(join(tmpdir(), 'wherefrom-add-'))
    const path = join(await this.#folder, sha256)
    await pipeline(Readable.from(this.#store.get(sha256)), createWriteStream(path, { mode: 0o600 }))
    return { place: { kind: 'file', path, size }, done: async () => await rm(path, { force: true }) }
  }
}

async function nothing(): Promise<void> {}
