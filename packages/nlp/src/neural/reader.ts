import type { Document, Insertion, Parse, Sentences } from '@wherefrom/schema'
import { decodeModel, ModelError } from '../model/container.ts'
import { hangCoordinated } from '../parse/coordinated.ts'
import { SentenceLists } from '../parse/sentence-lists.ts'
import { isDesignation } from '../tag/designation.ts'
import { type TagSet, tagSet } from '../tag/tag-set.ts'
import type { TypedTokens } from '../tokens/tokens.ts'
import type { WordTypes } from '../tokens/types.ts'
import { type ArcInputs, ArcScorer, largest } from './arcs.ts'
import { chunksOf } from './chunks.ts'
import { Encoder, type EncoderSettings } from './encoder.ts'
import { Kernel } from './kernel/memory.ts'
import { Linear } from './linear.ts'
import { type NameLabels, NameScorer } from './names.ts'
import type { Quantised } from './vectors.ts'

export const ENCODER_FILE = 'encoder.bin.gz'
export const ENCODER_COMPONENT = 'nlp.encoder'
export const ENCODER_VERSION = 1

/** What the encoder reads in a document. */
export interface NeuralLayers {
  /** Joint tag of each token (see `NeuralReader.tags`). */
  readonly joint: Uint8Array
  readonly parse: Parse
  readonly names: NameLabels
}

interface Settings extends EncoderSettings {
  readonly tags: readonly string[]
  readonly deprels: readonly string[]
  readonly names: readonly string[]
}

/** A document's words, as the encoder wants them. */
export interface ReadableWords {
  readonly tokens: TypedTokens
  readonly sentences: Sentences
  readonly insertions: readonly Insertion[]
}

/**
 * The shared encoder with its heads: tags, trees and names, all from one reading of the text. Linear in the document's
 * length: chunks are read one after the other, and no sentence is longer than the segmenter lets it be.
 */
export class NeuralReader {
  readonly tags: TagSet
  private readonly kernel: Kernel
  private readonly encoder: Encoder
  private readonly tagLayer: Linear
  private readonly arcs: ArcScorer
  private readonly nameScorer: NameScorer
  private readonly deprelNames: readonly string[]
  /** Joint tag of a proper noun. */
  private readonly properNoun: number

  private constructor(kernel: Kernel, sections: ReadonlyMap<string, Uint8Array>, settings: Settings) {
    this.kernel = kernel
    this.tags = tagSet(settings.tags)
    this.deprelNames = settings.deprels
    this.properNoun = Math.max(0, settings.tags.indexOf('PROPN NNP'))
    this.encoder = Encoder.decode(kernel, sections, settings)
    this.tagLayer = Linear.decode(kernel, sections, 'tag')
    this.arcs = new ArcScorer(kernel, sections)
    this.nameScorer = new NameScorer(kernel, sections, settings.names)
    if (this.tagLayer.outputs !== settings.tags.length) throw new ModelError('tag: sections do not fit the tags')
  }

  /** `bytes`: the decompressed model file. Throws `ModelError` where it is damaged or of another version. */
  static decode(bytes: Uint8Array, kernel = Kernel.make()): NeuralReader {
    const { header, sections } = decodeModel(bytes, ENCODER_COMPONENT, ENCODER_VERSION)
    return new NeuralReader(kernel, sections, header.settings as unknown as Settings)
  }

  read(doc: Pick<Document, 'blocks'>, types: WordTypes, words: ReadableWords): NeuralLayers {
    const { tokens, sentences, insertions } = words
    const n = tokens.length
    const joint = new Uint8Array(n)
    const names = this.nameScorer.empty(n)
    const parse = { head: new Int32Array(n), deprel: new Uint8Array(n), deprelNames: this.deprelNames }
    let first = 0
    let inputs: ArcInputs | null = null
    const lists = new SentenceLists(tokens, insertions, parse, (list, length) =>
      this.arcs.parse(inputs!, list, length, first, parse.head, parse.deprel),
    )
    for (const chunk of chunksOf(tokens, sentences, doc.blocks)) {
      first = sentences.from[chunk.from]!
      const encoded = this.encoder.encode(types, tokens.type, first, sentences.to[chunk.to - 1]!)
      this.tag(encoded, types, tokens.type, first, joint)
      inputs = this.arcs.read(encoded)
      const scores = this.nameScorer.read(encoded)
      for (let s = chunk.from; s < chunk.to; s++) {
        this.nameScorer.label(scores, first, sentences.from[s]!, sentences.to[s]!, names)
        lists.parse(sentences.from[s]!, sentences.to[s]!)
      }
      this.kernel.release()
    }
    hangCoordinated(parse)
    return { joint, parse, names }
  }

  private tag(encoded: Quantised, types: WordTypes, type: Int32Array, first: number, joint: Uint8Array): void {
    const { at, stride, dim } = this.tagLayer.at(encoded)
    const memory = this.kernel.f32
    for (let k = 0; k < encoded.n; k++)
      joint[first + k] = isDesignation(types, type[first + k]!)
        ? this.properNoun
        : largest(memory, (at + k * stride) >> 2, dim)
  }
}
