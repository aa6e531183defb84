/**
 * Labels of the name tagger: BILOU (Ratinov and Roth 2009) over four coarse types. Finer types (nationality, facility,
 * equipment, event, document) are rules on top of them.
 */
export const NER_TYPES = ['PER', 'ORG', 'LOC', 'MISC'] as const
export type NerType = (typeof NER_TYPES)[number]

export const OUTSIDE = 0
export const BEGIN = 1
export const INSIDE = 2
export const LAST = 3
export const UNIT = 4

/** Number of labels: outside, and four positions for each type. */
export const LABELS = 1 + 4 * NER_TYPES.length

/** Label of a position (1 to 4) in a type. */
export const label = (type: number, position: number): number => type * 4 + position

/** Type index of a label; -1 for outside. */
export const typeOf = (l: number): number => (l === OUTSIDE ? -1 : (l - 1) >> 2)

/** Position of a label: 0 for outside, else 1 to 4. */
export const positionOf = (l: number): number => (l === OUTSIDE ? OUTSIDE : ((l - 1) & 3) + 1)

/** Does a name go on after this label? */
export const open = (l: number): boolean => l !== OUTSIDE && ((l - 1) & 3) < 2

/** Bit set of labels that may follow `previous`; at the last token of a sentence no name may stay open. */
export function follows(previous: number, last: boolean): number {
  const type = typeOf(previous)
  if (open(previous)) return (last ? 0 : 1 << label(type, INSIDE)) | (1 << label(type, LAST))
  return last ? CLOSED_STARTS : STARTS
}

/** Bit set of all labels of one type. */
export const typeMask = (type: number): number => 0b11110 << (type * 4)

const starts = (positions: readonly number[]): number =>
  NER_TYPES.reduce((mask, _, t) => positions.reduce((m, p) => m | (1 << label(t, p)), mask), 1)
const STARTS = starts([BEGIN, UNIT])
const CLOSED_STARTS = starts([UNIT])
