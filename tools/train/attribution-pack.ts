import { readFileSync } from 'node:fs'
import type { ModelFile } from '@wherefrom/nlp'
import {
  ATTRIBUTION_COMPONENT,
  ATTRIBUTION_VERSION,
  HASHED,
  PAIR_TABLES,
  TOKEN_TABLES,
} from '../../packages/claims/src/attribute/spans/parts.ts'
import { BUCKETS } from './attribution-export.ts'

interface Matrix {
  readonly rows: number
  readonly columns: number
  readonly data: Float32Array
}

const bytesOf = (a: Float32Array | Int8Array | Int32Array): Uint8Array =>
  new Uint8Array(a.buffer, a.byteOffset, a.byteLength)

/** The float32 weights that `neural/attribution.py` wrote, by name. */
export interface Trained {
  readonly header: {
    readonly word: number
    readonly hidden: number
    readonly pair: number
    readonly forms: readonly number[]
  }
  readonly parts: ReadonlyMap<string, Matrix>
}

export function readTrained(path: string): Trained {
  const header = JSON.parse(readFileSync(`${path}.json`, 'utf8')) as Trained['header'] & { parts: [string, number[]][] }
  const bytes = readFileSync(`${path}.weights`)
  const all = new Float32Array(new Uint8Array(bytes).buffer)
  const parts = new Map<string, Matrix>()
  let at = 0
  for (const [name, shape] of header.parts) {
    const size = shape.reduce((a, b) => a * b, 1)
    const columns = shape.at(-1)!
    parts.set(name, { rows: size / columns, columns, data: all.subarray(at, at + size) })
    at += size
  }
  return { header, parts }
}

/** Sections `NAME.q` and `NAME.s`: each row over its largest value, times 127. */
export function quantised(name: string, { rows, columns, data }: Matrix): [string, Uint8Array][] {
  const q = new Int8Array(rows * columns)
  const scale = new Float32Array(rows)
  for (let r = 0; r < rows; r++) {
    let top = 0
    for (let c = 0; c < columns; c++) top = Math.max(top, Math.abs(data[r * columns + c]!))
    scale[r] = top / 127
    for (let c = 0; c < columns; c++)
      q[r * columns + c] = top === 0 ? 0 : Math.round((data[r * columns + c]! / top) * 127)
  }
  return [
    [`${name}.q`, bytesOf(q)],
    [`${name}.s`, bytesOf(scale)],
  ]
}

function columnsOf({ rows, columns, data }: Matrix, from: number, width: number): Matrix {
  const out = new Float32Array(rows * width)
  for (let r = 0; r < rows; r++) out.set(data.subarray(r * columns + from, r * columns + from + width), r * width)
  return { rows, columns: width, data: out }
}

/** Rows [from, from + count) of two matrices side by side. */
function beside(a: Matrix, b: Matrix, from: number, count: number, bFrom: number): Matrix {
  const columns = a.columns + b.columns
  const data = new Float32Array(count * columns)
  for (let r = 0; r < count; r++) {
    data.set(a.data.subarray((from + r) * a.columns, (from + r + 1) * a.columns), r * columns)
    data.set(b.data.subarray((bFrom + r) * b.columns, (bFrom + r + 1) * b.columns), r * columns + a.columns)
  }
  return { rows: count, columns, data }
}

/** Rows of a table as they come out of the input weights: table x weights^T. */
function projected(table: Matrix, weights: Matrix): Matrix {
  const data = new Float32Array(table.rows * weights.rows)
  for (let t = 0; t < table.rows; t++)
    for (let r = 0; r < weights.rows; r++) {
      let sum = 0
      for (let c = 0; c < table.columns; c++)
        sum += table.data[t * table.columns + c]! * weights.data[r * weights.columns + c]!
      data[t * weights.rows + r] = sum
    }
  return { rows: table.rows, columns: weights.rows, data }
}

/** One BiLSTM: int8 matrices of both directions, and its small tables as gate rows. */
function layer(
  t: Trained,
  name: string,
  own: number,
  tables: readonly (readonly [string, number])[],
): [string, Uint8Array][] {
  const part = (key: string): Matrix => t.parts.get(key)!
  const input = part(`${name}.in`)
  const main = columnsOf(input, 0, own)
  const bias = part(`${name}.bias`).data
  const rec = part(`${name}.rec`)
  const half = input.rows / 2
  const out: [string, Uint8Array][] = []
  for (const [k, direction] of ['fw', 'bw'].entries()) {
    out.push(...quantised(`${name}.${direction}`, beside(main, rec, k * half, half, k * half)))
    out.push([`${name}.${direction}.b`, bytesOf(bias.slice(k * half, (k + 1) * half))])
  }
  let at = own
  for (const [table] of tables) {
    const rows = part(table)
    out.push(...quantised(table, projected(rows, columnsOf(input, at, rows.columns))))
    at += rows.columns
  }
  return out
}

/** The product's file of a trained network, all but the word vectors, which ship with the encoder. */
export function packAttribution(t: Trained, cueBias: number, withRules: boolean): ModelFile {
  const part = (key: string): Matrix => t.parts.get(key)!
  const word = t.header.word + part('form').columns + HASHED.reduce((sum, _, k) => sum + part(`hashed${k}`).columns, 0)
  const linear = (name: string): [string, Uint8Array][] => [
    ...quantised(name, part(name)),
    [`${name}.b`, bytesOf(part(`${name}.bias`).data.slice())],
  ]
  return {
    header: {
      component: ATTRIBUTION_COMPONENT,
      version: ATTRIBUTION_VERSION,
      settings: {
        hidden: t.header.hidden,
        pair: t.header.pair,
        buckets: BUCKETS,
        cueBias,
        withRules: withRules ? 1 : 0,
      },
    },
    sections: new Map<string, Uint8Array>([
      ['form.keys', bytesOf(Int32Array.from(t.header.forms))],
      ...quantised('form', part('form')),
      ...HASHED.flatMap((_, k) => quantised(`hashed${k}`, part(`hashed${k}`))),
      ...layer(t, 'layer1', word, TOKEN_TABLES),
      ...linear('flat'),
      ['flat.moves', bytesOf(part('flat.transitions').data.slice())],
      ...linear('inner'),
      ...layer(t, 'layer2', part('inner').rows, PAIR_TABLES),
      ...linear('out'),
      ['out.moves', bytesOf(part('out.transitions').data.slice())],
    ]),
  }
}
