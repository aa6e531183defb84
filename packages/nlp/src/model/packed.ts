import { keyTable, linearSections, shiftOf } from './table.ts'

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
    const { keys, counts, classes, weights } = linearSections(sections, prefix)
    const packed = new Int32Array(counts.length)
    let pair = 0
    for (let f = 0; f < counts.length; f++) {
      let value = 0
      for (const stop = pair + counts[f]!; pair < stop; pair++) value |= weights[pair]! << (classes[pair]! * 8)
      packed[f] = value
    }
    return new PackedModel(keyTable(keys, packed))
  }
}
