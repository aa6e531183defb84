import { type TokenRange, tokensIn } from '@wherefrom/schema'
import type { Attribution } from '../../attribution.ts'
import { SIGNED_RULE } from '../../spans/signed.ts'
import { tidy, tokenFrom } from '../content.ts'
import { verbCues } from '../cues/lookup.ts'
import { type Frame, frame } from '../frame.ts'
import { FrameIndex } from '../frame-index.ts'
import type { View } from '../view.ts'
import { isTensed } from './grammar.ts'

/** Margin from which an attribution of the trained model is taken without a rule that agrees. */
const SURE = 1

/**
 * Attributions of the trained model (flat, PolNeAR's kind) that the rules missed: only reporting cues, only with a
 * source and a clause as content. The rules go before it, because it knows neither nesting nor denials.
 */
export function modelFrames(view: View, attributions: readonly Attribution[], rules: readonly Frame[]): Frame[] {
  const index = new FrameIndex(rules)
  const out: Frame[] = []
  for (const a of attributions) {
    const signed = signedFrame(view, a)
    if (signed) out.push(signed)
    if (a.cueClass !== 'reporting' || a.score === null || a.score < SURE) continue
    const made = frameOf(view, a, index)
    if (made) out.push(made)
  }
  return out
}

/** Frames of this rule take their quotation out of what the last speaker goes on with. */
export const SIGNED = 'attribute/signed-quotation'

/** `"Nobody asked us." - Ilse Brandt`: a quotation with its speaker's name behind a dash. */
function signedFrame(view: View, a: Attribution): Frame | null {
  if (a.basis.type !== 'rule' || a.basis.rule !== SIGNED_RULE) return null
  const source = a.source[0] ? tokensIn(view.layers.tokens, a.source[0]) : null
  const at = a.cue[0] ? tokenFrom(view, a.cue[0].start) : -1
  const content = tidy(view, a.content)
  if (!source || at < 0 || content.length === 0) return null
  return frame({
    at,
    cue: [at],
    manner: 'says',
    source,
    sourceHead: headOf(view, source),
    content,
    clause: { from: at, to: source.to },
    rule: SIGNED,
  })
}

function frameOf(view: View, a: Attribution, index: FrameIndex): Frame | null {
  const cue = a.cue.flatMap((s) => range(view, s))
  const at = cue.findLast((i) => view.upos(i) === 'VERB') ?? -1
  if (at < 0 || known(view, index, cue)) return null
  const content = tidy(view, a.content)
  const clause = content.some((s) => range(view, s).some((i) => isTensed(view, i)))
  const source = a.source[0] ? tokensIn(view.layers.tokens, a.source[0]) : null
  if (!clause || !source) return null
  const rows = verbCues(view.lemma[at]!, view.word[at]!)
  const row = rows.find((r) => r.takes.has('that')) ?? rows[0]
  if (!row) return null
  return frame({
    at,
    cue,
    manner: row.manner,
    source,
    sourceHead: headOf(view, source),
    content,
    clause: view.subtree(at),
    rule: 'attribute/model',
  })
}

const range = (view: View, s: { readonly start: number; readonly end: number }): number[] => {
  const out: number[] = []
  for (let i = tokenFrom(view, s.start); i < view.n && view.start[i]! < s.end; i++) out.push(i)
  return out
}

/** Does a rule already take one of these tokens as its cue? */
function known(view: View, index: FrameIndex, cue: readonly number[]): boolean {
  const first = cue[0] ?? 0
  const around = index.near(first, 40)
  for (let k = around.from; k < around.to; k++) {
    const f = index.frames[k]!
    if (view.sentence[f.at] === view.sentence[first] && (cue.includes(f.at) || f.cue.some((i) => cue.includes(i))))
      return true
    if (f.authorities.some((x) => x.cue.some((i) => cue.includes(i)))) return true
  }
  return false
}

function headOf(view: View, r: { readonly from: number; readonly to: number }): number {
  for (let i = r.from; i < r.to; i++)
    if ((view.head[i]! < r.from || view.head[i]! >= r.to) && !view.isPunct(i)) return i
  return r.from
}

/**
 * Sources that the parse cut short: where the trained model is sure of a longer one for the same cue that ends at the
 * same word ("two officials familiar with [the inquiry] said"), the longer one is taken, without a break inside it.
 */
export function widerSources(view: View, attributions: readonly Attribution[], frames: readonly Frame[]): Frame[] {
  const byCue = new Map<number, TokenRange>()
  for (const a of attributions) {
    const source = a.source[0] ? tokensIn(view.layers.tokens, a.source[0]) : null
    if (!source || a.source.length > 1 || a.score === null || a.score < SURE) continue
    for (const i of a.cue.flatMap((s) => range(view, s))) byCue.set(i, source)
  }
  return frames.map((f) => {
    const wider = byCue.get(f.at)
    if (!wider || !f.source || wider.to !== f.source.to || wider.from >= f.source.from || wider.to > f.at) return f
    for (let i = wider.from; i < f.source.from; i++) if (view.isPunct(i) || view.upos(i) === 'VERB') return f
    return { ...f, source: wider, sourceHead: firstNominal(view, wider) }
  })
}

/** Head of the first plain noun phrase in a range: the last noun before anything else follows. */
function firstNominal(view: View, r: TokenRange): number {
  let head = -1
  for (let i = r.from; i < r.to; i++) {
    if (['NOUN', 'PROPN', 'PRON'].includes(view.upos(i))) head = i
    else if (head >= 0) break
  }
  return head < 0 ? headOf(view, r) : head
}
