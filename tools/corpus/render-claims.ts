/** Claims as outlines, for `corpus/attribution` and `corpus/stance`. */
import type { Claim, Link, Span, When } from '@wherefrom/schema'
import { analyseText } from '../evaluate/tasks/chains-run.ts'
import { type Case, quoted } from './format.ts'
import type { Renderer } from './renderers.ts'

const spans = (text: string, list: readonly Span[]): string =>
  list.map((s) => quoted(text.slice(s.start, s.end))).join(' + ')

const dated = (text: string, when: When | null): string =>
  when ? ` | when ${spans(text, [when])} ${when.edtf ?? 'undated'}` : ''

function linkLine(text: string, link: Link): string {
  const source = link.source ? `${spans(text, [link.source])} ` : ''
  const who = `(${link.entity}, ${link.kind}, ${link.named ? 'named' : 'unnamed'})`
  const cue = link.cue.length > 0 ? ` cue ${spans(text, link.cue)}` : ''
  return `  ${link.manner} ${source}${who}${cue}${link.inherited ? ' inherited' : ''}${dated(text, link.when)}`
}

function claimLines(text: string, claim: Claim): string[] {
  const fields = `${claim.quotation} | ${claim.certainty} ${claim.polarity} ${claim.time}`
  const head = `claim ${spans(text, claim.content)} | ${fields}${dated(text, claim.when)}`
  return [head, ...claim.chain.map((link) => linkLine(text, link))]
}

const given = (c: Case) => ({ published: c.headers.published ?? null, outlet: c.headers.outlet ?? null })

async function outline(c: Case, keep: (claim: Claim) => boolean): Promise<string> {
  const { doc, claims } = await analyseText(c.text, given(c))
  return claims
    .filter(keep)
    .flatMap((claim) => claimLines(doc.text, claim))
    .join('\n')
}

export const renderer: Renderer = {
  render: (c) => outline(c, () => true),
  // a plain sentence is a claim in the outlet's own voice; what must not be found there is an attribution
  renderNot: (c) => outline(c, (claim) => claim.chain.length > 0),
}
