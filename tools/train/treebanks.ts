/** What the weights of sentence ends, lemmas, tags and trees were trained on. */
export const TREEBANKS = [
  { corpus: 'UD English EWT', licence: 'CC BY-SA 4.0', part: 'train' },
  {
    corpus: 'GUM',
    licence: 'CC BY 4.0, CC BY-SA 4.0, public domain (by genre)',
    part: 'train, without fiction, whow, essay, letter and podcast',
  },
]
