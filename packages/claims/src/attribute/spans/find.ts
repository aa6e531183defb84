import type { Document, Layers, Span } from '@wherefrom/schema'
import type { Attribution } from '../attribution.ts'
import { type Columns, columnsOf } from './columns.ts'
import { cueClassOf, handLexicon } from './cues.ts'
import { type Linked, type LinkScorer, linkSpans } from './link.ts'
import { ATTRIBUTION_COMPONENT, type AttributionModel } from './model.ts'
import { findByRules } from './rules.ts'
import { type TagScorer, tagSpans } from './tagger.ts'

/** Characters of flat token ranges. */
function spansOf(c: Columns, ranges: readonly number[]): Span[] {
  const out: Span[] = []
  for (let p = 0; p + 1 < ranges.length; p += 2)
    out.push({ start: c.start[ranges[p]!]!, end: c.end[ranges[p + 1]! - 1]! })
  return out
}

function tagScorer(model: AttributionModel): TagScorer {
  const sums = new Int32Array(64)
  return {
    emit(keys, n, out, at) {
      sums.fill(0, 0, model.emit.classes)
      model.emit.add(keys, n, sums)
      for (let y = 0; y < model.emit.classes; y++) out[at + y]! += sums[y]! * model.emitUnit
    },
    trans(keys, n, out, at) {
      sums.fill(0, 0, model.trans.classes)
      model.trans.add(keys, n, sums)
      for (let p = 0; p < model.trans.classes; p++) out[at + p]! += sums[p]! * model.transUnit
    },
  }
}

function linkScorer(model: AttributionModel): LinkScorer {
  const sum = new Int32Array(1)
  return {
    source(keys, n) {
      sum[0] = 0
      model.source.add(keys, n, sum)
      return sum[0]!
    },
    content(keys, n) {
      sum[0] = 0
      model.content.add(keys, n, sum)
      return sum[0]!
    },
    keep(keys, n) {
      sum[0] = 0
      model.keep.add(keys, n, sum)
      return sum[0]! * model.keepUnit
    },
    keepFrom: model.keepFrom,
  }
}

function toAttribution(doc: Document, layers: Layers, c: Columns, l: Linked, rule: string | null): Attribution {
  const source = spansOf(c, l.source.ranges)
  const cue = spansOf(c, [l.cue.from, l.cue.to])
  const content = spansOf(c, l.content.ranges)
  const spans = [...source, ...cue, ...content].sort((a, b) => a.start - b.start)
  return {
    source,
    cue,
    content,
    cueClass: cueClassOf(doc.text.slice(cue[0]!.start, cue[0]!.end), layers.tags.lemma[l.cue.head]!),
    score: rule === null ? l.score : null,
    basis:
      rule === null
        ? { type: 'model', component: ATTRIBUTION_COMPONENT, score: l.score, spans }
        : { type: 'rule', rule, spans },
  }
}

/**
 * Finds flat attributions: who (source) by which words (cue) said what (content). With weights, a span tagger proposes
 * and learned rankers tie the parts together (trained on PolNeAR); without (`model` null), rules over quotations, a
 * hand-made cue table and the parse do both. Sorted by cue. Linear in the length of the text.
 */
export function findAttributions(doc: Document, layers: Layers, model: AttributionModel | null): Attribution[] {
  if (layers.tokens.length === 0) return []
  if (model === null) {
    const c = columnsOf(doc, layers, handLexicon)
    return findByRules(c).map((l) => toAttribution(doc, layers, c, l, 'attribution/cue-and-clause'))
  }
  const c = columnsOf(doc, layers, model.lexicon)
  const tagged = tagSpans(c, tagScorer(model))
  return linkSpans(tagged, linkScorer(model)).map((l) => toAttribution(doc, layers, c, l, null))
}
