import { decodeModel } from '../model/container.ts'
import type { WordTable } from '../tokens/types.ts'

export const CLUSTERS_VERSION = 1

/**
 * Word clusters of our own: words that occur in the same places share a number. `fine` and `coarse` are two
 * partitions. Keys are hashes (`hashText`) of lower-case words; 0 means that the word is not known.
 */
export class Clusters {
  readonly fine: WordTable
  readonly coarse: WordTable

  private constructor(keys: Int32Array, fine: Uint16Array, coarse: Uint8Array) {
    let size = 16
    while (size < keys.length * 2) size *= 2
    const table = new Int32Array(size)
    const index = new Int32Array(size)
    const mask = size - 1
    // Slots are the upper bits of the key: keys are stored sorted, so the table fills front to back.
    const shift = Math.clz32(size) + 1
    for (let k = 0; k < keys.length; k++) {
      let slot = keys[k]! >>> shift
      while (table[slot] !== 0) slot = (slot + 1) & mask
      table[slot] = keys[k]!
      index[slot] = k
    }
    const find = (key: number): number => {
      let slot = key >>> shift
      while (table[slot] !== 0 && table[slot] !== key) slot = (slot + 1) & mask
      return table[slot] === 0 ? -1 : index[slot]!
    }
    const value = (column: Uint16Array | Uint8Array, key: number): number => {
      const k = find(key)
      return k < 0 ? 0 : column[k]! + 1
    }
    this.fine = { find: (key) => value(fine, key) }
    this.coarse = { find: (key) => value(coarse, key) }
  }

  /** Knows no word. */
  static none(): Clusters {
    return new Clusters(new Int32Array(0), new Uint16Array(0), new Uint8Array(0))
  }

  /** Sections `keys` (sorted, 4 bytes), `fine` (2 bytes), `coarse` (1 byte), one entry a word. */
  static decode(bytes: Uint8Array): Clusters {
    const { sections } = decodeModel(bytes, 'nlp.clusters', CLUSTERS_VERSION)
    const copy = (name: string): ArrayBuffer => new Uint8Array(sections.get(name)!).buffer
    return new Clusters(new Int32Array(copy('keys')), new Uint16Array(copy('fine')), new Uint8Array(copy('coarse')))
  }
}
