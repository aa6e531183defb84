import { keyTable, linearSections, shiftOf } from './table.ts'

/**
 * Sparse linear classifier: feature key -> weights of a few classes. Weights are 8-bit integers on one scale, so scores
 * of different classes compare; their size means nothing outside one model.
 *
 * Layout for speed: an open-addressing table of (key, row) pairs in one Int32Array, at most half full, and one byte array
 * of rows: count, then count times (class, weight). A known feature costs two cache misses, an unknown one costs one.
 * A key's slot is its upper bits: keys are stored sorted, so loading fills the table from front to back.
 */
export class LinearModel {
  readonly classes: number
  private readonly table: Int32Array
  private readonly mask: number
  private readonly shift: number
  private readonly rows: Int8Array

  private constructor(classes: number, table: Int32Array, rows: Int8Array) {
    this.classes = classes
    this.table = table
    this.mask = (table.length >>> 1) - 1
    this.shift = shiftOf(table.length >>> 1)
    this.rows = rows
  }

  /** Adds the weights of `keys[0, n)` to `out[class]`. `out` has at least `classes` entries. */
  add(keys: Int32Array, n: number, out: Int32Array): void {
    const { table, mask, shift, rows } = this
    for (let k = 0; k < n; k++) {
      const key = keys[k]!
      let slot = key >>> shift
      let found = table[slot << 1]!
      while (found !== key && found !== 0) {
        slot = (slot + 1) & mask
        found = table[slot << 1]!
      }
      if (found === 0) continue
      let at = table[(slot << 1) + 1]!
      const stop = at + 1 + ((rows[at]! & 0xff) << 1)
      for (at++; at < stop; at += 2) out[rows[at]! & 0xff]! += rows[at + 1]!
    }
  }

  /** Sections `keys` (sorted 32-bit keys as delta varints), `counts`, `classes`, `weights`. */
  static decode(classes: number, sections: ReadonlyMap<string, Uint8Array>, prefix = ''): LinearModel {
    const { keys, counts, classes: labels, weights } = linearSections(sections, prefix)
    const starts = new Int32Array(counts.length)
    const rows = new Int8Array(counts.length + labels.length * 2)
    let row = 0
    let label = 0
    for (let f = 0; f < counts.length; f++) {
      const count = counts[f]!
      starts[f] = row
      rows[row++] = count
      for (const stop = label + count; label < stop; label++) {
        rows[row++] = labels[label]!
        rows[row++] = weights[label]!
      }
    }
    return new LinearModel(classes, keyTable(keys, starts), rows)
  }

  /**
   * Encodes real weights. `rowsByKey`: feature key -> (class, weight) pairs. The largest absolute weight becomes 127
   * (clamping smaller ones costs accuracy); pairs that round to 0 are left out, and features with no pair left.
   */
  static encode(
    rowsByKey: Iterable<readonly [key: number, row: readonly (readonly [label: number, weight: number])[]]>,
    prefix = '',
  ): Map<string, Uint8Array> {
    const rows = [...rowsByKey].map(([key, row]) => [key >>> 0, row] as const)
    let largest = 0
    for (const [, row] of rows) for (const [, w] of row) largest = Math.max(largest, Math.abs(w))
    const scale = largest === 0 ? 1 : 127 / largest
    rows.sort((a, b) => a[0] - b[0])
    const keys: number[] = []
    const counts: number[] = []
    const labels: number[] = []
    const weights: number[] = []
    let previous = 0
    for (const [key, row] of rows) {
      let count = 0
      for (const [label, weight] of row) {
        const w = Math.round(weight * scale)
        if (w === 0) continue
        labels.push(label)
        weights.push(w)
        count++
      }
      if (count === 0) continue
      counts.push(count)
      let delta = key - previous
      previous = key
      while (delta >= 0x80) {
        keys.push((delta % 0x80) | 0x80)
        delta = Math.floor(delta / 0x80)
      }
      keys.push(delta)
    }
    return new Map([
      [`${prefix}keys`, Uint8Array.from(keys)],
      [`${prefix}counts`, Uint8Array.from(counts)],
      [`${prefix}classes`, Uint8Array.from(labels)],
      [`${prefix}weights`, Uint8Array.from(weights, (w) => w & 0xff)],
    ])
  }
}

/** Index of the largest of `scores[0, n)`; the first one on a tie, so that the same input gives the same output. */
export function argmax(scores: Int32Array, n: number): number {
  let best = 0
  for (let i = 1; i < n; i++) if (scores[i]! > scores[best]!) best = i
  return best
}
