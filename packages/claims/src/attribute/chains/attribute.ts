import type { Claim, Document, Layers, Link, Span } from '@wherefrom/schema'
import { withEvents } from '../../events/index.ts'
import { factuality, type StanceModel } from '../../stance/index.ts'
import type { Attribution } from '../attribution.ts'
import type { Rate } from './certainty.ts'
import { sizeOf } from './content.ts'
import { fieldsOf, quotationOf } from './fields.ts'
import { findFrames, overReports } from './find/frames.ts'
import { modelFrames, widerSources } from './find/model-frames.ts'
import { findSpeech } from './find/speech.ts'
import type { Frame } from './frame.ts'
import { FrameIndex } from './frame-index.ts'
import { inheritClause, inheritQuotes } from './inherit.ts'
import { type Cast, castOf, linksOf, withStances } from './links.ts'
import { lineage, nest, type Placed, wordsLeft } from './nesting.ts'
import { type OwnClaim, ownClaims } from './own-voice.ts'
import { cutAddedRelatives } from './relative.ts'
import { View } from './view.ts'
import { whenOf } from './when.ts'

/** An outer claim that leaves fewer words than this beside the claims nested in it says nothing of its own. */
const OWN_WORDS = 5

type Made = Omit<Claim, 'id'>

/** The claims of a document, with their chains, from its layers. */
export function chainClaims(
  doc: Document,
  layers: Layers,
  attributions: readonly Attribution[] = [],
  stance: StanceModel | null = null,
): Claim[] {
  const view = new View(doc, layers)
  const rate: Rate = stance ? (i) => factuality(view, i, stance) : null
  const speech = findSpeech(view)
  const rules = findFrames(view, speech)
  const found = [...rules, ...modelFrames(view, attributions, rules)].sort((a, b) => a.at - b.at)
  const flat = overReports(view, widerSources(view, attributions, found))
  const frames = [...flat, ...inheritQuotes(view, speech, flat)].sort((a, b) => a.at - b.at)
  const own = ownOf(view, frames, speech.inside)
  const { kept, inherited } = settleOwn(view, own, new FrameIndex(frames))
  const all = [...frames, ...inherited].sort((a, b) => a.at - b.at)
  const placed = nest(view, cutAddedRelatives(view, all))
  const cast = castOf(view, placed)
  const claims = [...attributed(view, placed, cast, rate), ...kept.map((claim) => ownClaim(view, claim, rate))]
  return withEvents(view, numbered(claims))
}

/** Own-voice claims that go on with somebody's account become that source's. */
function settleOwn(view: View, own: readonly OwnClaim[], index: FrameIndex): { kept: OwnClaim[]; inherited: Frame[] } {
  const kept: OwnClaim[] = []
  const inherited: Frame[] = []
  for (const claim of own) {
    const made = inheritClause(view, claim, index, inherited.at(-1) ?? null)
    if (made) inherited.push(made)
    else kept.push(claim)
  }
  return { kept, inherited }
}

function ownOf(view: View, frames: readonly Frame[], inside: Uint8Array): OwnClaim[] {
  const out: OwnClaim[] = []
  const index = new FrameIndex(frames)
  for (let s = 0; s < view.layers.sentences.length; s++) {
    const { from } = view.sentenceRange(s)
    if (from >= view.n) break
    const around = index.near(from)
    out.push(...ownClaims(view, s, frames.slice(around.from, around.to), inside))
  }
  return out
}

function attributed(view: View, placed: readonly Placed[], cast: Cast, rate: Rate): Made[] {
  const links = placed.map((p) => linksOf(view, p.frame, cast))
  const inner: Frame[][] = placed.map(() => [])
  for (const p of placed) if (p.parent >= 0) inner[p.parent]!.push(p.frame)
  const out: Made[] = []
  placed.forEach((p, k) => {
    if (p.frame.content.length === 0 || saysNothingOwn(view, p.frame, inner[k]!)) return
    const chain = lineage(placed, k).flatMap((j) => links[j]!)
    out.push(claimOf(view, p.frame, chain, rate))
  })
  return out
}

function saysNothingOwn(view: View, f: Frame, inner: readonly Frame[]): boolean {
  if (inner.length === 0) return false
  return wordsLeft(view, f.content, inner) < Math.min(OWN_WORDS, 1 + sizeOf(f.content) / 12)
}

function claimOf(view: View, frame: Frame, chain: readonly Link[], rate: Rate): Made {
  const fields = fieldsOf(view, frame.content, frame, -1, rate)
  const spans: Span[] = [...frame.content]
  return {
    content: frame.content,
    quotation: quotationOf(view, frame.content),
    chain: withStances(chain),
    certainty: fields.certainty,
    polarity: fields.polarity,
    time: fields.time,
    when: fields.predicate ? whenOf(view, frame.content, fields.predicate.head) : null,
    events: [],
    basis: { type: 'rule', rule: frame.rule, spans },
  }
}

function ownClaim(view: View, own: OwnClaim, rate: Rate): Made {
  const fields = fieldsOf(view, own.content, null, own.head, rate)
  return {
    content: own.content,
    quotation: 'own',
    chain: [],
    certainty: fields.certainty,
    polarity: fields.polarity,
    time: fields.time,
    when: fields.predicate ? whenOf(view, own.content, fields.predicate.head) : null,
    events: [],
    basis: { type: 'rule', rule: own.rule, spans: [...own.content] },
  }
}

const key = (claim: Made): string =>
  `${claim.content.map((s) => `${s.start}-${s.end}`).join(',')}|${claim.chain.map((l) => `${l.manner}@${l.source?.start ?? ''}`).join('>')}`

/** Sorts by place, drops repeats, gives ids. */
function numbered(claims: readonly Made[]): Claim[] {
  const sorted = [...claims].sort(
    (a, b) =>
      a.content[0]!.start - b.content[0]!.start ||
      a.chain.length - b.chain.length ||
      sizeOf(b.content) - sizeOf(a.content),
  )
  const seen = new Set<string>()
  const out: Claim[] = []
  for (const claim of sorted) {
    const k = key(claim)
    if (seen.has(k)) continue
    seen.add(k)
    out.push({ id: `c${out.length + 1}`, ...claim })
  }
  return out
}
