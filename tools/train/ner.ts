/** `npm run train -- ner`: the name tagger's weights and lists, `models/ner.bin.gz`. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { LinearModel } from '@wherefrom/nlp'
import { Clusters } from '../../packages/nlp/src/clusters/clusters.ts'
import { MENTIONS_COMPONENT, MENTIONS_FEATURES, MENTIONS_FILE } from '../../packages/nlp/src/mentions/index.ts'
import { LABELS, NER_TYPES } from '../../packages/nlp/src/mentions/labels.ts'
import { type Lexicon, makeLexicon } from '../../packages/nlp/src/mentions/lexicon.ts'
import { saveModel } from './manifest.ts'
import { LAYOUTS, readColumns } from './ner-columns.ts'
import { readAll } from './ner-corpora.ts'
import type { NerDoc } from './ner-doc.ts'
import { type Example, toExample } from './ner-examples.ts'
import { linear, MIN_UPDATES, score, trainPerceptron } from './ner-learn.ts'
import { learnedNames, placeNames } from './ner-lists.ts'
import type { AveragedPerceptron } from './perceptron.ts'

const EPOCHS = 8

/** See `tagNames`; where precision and recall meet on the held-out documents. */
const BIAS = 10

const TRAINED_ON = [
  { corpus: 'UNER English-EWT', licence: 'CC BY-SA 4.0', part: 'train' },
  { corpus: 'WikiGold', licence: 'CC BY 4.0', part: 'nine tenths' },
  { corpus: 'CrossNER politics', licence: 'MIT', part: 'nine tenths of train and dev' },
  { corpus: 'WNUT 2017', licence: 'CC BY 4.0', part: 'nine tenths of train' },
  { corpus: 'Broad Twitter Corpus', licence: 'CC BY 4.0', part: 'nine twentieths' },
  { corpus: 're3d', licence: 'public domain, OGL, CC BY, CC BY-SA', part: 'nine tenths' },
  {
    corpus: 'GUM (news, interview, bio, academic, speech, voyage, court, textbook, vlog, conversation)',
    licence: 'CC BY, CC BY-SA',
    part: 'nine tenths of train',
  },
  {
    corpus: 'Natural Earth (place names)',
    licence: 'public domain',
    part: 'populated places, seas, regions, provinces',
  },
  { corpus: 'news text (names found in it)', licence: 'public domain, CC BY, CC BY-SA', part: 'a sample' },
]

/** A copy in small letters, for texts that come without capitals. */
const inLowerCase = (doc: NerDoc): NerDoc => ({ ...doc, id: `${doc.id}-lower`, text: doc.text.toLowerCase() })

interface Split {
  readonly train: readonly NerDoc[]
  readonly held: ReadonlyMap<string, readonly NerDoc[]>
}

/** Every tenth document of a corpus is held back; UNER has a development part of its own. */
function split(corpora: string): Split {
  const seen = new Map<string, number>()
  const train: NerDoc[] = []
  const held = new Map<string, NerDoc[]>()
  for (const d of readAll(corpora)) {
    const k = seen.get(d.corpus) ?? 0
    seen.set(d.corpus, k + 1)
    if (d.corpus === 'uner-ewt' || k % 10 !== 3) train.push(d)
    else held.set(d.corpus, [...(held.get(d.corpus) ?? []), d])
  }
  const dev = readColumns(join(corpora, 'ner', 'uner-ewt', 'en_ewt-ud-dev.iob2'), LAYOUTS.uner)
  held.set(
    'uner-dev',
    dev.map((d) => ({ ...d, annotated: ['PER', 'ORG', 'LOC'] })),
  )
  const prose = train.filter((d) => d.corpus !== 'btc' && d.corpus !== 'wnut17')
  const lowered = prose.filter((d, k) => k % 4 === 1 && d.text.length === d.text.toLowerCase().length)
  // Web text as news treats it counts three times; short messages, whose names follow other habits, by half.
  const more = train.filter((d) => d.corpus === 'uner-ewt')
  const base = train.filter((d, k) => d.corpus !== 'btc' || k % 2 === 0)
  return { train: [...base, ...more, ...more, ...lowered.map(inLowerCase)], held }
}

function loadClusters(): Clusters | null {
  const path = join(import.meta.dirname, '..', '..', 'models', 'clusters.bin.gz')
  if (!existsSync(path)) return null
  return Clusters.decode(new Uint8Array(gunzipSync(readFileSync(path))))
}

interface Trained {
  readonly model: AveragedPerceptron
  readonly scores: Record<string, number>
}

function fitModel({ train, held }: Split, lexicon: Lexicon, clusters: Clusters | null, epochs: number): Trained {
  const ready = (d: NerDoc): Example => toExample(d, lexicon, clusters)
  const model = trainPerceptron(train.map(ready), epochs)
  const runtime = linear(model)
  const scores: Record<string, number> = {}
  for (const [name, docs] of held) {
    const { f, line } = score(runtime, docs.map(ready), docs[0]!.annotated, BIAS, process.env['SHOW'] === name)
    process.stderr.write(`  ${name.padEnd(18)} ${line}\n`)
    scores[`${name} F`] = Math.round(f * 10_000) / 10_000
  }
  return { model, scores }
}

export async function train(corpora: string): Promise<void> {
  const parts = split(corpora)
  const clusters = loadClusters()
  const places = placeNames(corpora)
  const plain = makeLexicon(places, [])
  const first = fitModel(parts, plain, clusters, 5)
  const learned = await learnedNames(corpora, linear(first.model), plain, clusters)
  process.stderr.write(`  learned names: ${learned.map((l, t) => `${NER_TYPES[t]} ${l.length}`).join(', ')}\n`)
  const { model, scores } = fitModel(parts, makeLexicon(places, learned), clusters, EPOCHS)
  const sections = LinearModel.encode(model.averaged(MIN_UPDATES))
  const bytes = (a: Int32Array): Uint8Array => new Uint8Array(a.buffer, a.byteOffset, a.byteLength)
  sections.set('places', bytes(places))
  for (const [t, type] of NER_TYPES.entries()) sections.set(`learned.${type}`, bytes(learned[t]!))
  const header = { component: MENTIONS_COMPONENT, version: MENTIONS_FEATURES, settings: { labels: LABELS, bias: BIAS } }
  saveModel(MENTIONS_FILE, { header, sections }, { licence: 'CC BY-SA 4.0', trainedOn: TRAINED_ON, scores })
}
