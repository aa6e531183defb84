import {
  ANALYSIS_FORMAT,
  type Analysis,
  type Claim,
  type ClaimEvent,
  type Entity,
  type Layers,
  type Link,
  type Mention,
  type Office,
  type Place,
  type Producer,
  type Reference,
  type Span,
  type TimeMention,
  type When,
} from '@wherefrom/schema'

/** Version of the program, as in `producer.version`. */
export const VERSION = '0.1.0'

/**
 * The JSON form of an analysis: `wherefrom/analysis@1`, described in `docs/format.md`. Positions are UTF-16 code units
 * into `document.text`, half-open.
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
    references: layers.references.map(referenceJson),
    places: layers.places.map(placeJson),
    claims: analysis.claims.map((claim) => claimJson(claim, doc.text)),
    aliases: layers.aliases,
    routes: layers.routes,
    problems: doc.problems,
  }
}

/** The type of `toContract`'s result: what one line of `wherefrom read --json` parses to. */
export type AnalysisJson = ReturnType<typeof toContract>

/** `{"nlp.encoder": "1+sha256:..."}`: version of the code, and hash of the weights where there are any. */
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
  const { name, type, aliases, roles } = e
  return { id: entityId(index), name, type, aliases, roles, offices: e.offices.map(officeJson) }
}

function officeJson(o: Office) {
  const { start, end, role, organisation, state, basis } = o
  return { start, end, role, organisation: organisation === null ? null : entityId(organisation), state, basis }
}

function referenceJson(r: Reference) {
  const { start, end, form, cluster, entity, basis } = r
  return { start, end, form, cluster, entity: entity === null ? null : entityId(entity), basis }
}

function placeJson(p: Place) {
  const { start, end, name, lat, lon, country, feature, gazetteer, precisionKm, within, basis } = p
  return { start, end, name, lat, lon, country, feature, gazetteer, precisionKm, within, basis }
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
    events: claim.events.map(eventJson),
    basis: claim.basis,
  }
}

/** `roles` by name, for people and for `jq`; where one role has several participants the first stands there. */
function eventJson(event: ClaimEvent) {
  const roles: Record<string, string> = {}
  for (const p of event.participants) roles[p.role] ??= p.name
  const participants = event.participants.map(({ entity, ...p }) => ({
    ...p,
    entity: entity === null ? null : entityId(entity),
  }))
  return { type: event.type, trigger: event.trigger, roles, participants, basis: event.basis }
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
