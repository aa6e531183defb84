import { contains } from '@wherefrom/schema'
import { holds, joinNear, tidy, without } from '../content.ts'
import { type Frame, frame } from '../frame.ts'
import { FrameIndex } from '../frame-index.ts'
import { subjectOf } from '../sources.ts'
import type { View } from '../view.ts'
import { nounFrame } from './noun.ts'
import { accordingFrame, adverbFrame, authorityAt } from './phrases.ts'
import type { Speech } from './speech.ts'
import { titleFrame } from './titles.ts'
import { verbFrame } from './verb.ts'

const VERBAL = new Set(['VERB', 'AUX'])
const NOMINAL = new Set(['NOUN', 'PROPN'])

/** Blocks whose text carries claims: running text, attributed titles, captions; not datelines, credits, boilerplate. */
export const CLAIM_BLOCKS = new Set(['paragraph', 'quote', 'list', 'caption', 'title'])

/** All flat attributions that the rules find, in the order of their cues. */
export function findFrames(view: View, speech: Speech): Frame[] {
  const out: Frame[] = []
  const verbs = new Set<number>()
  const nouns: number[] = []
  for (const block of view.doc.blocks) {
    const titled = titleFrame(view, block)
    if (titled) out.push(titled)
  }
  for (let i = 0; i < view.n; i++) {
    const block = view.doc.blocks[view.blockAt(view.start[i]!)]
    if (!block || !CLAIM_BLOCKS.has(block.kind)) continue
    const phrase = accordingFrame(view, i) ?? adverbFrame(view, i)
    if (phrase) {
      out.push(phrase)
      continue
    }
    if (block.kind === 'title') continue
    const upos = view.upos(i)
    if (VERBAL.has(upos) || view.xpos(i).startsWith('VB') || speech.byVerb.has(i)) {
      const made = verbFrame(view, i, speech)
      if (made) {
        out.push(made)
        verbs.add(i)
      }
    } else if (NOMINAL.has(upos)) nouns.push(i)
  }
  for (const i of nouns) {
    const made = nounFrame(view, i, verbs)
    if (made) out.push(made)
  }
  out.sort((a, b) => a.at - b.at)
  return withAuthorities(view, insideQuotes(view, out))
}

/**
 * "The ministry said the ferry had sunk, according to the agency": where the parse hangs the phrase on the inner clause,
 * both would report the same words; behind a comma the phrase reports the whole report, and is no part of it.
 */
export function overReports(view: View, frames: readonly Frame[]): Frame[] {
  const index = new FrameIndex(frames)
  const out = [...frames]
  frames.forEach((f, phrase) => {
    const first = f.content[0]
    const end = f.content.at(-1)?.end ?? 0
    if (f.rule !== 'attribute/according-to' || !first || end > view.start[f.at]!) return
    const around = index.near(f.at)
    for (let k = around.from; k < around.to; k++) {
      const g = frames[k]!
      const last = g.content.at(-1)?.end ?? 0
      if (g === f || g.source === null || g.at > f.at || view.start[g.at]! > first.start) continue
      if (g.content[0]?.start !== first.start || last < end || (last > end && !afterComma(view, f))) continue
      const start = Math.min(view.start[g.source.from]!, view.start[g.cue[0] ?? g.at]!)
      out[phrase] = { ...f, content: tidy(view, [{ start, end: first.end }, ...f.content.slice(1)]) }
      if (last > end) out[k] = { ...g, content: f.content }
      return
    }
  })
  return out
}

const afterComma = (view: View, f: Frame): boolean => view.word[Math.min(f.at, ...f.cue) - 1] === ','

/**
 * A report made inside a quotation ends with it. Where the parse lets one run on into the words that report the
 * quotation itself ('"We know that it sailed," said the captain'), each would hold the other's cue.
 */
function insideQuotes(view: View, frames: readonly Frame[]): Frame[] {
  const index = new FrameIndex(frames)
  return frames.map((f) => {
    const at = view.start[f.at]!
    const quote = view.quotes.in(at, at + 1).find((q) => q.inner.start <= at && at < q.inner.end)
    if (!quote) return f
    const around = index.near(f.at)
    for (let k = around.from; k < around.to; k++) {
      const g = frames[k]!
      const other = view.start[g.at]!
      if (contains(quote, { start: other, end: other }) || !holds(f.content, other) || !holds(g.content, at)) continue
      const content = f.content
        .map((s) => ({ start: Math.max(s.start, quote.inner.start), end: Math.min(s.end, quote.inner.end) }))
        .filter((s) => s.start < s.end)
      if (content.length > 0) return { ...f, content: tidy(view, content) }
    }
    return f
  })
}

/** Hangs "citing X" on the report that it backs; one without such a report is a frame of its own. */
function withAuthorities(view: View, frames: readonly Frame[]): Frame[] {
  const out = [...frames]
  for (let i = 0; i < view.n; i++) {
    const authority = authorityAt(view, i)
    if (!authority) continue
    const index = new FrameIndex(out)
    const own = index.from(i)
    if (out[own]?.at === i) out.splice(own, 1)
    const k = reportOf(view, index, i)
    const hole = { start: view.start[i]!, end: view.end[authority.source.to - 1]! }
    if (k >= 0) {
      const report = out[k]!
      out[k] = {
        ...report,
        content: tidy(view, without(report.content, [hole])),
        authorities: [...report.authorities, authority],
      }
    } else {
      // splice keeps the order by cue that the index needs
      const lone = loneAuthority(view, i, authority)
      if (lone) out.splice(index.from(i), 0, lone)
    }
  }
  return out
}

/** The frame of the same sentence whose subject or source the authority stands beside: nearest first. */
function reportOf(view: View, index: FrameIndex, i: number): number {
  const { frames } = index
  const around = index.near(i)
  const subject = subjectOf(view, i)
  let best = -1
  let bestScore = 0
  for (let k = around.from; k < around.to; k++) {
    const f = frames[k]!
    if (view.sentence[f.at] !== view.sentence[i] || f.manner === 'commits') continue
    let score = 0
    if (subject && f.sourceHead === subject.head) score = 4
    else if (view.head[i] === f.at || view.head[view.head[i]!] === f.at) score = 3
    else if (f.sourceHead >= 0 && f.sourceHead < i && i - f.sourceHead < 12 && f.rule === 'attribute/according-to')
      score = 3
    else if (f.source && f.source.to <= i && i - f.source.to < 4) score = 2
    if (
      score > bestScore ||
      (score === bestScore && score > 0 && Math.abs(f.at - i) < Math.abs(frames[best]!.at - i))
    ) {
      best = k
      bestScore = score
    }
  }
  return best
}

function loneAuthority(view: View, i: number, authority: NonNullable<ReturnType<typeof authorityAt>>): Frame | null {
  const clause = view.head[i]!
  if (clause < 0) return null
  const range = view.subtree(clause)
  const hole = { start: view.start[i]!, end: view.end[authority.source.to - 1]! }
  const content = lone(view, range, hole)
  if (content.length === 0) return null
  return frame({
    at: i,
    cue: authority.cue,
    manner: 'cites',
    source: authority.source,
    sourceHead: authority.sourceHead,
    content,
    clause: { from: i, to: authority.source.to },
    rule: 'attribute/citing',
  })
}

function lone(view: View, range: { from: number; to: number }, hole: { start: number; end: number }) {
  return joinNear(view, tidy(view, without([view.span(range)], [hole])))
}
