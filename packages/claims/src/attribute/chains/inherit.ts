import { tidy, tokenFrom } from './content.ts'
import { SIGNED } from './find/model-frames.ts'
import type { Speech, Uncued } from './find/speech.ts'
import { isEvidence } from './find/verb.ts'
import { type Frame, frame } from './frame.ts'
import { FrameIndex } from './frame-index.ts'
import type { OwnClaim } from './own-voice.ts'
import type { View } from './view.ts'

const SPEAKING = new Set(['says', 'claims', 'asks', 'believes', 'confirms', 'denies', 'cites'])

/** The last frame whose content or cue ends before `at`, in the same block or the one before, outermost only. */
function lastSpoken(view: View, index: FrameIndex, at: number): Frame | null {
  let best: Frame | null = null
  let bestEnd = -1
  const block = view.blockAt(at)
  const around = index.near(tokenFrom(view, at))
  for (let k = around.from; k < around.to; k++) {
    const f = index.frames[k]!
    if (!SPEAKING.has(f.manner)) continue
    const end = Math.max(f.content.at(-1)?.end ?? 0, view.end[f.at]!)
    if (end > at || end <= bestEnd || view.blockAt(end - 1) < block - 1) continue
    if (!f.rule.startsWith('attribute/verb/quote') && !f.source) continue
    best = f
    bestEnd = end
  }
  return best
}

/** Quotations that stand alone go on with the last speaker. */
export function inheritQuotes(view: View, speech: Speech, frames: readonly Frame[]): Frame[] {
  const out: Frame[] = []
  const index = new FrameIndex(frames)
  for (const quote of speech.uncued) {
    const made = inheritQuote(view, quote, index, out.at(-1) ?? null)
    if (made) out.push(made)
  }
  return out
}

function inheritQuote(view: View, quote: Uncued, index: FrameIndex, last: Frame | null): Frame | null {
  const content = tidy(view, quote.inner)
  const first = content[0]
  if (!first) return null
  const spoken = later(view, lastSpoken(view, index, first.start), last, first.start)
  if (!spoken?.source) return null
  const at = tokenFrom(view, first.start)
  if (at >= view.n || isSigned(index, at, first.start)) return null
  return frame({
    at,
    cue: [],
    manner: spoken.manner === 'cites' ? 'cites' : 'says',
    source: spoken.source,
    sourceHead: spoken.sourceHead,
    content,
    medium: spoken.medium,
    mediumHead: spoken.mediumHead,
    inherited: true,
    clause: { from: at, to: at + 1 },
    rule: 'inherit/quotation',
  })
}

/** Does the speaker's name stand behind the quotation? */
function isSigned(index: FrameIndex, at: number, start: number): boolean {
  const around = index.near(at)
  return index.frames.slice(around.from, around.to).some((f) => f.rule === SIGNED && f.content[0]!.start === start)
}

/** A quotation inherited just before goes before an older report. */
function later(view: View, spoken: Frame | null, last: Frame | null, at: number): Frame | null {
  if (!last || view.blockAt(last.content.at(-1)!.end - 1) < view.blockAt(at) - 1) return spoken
  return spoken && spoken.at > last.at ? spoken : last
}

const GOES_ON = new Set(['they', 'it', 'he', 'she'])
const TIED = new Set(['these', 'those', 'another', 'such'])

/**
 * Does an own-voice sentence plainly go on with the account of the sentence before? Only after "according to" or a
 * document, and only where its subject takes up what was told ("They examined ...", "... from these chemicals ...").
 */
export function inheritClause(view: View, own: OwnClaim, before: FrameIndex, last: Frame | null): Frame | null {
  const s = own.sentence
  if (s === 0) return null
  const start = own.content[0]!.start
  const goesOn = last !== null && view.sentence[last.at] === s - 1
  const previous = goesOn ? last : reportIn(view, before, s - 1)
  if (!previous?.source || view.blockAt(view.start[view.sentenceRange(s - 1).from]!) !== view.blockAt(start))
    return null
  if (cueBefore(view, before, own.head)) return null
  const first = tokenFrom(view, start)
  const evidence = isEvidence(view, { head: previous.sourceHead, range: previous.source })
  const pronoun = GOES_ON.has(view.word[first]!) && previous.manner === 'cites'
  const tied = evidence && startsTied(view, first)
  if (!pronoun && !tied) return null
  return frame({
    at: own.head,
    cue: [],
    manner: previous.manner,
    source: previous.source,
    sourceHead: previous.sourceHead,
    content: own.content,
    inherited: true,
    clause: { from: own.head, to: own.head + 1 },
    rule: 'inherit/account',
  })
}

/** A report that takes up sentence `s` to its end. */
function reportIn(view: View, index: FrameIndex, s: number): Frame | null {
  const { from, to } = view.sentenceRange(s)
  for (let k = index.from(from); k < index.frames.length && index.frames[k]!.at < to; k++)
    if (reportsWhole(view, index.frames[k]!, s)) return index.frames[k]!
  return null
}

function cueBefore(view: View, index: FrameIndex, head: number): boolean {
  for (
    let k = index.from(view.sentenceRange(view.sentence[head]!).from);
    k < index.frames.length && index.frames[k]!.at <= head;
    k++
  )
    if (index.frames[k]!.cue.length > 0) return true
  return false
}

/** The report takes up the sentence to its end. */
function reportsWhole(view: View, f: Frame, s: number): boolean {
  if (f.manner !== 'cites' && f.manner !== 'says' && f.manner !== 'finds') return false
  const { to } = view.sentenceRange(s)
  const end = f.content.at(-1)?.end ?? 0
  return end >= view.end[Math.max(0, to - 2)]! - 1
}

function startsTied(view: View, first: number): boolean {
  for (let i = first; i < first + 6 && i < view.n; i++) if (TIED.has(view.word[i]!)) return true
  return false
}
