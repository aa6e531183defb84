import { finish, hashText, mix } from '../model/features.ts'
import type { TagSet } from '../tag/tag-set.ts'
import { CLUSTER, COARSE, LOWER, TYPE_COLUMNS, type WordTypes } from '../tokens/types.ts'

/** What the parser reads of a sentence, one column each, root at index n. Values are hashes or small numbers. */
export interface SentenceColumns {
  readonly word: Int32Array
  readonly tag: Int32Array
  /** Word and tag together. */
  readonly pair: Int32Array
  readonly fine: Int32Array
  readonly coarse: Int32Array
  /** 1 for a comma, 2 for other punctuation, 0 else. */
  readonly comma: Uint8Array
  readonly verb: Uint8Array
}

/** Names of the tags do not depend on how a tagger numbers them: the parser sees hashes of names. */
interface TagTable {
  readonly set: TagSet
  readonly hash: Int32Array
  readonly verb: Uint8Array
  readonly punct: Uint8Array
}

function tagTable(set: TagSet): TagTable {
  const upos = Array.from(set.upos, (u) => set.uposNames[u]!)
  return {
    set,
    hash: Int32Array.from(set.upos, (_, j) => hashText(`${upos[j]} ${set.xposNames[set.xpos[j]!]}`)),
    verb: Uint8Array.from(upos, (u) => (u === 'VERB' ? 1 : 0)),
    punct: Uint8Array.from(upos, (u) => (u === 'PUNCT' ? 1 : 0)),
  }
}

const ROOT = finish(mix(17, 4))
const COMMA = hashText(',')

/** Room for one sentence's columns, reused from sentence to sentence. */
export class SentenceReader implements SentenceColumns {
  private size = 0
  private table: TagTable | null = null
  word = new Int32Array(0)
  tag = new Int32Array(0)
  pair = new Int32Array(0)
  fine = new Int32Array(0)
  coarse = new Int32Array(0)
  comma = new Uint8Array(0)
  verb = new Uint8Array(0)

  /** Columns of the words `list[0, n)` (indexes into `type` and `joint`), and of the root behind them. */
  read(
    list: Int32Array,
    n: number,
    types: WordTypes,
    type: Int32Array,
    joint: Uint8Array,
    set: TagSet,
  ): SentenceColumns {
    if (n + 1 > this.size) this.grow(n + 1)
    if (this.table?.set !== set) this.table = tagTable(set)
    const { hash, verb, punct } = this.table
    const { data } = types
    for (let k = 0; k < n; k++) {
      const i = list[k]!
      const at = type[i]! * TYPE_COLUMNS
      const j = joint[i]!
      const word = data[at + LOWER]!
      const tag = hash[j]!
      this.word[k] = word
      this.tag[k] = tag
      this.pair[k] = mix(word, tag)
      this.fine[k] = data[at + CLUSTER]!
      this.coarse[k] = data[at + COARSE]!
      this.verb[k] = verb[j]!
      this.comma[k] = punct[j] === 0 ? 0 : word === COMMA ? 1 : 2
    }
    this.word[n] = this.pair[n] = this.tag[n] = ROOT
    this.fine[n] = this.coarse[n] = 0
    this.verb[n] = this.comma[n] = 0
    return this
  }

  private grow(size: number): void {
    this.size = Math.max(size, this.size * 2, 128)
    this.word = new Int32Array(this.size)
    this.tag = new Int32Array(this.size)
    this.pair = new Int32Array(this.size)
    this.fine = new Int32Array(this.size)
    this.coarse = new Int32Array(this.size)
    this.comma = new Uint8Array(this.size)
    this.verb = new Uint8Array(this.size)
  }
}
