import type { Layers, Span } from '@wherefrom/schema'
import { tokenAt } from '@wherefrom/schema'
import { f1, ratio } from '../evaluation.ts'
import { type GoldAttribution, tidySpans } from './attribution-polnear.ts'

type Spans = readonly Span[]
const ROLES = ['source', 'cue', 'content'] as const
type Role = (typeof ROLES)[number]

const keyOf = (spans: Spans): string => spans.map((s) => `${s.start}-${s.end}`).join(';')
const size = (spans: Spans): number => spans.reduce((sum, s) => sum + s.end - s.start, 0)

/** Characters that two sorted span lists share. */
function shared(a: Spans, b: Spans): number {
  let sum = 0
  for (const x of a) for (const y of b) sum += Math.max(0, Math.min(x.end, y.end) - Math.max(x.start, y.start))
  return sum
}

const overlap = (a: Spans, b: Spans): boolean => shared(a, b) > 0
const same = (a: Spans, b: Spans): boolean => keyOf(a) === keyOf(b)
/** Both absent, or overlapping. */
const compatible = (a: Spans, b: Spans): boolean => (a.length === 0 && b.length === 0) || overlap(a, b)

/** The distinct spans of a role: a source shared by two cues counts once. */
function distinct(attributions: readonly GoldAttribution[], role: Role): Spans[] {
  return [...new Map(attributions.filter((a) => a[role].length > 0).map((a) => [keyOf(a[role]), a[role]])).values()]
}

/** Words and marks of a text, by a neutral rule: runs of letters and digits, or single other characters. */
function wordStarts(text: string): Span[] {
  return [...text.matchAll(/[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}]/gu)].map((m) => ({
    start: m.index,
    end: m.index + m[0].length,
  }))
}

function marked(words: readonly Span[], spans: readonly Spans[], length: number): Set<number> {
  const inside = new Uint8Array(length)
  for (const list of spans) for (const s of list) inside.fill(1, s.start, s.end)
  const out = new Set<number>()
  for (const [i, w] of words.entries()) if (inside[w.start] === 1) out.add(i)
  return out
}

/** One-to-one pairs of gold and predicted items that `fits` allows, best `worth` first. */
function pairUp<T>(
  gold: readonly T[],
  found: readonly T[],
  fits: (g: T, p: T) => boolean,
  worth: (g: T, p: T) => number,
) {
  const pairs: { g: number; p: number; worth: number }[] = []
  for (const [g, x] of gold.entries())
    for (const [p, y] of found.entries()) if (fits(x, y)) pairs.push({ g, p, worth: worth(x, y) })
  pairs.sort((a, b) => b.worth - a.worth || a.g - b.g || a.p - b.p)
  const usedGold = new Set<number>()
  const usedFound = new Set<number>()
  const out: (readonly [number, number])[] = []
  for (const { g, p } of pairs) {
    if (usedGold.has(g) || usedFound.has(p)) continue
    usedGold.add(g)
    usedFound.add(p)
    out.push([g, p])
  }
  return out
}

const iou = (a: Spans, b: Spans): number => {
  const both = shared(a, b)
  return both / (size(a) + size(b) - both)
}

const OPENING = /^["'“‘«„`]/
const CLOSING = /["'”’»]$/

/** Is every fragment in quotation marks from its first character to its last? */
export function allQuoted(text: string, spans: Spans): boolean {
  return spans.every((s) => {
    const part = text.slice(s.start, s.end).replace(/[,.;]$/, '')
    return part.length > 2 && OPENING.test(part) && CLOSING.test(part)
  })
}

const REPORTING = new Set(
  'say tell add announce report state write claim argue warn note explain declare insist acknowledge confirm deny reply'.split(
    ' ',
  ),
)

/**
 * Is the cue's head one of the reporting verbs, or does the cue hold "according to"? The head is the cue's token whose
 * governor in the product's parse lies outside the cue (the first such one).
 */
export function isReporting(text: string, layers: Layers, cue: Spans): boolean {
  const { tokens, parse, tags } = layers
  const whole = { start: cue[0]!.start, end: cue.at(-1)!.end }
  if (/\baccording to\b/i.test(text.slice(whole.start, whole.end))) return true
  for (let i = tokenAt(tokens, whole.start); i < tokens.length && tokens.start[i]! < whole.end; i++) {
    const head = parse.head[i]!
    if (head < 0 || tokens.start[head]! < whole.start || tokens.start[head]! >= whole.end)
      return REPORTING.has(tags.lemma[i]!.toLowerCase())
  }
  return false
}

interface Count {
  matched: number
  found: number
  gold: number
}
const count = (): Count => ({ matched: 0, found: 0, gold: 0 })
const score = (c: Count): number => f1(c.matched, c.found, c.gold)

/**
 * Sums over documents; `metrics()` at the end. Everything is micro-averaged. Parts are compared in characters after
 * trimming white space; a discontinuous part is one item.
 *
 * - `ROLE.exactF`: distinct parts of the role in a document; matched when all fragments are the same.
 * - `ROLE.tokenF`: words and marks (neutral split) inside any part of the role.
 * - `ROLE.overlapF`: distinct parts, paired one to one, at least one character shared.
 * - `all.exactF`: the three roles' exact counts pooled.
 * - `attributionF`: attributions paired one to one; all three parts overlap (source: or both absent).
 * - `wholeExactF`: attributions whose three parts are all the same.
 * - `reporting.wholeExactRecall`: the share of gold attributions with a reporting cue (`isReporting`) found whole.
 * - `quotes.overlap80F`: distinct contents wholly in quotation marks, on both sides, paired with overlap over union of
 *   at least .8. A content whose counterpart is not wholly in quotation marks counts as missed, or as too many.
 */
export class AttributionScore {
  private readonly exact = { source: count(), cue: count(), content: count() }
  private readonly token = { source: count(), cue: count(), content: count() }
  private readonly loose = { source: count(), cue: count(), content: count() }
  private readonly linked = count()
  private readonly whole = count()
  private readonly quoted = count()
  private readonly reporting = count()

  add(text: string, layers: Layers, gold: readonly GoldAttribution[], predicted: readonly GoldAttribution[]): void {
    const found = predicted.map((a) => ({
      source: tidySpans(text, a.source),
      cue: tidySpans(text, a.cue),
      content: tidySpans(text, a.content),
    }))
    const words = wordStarts(text)
    for (const role of ROLES) this.addRole(text, words, role, gold, found)
    this.addQuotes(text, distinct(gold, 'content'), distinct(found, 'content'))
    const exactParts = (g: GoldAttribution, p: GoldAttribution): number =>
      ROLES.reduce((sum, r) => sum + (same(g[r], p[r]) ? 1 : 0), 0)
    const fits = (g: GoldAttribution, p: GoldAttribution): boolean =>
      overlap(g.cue, p.cue) && overlap(g.content, p.content) && compatible(g.source, p.source)
    this.linked.matched += pairUp(gold, found, fits, exactParts).length
    this.linked.gold += gold.length
    this.linked.found += found.length
    this.addWhole(text, layers, gold, found)
  }

  private addRole(
    text: string,
    words: readonly Span[],
    role: Role,
    gold: readonly GoldAttribution[],
    found: readonly GoldAttribution[],
  ): void {
    const g = distinct(gold, role)
    const p = distinct(found, role)
    const keys = new Set(g.map(keyOf))
    tally(this.exact[role], p.filter((s) => keys.has(keyOf(s))).length, p.length, g.length)
    tally(this.loose[role], pairUp(g, p, overlap, iou).length, p.length, g.length)
    const goldWords = marked(words, g, text.length)
    const foundWords = marked(words, p, text.length)
    const both = [...foundWords].filter((w) => goldWords.has(w)).length
    tally(this.token[role], both, foundWords.size, goldWords.size)
  }

  private addQuotes(text: string, gold: readonly Spans[], found: readonly Spans[]): void {
    const g = gold.filter((s) => allQuoted(text, s))
    const p = found.filter((s) => allQuoted(text, s))
    tally(this.quoted, pairUp(g, p, (a, b) => iou(a, b) >= 0.8, iou).length, p.length, g.length)
  }

  private addWhole(
    text: string,
    layers: Layers,
    gold: readonly GoldAttribution[],
    found: readonly GoldAttribution[],
  ): void {
    const key = (a: GoldAttribution): string => ROLES.map((r) => keyOf(a[r])).join('|')
    const left = new Map<string, number>()
    for (const p of found) left.set(key(p), (left.get(key(p)) ?? 0) + 1)
    this.whole.found += found.length
    for (const g of gold) {
      const hit = (left.get(key(g)) ?? 0) > 0
      if (hit) left.set(key(g), left.get(key(g))! - 1)
      tally(this.whole, hit ? 1 : 0, 0, 1)
      if (isReporting(text, layers, g.cue)) tally(this.reporting, hit ? 1 : 0, 0, 1)
    }
  }

  metrics(): Record<string, number> {
    const out: Record<string, number> = {}
    const all = count()
    for (const role of ROLES) {
      out[`${role}.exactF`] = score(this.exact[role])
      out[`${role}.tokenF`] = score(this.token[role])
      out[`${role}.overlapF`] = score(this.loose[role])
      tally(all, this.exact[role].matched, this.exact[role].found, this.exact[role].gold)
    }
    out['all.exactF'] = score(all)
    out.attributionF = score(this.linked)
    out.wholeExactF = score(this.whole)
    out['reporting.wholeExactRecall'] = ratio(this.reporting.matched, this.reporting.gold)
    out['quotes.overlap80F'] = score(this.quoted)
    return out
  }
}

function tally(c: Count, matched: number, found: number, gold: number): void {
  c.matched += matched
  c.found += found
  c.gold += gold
}
