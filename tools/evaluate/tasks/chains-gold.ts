/** Reads the `chains` gold format: one JSON file per document, spans given as quoted strings with an occurrence number. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Certainty, ClaimTime, Manner, Quotation, SourceKind, Span } from '@wherefrom/schema'

interface GoldSpan {
  readonly quote: string
  readonly nth?: number
}

interface GoldWhen extends GoldSpan {
  readonly edtf: string | null
  readonly anchor: string
}

interface GoldLink {
  readonly source: GoldSpan | null
  readonly entity: string | null
  readonly kind: SourceKind
  readonly named: boolean
  readonly cue: readonly GoldSpan[]
  readonly manner: Manner
  readonly inherited?: boolean
}

interface GoldClaim {
  readonly id: string
  readonly content: readonly GoldSpan[]
  readonly quotation: Quotation
  readonly chain: readonly GoldLink[]
  readonly certainty: Certainty
  readonly polarity: 'positive' | 'negative'
  readonly time: ClaimTime
  readonly when: GoldWhen | null
}

export interface GoldDocument {
  readonly id: string
  readonly published: string | null
  readonly outlet: string | null
  readonly text: string
  readonly claims: readonly GoldClaim[]
  readonly aliases?: readonly (readonly [string, string])[]
  readonly routes?: readonly (readonly string[])[]
}

/** A claim of either side in one shape, positions in the product's text. */
export interface ScoredClaim {
  readonly content: readonly Span[]
  readonly quotation: Quotation
  readonly chain: readonly { readonly source: Span | null; readonly manner: Manner; readonly entity: string }[]
  readonly certainty: Certainty
  readonly polarity: 'positive' | 'negative'
  readonly time: ClaimTime
  readonly when: { readonly start: number; readonly end: number; readonly edtf: string | null } | null
}

function isGold(value: unknown): value is GoldDocument {
  return (
    typeof value === 'object' && value !== null && 'text' in value && 'claims' in value && Array.isArray(value.claims)
  )
}

/** The gold documents of a folder (its `*.json`, by name) or of one file. */
export function readGold(path: string): GoldDocument[] {
  const files = statSync(path).isDirectory()
    ? readdirSync(path)
        .filter((name) => name.endsWith('.json'))
        .sort()
        .map((name) => join(path, name))
    : [path]
  const out: GoldDocument[] = []
  for (const file of files) {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (isGold(value)) out.push(value)
  }
  return out
}

/** Where the nth occurrence of a quoted string stands in `text`; null when it does not occur. */
function locate(text: string, s: GoldSpan): Span | null {
  let at = -1
  for (let k = 0; k < (s.nth ?? 1); k++) {
    at = text.indexOf(s.quote, at + 1)
    if (at < 0) return null
  }
  return { start: at, end: at + s.quote.length }
}

function locateAll(text: string, spans: readonly GoldSpan[]): Span[] {
  const out: Span[] = []
  for (const s of spans) {
    const found = locate(text, s)
    if (found) out.push(found)
  }
  return out
}

/** Gold claims with positions in `text` (the text that the product's reader gave). */
export function placeGold(gold: GoldDocument, text: string): ScoredClaim[] {
  return gold.claims.map((claim) => {
    const when = claim.when ? locate(text, claim.when) : null
    return {
      content: locateAll(text, claim.content),
      quotation: claim.quotation,
      chain: claim.chain.map((link) => ({
        source: link.source ? locate(text, link.source) : null,
        manner: link.manner,
        entity: link.entity ?? '',
      })),
      certainty: claim.certainty,
      polarity: claim.polarity,
      time: claim.time,
      when: when && claim.when ? { ...when, edtf: claim.when.edtf } : null,
    }
  })
}
