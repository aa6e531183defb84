import {
  ANALYSIS_FORMAT,
  type Analysis,
  type Claim,
  type Entity,
  type Layers,
  type Link,
  type Mention,
  type Producer,
  type Span,
  type TimeMention,
  type When,
} from '@wherefrom/schema'

/** Version of the program, as in `producer.version`. */
export const VERSION = '0.1.0'

/**
 * The JSON form of an analysis: `wherefrom/analysis@1`, described in `docs/format.md`. Positions are UTF-16 code units
 * into `document.text`, half-open. `places` and `events` stay empty until this program has a gazetteer and an event
 * extractor; the keys are there so that readers need not test for them.
 */
export function toContract(analysis: Analysis) {
  const { document: doc, layers } = analysis
  return {
    format: ANALYSIS_FORMAT,
    file: analysis.file,
    sha256: analysis.sha256,
    producer: { version: VERSION, components: componentMap(analysis.producers) },
    document: { text: doc.text, blocks: doc.blocks, metadata: doc.metadata },
    sentences: sentenceSpans(layers),
    mentions: layers.mentions.map(mentionJson),
    entities: layers.entities.map(entityJson),
    times: layers.times.map(timeJson),
    places: [] as PlaceJson[],
    claims: analysis.claims.map((claim) => claimJson(claim, doc.text)),
    aliases: layers.aliases,
    routes: layers.routes,
    problems: doc.problems,
  }
}

/** The type of `toContract`'s result: what one line of `wherefrom read --json` parses to. */
export type AnalysisJson = ReturnType<typeof toContract>

/** A point on the map that a mention stands for. */
export interface PlaceJson extends Span {
  readonly name: string
  /** Degrees, WGS 84. */
  readonly lat: number
  readonly lon: number
  /** ISO 3166-1 alpha-2. */
  readonly country: string
  readonly feature: string
  readonly gazetteer: string
  readonly precisionKm: number
}

/** What a claim says happened, with its participants by name. */
export interface EventJson {
  readonly type: string
  readonly trigger: Span
  readonly roles: Readonly<Record<string, string>>
}

/** `{"nlp.parse": "1+sha256:..."}`: version of the code, and hash of the weights where there are any. */
export function componentMap(producers: readonly Producer[]): Record<string, string> {
  const out: Record<string, string> = {}
  for (const p of producers) out[p.component] = p.model ? `${p.version}+sha256:${p.model}` : p.version
  return out
}

function sentenceSpans({ sentences, tokens }: Layers): Span[] {
  const spans: Span[] = []
  for (let s = 0; s < sentences.length; s++) {
    const [from, to] = [sentences.from[s]!, sentences.to[s]!]
    if (from < to) spans.push({ start: tokens.start[from]!, end: tokens.end[to - 1]! })
  }
  return spans
}

/** Ids are one-based within the document: `e1` is `entities[0]`. */
export const entityId = (index: number): string => `e${index + 1}`

function mentionJson(m: Mention) {
  const { start, end, type, basis } = m
  return { start, end, type, entity: entityId(m.entity), basis }
}

function entityJson(e: Entity, index: number) {
  return { id: entityId(index), name: e.name, type: e.type, aliases: e.aliases, roles: e.roles }
}

function timeJson(t: TimeMention) {
  const { start, end, timex, edtf, from, to, anchor, basis } = t
  return { start, end, timex, edtf, from, to, anchor, basis }
}

function claimJson(claim: Claim, text: string) {
  return {
    id: claim.id,
    content: claim.content,
    /** The content's words, joined by a space; for people and for `jq`, the spans are what counts. */
    text: claim.content.map((s) => text.slice(s.start, s.end)).join(' '),
    quotation: claim.quotation,
    chain: claim.chain.map(linkJson),
    certainty: claim.certainty,
    polarity: claim.polarity,
    time: claim.time,
    when: whenJson(claim.when),
    events: [] as EventJson[],
    basis: claim.basis,
  }
}

function linkJson(link: Link) {
  const { source, entity, kind, named, cue, manner, inherited, stance, basis } = link
  return { source, entity, kind, named, cue, manner, inherited, stance, when: whenJson(link.when), basis }
}

function whenJson(when: When | null) {
  if (!when) return null
  const { start, end, edtf, from, to, anchor } = when
  return { start, end, edtf, from, to, anchor }
}
