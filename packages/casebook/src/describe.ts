import type { Basis, Claim, ClaimEvent, Document, Link, MetadataField, Producer, Span, When } from '@wherefrom/schema'
import { daysIn } from './calendar.ts'

/** What people are shown of an analysis, in words: shared by the terminal and the HTML dossier. */

/** The words of several spans as one line; `...` where something was left out between them. */
export function wordsOf(doc: Document, spans: readonly Span[]): string {
  return spans.map((s) => doc.text.slice(s.start, s.end).replace(/\s+/g, ' ').trim()).join(' … ')
}

/** One step of a chain, ready to be shown. */
export interface Step {
  readonly entity: string
  /** How the text names the source beyond the entity's name: `He`, `the publication`, or the role after the name. */
  readonly as: string | null
  readonly link: Link
  /** The cue's words, `''` when the sentence has none. */
  readonly cue: string
}

/** The steps of a claim's chain, outermost first, without the outlet. */
export function stepsOf(claim: Claim, doc: Document): Step[] {
  return claim.chain.map((link) => {
    const words = link.source ? wordsOf(doc, [link.source]) : null
    const as = words === null || sameName(words, link.entity) ? null : roleOf(words, link.entity)
    return { entity: entityLabel(link), as, link, cue: wordsOf(doc, link.cue) }
  })
}

/** `John Kirby, Coordinator for ...` as `Coordinator for ...` when the entity is John Kirby; anything else as it is. */
function roleOf(words: string, entity: string): string {
  return words.startsWith(`${entity}, `) ? words.slice(entity.length + 2) : words
}

export const entityLabel = (link: Link): string =>
  link.kind === 'unstated' || link.entity === '' ? 'somebody not named' : link.entity

function sameName(a: string, b: string): boolean {
  const plain = (s: string): string => s.toLowerCase().replace(/^(the|a|an) /, '')
  return plain(a) === plain(b)
}

/** One event, ready to be shown: its type, the word that tells it, and the names that fill each role. */
export interface EventShown {
  readonly event: ClaimEvent
  readonly trigger: string
  readonly roles: readonly (readonly [role: string, names: readonly string[]])[]
}

/**
 * The events of a claim that are worth a line: the main predicate's, and others that the lexicon tells. A main event of
 * no type and without participants says nothing that the content does not.
 */
export function eventsShown(claim: Claim, doc: Document): EventShown[] {
  return claim.events
    .filter((e, i) => e.type !== 'other' || (i === 0 && e.participants.length > 0))
    .map((event) => {
      const roles = new Map<string, string[]>()
      for (const p of event.participants) roles.set(p.role, [...(roles.get(p.role) ?? []), p.name])
      return { event, trigger: wordsOf(doc, [event.trigger]), roles: [...roles] }
    })
}

/** How a claim stands: the outlet's own, somebody's, or denied by somebody. */
export type Voice = 'own' | 'attributed' | 'denied'

export function voiceOf(claim: Claim): Voice {
  if (claim.chain.length === 0) return 'own'
  return claim.chain.some((l) => l.manner === 'denies' || l.stance === 'denies') ? 'denied' : 'attributed'
}

/** One who speaks in a document: any entity of any chain. */
export interface Speaker {
  readonly entity: string
  readonly kind: Link['kind']
  readonly named: boolean
  /** Ids of the claims in whose chain the entity stands. */
  readonly claims: readonly string[]
}

/** Who speaks, most claims first, then in order of appearance. */
export function speakersOf(claims: readonly Claim[]): Speaker[] {
  const byKey = new Map<string, { entity: string; kind: Link['kind']; named: boolean; claims: string[] }>()
  for (const claim of claims)
    for (const link of claim.chain) {
      const entity = entityLabel(link)
      const key = entity.toLowerCase()
      const speaker = byKey.get(key) ?? { entity, kind: link.kind, named: link.named, claims: [] }
      if (speaker.claims.at(-1) !== claim.id) speaker.claims.push(claim.id)
      byKey.set(key, speaker)
    }
  return [...byKey.values()].sort((a, b) => b.claims.length - a.claims.length)
}

export interface Counts {
  readonly claims: number
  readonly own: number
  readonly attributed: number
  readonly denied: number
  readonly hedged: number
  /** Claims none of whose links is a named source. */
  readonly unnamed: number
}

export function countsOf(claims: readonly Claim[]): Counts {
  const count = (test: (c: Claim) => boolean): number => claims.filter(test).length
  return {
    claims: claims.length,
    own: count((c) => c.chain.length === 0),
    attributed: count((c) => c.chain.length > 0),
    denied: count((c) => voiceOf(c) === 'denied'),
    hedged: count((c) => c.certainty === 'probable' || c.certainty === 'possible'),
    unnamed: count((c) => c.chain.length > 0 && !c.chain.some((l) => l.named)),
  }
}

/** Where the chosen value of a field came from: `dateline`, `json-ld`, ...; null when nothing was chosen. */
export function originOf(doc: Document, field: MetadataField, value: string | null): string | null {
  if (value === null) return null
  return doc.metadata.candidates.find((c) => c.field === field && c.value === value)?.from ?? null
}

/** The outlet as first step of every chain. */
export const outletOf = (doc: Document): string => doc.metadata.outlet ?? 'the outlet'

/** `rule chains/citing`, `model claims.spans 3 (score 1.2)`: what made a value, in which version. */
export function whyOf(basis: Basis, producers: readonly Producer[]): string {
  if (basis.type === 'text') return 'stands in the text'
  if (basis.type === 'human') return `${basis.user}, ${basis.at}`
  if (basis.type === 'rule') return `rule ${basis.rule}`
  const producer = producers.find((p) => p.component === basis.component)
  const score = basis.score === undefined ? '' : `, score ${Math.round(basis.score * 100) / 100}`
  return `model ${basis.component} ${producer?.version ?? ''}`.trimEnd() + score
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ')

/** `2023-06-10` -> `10 June 2023`, `2023-06` -> `June 2023`; anything else as it is. */
export function dateWords(iso: string): string {
  const match = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(iso)
  const month = match ? MONTHS[Number(match[2]) - 1] : undefined
  if (!match || !month) return iso
  return match[3] ? `${Number(match[3])} ${month} ${match[1]}` : `${month} ${match[1]}`
}

/** The interval that an expression means: `1 January to 30 April 2024`; null where the text does not tell. */
export function whenWords(when: Pick<When, 'from' | 'to' | 'edtf'>): string | null {
  const { from, to } = when
  if (from && to) return from === to ? dateWords(from) : intervalWords(from, to)
  if (from) return `from ${dateWords(from)}`
  if (to) return `until ${dateWords(to)}`
  return when.edtf
}

function intervalWords(from: string, to: string): string {
  const whole = wholeUnit(from, to)
  if (whole) return whole
  const [a, b] = [dateWords(from), dateWords(to)]
  const year = from.slice(0, 4)
  if (year !== to.slice(0, 4)) return `${a} to ${b}`
  const sameMonth = from.slice(0, 7) === to.slice(0, 7)
  return `${sameMonth ? Number(from.slice(8)) : a.slice(0, -5)} to ${b}`
}

/** A whole month or a whole year is called by its name. */
function wholeUnit(from: string, to: string): string | null {
  if (from.slice(0, 4) !== to.slice(0, 4) || !from.endsWith('-01')) return null
  if (from.endsWith('-01-01') && to.endsWith('-12-31')) return from.slice(0, 4)
  if (from.slice(0, 7) !== to.slice(0, 7)) return null
  const last = daysIn(Number(from.slice(0, 4)), Number(from.slice(5, 7)))
  return Number(to.slice(8)) === last ? dateWords(from.slice(0, 7)) : null
}
