/**
 * Events as outlines, for `corpus/events`: a line an event, its participants in the order of the frame. Every sentence is
 * read as the content of a claim, as `evaluate -- events` does; a case with the header `of: claims` shows those of its claims.
 */
import { eventsOf } from '@wherefrom/claims'
import type { ClaimEvent, Layers, Span } from '@wherefrom/schema'
import { analyseText } from '../evaluate/tasks/chains-run.ts'
import { type Case, quoted } from './format.ts'
import type { Renderer } from './renderers.ts'

function eventLine(text: string, event: ClaimEvent): string {
  const parts = event.participants.map((p) => {
    const words = text.slice(p.start, p.end)
    const name = p.name.toLowerCase() === words.replace(/\s+/g, ' ').toLowerCase() ? '' : ` (${p.name})`
    return `${p.role} ${quoted(words)}${name}`
  })
  return [`${event.type} ${quoted(text.slice(event.trigger.start, event.trigger.end))}`, ...parts].join(' | ')
}

function sentencesOf({ tokens, sentences }: Layers): Span[] {
  const out: Span[] = []
  for (let s = 0; s < sentences.length; s++)
    out.push({ start: tokens.start[sentences.from[s]!]!, end: tokens.end[sentences.to[s]! - 1]! })
  return out
}

/** Every event once, although nested claims share events. */
async function outline(c: Case, keep: (event: ClaimEvent) => boolean): Promise<string> {
  const given = { published: c.headers.published ?? null, outlet: c.headers.outlet ?? null }
  const { doc, layers, claims } = await analyseText(c.text, given)
  const events =
    c.headers.of === 'claims'
      ? claims.map((claim) => claim.events)
      : eventsOf(
          doc,
          layers,
          sentencesOf(layers).map((s) => [s]),
        )
  const lines = events.flatMap((list) => list.filter(keep).map((event) => eventLine(doc.text, event)))
  return [...new Set(lines)].join('\n')
}

export const renderer: Renderer = {
  render: (c) => outline(c, () => true),
  // every content has an event; what must not be found is one that the lexicon tells
  renderNot: (c) => outline(c, (event) => event.type !== 'other'),
}
