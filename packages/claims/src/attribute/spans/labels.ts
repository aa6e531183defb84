import { LabelChain } from '@wherefrom/nlp'

/** BIO labels over tokens, roles in the order source, cue, content: odd labels start a span, even ones go on with it. */
export const O = 0
export const B_CUE = 3
export const I_CUE = 4
export const LABELS = 7

/** Labels of the tokens around one cue: its source and its content. */
export const B_PAIR_SOURCE = 1
export const B_PAIR_CONTENT = 3
export const PAIR_LABELS = 5

export const SOURCE = 0
export const CUE = 1
export const CONTENT = 2

export const beginOf = (role: number): number => 1 + role * 2
export const insideOf = (role: number): number => 2 + role * 2

/** May `next` follow `label`? An inside label needs its own role before it. */
export function mayFollow(label: number, next: number): boolean {
  const inside = next !== O && (next & 1) === 0
  return !inside || label === next || label === next - 1
}

const FORBIDDEN = -1e9

/** A chain of BIO labels with learned scores of moves `[before * labels + after]`. The label before the first token is O. */
export function bioChain(labels: number, moves: ArrayLike<number>): LabelChain {
  const steps = new Float64Array(labels * labels)
  for (let x = 0; x < labels; x++)
    for (let y = 0; y < labels; y++) steps[x * labels + y] = mayFollow(x, y) ? (moves[x * labels + y] ?? 0) : FORBIDDEN
  return new LabelChain(labels, steps.subarray(O * labels, (O + 1) * labels), steps)
}
