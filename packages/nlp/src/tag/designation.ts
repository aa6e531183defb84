import { FLAGS, HAS_DIGIT, HAS_HYPHEN, TYPE_COLUMNS, UPPER_FIRST, type WordTypes } from '../tokens/types.ts'

const DESIGNATION = UPPER_FIRST | HAS_DIGIT | HAS_HYPHEN

/** `Shahed-136`, `T-72B3`: names that the tokenizer keeps whole and the treebanks do not, so that no weights know them. */
export function isDesignation(types: WordTypes, type: number): boolean {
  return (types.data[type * TYPE_COLUMNS + FLAGS]! & DESIGNATION) === DESIGNATION
}
