import type { WordTable } from '../tokens/types.ts'

/**
 * The joint tag that a word has most often, by the hash of its lower-case form. Value is tag + 1, plus 128 where
 * training saw other tags as well; 0 means that the word is not known.
 */
export class TagDictionary implements WordTable {
  private readonly table: Int32Array
  private readonly values: Uint8Array
  /** Slots are the upper bits of the key: keys are stored sorted, so the table fills front to back. */
  private readonly shift: number

  constructor(keys: Int32Array, values: Uint8Array) {
    let size = 16
    while (size < keys.length * 2) size *= 2
    this.table = new Int32Array(size)
    this.values = new Uint8Array(size)
    this.shift = Math.clz32(size) + 1
    for (let k = 0; k < keys.length; k++) {
      let slot = keys[k]! >>> this.shift
      while (this.table[slot] !== 0) slot = (slot + 1) & (size - 1)
      this.table[slot] = keys[k]!
      this.values[slot] = values[k]!
    }
  }

  find(key: number): number {
    const mask = this.table.length - 1
    let slot = key >>> this.shift
    while (this.table[slot] !== 0 && this.table[slot] !== key) slot = (slot + 1) & mask
    return this.table[slot] === 0 ? 0 : this.values[slot]!
  }

  static decode(sections: ReadonlyMap<string, Uint8Array>): TagDictionary {
    const keys = new Int32Array(new Uint8Array(sections.get('dictionary-keys')!).buffer)
    return new TagDictionary(keys, sections.get('dictionary-tags')!)
  }

  static encode(keys: Int32Array, values: Uint8Array): [string, Uint8Array][] {
    return [
      ['dictionary-keys', new Uint8Array(keys.buffer, keys.byteOffset, keys.byteLength)],
      ['dictionary-tags', values],
    ]
  }
}
