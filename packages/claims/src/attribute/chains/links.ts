import type { Link, LinkStance, Manner, Span, TokenRange } from '@wherefrom/schema'
import type { Frame } from './frame.ts'
import type { Placed } from './nesting.ts'
import { Resolver, UNSTATED, type Who } from './resolve.ts'
import type { View } from './view.ts'
import { saidWhen } from './when.ts'

/** Who stands behind each source of each frame, keyed by the source's first token. */
export type Cast = ReadonlyMap<number, Who>

/** Resolves every source in text order, so that pronouns and descriptions look back, never forward. */
export function castOf(view: View, placed: readonly Placed[]): Cast {
  const jobs: { at: number; head: number; range: TokenRange; k: number }[] = []
  placed.forEach(({ frame }, k) => {
    if (frame.source) jobs.push({ at: frame.source.from, head: frame.sourceHead, range: frame.source, k })
    if (frame.medium) jobs.push({ at: frame.medium.from, head: frame.mediumHead, range: frame.medium, k })
    for (const a of frame.authorities) jobs.push({ at: a.source.from, head: a.sourceHead, range: a.source, k })
  })
  jobs.sort((a, b) => a.at - b.at || a.k - b.k)
  const resolver = new Resolver(view)
  const cast = new Map<number, Who>()
  const later: typeof jobs = []
  for (const job of jobs) {
    if (cast.has(job.at)) continue
    const outer = outerOf(placed, cast, job.k)
    if (outer === undefined) later.push(job)
    else cast.set(job.at, resolver.resolve(job.head, job.range, outer))
  }
  for (const job of later) {
    if (!cast.has(job.at)) cast.set(job.at, resolver.resolve(job.head, job.range, outerOf(placed, cast, job.k) ?? null))
  }
  return cast
}

/** Who speaks around frame `k`; null at the outermost, undefined while not yet resolved (the speaker comes after). */
function outerOf(placed: readonly Placed[], cast: Cast, k: number): Who | null | undefined {
  const parent = placed[k]!.parent
  if (parent < 0) return null
  const frame = placed[parent]!.frame
  return frame.source ? cast.get(frame.source.from) : null
}

const cueSpans = (view: View, cue: readonly number[]): Span[] => {
  const out: Span[] = []
  for (const i of cue) {
    const last = out.at(-1)
    if (last && /^\s*$/.test(view.text.slice(last.end, view.start[i]!)))
      out[out.length - 1] = { start: last.start, end: view.end[i]! }
    else out.push({ start: view.start[i]!, end: view.end[i]! })
  }
  return out
}

function stanceOf(manner: Manner, cueWord: string): LinkStance {
  if (manner === 'denies') return 'denies'
  if (manner === 'claims') return 'reports'
  return cueWord === 'doubt' ? 'doubts' : 'affirms'
}

/** A link of the chain. */
function link(
  view: View,
  manner: Manner,
  source: TokenRange | null,
  who: Who,
  cue: readonly number[],
  rule: string,
): Link {
  const cues = cueSpans(view, cue)
  const span = source ? view.span(source) : null
  const spans = [...(span ? [span] : []), ...cues, ...(who.through ? [who.through] : [])]
  return {
    source: span,
    entity: who.entity,
    kind: who.kind,
    named: who.named,
    cue: cues,
    manner,
    inherited: false,
    stance: stanceOf(manner, cue.length > 0 ? view.lemma[cue.at(-1)!]! : ''),
    when: null,
    basis: { type: 'rule', rule, spans: spans.length > 0 ? spans : [] },
  }
}

/** The links of one frame, outermost first: the medium, the source, the authorities that it names. */
export function linksOf(view: View, frame: Frame, cast: Cast): Link[] {
  const who = (range: TokenRange | null): Who => (range ? (cast.get(range.from) ?? UNSTATED) : UNSTATED)
  const out: Link[] = []
  if (frame.medium) out.push(link(view, 'relays', frame.medium, who(frame.medium), frame.cue, 'attribute/medium'))
  const own = link(view, frame.manner, frame.source, who(frame.source), frame.cue, frame.rule)
  const when = frame.cue.length > 0 ? saidWhen(view, frame.at, frame.content) : null
  out.push({ ...own, inherited: frame.inherited, when })
  for (const a of frame.authorities) out.push(link(view, 'cites', a.source, who(a.source), a.cue, 'attribute/citing'))
  return out
}

/** Outer links report what the inner ones say; only the innermost stands behind the content or against it. */
export function withStances(chain: readonly Link[]): Link[] {
  return chain.map((l, k) => (k < chain.length - 1 && l.stance === 'affirms' ? { ...l, stance: 'reports' } : l))
}
