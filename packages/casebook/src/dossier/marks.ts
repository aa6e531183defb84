import type { Analysis, Basis, Claim, Layers, Link, Producer, Span } from '@wherefrom/schema'
import { entityLabel, whenWords, whyOf } from '../describe.ts'

/** What a stretch of text is shown as. `statement` is a claim's content. */
export type MarkLayer = 'statement' | 'source' | 'cue' | 'name' | 'place' | 'date' | 'insertion'

/** One highlighted span, and what is told about it: a heading, a line of detail, and what made it. */
export interface Mark extends Span {
  readonly layer: MarkLayer
  /** Index into the analysis's claims, or null when the mark is not part of one. */
  readonly claim: number | null
  readonly title: string
  readonly detail: string
  readonly why: string
}

/** Every span of an analysis that the dossier highlights, claims first. */
export function marksOf(analysis: Analysis): Mark[] {
  const { claims, layers, producers } = analysis
  return [
    ...claims.flatMap((claim, index) => claimMarks(claim, index, producers)),
    ...nameMarks(layers, producers),
    ...layers.times.map((t) => ({
      start: t.start,
      end: t.end,
      layer: 'date' as const,
      claim: null,
      title: whenWords(t) ?? 'a time that the text leaves open',
      detail: [t.timex.type.toLowerCase(), t.timex.value, `counted from: ${ANCHORS[t.anchor]}`].join(' · '),
      why: whyOf(t.basis, producers),
    })),
    ...layers.insertions.map((i) => ({
      start: i.start,
      end: i.end,
      layer: 'insertion' as const,
      claim: null,
      title: "Editor's insertion",
      detail: "the outlet's words inside another's",
      why: whyOf(i.basis, producers),
    })),
  ]
}

export const ANCHORS = {
  document: 'the day of publication',
  speech: 'the day when it was said',
  explicit: 'nothing, it is stated in full',
  previous: 'the date told before it',
} as const

function claimMarks(claim: Claim, index: number, producers: readonly Producer[]): Mark[] {
  const mark = (span: Span, layer: MarkLayer, title: string, detail: string, basis: Basis): Mark => ({
    start: span.start,
    end: span.end,
    layer,
    claim: index,
    title,
    detail,
    why: whyOf(basis, producers),
  })
  const number = index + 1
  const badges = [claim.quotation, claim.certainty, claim.polarity, claim.time].join(' · ')
  return [
    ...claim.content.map((s) => mark(s, 'statement', `Claim ${number}`, badges, claim.basis)),
    ...claim.chain.flatMap((link) => [
      ...(link.source
        ? [mark(link.source, 'source', `Source of claim ${number}: ${entityLabel(link)}`, linkDetail(link), link.basis)]
        : []),
      ...link.cue.map((s) => mark(s, 'cue', `Cue of claim ${number}: ${link.manner}`, linkDetail(link), link.basis)),
    ]),
    ...(claim.when
      ? [mark(claim.when, 'date', `When of claim ${number}`, whenWords(claim.when) ?? 'left open', claim.basis)]
      : []),
  ]
}

function linkDetail(link: Link): string {
  const parts = [link.kind, link.named ? 'named' : 'not named', `stance: ${link.stance}`]
  if (link.when) parts.push(`said: ${whenWords(link.when) ?? 'at a time left open'}`)
  return parts.join(' · ')
}

function nameMarks(layers: Layers, producers: readonly Producer[]): Mark[] {
  return layers.mentions.map((m) => {
    const entity = layers.entities[m.entity]
    const also = [...(entity?.aliases ?? []), ...(entity?.roles ?? [])].slice(0, 6)
    return {
      start: m.start,
      end: m.end,
      layer: m.type === 'place' || m.type === 'facility' ? ('place' as const) : ('name' as const),
      claim: null,
      title: entity?.name ?? m.type,
      detail: [m.type, ...also].join(' · '),
      why: whyOf(m.basis, producers),
    }
  })
}
