import type { ArtifactRef } from '@wherefrom/schema'

/**
 * Where artifacts are kept, by content. Four calls, so that a folder, a database or an object store can serve. What was
 * put is never changed; putting the same bytes again changes nothing.
 */
export interface ArtifactStore {
  /** Keeps the bytes and tells their hashes. They are durable when the promise resolves; a failed put leaves nothing. */
  put(bytes: Uint8Array | AsyncIterable<Uint8Array>): Promise<ArtifactRef>
  /** The bytes from `start` to `end` (exclusive), in pieces. StoreError `store/missing` when there is no such artifact. */
  get(sha256: string, start?: number, end?: number): AsyncIterable<Uint8Array>
  /** Size in bytes, or null when there is no such artifact. */
  head(sha256: string): Promise<{ readonly bytes: number } | null>
  /** SHA-256 of everything that is kept, in code unit order. */
  list(): AsyncIterable<string>
}
