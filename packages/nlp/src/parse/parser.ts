import type { Insertion, Parse, Sentences, Tokens } from '@wherefrom/schema'
import { decodeModel } from '../model/container.ts'
import { argmax, LinearModel } from '../model/linear.ts'
import { PackedModel } from '../model/packed.ts'
import type { TagSet } from '../tag/tagger.ts'
import type { WordTypes } from '../tokens/types.ts'
import { FeatureReader } from './atoms.ts'
import { type SentenceColumns, SentenceReader } from './columns.ts'
import { LEFT, ParseState, RIGHT, SHIFT } from './state.ts'
import { PARSE_VERSION } from './templates.ts'

/** Words to parse: their types and joint tags (one entry each), and what the numbers mean. */
export interface TaggedWords {
  readonly types: WordTypes
  readonly type: Int32Array
  readonly joint: Uint8Array
  readonly set: TagSet
}

/**
 * Dependency parser: greedy arc-hybrid transitions, trained with a dynamic oracle and exploration (Goldberg and Nivre
 * 2013). Two linear models: one chooses between shift, left and right, the other labels an arc when it is made, so that
 * the many labels are scored once a word and not at every step. Linear in tokens.
 */
export class Parser {
  private readonly actions: PackedModel
  private readonly labels: LinearModel
  readonly deprelNames: readonly string[]
  private readonly state = new ParseState()
  private readonly reader = new FeatureReader()
  private readonly sentence = new SentenceReader()
  private readonly actionScores = new Int32Array(3)
  private readonly labelScores: Int32Array
  private list = new Int32Array(256)

  private constructor(actions: PackedModel, labels: LinearModel, deprelNames: readonly string[]) {
    this.actions = actions
    this.labels = labels
    this.deprelNames = deprelNames
    this.labelScores = new Int32Array(deprelNames.length)
  }

  static decode(bytes: Uint8Array): Parser {
    const { header, sections } = decodeModel(bytes, 'nlp.parse', PARSE_VERSION)
    return Parser.of(sections, header.settings['deprels'] as string[])
  }

  /** From the sections of a model file. */
  static of(sections: ReadonlyMap<string, Uint8Array>, deprelNames: readonly string[]): Parser {
    return new Parser(
      PackedModel.decode(sections, 'action.'),
      LinearModel.decode(deprelNames.length, sections, 'label.'),
      deprelNames,
    )
  }

  /**
   * Parses every sentence. Editors' insertions are parsed apart and hang on the word before them as `parataxis`, so that
   * they do not disturb the sentence that they interrupt.
   */
  parse(tokens: Tokens, sentences: Sentences, tagged: TaggedWords, insertions: readonly Insertion[] = []): Parse {
    const head = new Int32Array(tokens.length)
    const deprel = new Uint8Array(tokens.length)
    const inserted = insertedTokens(tokens, insertions)
    const run = (from: number, to: number, keep: number): number => {
      if (to - from > this.list.length) this.list = new Int32Array((to - from) * 2)
      let n = 0
      for (let i = from; i < to; i++) if ((inserted?.[i] ?? 0) === keep) this.list[n++] = i
      if (n === 0) return -1
      const columns = this.sentence.read(this.list, n, tagged.types, tagged.type, tagged.joint, tagged.set)
      return this.parseList(columns, n, head, deprel)
    }
    const parataxis = Math.max(0, this.deprelNames.indexOf('parataxis'))
    for (let s = 0; s < sentences.length; s++) {
      const from = sentences.from[s]!
      const to = sentences.to[s]!
      const root = run(from, to, 0)
      if (!inserted) continue
      for (let i = from; i < to; i++) {
        const mark = inserted[i]!
        if (mark === 0 || (i > from && inserted[i - 1] === mark)) continue
        const top = run(from, to, mark)
        if (root < 0) continue
        head[top] = i > from && inserted[i - 1] === 0 ? i - 1 : root
        deprel[top] = parataxis
      }
      joinRoots(from, to, head)
    }
    return { head, deprel, deprelNames: this.deprelNames }
  }

  /** Parses the first n tokens of `list`; writes document-wide heads; returns the root's token. */
  private parseList(columns: SentenceColumns, n: number, head: Int32Array, deprel: Uint8Array): number {
    const { state, reader, actionScores, labelScores } = this
    state.reset(n)
    while (!state.done) {
      const count = reader.actionKeys(state, columns)
      actionScores.fill(0)
      this.actions.add(reader.keys, count, actionScores)
      const action = best(state, actionScores)
      if (action === SHIFT) {
        state.shift()
        continue
      }
      const labelCount = reader.labelKeys(state, action)
      labelScores.fill(0)
      this.labels.add(reader.keys, labelCount, labelScores)
      state.arc(action, argmax(labelScores, labelScores.length))
    }
    let root = -1
    for (let k = 0; k < n; k++) {
      const h = state.head[k]!
      const i = this.list[k]!
      head[i] = h === n ? -1 : this.list[h]!
      deprel[i] = state.label[k]!
      if (h === n) root = i
    }
    return root
  }
}

/** The best action that the state allows. */
function best(state: ParseState, scores: Int32Array): typeof SHIFT | typeof LEFT | typeof RIGHT {
  let choice: typeof SHIFT | typeof LEFT | typeof RIGHT = SHIFT
  let top = Number.NEGATIVE_INFINITY
  if (state.allows(SHIFT)) top = scores[SHIFT]!
  if (state.allows(LEFT) && scores[LEFT]! > top) {
    choice = LEFT
    top = scores[LEFT]!
  }
  if (state.allows(RIGHT) && scores[RIGHT]! > top) choice = RIGHT
  return choice
}

/** Number of the insertion that each token is in, from 1; 0 outside; null when there is none. */
function insertedTokens(tokens: Tokens, insertions: readonly Insertion[]): Int32Array | null {
  if (insertions.length === 0) return null
  const out = new Int32Array(tokens.length)
  let i = 0
  insertions.forEach((insertion, k) => {
    while (i < tokens.length && tokens.end[i]! <= insertion.start) i++
    for (; i < tokens.length && tokens.start[i]! < insertion.end; i++) out[i] = k + 1
  })
  return out
}

/** A sentence that is nothing but insertions keeps its first root; the others hang on it. */
function joinRoots(from: number, to: number, head: Int32Array): void {
  let root = -1
  for (let i = from; i < to; i++) {
    if (head[i] !== -1) continue
    if (root < 0) root = i
    else head[i] = root
  }
}
