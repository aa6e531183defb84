import type { Certainty } from '@wherefrom/schema'
import { markOf } from './find/grammar.ts'
import { isGuess, type Predicate } from './predicate.ts'
import type { View } from './view.ts'

/** Rates how far the text presents a word's event as having come true, from -3 to 3 (`stance/`); null without its weights. */
export type Rate = ((i: number) => number) | null

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '))

const POSSIBLE = set('may might could')
const PROBABLE_ADVERBS = set('likely probably presumably apparently seemingly evidently supposedly')
const POSSIBLE_ADVERBS = set('possibly perhaps maybe potentially conceivably')
const PROBABLE_HEADS = set('likely probable expected appear appears appeared seem seems seemed reasonable unlikely')
const POSSIBLE_HEADS = set('possible possibility')
const POSSIBLE_THINGS = set('possibility chance risk likelihood')
const UNKNOWN_HEADS = set('unclear unknown uncertain')

/** How sure the content itself is, by modals, adverbs and conditions at its main predicate. The cue does not lower it. */
export function certaintyOf(view: View, p: Predicate | null, tokens: readonly number[], rate: Rate): Certainty {
  if (!p) return 'certain'
  if (isConditional(view, p) || opensCondition(view, tokens) || UNKNOWN_HEADS.has(view.word[p.head]!)) return 'unknown'
  if (rate && holdsCondition(view, tokens) && rate(p.head) < OPEN) return 'unknown'
  if (
    p.aux.some((a) => POSSIBLE.has(a)) ||
    POSSIBLE_HEADS.has(view.word[p.head]!) ||
    firstIs(view, tokens, POSSIBLE_HEADS) ||
    thereIsAChance(view, p)
  )
    return 'possible'
  for (const c of view.children(p.head)) {
    if (POSSIBLE_ADVERBS.has(view.word[c]!)) return 'possible'
    if (PROBABLE_ADVERBS.has(view.word[c]!)) return 'probable'
  }
  return isGuess(p) || PROBABLE_HEADS.has(view.word[p.head]!) || betweenCommas(view, p) ? 'probable' : 'certain'
}

/** "the possibility of building": a nominal content that names a possibility. */
function firstIs(view: View, tokens: readonly number[], words: ReadonlySet<string>): boolean {
  return tokens.slice(0, 2).some((i) => words.has(view.word[i]!))
}

/** "there is a chance that", "there was a possibility that". */
function thereIsAChance(view: View, p: Predicate): boolean {
  const kids = view.children(p.head)
  if (!kids.some((c) => view.word[c] === 'there')) return false
  return [p.head, ...kids].some((c) => POSSIBLE_THINGS.has(view.word[c]!))
}

/** "is, presumably, being built": set off by commas it hedges its clause, wherever the parser hangs it. */
function betweenCommas(view: View, p: Predicate): boolean {
  const from = Math.max(view.left[p.head]!, p.head - 12)
  for (let i = from; i < p.head; i++) {
    if (!PROBABLE_ADVERBS.has(view.word[i]!) || view.word[i - 1] !== ',' || view.word[i + 1] !== ',') continue
    const h = view.head[i]!
    if (h < 0 || h === p.head || view.head[h] === p.head) return true
  }
  return false
}

/** "If ...", "Had it sailed, ...": a content that opens with its condition. */
function opensCondition(view: View, tokens: readonly number[]): boolean {
  const [first, second] = tokens
  if (first === undefined || second === undefined) return false
  const word = view.word[first]!
  return (
    word === 'if' ||
    word === 'unless' ||
    (word === 'had' && second === first + 1 && ['PRON', 'DET'].includes(view.upos(second)))
  )
}

const NO_CONDITION_BEFORE = set('even as few little rarely seldom')

/** "if" that makes what it hangs on depend on it: not "even if", "as if", "few if any". */
const isCondition = (view: View, i: number): boolean =>
  (view.word[i] === 'if' || view.word[i] === 'unless') && !NO_CONDITION_BEFORE.has(view.word[i - 1] ?? '')

/** A rating below which a content with a condition in it depends on that condition ("..., if successful it can ..."). */
const OPEN = 1

/** Is there a condition anywhere in the content? Whether it is the main predicate's, the rating tells. */
function holdsCondition(view: View, tokens: readonly number[]): boolean {
  return tokens.slice(0, 60).some((i) => isCondition(view, i))
}

function isConditional(view: View, p: Predicate): boolean {
  if (p.aux.includes('would') && p.aux.includes('have')) return true
  const kids = view.children(p.head)
  const later = kids.filter((c) => view.base(c) === 'conj').flatMap((c) => view.children(c))
  return [...kids, ...later].some((c) => {
    if (view.base(c) !== 'advcl' || view.right[c]! - view.left[c]! < 3) return false
    const mark = view.child(c, 'mark')
    const near = mark >= 0 && mark < c && (markOf(view, c) === 'if' || markOf(view, c) === 'unless')
    const first = view.left[c]!
    if (near && isCondition(view, mark)) return true
    return (isCondition(view, first) && view.word[first] === 'if' && c - first < 14) || view.word[first] === 'had'
  })
}
