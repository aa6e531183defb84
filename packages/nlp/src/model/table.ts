import { ModelError } from './container.ts'

/** The four sections of a linear model, as `LinearModel.encode` writes them; one entry of `counts` a feature. */
export interface LinearSections {
  readonly keys: Uint8Array
  readonly counts: Uint8Array
  readonly classes: Uint8Array
  readonly weights: Uint8Array
}

/** Takes the sections of one linear model out of a file that may hold several. Throws `ModelError` where one is missing. */
export function linearSections(sections: ReadonlyMap<string, Uint8Array>, prefix: string): LinearSections {
  const part = (name: string): Uint8Array => {
    const bytes = sections.get(prefix + name)
    if (!bytes) throw new ModelError(`model section ${prefix}${name} is missing`)
    return bytes
  }
  return { keys: part('keys'), counts: part('counts'), classes: part('classes'), weights: part('weights') }
}

/**
 * Open-addressing table of (key, value) pairs, at most half full; 0 marks an empty slot. `keys` holds sorted 32-bit keys
 * as delta varints, one a value. A key's slot is its upper bits, so sorted keys fill the table from front to back.
 */
export function keyTable(keys: Uint8Array, values: Int32Array): Int32Array {
  let size = 16
  while (size < values.length * 2) size *= 2
  const table = new Int32Array(size * 2)
  const mask = size - 1
  const shift = shiftOf(size)
  let at = 0
  let key = 0
  for (let f = 0; f < values.length; f++) {
    let byte = keys[at++]!
    let delta = byte & 0x7f
    for (let bits = 7; byte >= 0x80; bits += 7) {
      byte = keys[at++]!
      delta |= (byte & 0x7f) << bits
    }
    key = (key + delta) | 0
    let slot = key >>> shift
    while (table[slot << 1] !== 0) slot = (slot + 1) & mask
    table[slot << 1] = key
    table[(slot << 1) + 1] = values[f]!
  }
  return table
}

/** How far a key is shifted to give its slot in a table of `size` slots (a power of two). */
export const shiftOf = (size: number): number => Math.clz32(size - 1)
