import type { Producer, Span } from '@wherefrom/schema'
import type { IndexedPassage, SearchField } from '../case/prepared.ts'
import type { AnalysisJson } from '../contract.ts'
import { factsOf, writeFacts } from './facts.ts'
import { termsOf } from './fold/scan.ts'
import { type Stretch, stretchesOf } from './stretches.ts'
import { claimTags, NO_CLAIM_TAG, outletTag, publishedTags } from './tags.ts'
import { Values } from './values.ts'

/** Who makes passages: a new version makes documents stale, because the index holds what the old one made of them. */
export const PASSAGES: Producer = { component: 'search.passages', version: '2' }

/**
 * What full-text search keeps of a document: a passage for every claim (with the words that attribute it), and for every
 * sentence that no claim covers; together they hold every word of the text. Pure: the same analysis gives the
 * same passages, so that the index can be checked against it.
 */
export function passagesOf(json: AnalysisJson): IndexedPassage[] {
  const { text, metadata } = json.document
  const shared = publishedTags(metadata.published)
  if (metadata.outlet) shared.push(outletTag(metadata.outlet))
  const names = new NamesIn(json)
  return stretchesOf(json).map((stretch, n) => passage(json, text, stretch, n, shared, names))
}

function passage(
  json: AnalysisJson,
  text: string,
  stretch: Stretch,
  n: number,
  shared: readonly string[],
  names: NamesIn,
): IndexedPassage {
  const claim = stretch.claim === null ? null : json.claims[stretch.claim]!
  const content = claim?.content ?? [stretch]
  const places = names.placesIn(stretch)
  const tags = claim ? claimTags(claim, places.length) : [NO_CLAIM_TAG]
  const terms: Record<SearchField, string> = {
    text: wordsOf(text, stretch),
    said: claim ? names.sourcesOf(claim) : '',
    about: names.mentionedIn(content, claim?.events ?? []),
    place: placeWords(places),
    tags: [...shared, ...tags].join(' '),
  }
  return {
    n,
    start: stretch.start,
    end: stretch.end,
    claim: claim?.id ?? null,
    text: stored(text.slice(stretch.start, stretch.end)),
    facts: writeFacts(
      claim &&
        factsOf(
          claim,
          places.map((p) => p.name),
        ),
    ),
    terms,
  }
}

const wordsOf = (text: string, { start, end }: Span): string => {
  const terms = termsOf(text, start, end)
  let out = ''
  for (const t of terms) out += out === '' ? t.term : ` ${t.term}`
  return out
}

/** What both databases can hold: no zero characters, no halves of pairs. Lengths stay, so spans stay true. */
const stored = (text: string): string => text.replaceAll('\0', '\uFFFD').toWellFormed()

type EventJson = AnalysisJson['claims'][number]['events'][number]
type PlaceJson = AnalysisJson['places'][number]

function placeWords(places: readonly PlaceJson[]): string {
  const values = new Values()
  for (const p of places) {
    values.add(p.name)
    if (p.country !== null) values.add(p.country)
  }
  return values.toString()
}

/** Finds names, aliases and roles of what is mentioned in a stretch; mentions and places are in text order. */
class NamesIn {
  private readonly json: AnalysisJson
  private readonly entities: ReadonlyMap<string, AnalysisJson['entities'][number]>
  private readonly mentions: readonly AnalysisJson['mentions'][number][]
  private readonly places: readonly PlaceJson[]

  constructor(json: AnalysisJson) {
    this.json = json
    this.entities = new Map(json.entities.map((e) => [e.id, e]))
    this.mentions = sorted(json.mentions)
    this.places = sorted(json.places)
  }

  placesIn(span: Span): PlaceJson[] {
    const byName = new Map(within(this.places, [span]).map((p) => [p.name, p]))
    return [...byName.values()].slice(0, 16)
  }

  /** What the spans name, and who else takes part in their events ("denied supplying": who would have supplied). */
  mentionedIn(spans: readonly Span[], events: readonly EventJson[]): string {
    const values = new Values()
    const named = within(this.mentions, spans).map((m) => m.entity)
    const taking = events.flatMap((e) => e.participants).flatMap((p) => (p.entity === null ? [] : [p.entity]))
    for (const id of new Set([...named, ...taking])) this.addEntity(values, id, false)
    return values.toString()
  }

  /** Every source of the chain: as the chain calls it, as the text does, and what the document says of who is meant. */
  sourcesOf(claim: AnalysisJson['claims'][number]): string {
    const values = new Values()
    for (const { entity, source, kind } of claim.chain) {
      const { text } = this.json.document
      if (source) values.add(text.slice(source.start, source.end))
      if (kind !== 'unstated') values.add(entity)
      if (source) for (const m of within(this.mentions, [source])) this.addEntity(values, m.entity, true)
    }
    return values.toString()
  }

  private addEntity(values: Values, id: string, roles: boolean): void {
    const entity = this.entities.get(id)
    if (!entity) return
    values.add(entity.name)
    for (const alias of entity.aliases) values.add(alias)
    if (roles) for (const role of entity.roles) values.add(role)
  }
}

const sorted = <T extends Span>(spans: readonly T[]): readonly T[] => [...spans].sort((a, b) => a.start - b.start)

/** Those that begin in one of the spans. */
function within<T extends Span>(all: readonly T[], spans: readonly Span[]): T[] {
  const found: T[] = []
  for (const { start, end } of spans) {
    for (let i = firstFrom(all, start); i < all.length && all[i]!.start < end; i++) found.push(all[i]!)
  }
  return found
}

function firstFrom(all: readonly Span[], start: number): number {
  let [low, high] = [0, all.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (all[middle]!.start < start) low = middle + 1
    else high = middle
  }
  return low
}
