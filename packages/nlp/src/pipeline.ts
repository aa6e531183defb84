import type { Document, Insertion, Layers, Parse, Producer, Quote, Sentences, Tags } from '@wherefrom/schema'
import { Clusters } from './clusters/clusters.ts'
import { findTimes } from './dates/index.ts'
import {
  findMentions,
  loadMentions,
  MENTIONS_COMPONENT,
  MENTIONS_FILE,
  MENTIONS_VERSION,
  type MentionModels,
} from './mentions/index.ts'
import { decodeModel, ModelError } from './model/container.ts'
import { Parser } from './parse/parser.ts'
import { PARSE_VERSION } from './parse/templates.ts'
import { findQuotes } from './quotes/index.ts'
import { SENTENCES_VERSION } from './sentences/features.ts'
import { Segmenter } from './sentences/sentences.ts'
import { Pipeline, type Recorder, type Stage } from './stage.ts'
import { TagDictionary } from './tag/dictionary.ts'
import { TAG_VERSION } from './tag/features.ts'
import { tagLayer } from './tag/layer.ts'
import { Lemmatizer } from './tag/lemma.ts'
import { Tagger } from './tag/tagger.ts'
import { findTokens, type TypedTokens } from './tokens/tokens.ts'
import { WordTypes } from './tokens/types.ts'

/** The loaded text engine: weights of every stage. Made once by `loadEngine`, used for any number of documents. */
export interface Engine {
  /** Model file name (as in `models/manifest.json`) -> decompressed bytes. */
  readonly files: ReadonlyMap<string, Uint8Array>
  readonly clusters: Clusters
  readonly types: WordTypes
  readonly segmenter: Segmenter
  readonly tagger: Tagger
  readonly parser: Parser
  readonly lemmatizer: Lemmatizer
  /** Null where the weights are left out: then rules and lists find the names. */
  readonly mentions: MentionModels | null
}

/** Components of the text engine, with the version of each one's rules or feature templates. */
export const NLP_PRODUCERS: readonly Producer[] = [
  { component: 'nlp.tokens', version: '1' },
  { component: 'nlp.sentences', version: String(SENTENCES_VERSION) },
  { component: 'nlp.tag', version: String(TAG_VERSION) },
  { component: 'nlp.lemmas', version: '1' },
  { component: 'nlp.parse', version: String(PARSE_VERSION) },
  { component: MENTIONS_COMPONENT, version: String(MENTIONS_VERSION) },
  { component: 'nlp.dates', version: '1' },
]

/** Makes the engine from model files: name -> decompressed bytes. Throws `ModelError` where one is missing or damaged. */
export function loadEngine(files: ReadonlyMap<string, Uint8Array>): Engine {
  const file = (name: string): Uint8Array => {
    const bytes = files.get(name)
    if (!bytes) throw new ModelError(`model file ${name} is missing`)
    return bytes
  }
  const clusterFile = files.get('clusters.bin.gz')
  const clusters = clusterFile ? Clusters.decode(clusterFile) : Clusters.none()
  const mentionFile = files.get(MENTIONS_FILE)
  const tagFile = decodeModel(file('tag.bin.gz'), 'nlp.tag', TAG_VERSION)
  return {
    files,
    clusters,
    types: new WordTypes({
      clusters: clusters.fine,
      coarse: clusters.coarse,
      known: TagDictionary.decode(tagFile.sections),
    }),
    segmenter: new Segmenter(file('sentences.bin.gz')),
    tagger: new Tagger(tagFile),
    parser: Parser.decode(file('parse.bin.gz')),
    lemmatizer: new Lemmatizer(file('lemmas.bin.gz')),
    mentions: mentionFile ? loadMentions(mentionFile) : null,
  }
}

interface Start {
  readonly doc: Document
  readonly engine: Engine
}
interface WithTokens {
  readonly tokens: TypedTokens
  readonly sentences: Sentences
}
interface WithTags {
  /** Joint tag of each token (see `Tagger.set`). */
  readonly joint: Uint8Array
  readonly tags: Tags
}

const quotes: Stage<Start, { quotes: readonly Quote[]; insertions: readonly Insertion[] }> = {
  name: 'quotes',
  run: ({ doc }) => findQuotes(doc),
}

const tokens: Stage<Start, WithTokens> = {
  name: 'tokens',
  run: ({ doc, engine }) => findTokens(doc, engine.types, engine.segmenter),
}

const tags: Stage<Start & WithTokens, WithTags> = {
  name: 'tags',
  run: ({ doc, engine, tokens, sentences }) => {
    const joint = engine.tagger.tag(engine.types, tokens.type, sentences)
    return { joint, tags: tagLayer(doc.text, tokens, joint, engine.tagger.set, engine.lemmatizer) }
  },
}

const parse: Stage<Start & WithTokens & WithTags & { insertions: readonly Insertion[] }, { parse: Parse }> = {
  name: 'parse',
  run: ({ engine, tokens, sentences, joint, insertions }) => {
    const tagged = { types: engine.types, type: tokens.type, joint, set: engine.tagger.set }
    return { parse: engine.parser.parse(tokens, sentences, tagged, insertions) }
  },
}

type Named = Pick<Layers, 'mentions' | 'entities' | 'aliases' | 'routes'>

const mentions: Stage<Start & WithTokens & WithTags & { parse: Parse; quotes: readonly Quote[] }, Named> = {
  name: 'mentions',
  run: ({ doc, engine, tokens, sentences, tags, parse, quotes }) =>
    findMentions(
      doc,
      doc.text,
      tokens,
      sentences,
      tags,
      parse,
      quotes,
      engine.mentions,
      engine.clusters.fine,
      engine.clusters.coarse,
    ),
}

const times: Stage<
  Start & WithTokens & WithTags & { parse: Parse; quotes: readonly Quote[] },
  Pick<Layers, 'times'>
> = {
  name: 'times',
  run: (state) => ({ times: findTimes(state) }),
}

const PIPELINE = Pipeline.from<Start>().add(quotes).add(tokens).add(tags).add(parse).add(mentions).add(times)

/** Reads one document: every layer of the text engine. `record` receives what each stage gave. */
export function analyse(doc: Document, engine: Engine, record?: Recorder): Layers {
  const { engine: _e, doc: _d, joint: _j, ...layers } = PIPELINE.run({ doc, engine }, record)
  return { ...layers, references: [], places: [] }
}
