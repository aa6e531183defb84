import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { finish, Table, type WordTypes } from '@wherefrom/nlp'
import {
  B_PAIR_CONTENT,
  B_PAIR_SOURCE,
  type Columns,
  chunkStarts,
  columnsOf,
  LABELS,
  PAIR_TABLES,
  PairInputs,
  TOKEN_TABLES,
  tokenInputs,
  typesOf,
  type Window,
  windowOf,
} from '../../packages/claims/src/attribute/spans/parts.ts'
import { LOWER, PREFIX1, SHAPE, SUFFIX1, TYPE_COLUMNS } from '../../packages/nlp/src/tokens/types.ts'
import { goldLabels, goldRanges, type TrainingDocument } from './attribution-data.ts'

const HASHED = [PREFIX1 + 2, SUFFIX1 + 1, SUFFIX1 + 2, SUFFIX1 + 3, SHAPE]
export const BUCKETS = 2048

function pairLabels(w: Window, source: readonly number[], content: readonly number[]): Uint8Array {
  const out = new Uint8Array(w.to - w.from)
  const write = (ranges: readonly number[], label: number): void => {
    for (let p = 0; p + 1 < ranges.length; p += 2) {
      let inside = false
      for (let i = Math.max(ranges[p]!, w.from); i < Math.min(ranges[p + 1]!, w.to); i++) {
        const free = out[i - w.from] === 0 && (i < w.cueFrom || i >= w.cueTo)
        if (free) out[i - w.from] = inside ? label + 1 : label
        inside = free
      }
    }
  }
  write(source, B_PAIR_SOURCE)
  write(content, B_PAIR_CONTENT)
  return out
}

/** Growing typed columns. */
class Bytes {
  data = new Uint8Array(1 << 20)
  length = 0
  push(...values: number[]): void {
    while (this.length + values.length > this.data.length) {
      const bigger = new Uint8Array(this.data.length * 2)
      bigger.set(this.data)
      this.data = bigger
    }
    for (const v of values) this.data[this.length++] = v
  }
}

/**
 * Writes documents as the numbers that the network sees, for `neural/attribution.py`: for each token the key of its word,
 * its hashed parts and its small inputs, and flat labels; for each gold cue its window, with inputs and labels.
 */
export function exportDocuments(
  docs: readonly TrainingDocument[],
  types: WordTypes,
  folder: string,
  name: string,
): void {
  mkdirSync(folder, { recursive: true })
  const words: number[] = []
  const small = new Bytes()
  const flat = new Bytes()
  const pairs = new Bytes()
  const windows: number[] = []
  const chunks: number[] = []
  const starts: number[] = []
  const inputs = new PairInputs()
  let base = 0
  for (const d of docs) {
    const c: Columns = columnsOf(d.doc, d.layers)
    const t = tokenInputs(c, d.layers)
    const type = typesOf(c, types)
    starts.push(base)
    for (const from of chunkStarts(c)) chunks.push(base + from)
    flat.push(...goldLabels(d.layers, d.gold))
    for (let i = 0; i < c.n; i++) {
      const row = type[i]! * TYPE_COLUMNS
      words.push(types.data[row + LOWER]!)
      for (const h of HASHED) words.push(finish(types.data[row + h]!) & (BUCKETS - 1))
      for (const column of t.columns) small.push(column[i]!)
    }
    for (const g of d.gold) {
      const cue = goldRanges(d.layers.tokens, g.cue)
      if (cue.length < 2) continue
      const w = windowOf(c, cue[0]!, cue.at(-1)!)
      const labels = pairLabels(w, goldRanges(d.layers.tokens, g.source), goldRanges(d.layers.tokens, g.content))
      inputs.fill(c, t.relation, w)
      windows.push(starts.length - 1, base + w.from, base + w.to, base + w.cueFrom, base + w.cueTo)
      for (let k = 0; k < labels.length; k++) {
        for (const column of inputs.columns) pairs.push(column[k]!)
        pairs.push(labels[k]!)
      }
    }
    base += c.n
  }
  const raw = (file: string, data: Int32Array | Uint8Array): void =>
    writeFileSync(join(folder, `${name}.${file}`), new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
  raw('words', Int32Array.from(words))
  raw('small', small.data.subarray(0, small.length))
  raw('flat', flat.data.subarray(0, flat.length))
  raw('windows', Int32Array.from(windows))
  raw('pairs', pairs.data.subarray(0, pairs.length))
  const header = {
    tokens: base,
    starts,
    chunks,
    buckets: BUCKETS,
    labels: LABELS,
    token: TOKEN_TABLES,
    pair: PAIR_TABLES,
  }
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(header))
}

/**
 * Writes the encoder's word vectors for the training: `vectors.keys` (keys of words) and `vectors.rows` (float32, one row
 * more than keys: row 0 is for unknown words).
 */
export function exportVectors(vectors: ReadonlyMap<string, Uint8Array>, folder: string): void {
  mkdirSync(folder, { recursive: true })
  const table = Table.decode(vectors, 'word')
  const rows = new Float32Array(table.rows * table.dim)
  for (let r = 0; r < table.rows; r++) table.write(r, rows, r * table.dim)
  writeFileSync(join(folder, 'vectors.keys'), vectors.get('word.keys') ?? new Uint8Array(0))
  writeFileSync(join(folder, 'vectors.rows'), new Uint8Array(rows.buffer))
}
