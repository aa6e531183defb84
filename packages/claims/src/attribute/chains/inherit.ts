import { tidy, tokenFrom } from './content.ts'
import type { Speech, Uncued } from './find/speech.ts'
import { isEvidence } from './find/verb.ts'
import { type Frame, frame } from './frame.ts'
import type { OwnClaim } from './own-voice.ts'
import type { View } from './view.ts'

/** The last frame whose content or cue ends before `at`, in the same block or the one before, outermost only. */
function lastSpoken(view: View, frames: readonly Frame[], at: number): Frame | null {
  let best: Frame | null = null
  let bestEnd = -1
  const block = view.blockAt(at)
  for (const f of frames) {
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
  for (const quote of speech.uncued) {
    const made = inheritQuote(view, quote, [...frames, ...out])
    if (made) out.push(made)
  }
  return out
}

function inheritQuote(view: View, quote: Uncued, frames: readonly Frame[]): Frame | null {
  const content = tidy(view, quote.inner)
  const first = content[0]
  if (!first) return null
  const spoken = lastSpoken(
    view,
    frames.filter((f) => ['says', 'claims', 'asks', 'believes', 'confirms', 'denies', 'cites'].includes(f.manner)),
    first.start,
  )
  if (!spoken?.source) return null
  const at = tokenFrom(view, first.start)
  if (at >= view.n) return null
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

const GOES_ON = new Set(['they', 'it', 'he', 'she'])
const TIED = new Set(['these', 'those', 'another', 'such'])

/**
 * Does an own-voice sentence plainly go on with the account of the sentence before? Only after "according to" or a
 * document, and only where its subject takes up what was told ("They examined ...", "... from these chemicals ...").
 */
export function inheritClause(
  view: View,
  own: OwnClaim,
  frames: readonly Frame[],
  before: readonly Frame[],
): Frame | null {
  const s = own.sentence
  if (s === 0) return null
  const start = own.content[0]!.start
  const previous = before.find((f) => sentenceOf(view, f) === s - 1 && reportsWhole(view, f, s - 1))
  if (!previous?.source || view.blockAt(view.start[view.sentenceRange(s - 1).from]!) !== view.blockAt(start))
    return null
  if (frames.some((f) => view.sentence[f.at] === s && f.cue.length > 0 && f.at <= own.head)) return null
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

const sentenceOf = (view: View, f: Frame): number => view.sentence[f.at]!

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
