import { ModelError } from '../model/container.ts'
import { finish } from '../model/features.ts'
import { LOWER, PREFIX1, SHAPE, SUFFIX1, TYPE_COLUMNS, type WordTypes } from '../tokens/types.ts'
import { KeyTable } from './key-table.ts'

/**
 * What the encoder knows of a word before it reads its neighbours: one row number for each of these tables. All are
 * functions of the word alone, so everything up to the first recurrent step can be kept per word type.
 */
export const WORD_FEATURES = [
  /** Row of the word vectors (trained on news text, not moved since); 0: unknown. */
  'word',
  /** Row of the vectors learned with the task, for words that the treebanks hold often enough; 0: rare. */
  'form',
  'prefix3',
  'suffix2',
  'suffix3',
  'suffix4',
  'shape',
  /** Bit set of the lists of words that the word stands in (see `WordLists` in ../mentions). */
  'list',
] as const

/** The features that are hashed into tables of `buckets` rows, with their column in `WordTypes`. */
const HASHED = [PREFIX1 + 2, SUFFIX1 + 1, SUFFIX1 + 2, SUFFIX1 + 3, SHAPE] as const

/**
 * Row numbers of word types in the encoder's tables. The exporter of training data and the product share this class, so
 * that features cannot drift apart.
 */
export class WordFeatures {
  private readonly words: KeyTable
  private readonly forms: KeyTable
  private readonly listed: KeyTable
  private readonly masks: Uint8Array
  private readonly mask: number

  /** `masks` has one entry for each key of `listed`; `buckets`, a power of two, is the size of the hashed tables. */
  constructor(words: KeyTable, forms: KeyTable, listed: KeyTable, masks: Uint8Array, buckets: number) {
    if ((buckets & (buckets - 1)) !== 0 || buckets < 2)
      throw new ModelError('hashed tables need a power of two of rows')
    if (masks.length !== listed.length) throw new ModelError('lists of words: keys and bits differ in number')
    this.words = words
    this.forms = forms
    this.listed = listed
    this.masks = masks
    this.mask = buckets - 1
  }

  /** Sections `word.keys`, `form.keys`, `list.keys` (sorted, 4 bytes a key) and `list.masks` (1 byte a key). */
  static decode(sections: ReadonlyMap<string, Uint8Array>, buckets: number): WordFeatures {
    const masks = sections.get('list.masks')
    if (!masks) throw new ModelError('model section list.masks is missing')
    const table = (name: string): KeyTable => KeyTable.decode(sections, name)
    return new WordFeatures(table('word.keys'), table('form.keys'), table('list.keys'), masks, buckets)
  }

  /** Writes the rows of word type `type` to `out[at, at + WORD_FEATURES.length)`. */
  write(types: WordTypes, type: number, out: Int32Array, at: number): void {
    const { data } = types
    const row = type * TYPE_COLUMNS
    const key = data[row + LOWER]!
    let n = at
    out[n++] = this.words.find(key)
    out[n++] = this.forms.find(key)
    for (const column of HASHED) out[n++] = finish(data[row + column]!) & this.mask
    const listed = this.listed.find(key)
    out[n++] = listed === 0 ? 0 : this.masks[listed - 1]!
  }
}
