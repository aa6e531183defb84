import type { Document, Layers, Span } from '@wherefrom/schema'
import type { Attribution } from '../attribution.ts'
import { type Columns, columnsOf } from './columns.ts'
import { cueClassOf } from './cues.ts'
import { cueHead } from './inputs.ts'
import { ATTRIBUTION_COMPONENT, type AttributionModel, type Linked } from './network.ts'
import { findByRules } from './rules.ts'
import { findSigned, SIGNED_RULE } from './signed.ts'

/** Characters of flat token ranges. */
function spansOf(c: Columns, ranges: readonly number[]): Span[] {
  const out: Span[] = []
  for (let p = 0; p + 1 < ranges.length; p += 2)
    out.push({ start: c.start[ranges[p]!]!, end: c.end[ranges[p + 1]! - 1]! })
  return out
}

function toAttribution(doc: Document, layers: Layers, c: Columns, l: Linked, rule: string | null): Attribution {
  const source = spansOf(c, l.source)
  const cue = spansOf(c, [l.cueFrom, l.cueTo])
  const content = spansOf(c, l.content)
  const spans = [...source, ...cue, ...content].sort((a, b) => a.start - b.start)
  return {
    source,
    cue,
    content,
    cueClass: cueClassOf(
      doc.text.slice(cue[0]!.start, cue[0]!.end),
      layers.tags.lemma[cueHead(c, l.cueFrom, l.cueTo)]!,
    ),
    score: rule === null ? l.score : null,
    basis:
      rule === null
        ? { type: 'model', component: ATTRIBUTION_COMPONENT, score: l.score, spans }
        : { type: 'rule', rule, spans },
  }
}

const RULE = 'attribution/cue-and-clause'

/**
 * Finds flat attributions: who (source) by which words (cue) said what (content). With weights, a network does (see
 * `AttributionModel`); without (`model` null), rules over quotations, a hand-made cue table and the parse. Weights from
 * little data are helped by the rules: they add what no rule finds. Each attribution's basis says which of the two made
 * it. Sorted by cue. Linear in the length of the text.
 */
export function findAttributions(doc: Document, layers: Layers, model: AttributionModel | null): Attribution[] {
  if (layers.tokens.length === 0) return []
  const c = columnsOf(doc, layers)
  const signed = findSigned(c, (i) => layers.tags.uposNames[layers.tags.upos[i]!] === 'VERB')
  const rules = model === null || model.withRules ? findByRules(c, layers) : []
  const taken = new Uint8Array(c.n)
  const free = (l: Linked): boolean => taken.subarray(l.cueFrom, l.cueTo).every((t) => t === 0)
  const out: { l: Linked; rule: string | null }[] = []
  const take = (list: readonly Linked[], rule: string | null): void => {
    const fresh = list.filter(free)
    for (const l of fresh) {
      taken.fill(1, l.cueFrom, l.cueTo)
      out.push({ l, rule })
    }
  }
  take(signed, SIGNED_RULE)
  take(rules, RULE)
  take(model?.find(c, layers) ?? [], null)
  return out.sort((a, b) => a.l.cueFrom - b.l.cueFrom).map(({ l, rule }) => toAttribution(doc, layers, c, l, rule))
}
