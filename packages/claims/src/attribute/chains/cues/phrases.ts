import type { Manner } from '@wherefrom/schema'

/** Adverbs that attribute a clause to nobody in particular: word, manner, example, where the row comes from. */
export const ADVERBS: readonly (readonly [string, Manner, string, string])[] = [
  ['reportedly', 'claims', 'The convoy reportedly left on Monday.', 'polnear'],
  ['allegedly', 'claims', 'The firm allegedly sold the pumps.', 'polnear'],
  ['purportedly', 'claims', 'The letter was purportedly written in May.', 'own'],
  ['supposedly', 'claims', 'The pumps were supposedly sold in May.', 'own'],
]

/**
 * Prepositions and fixed phrases whose object is the source: words, manner, example, where from. `according to` takes
 * the clause that it stands in as content.
 */
export const PREPOSITIONS: readonly (readonly [string, Manner, string, string])[] = [
  ['according to', 'cites', 'According to the ministry, the convoy left.', 'polnear'],
]

/** Participles that name the authority behind a report: "X, citing Y, reported". */
export const CITING: readonly (readonly [string, Manner, string, string])[] = [
  ['citing', 'cites', 'The agency, citing two officials, reported that the convoy had left.', 'polnear'],
  ['quoting', 'cites', 'The agency, quoting two officials, reported that the convoy had left.', 'polnear'],
  ['referencing', 'cites', 'The agency, referencing two officials, reported that the convoy had left.', 'polnear'],
  ['referring to', 'cites', 'The agency, referring to two officials, reported that the convoy had left.', 'polnear'],
  [
    'with reference to',
    'cites',
    'With reference to two officials, the agency reported that the convoy had left.',
    'own',
  ],
]
