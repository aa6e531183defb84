import {
  BiLstm,
  decodeModel,
  floatSection,
  Kernel,
  type LabelChain,
  Linear,
  ModelError,
  Table,
  Vectors,
  WordTypes,
} from '@wherefrom/nlp'
import type { Layers } from '@wherefrom/schema'
import type { Columns } from './columns.ts'
import {
  type PAIR_TABLES,
  PairInputs,
  type TOKEN_TABLES,
  type TokenInputs,
  tokenInputs,
  type Window,
  windowOf,
} from './inputs.ts'
import { B_CUE, bioChain, I_CUE, LABELS, PAIR_LABELS } from './labels.ts'
import { chunkStarts, typesOf, WordRows } from './words.ts'

export const ATTRIBUTION_COMPONENT = 'claims.attribution'
/** Version of the inputs (`inputs.ts`, `words.ts`) and of the network's plan. */
export const ATTRIBUTION_VERSION = 2

type TableName = (typeof TOKEN_TABLES)[number][0] | (typeof PAIR_TABLES)[number][0]
type Columns5 = readonly [Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array]

/** A cue with the parts that belong to it, in tokens; `source` and `content` are flat ranges `[from, to, ...]`. */
export interface Linked {
  readonly cueFrom: number
  readonly cueTo: number
  readonly source: readonly number[]
  readonly content: readonly number[]
  /** By how much the labels with this cue beat the best ones without it. */
  readonly score: number
}

/** A chunk that layer 1 has read: what layer 2 needs of it, by token. */
interface Read {
  readonly from: number
  readonly to: number
  readonly gates: Float32Array
}

interface Cue {
  readonly window: Window
  readonly score: number
}

/** Tokens of a cue at most; what training has is far shorter. */
const LONGEST_CUE = 24

/** Word types that are kept from document to document, with their gates. */
const KEPT_TYPES = 6000

/**
 * The trained finder of attributions. Layer 1, a BiLSTM over chunks of text, feeds a chain of flat labels that finds the
 * cues; for each cue layer 2, a smaller BiLSTM, reads the window around it, told of each token how it lies to the cue,
 * and a second chain labels its source and its content. So a content may be cut in pieces, may cross sentences, and
 * belongs to its cue from the start.
 */
export class AttributionModel {
  /** Added to the score of a cue's start: more cues, or fewer. */
  readonly cueBias: number
  /** Weights from little data: the rules go first. */
  readonly withRules: boolean
  private readonly types: WordTypes
  private readonly words: WordRows
  private readonly layer1: BiLstm
  private readonly grammarRows: SummedRows
  private readonly layoutRows: SummedRows
  private readonly flat: Linear
  private readonly flatChain: LabelChain
  private readonly inner: Linear
  private readonly layer2: BiLstm
  private readonly whereRows: SummedRows
  private readonly pathRows: SummedRows
  private readonly out: Linear
  private readonly outChain: LabelChain
  private readonly pairInputs = new PairInputs()
  /** Gates of layer 1 by word type, and which are there. */
  private typeGates = new Float32Array(0)
  private typeKnown = new Uint8Array(0)
  private epoch = 0

  /** `bytes`: the model file; `vectors`: sections of the word vectors, where the file does not hold them itself. */
  constructor(bytes: Uint8Array, vectors: ReadonlyMap<string, Uint8Array> | null) {
    const { header, sections } = decodeModel(bytes, ATTRIBUTION_COMPONENT, ATTRIBUTION_VERSION)
    const setting = (name: string): number => Number(header.settings[name] ?? 0)
    const kernel = Kernel.make()
    this.types = new WordTypes()
    const own = sections.has('word.keys') ? sections : vectors
    if (!own) throw new ModelError(`${ATTRIBUTION_COMPONENT}: the word vectors are missing`)
    this.words = new WordRows(own, sections, setting('buckets'))
    this.layer1 = BiLstm.decode(kernel, sections, 'layer1', setting('hidden'))
    const table = (name: TableName): Table => Table.decode(sections, name)
    this.grammarRows = new SummedRows([table('upos'), table('relation'), table('cue')])
    this.layoutRows = new SummedRows([table('quote'), table('place')])
    this.flat = Linear.decode(kernel, sections, 'flat')
    this.flatChain = bioChain(LABELS, floatSection(sections, 'flat.moves'))
    this.inner = Linear.decode(kernel, sections, 'inner')
    this.layer2 = BiLstm.decode(kernel, sections, 'layer2', setting('pair'))
    this.whereRows = new SummedRows([table('distance'), table('around')])
    this.pathRows = new SummedRows([table('path')])
    this.out = Linear.decode(kernel, sections, 'out')
    this.outChain = bioChain(PAIR_LABELS, floatSection(sections, 'out.moves'))
    this.cueBias = setting('cueBias')
    this.withRules = setting('withRules') === 1
    if (this.layer1.inputs !== this.words.dim)
      throw new ModelError(`${ATTRIBUTION_COMPONENT}: word vectors of another size`)
  }

  /** The attributions of one document, by cue. Linear in its length. */
  find(c: Columns, layers: Layers): Linked[] {
    this.types.trim(KEPT_TYPES)
    if (this.types.epoch !== this.epoch) {
      this.epoch = this.types.epoch
      this.typeKnown.fill(0)
    }
    const type = typesOf(c, this.types)
    const inputs = tokenInputs(c, layers)
    const starts = chunkStarts(c)
    const read: Read[] = []
    const waiting: Cue[] = []
    const out: Linked[] = []
    for (const [k, from] of starts.entries()) {
      const to = starts[k + 1] ?? c.n
      read.push(this.readChunk(c, type, inputs, from, to, waiting))
      while (waiting.length > 0 && waiting[0]!.window.to <= to) {
        const linked = this.link(c, inputs, waiting.shift()!, read)
        if (linked) out.push(linked)
      }
      const needed = Math.min(waiting[0]?.window.from ?? to, to - LOOK_BACK)
      while (read.length > 1 && read[0]!.to <= needed) read.shift()
    }
    return out
  }

  /** Layer 1 over tokens `[from, to)`: its cues go to `cues`. */
  private readChunk(c: Columns, type: Int32Array, inputs: TokenInputs, from: number, to: number, cues: Cue[]): Read {
    const n = to - from
    const hidden = this.layer1.recur(this.chunkGates(type, inputs, from, to), n)
    const emit = this.flat.run(hidden)
    const chain = this.flatChain
    chain.reserve(n)
    for (let i = 0; i < n; i++) {
      for (let y = 0; y < LABELS; y++) chain.emit[i * LABELS + y] = emit.data[i * emit.dim + y]!
      chain.emit[i * LABELS + B_CUE]! += this.cueBias
    }
    const labels = new Uint8Array(n)
    chain.best(n, labels)
    chain.look(n)
    for (let i = 0; i < n; i++) {
      if (labels[i] !== B_CUE) continue
      let end = i + 1
      while (end < n && end < i + LONGEST_CUE && labels[end] === I_CUE) end++
      cues.push({ window: windowOf(c, from + i, from + end), score: chain.margin(i, B_CUE) - this.cueBias })
    }
    return { from, to, gates: this.layer2.project(this.inner.run(hidden)) }
  }

  /** Gates of layer 1: of the words, plus rows of their small inputs. */
  private chunkGates(type: Int32Array, inputs: TokenInputs, from: number, to: number): Float32Array {
    const width = this.layer1.gateWidth
    this.projectTypes(type, from, to, width)
    const gates = new Float32Array((to - from) * width)
    const { typeGates } = this
    const [quote, upos, relation, place, cue] = inputs.columns as Columns5
    for (let i = from; i < to; i++) {
      const grammar = this.grammarRows.sum(upos[i]!, relation[i]!, cue[i]!)
      const layout = this.layoutRows.sum(quote[i]!, place[i]!, 0)
      const at = (i - from) * width
      const word = type[i]! * width
      for (let j = 0; j < width; j++) gates[at + j] = typeGates[word + j]! + (grammar[j]! + layout[j]!)
    }
    return gates
  }

  /** Makes the gates of word types of a chunk that are not known yet. */
  private projectTypes(type: Int32Array, from: number, to: number, width: number): void {
    if (this.typeKnown.length < this.types.length) {
      const room = Math.max(KEPT_TYPES, this.types.length * 2)
      const gates = new Float32Array(room * width)
      gates.set(this.typeGates)
      const known = new Uint8Array(room)
      known.set(this.typeKnown)
      this.typeGates = gates
      this.typeKnown = known
    }
    const fresh: number[] = []
    for (let i = from; i < to; i++) {
      const t = type[i]!
      if (this.typeKnown[t] === 1) continue
      this.typeKnown[t] = 1
      fresh.push(t)
    }
    if (fresh.length === 0) return
    const { dim } = this.words
    const input = new Vectors(fresh.length, dim)
    for (const [k, t] of fresh.entries()) this.words.write(this.types, t, input.data, k * dim)
    const gates = this.layer1.project(input)
    for (const [k, t] of fresh.entries()) this.typeGates.set(gates.subarray(k * width, (k + 1) * width), t * width)
  }

  /** Layer 2 over the window of one cue; null where it finds no content. */
  private link(c: Columns, inputs: TokenInputs, cue: Cue, read: readonly Read[]): Linked | null {
    const w = cue.window
    const n = w.to - w.from
    const hidden = this.layer2.recur(this.windowGates(c, inputs, w, read), n)
    const emit = this.out.run(hidden)
    const chain = this.outChain
    chain.reserve(n)
    for (let i = 0; i < n; i++) {
      const inCue = w.from + i >= w.cueFrom && w.from + i < w.cueTo
      for (let y = 0; y < PAIR_LABELS; y++)
        chain.emit[i * PAIR_LABELS + y] = inCue && y > 0 ? -1e6 : emit.data[i * emit.dim + y]!
    }
    const labels = new Uint8Array(n)
    chain.best(n, labels)
    const source = rangesOf(labels, 1, w.from)
    const content = rangesOf(labels, 3, w.from)
    if (content.length === 0) return null
    return { cueFrom: w.cueFrom, cueTo: w.cueTo, source, content, score: cue.score }
  }

  private windowGates(c: Columns, inputs: TokenInputs, w: Window, read: readonly Read[]): Float32Array {
    const width = this.layer2.gateWidth
    const n = w.to - w.from
    this.pairInputs.fill(c, inputs.relation, w)
    const gates = new Float32Array(n * width)
    for (const r of read) {
      const a = Math.max(r.from, w.from)
      const b = Math.min(r.to, w.to)
      if (a < b) gates.set(r.gates.subarray((a - r.from) * width, (b - r.from) * width), (a - w.from) * width)
    }
    const [distance, around, path] = this.pairInputs.columns as [Uint8Array, Uint8Array, Uint8Array]
    for (let i = 0; i < n; i++) {
      const where = this.whereRows.sum(distance[i]!, around[i]!, 0)
      const tree = this.pathRows.sum(path[i]!, 0, 0)
      for (let j = 0, at = i * width; j < width; j++) gates[at + j]! += where[j]! + tree[j]!
    }
    return gates
  }
}

/** Sums kept at most; there are rarely more than a few hundred. */
const KEPT_SUMS = 2048

/** Sums of rows of up to three tables, each worked out once. */
class SummedRows {
  private readonly tables: readonly Table[]
  private readonly sums = new Map<number, Float32Array>()
  private readonly row: Float32Array

  constructor(tables: readonly Table[]) {
    this.tables = tables
    this.row = new Float32Array(tables[0]!.dim)
  }

  /** The sum of row a of the first table, b of the second, c of the third; what has no table is left out. */
  sum(a: number, b: number, c: number): Float32Array {
    const key = (a << 16) | (b << 8) | c
    const known = this.sums.get(key)
    if (known) return known
    const { tables, row } = this
    const out = new Float32Array(row.length)
    for (const [k, table] of tables.entries()) {
      table.write(k === 0 ? a : k === 1 ? b : c, row, 0)
      for (let j = 0; j < row.length; j++) out[j]! += row[j]!
    }
    if (this.sums.size >= KEPT_SUMS) this.sums.clear()
    this.sums.set(key, out)
    return out
  }
}

/** How far before a chunk's end the window of a cue in the next one may start. */
const LOOK_BACK = 160

/** Flat ranges of the spans that start with `begin`. */
function rangesOf(labels: Uint8Array, begin: number, shift: number): number[] {
  const out: number[] = []
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] !== begin) continue
    let end = i + 1
    while (end < labels.length && labels[end] === begin + 1) end++
    out.push(shift + i, shift + end)
    i = end - 1
  }
  return out
}

/** Reads a file of weights (decompressed). Throws `ModelError` when it is not such a file. */
export const loadAttributionModel = (
  bytes: Uint8Array,
  vectors: ReadonlyMap<string, Uint8Array> | null = null,
): AttributionModel => new AttributionModel(bytes, vectors)
