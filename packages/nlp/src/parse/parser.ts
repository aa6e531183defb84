import type { Insertion, Parse, Sentences, Tokens } from '@wherefrom/schema'
import { decodeModel } from '../model/container.ts'
import { argmax, LinearModel } from '../model/linear.ts'
import { PackedModel } from '../model/packed.ts'
import type { TagSet } from '../tag/tag-set.ts'
import type { WordTypes } from '../tokens/types.ts'
import { FeatureReader } from './atoms.ts'
import { type SentenceColumns, SentenceReader } from './columns.ts'
import { SentenceLists } from './sentence-lists.ts'
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

  /** Parses every sentence. */
  parse(tokens: Tokens, sentences: Sentences, tagged: TaggedWords, insertions: readonly Insertion[] = []): Parse {
    const parse = {
      head: new Int32Array(tokens.length),
      deprel: new Uint8Array(tokens.length),
      deprelNames: this.deprelNames,
    }
    const lists = new SentenceLists(tokens, insertions, parse, (list, n) => {
      const columns = this.sentence.read(list, n, tagged.types, tagged.type, tagged.joint, tagged.set)
      return this.parseList(list, columns, n, parse.head, parse.deprel)
    })
    for (let s = 0; s < sentences.length; s++) lists.parse(sentences.from[s]!, sentences.to[s]!)
    return parse
  }

  /** Parses the first n tokens of `list`; writes document-wide heads; returns the root's token. */
  private parseList(
    list: Int32Array,
    columns: SentenceColumns,
    n: number,
    head: Int32Array,
    deprel: Uint8Array,
  ): number {
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
      const i = list[k]!
      head[i] = h === n ? -1 : list[h]!
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
