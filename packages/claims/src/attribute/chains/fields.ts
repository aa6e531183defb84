import type { Certainty, ClaimTime, Quotation, Span } from '@wherefrom/schema'
import { certaintyOf, type Rate } from './certainty.ts'
import { tokenFrom } from './content.ts'
import type { Frame } from './frame.ts'
import { isNegative, mainPredicate, type Predicate, timeOf } from './predicate.ts'
import type { View } from './view.ts'

/** Tokens of a content, in order. */
export function tokensOf(view: View, content: readonly Span[]): number[] {
  const out: number[] = []
  for (const s of content) for (let i = tokenFrom(view, s.start); i < view.n && view.start[i]! < s.end; i++) out.push(i)
  return out
}

/** Direct: all inside quotation marks; mixed: some; own voice is decided by the caller. */
export function quotationOf(view: View, content: readonly Span[]): Quotation {
  let inside = 0
  let touched = 0
  for (const s of content) {
    for (const quote of view.quotes.in(s.start, s.end)) {
      touched++
      if (quote.inner.start <= s.start && quote.inner.end >= s.end && !quote.scare) {
        inside++
        break
      }
    }
  }
  if (inside === content.length) return 'direct'
  return touched > 0 ? 'mixed' : 'indirect'
}

/** What a content without a tense of its own takes from its cue. */
function leanOf(view: View, frame: Frame | null): ClaimTime {
  if (!frame) return 'present'
  if (frame.manner === 'asks' || frame.manner === 'commits') return 'future'
  if (frame.manner === 'estimates') return 'future'
  if (['denies', 'accuses', 'confirms', 'claims'].includes(frame.manner)) return 'past'
  const cue = frame.cue.at(-1)
  if (cue === undefined) return 'present'
  const tag = view.xpos(cue)
  return tag === 'VBD' || tag === 'VBN' ? 'past' : 'present'
}

export interface Fields {
  readonly certainty: Certainty
  readonly polarity: 'positive' | 'negative'
  readonly time: ClaimTime
  readonly predicate: Predicate | null
}

/** The content is a question of its own. */
const isQuestion = (view: View, content: readonly Span[]): boolean => {
  const end = content.at(-1)?.end ?? 0
  return view.text.charAt(end - 1) === '?' || view.text.charAt(end) === '?'
}

/** Certainty, polarity and time of a content at its innermost frame; null for own voice. */
export function fieldsOf(
  view: View,
  content: readonly Span[],
  frame: Frame | null,
  head: number,
  rate: Rate = null,
): Fields {
  const tokens = tokensOf(view, content)
  const p = head >= 0 ? mainPredicate(view, content, [head, ...tokens]) : mainPredicate(view, content, tokens)
  const question = isQuestion(view, content)
  const asked = frame?.manner === 'asks' || frame?.silent === true || question
  const lean = leanOf(view, frame)
  const negative = isNegative(view, p, tokens) !== (frame?.negated === true)
  const planned = (frame?.manner === 'asks' && !frame.silent && !question) || frame?.manner === 'commits'
  const certainty = asked ? 'unknown' : certaintyOf(view, p, tokens, rate)
  // What can come of a condition lies ahead: "if successful it can open the way".
  const outcome = !asked && certainty === 'unknown' && p?.aux.includes('can') === true
  return {
    certainty,
    polarity: negative ? 'negative' : 'positive',
    time: planned || outcome ? 'future' : timeOf(view, p, lean),
    predicate: p,
  }
}
