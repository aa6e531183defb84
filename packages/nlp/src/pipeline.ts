import type { Document, Insertion, Layers, Parse, Producer, Quote, Sentences, Tags } from '@wherefrom/schema'
import { Clusters } from './clusters/clusters.ts'
import { findTimes } from './dates/index.ts'
import { decodeModel, ModelError } from './model/container.ts'
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
  readonly lemmatizer: Lemmatizer
}

/** Components of the text engine, with the version of each one's rules or feature templates. */
export const NLP_PRODUCERS: readonly Producer[] = [
  { component: 'nlp.tokens', version: '1' },
  { component: 'nlp.sentences', version: String(SENTENCES_VERSION) },
  { component: 'nlp.tag', version: String(TAG_VERSION) },
  { component: 'nlp.lemmas', version: '1' },
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
    lemmatizer: new Lemmatizer(file('lemmas.bin.gz')),
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

const parse: Stage<WithTokens & WithTags, { parse: Parse }> = {
  name: 'parse',
  run: ({ tokens, sentences }) => ({ parse: flat(tokens.length, sentences) }),
}

/** A parse without weights: every word hangs on the first. */
function flat(n: number, sentences: Sentences): Parse {
  const head = new Int32Array(n)
  for (let s = 0; s < sentences.length; s++) head.fill(sentences.from[s]!, sentences.from[s]!, sentences.to[s]!)
  for (let s = 0; s < sentences.length; s++) head[sentences.from[s]!] = -1
  return { head, deprel: new Uint8Array(n), deprelNames: ['dep'] }
}

const nothing: Stage<Start, Pick<Layers, 'mentions' | 'entities' | 'aliases' | 'routes'>> = {
  name: 'later',
  run: () => ({ mentions: [], entities: [], aliases: [], routes: [] }),
}

const times: Stage<Start & WithTokens & WithTags & { parse: Parse; quotes: readonly Quote[] }, Pick<Layers, 'times'>> = {
  name: 'times',
  run: (state) => ({ times: findTimes(state) }),
}

const PIPELINE = Pipeline.from<Start>().add(quotes).add(tokens).add(tags).add(parse).add(nothing).add(times)

/** Reads one document: every layer of the text engine. `record` receives what each stage gave. */
export function analyse(doc: Document, engine: Engine, record?: Recorder): Layers {
  const { engine: _e, doc: _d, joint: _j, ...layers } = PIPELINE.run({ doc, engine }, record)
  return layers
}
