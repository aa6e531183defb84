import { ModelError } from '../model/container.ts'
import { shiftOf } from '../model/table.ts'

/**
 * Sorted 32-bit keys -> their row numbers from 1; 0 for a key that is not there. Keys are hashes (`hashText`), never 0. A
 * key's slot is its upper bits, so that sorted keys fill the table from front to back.
 */
export class KeyTable {
  /** Number of keys; rows are 1 to `length`. */
  readonly length: number
  private readonly table: Int32Array
  private readonly mask: number
  private readonly shift: number

  constructor(keys: Int32Array) {
    this.length = keys.length
    let size = 16
    while (size < keys.length * 2) size *= 2
    this.mask = size - 1
    this.shift = shiftOf(size)
    this.table = new Int32Array(size * 2)
    for (let k = 0; k < keys.length; k++) {
      const key = keys[k]!
      let slot = key >>> this.shift
      while (this.table[slot << 1] !== 0) slot = (slot + 1) & this.mask
      this.table[slot << 1] = key
      this.table[(slot << 1) + 1] = k + 1
    }
  }

  /** Row of `key`, from 1; 0 where it is not known. */
  find(key: number): number {
    let slot = key >>> this.shift
    for (;;) {
      const found = this.table[slot << 1]!
      if (found === key) return this.table[(slot << 1) + 1]!
      if (found === 0) return 0
      slot = (slot + 1) & this.mask
    }
  }

  /** From a model file's section of 4-byte keys; throws `ModelError` where it is missing or cut off. */
  static decode(sections: ReadonlyMap<string, Uint8Array>, name: string): KeyTable {
    const raw = sections.get(name)
    if (!raw || raw.length % 4 !== 0) throw new ModelError(`model section ${name} is missing or cut off`)
    return new KeyTable(new Int32Array(new Uint8Array(raw).buffer))
  }
}
