import { ModelError } from './container.ts'
import { shiftOf } from './linear.ts'

/**
 * Linear classifier over at most three classes, packed for speed: an open-addressing table of (key, three signed bytes),
 * at most half full. A feature costs one cache miss, known or not. Reads the sections that `LinearModel.encode` writes.
 */
export class PackedModel {
  private readonly table: Int32Array
  private readonly mask: number
  private readonly shift: number

  private constructor(table: Int32Array) {
    this.table = table
    this.mask = (table.length >>> 1) - 1
    this.shift = shiftOf(table.length >>> 1)
  }

  /** Adds the weights of `keys[0, n)` to `out[0..2]`. */
  add(keys: Int32Array, n: number, out: Int32Array): void {
    const { table, mask, shift } = this
    let a = 0
    let b = 0
    let c = 0
    for (let k = 0; k < n; k++) {
      const key = keys[k]!
      let slot = key >>> shift
      let found = table[slot << 1]!
      while (found !== key && found !== 0) {
        slot = (slot + 1) & mask
        found = table[slot << 1]!
      }
      if (found === 0) continue
      const w = table[(slot << 1) + 1]!
      a += (w << 24) >> 24
      b += (w << 16) >> 24
      c += (w << 8) >> 24
    }
    out[0]! += a
    out[1]! += b
    out[2]! += c
  }

  static decode(sections: ReadonlyMap<string, Uint8Array>, prefix = ''): PackedModel {
    const part = (name: string): Uint8Array => {
      const bytes = sections.get(prefix + name)
      if (!bytes) throw new ModelError(`model section ${prefix}${name} is missing`)
      return bytes
    }
    const keys = part('keys')
    const counts = part('counts')
    const classes = part('classes')
    const weights = part('weights')
    let size = 16
    while (size < counts.length * 2) size *= 2
    const table = new Int32Array(size * 2)
    const mask = size - 1
    // Upper bits of sorted keys: the table fills front to back.
    const slots = shiftOf(size)
    let at = 0
    let pair = 0
    let key = 0
    for (let f = 0; f < counts.length; f++) {
      let shift = 0
      for (;;) {
        const byte = keys[at++]!
        key = (key + ((byte & 0x7f) << shift)) | 0
        if (byte < 0x80) break
        shift += 7
      }
      let packed = 0
      for (let c = counts[f]!; c > 0; c--, pair++) packed |= weights[pair]! << (classes[pair]! * 8)
      let slot = key >>> slots
      while (table[slot << 1] !== 0) slot = (slot + 1) & mask
      table[slot << 1] = key
      table[(slot << 1) + 1] = packed
    }
    return new PackedModel(table)
  }
}
