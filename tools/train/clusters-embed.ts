import { random } from './perceptron.ts'

/** Neighbours that are counted each for itself, by their place. */
const WINDOW = [-2, -1, 1, 2] as const

/** What vectors are made from. */
export interface EmbedOptions {
  /** How many of the commonest words count as neighbours. */
  readonly contexts: number
  /** Length of a vector; 96 where nothing is said. */
  readonly dim?: number
  /** Neighbours beyond `WINDOW` up to this distance are counted too, all places together: they tell of the subject. */
  readonly reach?: number
}

/**
 * Vectors of words: positive pointwise mutual information of a word with frequent neighbours at each of four places
 * (Levy and Goldberg 2014), reduced by randomised subspace iteration (Halko, Martinsson and Tropp 2011), singular
 * values at half power. Rows have length 1.
 */
export function embed(
  tokens: Int32Array,
  rank: Int32Array,
  words: number,
  options: EmbedOptions,
): { data: Float32Array; dim: number } {
  const { contexts, dim = 96, reach = 0 } = options
  const columns = contexts * (WINDOW.length + (reach > 2 ? 1 : 0))
  const rows = pmi(count(tokens, rank, contexts, columns, reach), words, columns)
  process.stderr.write(`  ${rows.value.length} neighbour counts\n`)
  let q = gaussian(columns, dim)
  for (let round = 0; round < 3; round++)
    q = orthonormal(transposed(rows, times(rows, q, words, dim), columns, dim), columns, dim)
  const data = times(rows, q, words, dim)
  for (let d = 0; d < dim; d++) {
    let norm = 0
    for (let r = 0; r < words; r++) norm += data[r * dim + d]! ** 2
    const scale = norm === 0 ? 0 : norm ** -0.25
    for (let r = 0; r < words; r++) data[r * dim + d]! *= scale
  }
  for (let r = 0; r < words; r++) {
    let norm = 0
    for (let d = 0; d < dim; d++) norm += data[r * dim + d]! ** 2
    const scale = norm === 0 ? 0 : 1 / Math.sqrt(norm)
    for (let d = 0; d < dim; d++) data[r * dim + d]! *= scale
  }
  return { data, dim }
}

interface Sparse {
  readonly first: Int32Array
  readonly column: Int32Array
  readonly value: Float32Array
}

/** Counts as an open-addressing table of (row * columns + column) -> count. */
function count(
  tokens: Int32Array,
  rank: Int32Array,
  contexts: number,
  columns: number,
  reach: number,
): { keys: Float64Array; counts: Float32Array } {
  let size = 1 << 22
  let keys = new Float64Array(size).fill(-1)
  let counts = new Float32Array(size)
  let used = 0
  const slotOf = (key: number): number => {
    let slot = (Math.imul(key | 0, 0x9e3779b1) ^ Math.imul(Math.floor(key / 4294967296), 0x85ebca6b)) >>> 0
    slot = (slot ^ (slot >>> 15)) & (size - 1)
    while (keys[slot] !== -1 && keys[slot] !== key) slot = (slot + 1) & (size - 1)
    return slot
  }
  const add = (key: number): void => {
    const slot = slotOf(key)
    if (keys[slot] === -1) {
      keys[slot] = key
      used++
    }
    counts[slot]!++
  }
  for (let i = 0; i < tokens.length; i++) {
    const row = tokens[i] === 0 ? -1 : rank[tokens[i]!]!
    if (row < 0) continue
    for (let k = 0; k < WINDOW.length; k++) {
      const near = tokens[i + WINDOW[k]!]
      // A paragraph's end counts as a neighbour of its own: context 0.
      const c = near === undefined || near === 0 ? 0 : rank[near]! + 1
      if (c < 0 || c >= contexts || (near !== 0 && c === 0)) continue
      add(row * columns + k * contexts + c)
    }
    for (const step of [-1, 1])
      for (let d = 1, at = i + step; d <= reach && at >= 0 && at < tokens.length && tokens[at] !== 0; d++, at += step) {
        const c = d <= 2 ? -1 : rank[tokens[at]!]!
        if (c >= 0 && c < contexts) add(row * columns + WINDOW.length * contexts + c)
      }
    if (used * 2 > size) {
      const [oldKeys, oldCounts] = [keys, counts]
      size *= 2
      keys = new Float64Array(size).fill(-1)
      counts = new Float32Array(size)
      for (let s = 0; s < oldKeys.length; s++) {
        if (oldKeys[s] === -1) continue
        const slot = slotOf(oldKeys[s]!)
        keys[slot] = oldKeys[s]!
        counts[slot] = oldCounts[s]!
      }
    }
  }
  return { keys, counts }
}

function pmi(table: { keys: Float64Array; counts: Float32Array }, words: number, columns: number): Sparse {
  const rowSum = new Float64Array(words)
  const columnSum = new Float64Array(columns)
  const rowSize = new Int32Array(words + 1)
  const each = (visit: (row: number, column: number, n: number) => void): void => {
    for (let s = 0; s < table.keys.length; s++) {
      const key = table.keys[s]!
      if (key >= 0) visit(Math.floor(key / columns), key % columns, table.counts[s]!)
    }
  }
  each((row, column, n) => {
    rowSum[row]! += n
    columnSum[column]! += n
    rowSize[row + 1]!++
  })
  let smoothed = 0
  for (let c = 0; c < columns; c++) smoothed += columnSum[c]! ** 0.75
  for (let r = 0; r < words; r++) rowSize[r + 1]! += rowSize[r]!
  const first = rowSize.slice()
  const next = rowSize.slice()
  const column = new Int32Array(first[words]!)
  const value = new Float32Array(first[words]!)
  each((row, c, n) => {
    const p = Math.log((n * smoothed) / (rowSum[row]! * columnSum[c]! ** 0.75))
    const at = next[row]!++
    column[at] = c
    value[at] = Math.max(0, p)
  })
  return { first, column, value }
}

function gaussian(rows: number, dim: number): Float32Array {
  const next = random(5)
  return Float32Array.from({ length: rows * dim }, () => next() + next() + next() - 1.5)
}

function times(a: Sparse, q: Float32Array, rows: number, dim: number): Float32Array {
  const out = new Float32Array(rows * dim)
  for (let r = 0; r < rows; r++)
    for (let k = a.first[r]!; k < a.first[r + 1]!; k++) {
      const v = a.value[k]!
      if (v === 0) continue
      const base = a.column[k]! * dim
      for (let d = 0; d < dim; d++) out[r * dim + d]! += v * q[base + d]!
    }
  return out
}

function transposed(a: Sparse, y: Float32Array, columns: number, dim: number): Float32Array {
  const out = new Float32Array(columns * dim)
  for (let r = 0; r + 1 < a.first.length; r++)
    for (let k = a.first[r]!; k < a.first[r + 1]!; k++) {
      const v = a.value[k]!
      if (v === 0) continue
      const base = a.column[k]! * dim
      for (let d = 0; d < dim; d++) out[base + d]! += v * y[r * dim + d]!
    }
  return out
}

/** Gram-Schmidt over the columns. */
function orthonormal(m: Float32Array, rows: number, dim: number): Float32Array {
  for (let d = 0; d < dim; d++) {
    for (let e = 0; e < d; e++) {
      let dot = 0
      for (let r = 0; r < rows; r++) dot += m[r * dim + d]! * m[r * dim + e]!
      for (let r = 0; r < rows; r++) m[r * dim + d]! -= dot * m[r * dim + e]!
    }
    let norm = 0
    for (let r = 0; r < rows; r++) norm += m[r * dim + d]! ** 2
    const scale = norm === 0 ? 0 : 1 / Math.sqrt(norm)
    for (let r = 0; r < rows; r++) m[r * dim + d]! *= scale
  }
  return m
}
