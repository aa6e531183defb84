import type { Alias, Entity, Mention, MentionType, Quote, Route, Sentences, Tags, Tokens } from '@wherefrom/schema'
import { decodeModel } from '../model/container.ts'
import { LinearModel } from '../model/linear.ts'
import type { NameLabels } from '../neural/names.ts'
import { AliasFinder } from './aliases.ts'
import { type ClusterLookup, makeColumns } from './columns.ts'
import { groupNames } from './entities.ts'
import { findNames } from './find.ts'
import { LABELS, NER_TYPES } from './labels.ts'
import { type Lexicon, makeLexicon } from './lexicon.ts'
import type { Name } from './name.ts'
import { fromBio } from './neural-labels.ts'
import { findOffices } from './offices.ts'
import type { RoleGround } from './roles.ts'
import { findRoute } from './routes.ts'
import { tagNames } from './tagger.ts'
import { Words } from './words-at.ts'

export const MENTIONS_FILE = 'ner.bin.gz'
export const MENTIONS_COMPONENT = 'nlp.mentions'
/** Version of the rules, and of the feature templates that the weights are for. */
export const MENTIONS_VERSION = 2
export const MENTIONS_FEATURES = 1

/** Weights and lists of the name finder. */
export interface MentionModels {
  readonly model: LinearModel
  readonly lexicon: Lexicon
  /** See `tagNames`. */
  readonly bias: number
}

export interface MentionLayers {
  readonly mentions: readonly Mention[]
  readonly entities: readonly Entity[]
  readonly aliases: readonly Alias[]
  readonly routes: readonly Route[]
}

/** Unpacks the weights (`bytes`: the decompressed model file). */
export function loadMentions(bytes: Uint8Array): MentionModels {
  const { header, sections } = decodeModel(bytes, MENTIONS_COMPONENT, MENTIONS_FEATURES)
  const list = (name: string): Int32Array => {
    const raw = sections.get(name)
    return raw ? new Int32Array(new Uint8Array(raw).buffer) : new Int32Array(0)
  }
  const learned = NER_TYPES.map((t) => list(`learned.${t}`))
  return {
    model: LinearModel.decode(LABELS, sections),
    lexicon: makeLexicon(list('places'), learned),
    bias: Number(header.settings['bias'] ?? 0),
  }
}

/** Penn tags by token; null where there are none. */
const tagReader =
  (tags: Tags | null) =>
  (i: number): string | null =>
    tags?.xposNames[tags.xpos[i]!] ?? null

/** Names by sentence: names are sorted, so each sentence's are a slice. */
function* bySentence(words: Words, names: readonly Name[]): Generator<[number, Name[]]> {
  let at = 0
  for (let s = 0; s < words.sentences.length; s++) {
    const from = at
    while (at < names.length && names[at]!.from < words.to(s)) at++
    yield [s, names.slice(from, at)]
  }
}

/** What finding names reads of a document. `tags`, clusters and `labels` help where they are there. */
export interface MentionInput {
  readonly text: string
  readonly tokens: Tokens
  readonly sentences: Sentences
  readonly quotes: readonly Quote[]
  readonly tags?: Tags
  readonly clusters?: ClusterLookup
  readonly coarse?: ClusterLookup
  /** The encoder's labels. */
  readonly labels?: NameLabels
}

/**
 * Finds the names of a document and who or what they stand for: mentions, entities with their roles, aliases that the
 * text itself states, and routes of movements. `models` null: rules and lists only. Linear in the document's length.
 */
export function findMentions(input: MentionInput, models: MentionModels | null): MentionLayers {
  const { text, tokens, sentences, quotes, clusters = null, coarse = null, labels: neural = null } = input
  const tags = input.tags ?? null
  const words = new Words(text, tokens, sentences)
  const lexicon = models?.lexicon ?? makeLexicon(new Int32Array(0), [])
  const columns = makeColumns(text, tokens, sentences, lexicon, clusters, coarse)
  const margin = neural?.margin ?? new Int32Array(tokens.length)
  const labels = models
    ? tagNames(models.model, columns, sentences, models.bias, margin, neural)
    : neural
      ? fromBio(neural)
      : new Uint8Array(tokens.length)
  const names = findNames(words, columns, labels, margin, tagReader(tags))
  const { grouper, entity } = groupNames(words, names)
  const aliasFinder = new AliasFinder(words, names, quotes)
  const routes: Route[] = []
  const typeAt: (MentionType | null)[] = new Array(tokens.length).fill(null)
  for (const n of names) typeAt.fill(n.type, n.from, n.to)
  for (const [s, own] of bySentence(words, names)) {
    aliasFinder.readSentence(s)
    const route = own.length > 1 ? findRoute(words, own, s, (i) => typeAt[i] === 'nationality') : null
    if (route) routes.push(route)
  }
  grouper.equate(aliasFinder.aliases, entity)
  const mentions = names.map((n, m): Mention => {
    const span = { start: tokens.start[n.from]!, end: tokens.end[n.to - 1]! }
    return { ...span, type: n.type, tokens: { from: n.from, to: n.to }, entity: entity[m]!, basis: n.basis }
  })
  const ground: RoleGround = { words, typeAt: (i) => typeAt[i] ?? null, tagAt: tagReader(tags) }
  const offices = findOffices(ground, names, entity)
  return { mentions, entities: grouper.entities(offices), aliases: aliasFinder.aliases, routes }
}
