import type { Span, TokenRange } from '@wherefrom/schema'
import { clauseContent, holds, joinNear } from './content.ts'
import { hasSubject, isInfinitive, isTensed } from './find/grammar.ts'
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

/** Heads of the independent clauses of a sentence: its root and the clauses coordinated with it or set beside it. */
function independentClauses(view: View, root: number, inside: Uint8Array): number[] {
  const out = [root]
  for (let k = 0; k < out.length && out.length < 12; k++) {
    for (const c of view.children(out[k]!)) {
      const rel = view.base(c)
      const clausal = isTensed(view, c) || hasSubject(view, c)
      if (rel === 'ccomp' && inside[c]) out.push(...outsideConjuncts(view, c, inside))
      if ((rel === 'conj' && clausal) || (rel === 'parataxis' && hasSubject(view, c) && isTensed(view, c))) out.push(c)
    }
  }
  return out.sort((a, b) => a - b)
}

/** Clauses after a quotation that the parser coordinated with what is inside it. */
const outsideConjuncts = (view: View, quoted: number, inside: Uint8Array): number[] =>
  view.children(quoted).filter((c) => view.base(c) === 'conj' && !inside[c] && hasSubject(view, c) && isTensed(view, c))

function rootOf(view: View, s: number): number {
  const { from, to } = view.sentenceRange(s)
  for (let i = from; i < to; i++) if (view.head[i]! < 0 && !view.isPunct(i)) return i
  return -1
}

const isStatement = (view: View, s: number): boolean => {
  const { from, to } = view.sentenceRange(s)
  let last = to - 1
  while (last > from && /^["”’')\]]$/.test(view.word[last]!)) last--
  return view.word[last] !== '?' && to - from >= 4
}

/** A clause that tells something: a finite verb or copula with a subject that is not itself a clause. */
function tells(view: View, head: number): boolean {
  if (isInfinitive(view, head) && !isTensed(view, head)) return false
  if (view.child(head, 'csubj') >= 0) return false
  return isTensed(view, head) || (view.child(head, 'nsubj') >= 0 && view.upos(head) === 'VERB')
}

/** The claims that the outlet makes in its own voice in sentence `s`. */
export function ownClaims(view: View, s: number, frames: readonly Frame[], inside: Uint8Array): OwnClaim[] {
  const range = view.sentenceRange(s)
  const block = view.doc.blocks[view.blockAt(view.start[range.from]!)]
  if (!block) return []
  if (block.kind === 'caption') return hedgedCaption(view, s, range, frames)
  if (!BODY.has(block.kind) || !isStatement(view, s)) return []
  const root = rootOf(view, s)
  if (root < 0) return []
  const clauses = independentClauses(view, root, inside)
  const own = clauses.filter((c) => !inside[c] && !isReported(view, c, frames) && tells(view, c))
  if (own.length === 0) return []
  return claimsOf(view, s, clauses, own, frames)
}

/** Does an attribution open at this clause, or does the clause stand in what somebody is reported to say? */
function isReported(view: View, clause: number, frames: readonly Frame[]): boolean {
  const at = view.start[clause]!
  return frames.some(
    (f) =>
      (f.at === clause && f.cue.length > 0) ||
      holds(f.content, at) ||
      (f.rule === 'attribute/adverb' && view.head[f.at] === clause),
  )
}

/** Neighbouring own clauses are one claim; reported clauses between part them. */
function claimsOf(
  view: View,
  s: number,
  clauses: readonly number[],
  own: readonly number[],
  frames: readonly Frame[],
): OwnClaim[] {
  const out: OwnClaim[] = []
  const reported = clauses.filter((c) => !own.includes(c))
  let run: number[] = []
  const flush = () => {
    const claim = run.length > 0 ? claimOf(view, s, run, reported, frames) : null
    if (claim) out.push(claim)
    run = []
  }
  for (const c of clauses) {
    if (own.includes(c)) run.push(c)
    else flush()
  }
  flush()
  return out
}

function claimOf(
  view: View,
  s: number,
  run: readonly number[],
  reported: readonly number[],
  frames: readonly Frame[],
): OwnClaim | null {
  const first = run[0]!
  const holes: TokenRange[] = reported.filter((c) => !run.some((r) => view.under(r, c))).map((c) => view.subtree(c))
  const parents = reported.filter((c) => run.some((r) => view.under(r, c)))
  for (const f of frames) if (view.sentence[f.at] === s) holes.push(...frameHoles(view, f, first))
  let from = first
  let to = first + 1
  for (const c of run) {
    from = Math.min(from, parents.length > 0 ? Math.max(view.left[c]!, parents[0]! + 1) : view.left[c]!)
    to = Math.max(to, view.right[c]!)
  }
  const content = joinNear(view, clauseContent(view, { from, to }, [...holes, ...lead(view, from)]))
  if (content.length === 0) return null
  const inner = frames.filter(
    (f) => view.sentence[f.at] === s && f.content.length > 0 && holds(content, view.start[f.at]!),
  )
  if (inner.length > 0 && wordsLeft(view, content, inner) < FEWEST_WORDS) return null
  if (wordsLeft(view, content, []) < 3) return null
  return { content, head: first, sentence: s, rule: 'own-voice/clause' }
}

/** Leading "And", "But". */
function lead(view: View, from: number): TokenRange[] {
  return view.upos(from) === 'CCONJ' ? [{ from, to: from + 1 }] : []
}

/** Relative and adverbial clauses with a report of their own are told by it, not by the outlet. */
function frameHoles(view: View, f: Frame, head: number): TokenRange[] {
  let at = f.rule === 'attribute/adverb' || f.rule === 'attribute/according-to' ? view.head[f.at]! : f.at
  for (let hop = 0; hop < 12 && at >= 0 && at !== head; hop++) {
    if (view.rel(at) === 'acl:relcl' || (view.base(at) === 'advcl' && f.at === at)) return [view.subtree(at)]
    at = view.head[at]!
  }
  return []
}

/** A caption with a hedge is a claim. */
function hedgedCaption(view: View, s: number, range: TokenRange, frames: readonly Frame[]): OwnClaim[] {
  for (let i = range.from; i < range.to; i++) {
    if (!HEDGES.has(view.word[i]!)) continue
    if (frames.some((f) => view.sentence[f.at] === s)) return []
    const content = clauseContent(view, captionRange(view, range), [])
    return content.length > 0 ? [{ content, head: rootOf(view, s), sentence: s, rule: 'own-voice/hedged-caption' }] : []
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
