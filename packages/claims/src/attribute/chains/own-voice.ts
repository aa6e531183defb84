import type { Span, TokenRange } from '@wherefrom/schema'
import { clauseContent, holds, tokenFrom } from './content.ts'
import { isTensed } from './find/grammar.ts'
import type { Frame } from './frame.ts'
import { wordsLeft } from './nesting.ts'
import type { View } from './view.ts'

export interface OwnClaim {
  readonly content: readonly Span[]
  /** Main predicate. */
  readonly head: number
  readonly sentence: number
  readonly rule: string
}

/** Fewer words than these beside reported parts tell nothing of their own. */
const FEWEST_WORDS = 6
const FEWEST_TOKENS = 4
const BODY = new Set(['paragraph', 'list', 'quote'])
const HEDGES = new Set([
  'presumably',
  'apparently',
  'possibly',
  'probably',
  'likely',
  'perhaps',
  'may',
  'might',
  'believed',
  'suspected',
])

const isStatement = (view: View, range: TokenRange): boolean => {
  let last = range.to - 1
  while (last > range.from && /^["”’')\]]$/.test(view.word[last]!)) last--
  return view.word[last] !== '?' && range.to - range.from >= 4
}

function rootOf(view: View, range: TokenRange): number {
  for (let i = range.from; i < range.to; i++) if (view.head[i]! < 0 && !view.isPunct(i)) return i
  return -1
}

/** The claims that the outlet makes in its own voice in sentence `s`: what its reports leave over. */
export function ownClaims(view: View, s: number, frames: readonly Frame[], inside: Uint8Array): OwnClaim[] {
  const range = view.sentenceRange(s)
  const block = view.doc.blocks[view.blockAt(view.start[range.from]!)]
  if (!block) return []
  if (block.kind === 'caption') return hedgedCaption(view, s, range, frames)
  if (!BODY.has(block.kind) || !isStatement(view, range)) return []
  const root = rootOf(view, range)
  if (root < 0 || inside[root] || view.child(root, 'csubj') >= 0) return []
  const out: OwnClaim[] = []
  for (const piece of leftOver(view, range, reportedTokens(view, range, frames))) {
    const claim = claimOf(view, s, piece, frames)
    if (claim) out.push(claim)
  }
  return out
}

/** Stretches of a sentence that no report covers, without the words that only tie them to it. */
function leftOver(view: View, range: TokenRange, covered: Uint8Array): TokenRange[] {
  const out: TokenRange[] = []
  let from = -1
  for (let i = range.from; i <= range.to; i++) {
    const open = i < range.to && covered[i - range.from] === 0
    if (open && from < 0) from = i
    if (open || from < 0) continue
    out.push(untied(view, from, i))
    from = -1
  }
  return out.filter((r) => tells(view, r))
}

const TIES = new Set([
  'and',
  'but',
  'or',
  'which',
  'who',
  'that',
  'where',
  'when',
  'while',
  'although',
  'whose',
  'whom',
])

function untied(view: View, start: number, end: number): TokenRange {
  let from = start
  let to = end
  while (from < to && (view.isPunct(from) || view.upos(from) === 'CCONJ')) from++
  while (to > from && (view.isPunct(to - 1) || TIES.has(view.word[to - 1]!) || view.upos(to - 1) === 'ADP')) to--
  return { from, to }
}

const isTensedWord = (view: View, i: number): boolean =>
  ['VBD', 'VBZ', 'VBP', 'MD'].includes(view.xpos(i)) && (view.upos(i) === 'VERB' || view.upos(i) === 'AUX')

/** An auxiliary tells something only with a word after it. */
function says(view: View, from: number, to: number): boolean {
  for (let i = from; i < to; i++)
    if (
      !['neither', 'both', 'either'].includes(view.word[i]!) &&
      ['VERB', 'NOUN', 'PROPN', 'ADJ', 'PRON', 'NUM', 'ADV'].includes(view.upos(i))
    )
      return true
  return false
}

/** A subject and a tensed verb after it. */
function tells(view: View, r: TokenRange): boolean {
  if (r.to - r.from < FEWEST_TOKENS || ['where', 'which', 'who', 'that'].includes(view.word[r.from]!)) return false
  let subject = false
  for (let i = r.from; i < r.to; i++) {
    if (
      subject &&
      isTensedWord(view, i) &&
      ((!['have', 'be', 'do'].includes(view.lemma[i]!) && view.upos(i) === 'VERB') || says(view, i + 1, r.to))
    )
      return true
    if (['NOUN', 'PROPN', 'PRON', 'NUM', 'DET', 'X', 'SYM', 'ADJ'].includes(view.upos(i))) subject = true
  }
  return false
}

/** Marks the tokens of a sentence that belong to somebody's report: its content, its cue, its source. */
function reportedTokens(view: View, range: TokenRange, frames: readonly Frame[]): Uint8Array {
  const covered = new Uint8Array(range.to - range.from)
  const mark = (from: number, to: number) => {
    for (let i = Math.max(from, range.from); i < Math.min(to, range.to); i++) covered[i - range.from] = 1
  }
  for (const f of frames) {
    if (!inRange(view, range, f) || f.rule === 'attribute/title') continue
    const place = placeOf(view, f)
    if (place.embedded) continue
    const hull = hullOf(view, f, range)
    if (hull.from < hull.to) mark(Math.min(hull.from, Math.max(place.from, range.from)), hull.to)
  }
  return covered
}

function inRange(view: View, range: TokenRange, f: Frame): boolean {
  const span = view.span(range)
  return (f.at >= range.from && f.at < range.to) || f.content.some((c) => c.start < span.end && c.end > span.start)
}

/** Where a report stands: inside a noun phrase of the outlet's clause, or as a clause of its own from `from` on. */
function placeOf(view: View, f: Frame): { readonly embedded: boolean; readonly from: number } {
  if (f.rule.startsWith('attribute/noun')) return { embedded: true, from: f.at }
  const adverb = f.rule === 'attribute/adverb' || f.rule === 'attribute/according-to'
  let at = adverb ? view.head[f.at]! : f.at
  for (let hop = 0; hop < 24 && at >= 0; hop++) {
    const rel = view.rel(at)
    if (rel === 'acl:relcl') return { embedded: f.manner === 'commits' || f.manner === 'asks', from: view.left[at]! }
    if (rel === 'acl' && !adverb && view.xpos(f.at) !== 'VBD') return { embedded: true, from: at }
    if (rel === 'advcl' && at === f.at && view.head[at]! < at)
      return { embedded: f.manner === 'commits', from: view.left[at]! }
    if (rel.startsWith('nsubj') || rel.startsWith('csubj')) return { embedded: !adverb, from: at }
    at = view.head[at]!
  }
  return { embedded: false, from: f.at }
}

/** First and last token of a report within the sentence, with its source where nothing of another clause lies between. */
function hullOf(view: View, f: Frame, range: TokenRange): TokenRange {
  const parts: TokenRange[] = []
  if (f.at >= range.from && f.at < range.to && (f.cue.length > 0 || f.rule === 'attribute/adverb')) {
    for (const i of f.cue) parts.push({ from: i, to: i + 1 })
    parts.push({ from: f.at, to: f.at + 1 })
    if (f.source && !verbBetween(view, f.source.to, f.at)) parts.push(f.source)
    if (f.medium) parts.push(f.medium)
    for (const a of f.authorities) parts.push({ from: a.cue[0] ?? a.source.from, to: a.source.to })
  }
  for (const c of f.content) {
    const from = tokenFrom(view, c.start)
    const to = tokenFrom(view, c.end)
    if (to <= f.at && aside(f) && relativeBetween(view, to, f.at)) continue
    if (from < range.to && to > range.from)
      parts.push({ from: Math.max(from, range.from), to: Math.min(Math.max(to, from + 1), range.to) })
  }
  let from = range.to
  let to = range.from
  for (const p of parts) {
    if (p.from < range.from || p.from >= range.to) continue
    from = Math.min(from, p.from)
    to = Math.max(to, p.to)
  }
  return { from, to }
}

const aside = (f: Frame): boolean => f.rule === 'attribute/adverb' || f.rule === 'attribute/according-to'

function relativeBetween(view: View, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (['which', 'who', 'that', 'where'].includes(view.word[i]!)) return true
  return false
}

function verbBetween(view: View, from: number, to: number): boolean {
  for (let i = from; i < to; i++)
    if (view.upos(i) === 'VERB' && !/^(?:acl|amod)/.test(view.rel(i)) && view.xpos(i) !== 'VBG') return true
  return false
}

function claimOf(view: View, s: number, piece: TokenRange, frames: readonly Frame[]): OwnClaim | null {
  const content = clauseContent(view, piece, [])
  if (content.length === 0) return null
  const inner = frames.filter(
    (f) => view.sentence[f.at] === s && f.content.length > 0 && holds(content, view.start[f.at]!),
  )
  const subject = inner.some((f) => f.rule.startsWith('attribute/noun') && view.base(f.at) === 'nsubj')
  if (inner.length > 0 && wordsLeft(view, content, inner) < (subject ? FEWEST_WORDS + 2 : FEWEST_WORDS)) return null
  return { content, head: headOf(view, piece), sentence: s, rule: 'own-voice/clause' }
}

/** Topmost predicate of a stretch. */
function headOf(view: View, r: TokenRange): number {
  let first = -1
  for (let i = r.from; i < r.to; i++) {
    const h = view.head[i]!
    if ((h >= r.from && h < r.to) || view.isPunct(i)) continue
    if (isTensed(view, i)) return i
    if (first < 0) first = i
  }
  return first
}

/** A caption with a hedge is a claim. */
function hedgedCaption(view: View, s: number, range: TokenRange, frames: readonly Frame[]): OwnClaim[] {
  for (let i = range.from; i < range.to; i++) {
    if (!HEDGES.has(view.word[i]!)) continue
    if (frames.some((f) => view.sentence[f.at] === s)) return []
    const content = clauseContent(view, captionRange(view, range), [])
    return content.length > 0
      ? [{ content, head: rootOf(view, range), sentence: s, rule: 'own-voice/hedged-caption' }]
      : []
  }
  return []
}

/** "A satellite image of X where, presumably, ...": what the image is of. */
function captionRange(view: View, range: TokenRange): TokenRange {
  for (let i = range.from; i < Math.min(range.to, range.from + 6); i++) {
    if (
      view.word[i] === 'of' &&
      /^(?:images?|photos?|photographs?|pictures?|footage|videos?|imagery|screenshots?|map|view)$/.test(
        view.word[i - 1] ?? '',
      )
    )
      return { from: i + 1, to: range.to }
  }
  return range
}
