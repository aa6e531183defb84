import type { Sentences } from '@wherefrom/schema'
import { decodeModel, type ModelFile } from '../model/container.ts'
import { LinearModel } from '../model/linear.ts'
import type { WordTypes } from '../tokens/types.ts'
import { isDesignation } from './designation.ts'
import { contextFeatures, MAX_TAG_FEATURES, TAG_VERSION, typeFeatures } from './features.ts'
import { type TagSet, tagSet } from './tag-set.ts'

const OFFSETS = 5

/**
 * Greedy left-to-right tagger (averaged perceptron) over joint UPOS and XPOS tags. What a word type adds by itself, seen
 * from each of five places, is summed once and kept.
 */
export class Tagger {
  readonly set: TagSet
  private readonly model: LinearModel
  private readonly classes: number
  /** Joint tag of a proper noun. */
  private readonly name: number
  private readonly keys = new Int32Array(MAX_TAG_FEATURES)
  private readonly scores: Int32Array
  private readonly row: Int32Array
  private cache = new Int16Array(0)
  private filled = new Uint8Array(0)
  private epoch = -1

  constructor(file: ModelFile) {
    const joint = file.header.settings['tags'] as string[]
    this.set = tagSet(joint)
    this.classes = joint.length
    this.model = LinearModel.decode(joint.length, file.sections)
    this.name = Math.max(0, joint.indexOf('PROPN NNP'))
    this.scores = new Int32Array(256)
    this.row = new Int32Array(256)
  }

  static decode(bytes: Uint8Array): Tagger {
    return new Tagger(decodeModel(bytes, 'nlp.tag', TAG_VERSION))
  }

  /** Joint tag of each token. */
  tag(types: WordTypes, type: Int32Array, sentences: Sentences): Uint8Array {
    const tags = new Uint8Array(type.length)
    if (this.epoch !== types.epoch) this.filled.fill(0)
    this.epoch = types.epoch
    this.reserve(types.length)
    for (let s = 0; s < sentences.length; s++) this.tagSentence(types, type, tags, sentences.from[s]!, sentences.to[s]!)
    return tags
  }

  /** Tags `type[from, to)` into `tags`. */
  private tagSentence(types: WordTypes, type: Int32Array, tags: Uint8Array, from: number, to: number): void {
    const { scores, keys, classes, model } = this
    for (let i = from; i < to; i++) {
      scores.fill(0)
      for (let o = -2; o <= 2; o++) this.addType(types, i + o < from || i + o >= to ? 0 : type[i + o]!, o)
      const n = contextFeatures(types.data, type, tags, i, from, to, keys)
      model.add(keys, n, scores)
      let best = 0
      for (let c = 1; c < classes; c++) if (scores[c]! > scores[best]!) best = c
      tags[i] = isDesignation(types, type[i]!) ? this.name : best
    }
  }

  private addType(types: WordTypes, type: number, offset: number): void {
    const { scores, classes, cache } = this
    const slot = type * OFFSETS + offset + 2
    const base = slot * classes
    if (this.filled[slot] === 0) this.fill(types, type, offset, slot)
    for (let c = 0; c < classes; c++) scores[c]! += cache[base + c]!
  }

  private fill(types: WordTypes, type: number, offset: number, slot: number): void {
    this.row.fill(0)
    this.model.add(this.keys, typeFeatures(types.data, type, offset, this.keys, 0), this.row)
    for (let c = 0; c < this.classes; c++) this.cache[slot * this.classes + c] = this.row[c]!
    this.filled[slot] = 1
  }

  private reserve(length: number): void {
    if (length * OFFSETS <= this.filled.length) return
    const size = Math.max(4096, length * 2) * OFFSETS
    const filled = new Uint8Array(size)
    filled.set(this.filled)
    const cache = new Int16Array(size * this.classes)
    cache.set(this.cache)
    this.filled = filled
    this.cache = cache
  }
}
