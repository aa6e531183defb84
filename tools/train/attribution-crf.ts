import {
  borderFeatures,
  type Columns,
  LABELS,
  Lattice,
  MAX_FEATURES,
  tokenFeatures,
} from '../../packages/claims/src/attribute/spans/parts.ts'
import { DualAveraging, KeyCounts } from './attribution-weights.ts'
import { random, shuffle } from './perceptron.ts'

export interface TaggedDocument {
  readonly columns: Columns
  readonly labels: Uint8Array
}

export interface CrfSettings {
  readonly epochs: number
  readonly rate: number
  readonly l1: number
  readonly minCount: number
}

export interface Crf {
  readonly emit: DualAveraging
  readonly emitKeys: Int32Array
  readonly trans: DualAveraging
  readonly transKeys: Int32Array
}

/** Features of one document as row numbers: those of token i lie at `rows[from[i] .. from[i + 1])`. */
interface Rows {
  readonly rows: Int32Array
  readonly from: Int32Array
}

interface Chunk {
  readonly doc: number
  readonly from: number
  readonly to: number
}

type Template = (c: Columns, i: number, keys: Int32Array) => number

function countKeys(docs: readonly TaggedDocument[], template: Template): KeyCounts {
  const counts = new KeyCounts()
  const keys = new Int32Array(MAX_FEATURES)
  for (const { columns } of docs)
    for (let i = 0; i < columns.n; i++) {
      const n = template(columns, i, keys)
      for (let k = 0; k < n; k++) counts.add(keys[k]!)
    }
  return counts
}

function rowsOf(columns: Columns, template: Template, counts: KeyCounts): Rows {
  const keys = new Int32Array(MAX_FEATURES)
  const rows = new Int32Array(columns.n * MAX_FEATURES)
  const from = new Int32Array(columns.n + 1)
  let size = 0
  for (let i = 0; i < columns.n; i++) {
    const n = template(columns, i, keys)
    for (let k = 0; k < n; k++) {
      const row = counts.row(keys[k]!)
      if (row >= 0) rows[size++] = row
    }
    from[i + 1] = size
  }
  return { rows: rows.slice(0, size), from }
}

/** Groups of blocks of at least 120 tokens that no labelled span crosses. */
function chunksOf(docs: readonly TaggedDocument[]): Chunk[] {
  const out: Chunk[] = []
  for (const [doc, { columns, labels }] of docs.entries()) {
    let from = 0
    for (let i = 1; i < columns.n; i++) {
      const inside = labels[i] !== 0 && (labels[i]! & 1) === 0
      if (columns.blockStart[i] === 0 || i - from < 120 || inside) continue
      out.push({ doc, from, to: i })
      from = i
    }
    if (from < columns.n) out.push({ doc, from, to: columns.n })
  }
  return out
}

function addScores(model: DualAveraging, r: Rows, i: number, out: Float64Array, at: number): void {
  const { weights, width } = model
  for (let k = r.from[i]!; k < r.from[i + 1]!; k++) {
    const base = r.rows[k]! * width
    for (let c = 0; c < width; c++) out[at + c]! += weights[base + c]!
  }
}

const TINY = 0.002

function stepRows(model: DualAveraging, r: Rows, i: number, gradient: Float64Array): void {
  const { width } = model
  for (let c = 0; c < width; c++) {
    const g = gradient[c]!
    if (g < TINY && g > -TINY) continue
    for (let k = r.from[i]!; k < r.from[i + 1]!; k++) model.step(r.rows[k]! * width + c, g)
  }
}

/** Trains the span tagger as a linear-chain CRF, one step a chunk. Deterministic for one `seed`. */
export function trainCrf(docs: readonly TaggedDocument[], settings: CrfSettings, log: (line: string) => void): Crf {
  const emitCounts = countKeys(docs, tokenFeatures)
  const transCounts = countKeys(docs, borderFeatures)
  const emitKeys = emitCounts.freeze(settings.minCount)
  const transKeys = transCounts.freeze(settings.minCount * 2)
  const emitRows = docs.map((d) => rowsOf(d.columns, tokenFeatures, emitCounts))
  const transRows = docs.map((d) => rowsOf(d.columns, borderFeatures, transCounts))
  const L = LABELS
  const emit = new DualAveraging(emitKeys.length, L, settings.rate, settings.l1)
  const trans = new DualAveraging(transKeys.length, L * L, settings.rate, settings.l1)
  const chunks = chunksOf(docs)
  log(`${docs.length} documents, ${chunks.length} chunks, ${emitKeys.length} + ${transKeys.length} features`)
  const next = random(11)
  const lattice = new Lattice()
  const gradient = new Float64Array(L)
  const pairGradient = new Float64Array(L * L)
  for (let epoch = 0; epoch < settings.epochs; epoch++) {
    let wrong = 0
    for (const { doc, from, to } of shuffle(chunks, next)) {
      const { labels } = docs[doc]!
      lattice.reset(to - from)
      for (let i = from; i < to; i++) {
        addScores(emit, emitRows[doc]!, i, lattice.emit, (i - from) * L)
        addScores(trans, transRows[doc]!, i, lattice.trans, (i - from) * L * L)
      }
      lattice.sweep()
      emit.tick()
      trans.tick()
      for (let i = from; i < to; i++) {
        lattice.marginals(i - from, gradient, 0)
        lattice.pairMarginals(i - from, pairGradient)
        if (gradient[labels[i]!]! < 0.5) wrong++
        for (let c = 0; c < L; c++) gradient[c] = (c === labels[i] ? 1 : 0) - gradient[c]!
        const gold = (i === from ? 0 : labels[i - 1]!) * L + labels[i]!
        for (let p = 0; p < L * L; p++) pairGradient[p] = (p === gold ? 1 : 0) - pairGradient[p]!
        stepRows(emit, emitRows[doc]!, i, gradient)
        stepRows(trans, transRows[doc]!, i, pairGradient)
      }
    }
    emit.refresh()
    trans.refresh()
    log(`epoch ${epoch + 1}: ${wrong} tokens wrong`)
  }
  return { emit, emitKeys, trans, transKeys }
}
