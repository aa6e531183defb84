import { LEMMAS_VERSION, lemmaGroup, type ModelFile, ruleLemma } from '@wherefrom/nlp'
import { type TreeSentence, trainingDocuments } from './conllu.ts'
import { saveModel } from './manifest.ts'
import { TREEBANKS } from './treebanks.ts'

/** Words whose lemma the rules do not give: most frequent lemma of each form and group of tags. */
function learnLemmas(trees: readonly TreeSentence[]): ModelFile {
  const seen = new Map<string, Map<string, number>>()
  for (const t of trees)
    for (let i = 0; i < t.form.length; i++) {
      const lemma = t.lemma[i]!
      if (t.upos[i] === 'PROPN' || t.upos[i] === 'X' || lemma === '_' || lemma === '') continue
      const key = `${lemmaGroup(t.xpos[i]!)}\t${t.form[i]!.toLowerCase().replace('\u2019', "'")}`
      const row = seen.get(key) ?? new Map<string, number>()
      row.set(lemma.toLowerCase(), (row.get(lemma.toLowerCase()) ?? 0) + 1)
      seen.set(key, row)
    }
  const lines: string[] = []
  for (const [key, row] of seen) {
    const [group, word] = key.split('\t') as [string, string]
    const [lemma] = [...row].sort((a, b) => b[1] - a[1])[0]!
    if (lemma !== ruleLemma(word, group)) lines.push(`${key}\t${lemma}`)
  }
  lines.sort()
  process.stderr.write(`  ${lines.length} irregular lemmas\n`)
  return {
    header: { component: 'nlp.lemmas', version: LEMMAS_VERSION, settings: {} },
    sections: new Map([['exceptions', new TextEncoder().encode(lines.join('\n'))]]),
  }
}

/** Collects the irregular lemmas of the treebanks. */
export async function train(corpora: string): Promise<void> {
  const trees = trainingDocuments(corpora).flatMap((d) => d.sentences)
  saveModel('lemmas.bin.gz', learnLemmas(trees), { licence: 'CC BY-SA 4.0', trainedOn: TREEBANKS, scores: {} })
}
