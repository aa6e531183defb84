import { createHash } from 'node:crypto'
import type { ArtifactRef } from '@wherefrom/schema'

/** Both hashes of bytes that come in pieces, and their number. */
export class ArtifactHash {
  readonly #sha256 = createHash('sha256')
  readonly #sha1 = createHash('sha1')
  #bytes = 0

  /** Takes the next piece. */
  update(piece: Uint8Array): void {
    this.#sha256.update(piece)
    this.#sha1.update(piece)
    this.#bytes += piece.length
  }

  /** The hashes of everything so far; ends the count. */
  ref(): ArtifactRef {
    return { sha256: this.#sha256.digest('hex'), sha1: this.#sha1.digest('hex'), bytes: this.#bytes }
  }
}

/** Both hashes of bytes that are at hand. */
export function artifactRef(bytes: Uint8Array): ArtifactRef {
  const hash = new ArtifactHash()
  hash.update(bytes)
  return hash.ref()
}

/** Hashes what comes, piece after piece; holds one piece at a time. */
export async function hashPieces(pieces: AsyncIterable<Uint8Array>): Promise<ArtifactRef> {
  const hash = new ArtifactHash()
  for await (const piece of pieces) hash.update(piece)
  return hash.ref()
}

/** Whether a name can be an artifact's: 64 hexadecimal digits in lower case. */
export const isSha256 = (name: string): boolean => /^[0-9a-f]{64}$/.test(name)
