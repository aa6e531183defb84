import type { Document, Insertion, Layers, Parse, Producer, Quote, Sentences, Tags } from '@wherefrom/schema'
import { Clusters } from './clusters/clusters.ts'
import {
  COREF_COMPONENT,
  COREF_FILE,
  COREF_VERSION,
  type CorefModels,
  findReferences,
  loadCoref,
} from './coref/index.ts'
import { findTimes } from './dates/index.ts'
import {
  findMentions,
  loadMentions,
  MENTIONS_COMPONENT,
  MENTIONS_FILE,
  MENTIONS_VERSION,
  type MentionModels,
} from './mentions/index.ts'
import { ModelError } from './model/container.ts'
import type { NameLabels } from './neural/names.ts'
import { ENCODER_COMPONENT, ENCODER_FILE, ENCODER_VERSION, NeuralReader } from './neural/reader.ts'
import {
  findPlaces,
  GAZETTEER_COMPONENT,
  GAZETTEER_VERSION,
  type Gazetteer,
  loadGazetteers,
  PLACES_COMPONENT,
  PLACES_VERSION,
} from './places/index.ts'
import { findQuotes } from './quotes/index.ts'
import { SENTENCES_VERSION } from './sentences/features.ts'
import { Segmenter } from './sentences/sentences.ts'
import { Pipeline, type Recorder, type Stage } from './stage.ts'
import { tagLayer } from './tag/layer.ts'
import { Lemmatizer } from './tag/lemma.ts'
import type { TagSet } from './tag/tag-set.ts'
import { findTokens, type TypedTokens } from './tokens/tokens.ts'
import { WordTypes } from './tokens/types.ts'

/** The loaded text engine: weights of every stage. Made once by `loadEngine`, used for any number of documents. */
export interface Engine {
  /** Model file name (as in `models/manifest.json`) -> decompressed bytes. */
  readonly files: ReadonlyMap<string, Uint8Array>
  readonly clusters: Clusters
  readonly types: WordTypes
  readonly segmenter: Segmenter
  readonly lemmatizer: Lemmatizer
  /** The shared encoder: tags, trees, name labels. */
  readonly reader: NeuralReader
  /** Null where the weights are left out: then rules and lists find the names. */
  readonly mentions: MentionModels | null
  /** Null where the weights are left out: then there are no references. */
  readonly coref: CorefModels | null
  /** The world's gazetteer, where it is installed, then the user's own tables. */
  readonly gazetteers: readonly Gazetteer[]
}

/** Components of the text engine, with the version of each one's rules or feature templates. */
export const NLP_PRODUCERS: readonly Producer[] = [
  { component: 'nlp.tokens', version: '1' },
  { component: 'nlp.sentences', version: String(SENTENCES_VERSION) },
  { component: ENCODER_COMPONENT, version: String(ENCODER_VERSION) },
  { component: 'nlp.lemmas', version: '1' },
  { component: MENTIONS_COMPONENT, version: String(MENTIONS_VERSION) },
  { component: COREF_COMPONENT, version: String(COREF_VERSION) },
  { component: GAZETTEER_COMPONENT, version: String(GAZETTEER_VERSION) },
  { component: PLACES_COMPONENT, version: String(PLACES_VERSION) },
  { component: 'nlp.dates', version: '2' },
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
  const corefFile = files.get(COREF_FILE)
  return {
    files,
    clusters,
    types: new WordTypes({
      clusters: clusters.fine,
      coarse: clusters.coarse,
    }),
    segmenter: new Segmenter(file('sentences.bin.gz')),
    lemmatizer: new Lemmatizer(file('lemmas.bin.gz')),
    reader: NeuralReader.decode(file(ENCODER_FILE)),
    mentions: mentionFile ? loadMentions(mentionFile) : null,
    coref: corefFile ? loadCoref(corefFile) : null,
    gazetteers: loadGazetteers(files),
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
interface WithReading {
  /** Joint tag of each token (see `set`). */
  readonly joint: Uint8Array
  readonly set: TagSet
  readonly parse: Parse
  /** Name labels by the encoder. */
  readonly labels: NameLabels
}
interface WithTags {
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

const reading: Stage<Start & WithTokens & { insertions: readonly Insertion[] }, WithReading> = {
  name: 'reading',
  run: ({ doc, engine, tokens, sentences, insertions }) => {
    const { joint, parse, names } = engine.reader.read(doc, engine.types, { tokens, sentences, insertions })
    return { joint, set: engine.reader.tags, parse, labels: names }
  },
}

const tags: Stage<Start & WithTokens & WithReading, WithTags> = {
  name: 'tags',
  run: ({ doc, engine, tokens, joint, set }) => ({ tags: tagLayer(doc.text, tokens, joint, set, engine.lemmatizer) }),
}

type Named = Pick<Layers, 'mentions' | 'entities' | 'aliases' | 'routes'>

const mentions: Stage<Start & WithTokens & WithTags & WithReading & { quotes: readonly Quote[] }, Named> = {
  name: 'mentions',
  run: ({ doc, engine, ...layers }) => {
    const { fine: clusters, coarse } = engine.clusters
    return findMentions({ ...layers, text: doc.text, clusters, coarse }, engine.mentions)
  },
}

const references: Stage<
  Start & WithTokens & WithTags & { parse: Parse; quotes: readonly Quote[] } & Named,
  Pick<Layers, 'references'>
> = {
  name: 'references',
  run: ({ doc, engine, ...layers }) => ({
    references: engine.coref ? findReferences({ ...layers, text: doc.text }, engine.types, engine.coref) : [],
  }),
}

const places: Stage<Start & WithTokens & WithTags & { parse: Parse } & Named, Pick<Layers, 'places'>> = {
  name: 'places',
  run: ({ doc, engine, ...layers }) => ({ places: findPlaces({ ...layers, text: doc.text }, engine.gazetteers) }),
}

const times: Stage<
  Start & WithTokens & WithTags & { parse: Parse; quotes: readonly Quote[] },
  Pick<Layers, 'times'>
> = {
  name: 'times',
  run: (state) => ({ times: findTimes(state) }),
}

const PIPELINE = Pipeline.from<Start>()
  .add(quotes)
  .add(tokens)
  .add(reading)
  .add(tags)
  .add(mentions)
  .add(references)
  .add(places)
  .add(times)

/** Reads one document: every layer of the text engine. `record` receives what each stage gave. */
export function analyse(doc: Document, engine: Engine, record?: Recorder): Layers {
  const { engine: _e, doc: _d, joint: _j, set: _s, labels: _l, ...layers } = PIPELINE.run({ doc, engine }, record)
  return layers
}
