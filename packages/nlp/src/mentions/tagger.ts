import type { Sentences } from '@wherefrom/schema'
import type { LinearModel } from '../model/linear.ts'
import type { NameLabels } from '../neural/names.ts'
import { CAPITAL, type Columns, HAS_DIGIT, INNER_CAPITAL } from './columns.ts'
import { dynamicKeys, MOST_KEYS, staticKeys } from './features.ts'
import { BEGIN, follows, LABELS, NER_TYPES, OUTSIDE, open, positionOf, typeOf, UNIT } from './labels.ts'
import { wordHash } from './words.ts'

/** Labels that words of this document had last, by word hash: names keep their type through a document. */
export class History {
  private readonly last = new Map<number, number>()

  of(columns: Columns, i: number): number {
    return (columns.flags[i]! & CAPITAL) === 0 && !columns.caseless[i] ? 0 : (this.last.get(columns.lower[i]!) ?? 0)
  }

  /** Remembers a sentence's labels; label + 1, so that 0 stays "never seen". */
  keep(columns: Columns, labels: Uint8Array, from: number, to: number): void {
    for (let i = from; i < to; i++)
      if (columns.flags[i]! & CAPITAL || columns.caseless[i]) this.last.set(columns.lower[i]!, labels[i]! + 1)
  }
}

/** Small words that a name may begin with: `al-Nusra`, `bin Laden`, `van Gogh`. */
const PARTICLES = new Set(
  [
    'al',
    'el',
    'ar',
    'as',
    'ash',
    'an',
    'de',
    'di',
    'da',
    'von',
    'van',
    'bin',
    'ibn',
    'abu',
    'la',
    'le',
    'ul',
    'd',
    'o',
  ].map((w) => wordHash(w)),
)

/**
 * May a name begin or go on at token `i`? Most words cannot hold one (small letters, no name open) and are left alone:
 * that is most of the speed, and the weights are trained under the same rule.
 */
export function isCandidate(columns: Columns, i: number, to: number, previous: number): boolean {
  const { flags, caseless, lower } = columns
  if (flags[i]! & (CAPITAL | INNER_CAPITAL) || caseless[i] === 1 || open(previous)) return true
  if (!(flags[i]! & HAS_DIGIT) && !PARTICLES.has(lower[i]!)) return false
  return (i + 1 < to && (flags[i + 1]! & CAPITAL) !== 0) || (i + 2 < to && (flags[i + 2]! & CAPITAL) !== 0)
}

/**
 * Labels every token with the best label that may follow the one before (greedy). Returns the labels; `margin[i]`
 * receives how far the best label was ahead of `OUTSIDE` or, for outside, 0. `bias` is taken off the score of `OUTSIDE`:
 * the perceptron, trained mostly on words that are no names, finds too few. `second`: the encoder's labels, whose scores
 * are added (a product of experts).
 */
export function tagNames(
  model: LinearModel,
  columns: Columns,
  sentences: Sentences,
  bias: number,
  margin?: Int32Array,
  second: NameLabels | null = null,
): Uint8Array {
  const labels = new Uint8Array(columns.length)
  const keys = new Int32Array(MOST_KEYS)
  const scores = new Int32Array(LABELS)
  const history = new History()
  const opinions = second ? columnsOf(second) : null
  for (let s = 0; s < sentences.length; s++) {
    const from = sentences.from[s]!
    const to = sentences.to[s]!
    for (let i = from; i < to; i++) {
      const y1 = i > from ? labels[i - 1]! : OUTSIDE
      const y2 = i > from + 1 ? labels[i - 2]! : OUTSIDE
      if (!isCandidate(columns, i, to, y1) && !(second && surprises(second, i))) continue
      const n = staticKeys(columns, i, from, to, keys)
      scores.fill(0)
      scores[OUTSIDE] = -bias
      model.add(keys, dynamicKeys(columns, i, y1, y2, history.of(columns, i), keys, n), scores)
      if (second) addOpinion(second, opinions!, i, scores)
      const best = bestOf(scores, follows(y1, i === to - 1))
      labels[i] = best
      if (margin) margin[i] = best === OUTSIDE ? 0 : scores[best]! - scores[OUTSIDE]!
    }
    history.keep(columns, labels, from, to)
  }
  return labels
}

/**
 * How much the encoder counts, in hundredths: its scores are hundredths of a natural logarithm, the perceptron's have no
 * unit. Where F on UNER's development part is best; alone the encoder has 72 there, the perceptron 73, both together 75.
 */
const SECOND = 33

/** How sure the encoder must be of a name in a word whose form gives no hint, in hundredths of a natural logarithm. */
const SURE = 150
const surprises = (second: NameLabels, i: number): boolean => second.label[i] !== 0 && second.margin[i]! > SURE

/** Column of the encoder's scores for each label: `B-` for the first word of a name, `I-` for the others; -1 for none. */
function columnsOf({ names }: NameLabels): Int8Array {
  const out = new Int8Array(LABELS).fill(-1)
  for (let l = 1; l < LABELS; l++) {
    const starts = positionOf(l) === BEGIN || positionOf(l) === UNIT
    out[l] = names.indexOf(`${starts ? 'B' : 'I'}-${NER_TYPES[typeOf(l)]!}`)
  }
  return out
}

/** Adds what the encoder thinks of token `i`. */
function addOpinion({ scores: ahead, names }: NameLabels, columns: Int8Array, i: number, scores: Int32Array): void {
  for (let l = 1; l < LABELS; l++) {
    const column = columns[l]!
    if (column > 0) scores[l]! += Math.trunc((ahead[i * names.length + column]! * SECOND) / 100)
  }
}

/** The best-scored label among the bits of `allowed`; the first one on a tie. */
export function bestOf(scores: Int32Array | Float64Array, allowed: number): number {
  let best = -1
  for (let l = 0; l < LABELS; l++) if (allowed & (1 << l) && (best < 0 || scores[l]! > scores[best]!)) best = l
  return best
}
