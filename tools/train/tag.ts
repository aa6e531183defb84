import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { conlluFiles, readConllu, type TreeSentence, trainingDocuments } from './conllu.ts'
import { saveModel } from './manifest.ts'
import { jointTags, learnTagger, sentenceTagger } from './tag-learn.ts'
import { learnLemmas } from './tag-lemmas.ts'

/** What the weights of tokens, tags and parse were trained on. */
export const TREEBANKS = [
  { corpus: 'UD English EWT', licence: 'CC BY-SA 4.0', part: 'train' },
  {
    corpus: 'GUM',
    licence: 'CC BY 4.0, CC BY-SA 4.0, public domain (by genre)',
    part: 'train, without fiction, whow, essay, letter and podcast',
  },
]

/** Trains the tagger and collects the irregular lemmas. */
export async function train(corpora: string): Promise<void> {
  const trees = trainingDocuments(corpora).flatMap((d) => d.sentences)
  const tagger = learnTagger(trees, jointTags(trees), 8)
  const scores: Record<string, number> = {}
  for (const [name, path] of [
    ['EWT dev', 'ud/ewt/en_ewt-ud-dev.conllu'],
    ['GUM dev', 'gum/dev/dep'],
  ] as const) {
    if (!existsSync(join(corpora, path))) continue
    const dev = conlluFiles(join(corpora, path)).flatMap((f) => readConllu(readFileSync(f, 'utf8')))
    Object.assign(
      scores,
      score(
        name,
        dev.flatMap((d) => d.sentences),
        tagger,
      ),
    )
  }
  saveModel('tag.bin.gz', tagger, { licence: 'CC BY-SA 4.0', trainedOn: TREEBANKS, scores })
  saveModel('lemmas.bin.gz', learnLemmas(trees), { licence: 'CC BY-SA 4.0', trainedOn: TREEBANKS, scores: {} })
}

/** Accuracy on gold tokens. */
function score(name: string, trees: readonly TreeSentence[], file: ReturnType<typeof learnTagger>) {
  const tag = sentenceTagger(file)
  const joint = file.header.settings['tags'] as string[]
  let upos = 0
  let xpos = 0
  let n = 0
  for (const t of trees) {
    tag(t.form).forEach((k, i) => {
      if (i >= t.form.length) return
      const [u, x] = joint[k]!.split(' ')
      if (u === t.upos[i]) upos++
      if (x === t.xpos[i]) xpos++
      n++
    })
  }
  const rounded = (v: number): number => Math.round((10_000 * v) / n) / 10_000
  process.stderr.write(`  ${name}: UPOS ${rounded(upos)} XPOS ${rounded(xpos)}\n`)
  return { [`${name} UPOS`]: rounded(upos), [`${name} XPOS`]: rounded(xpos) }
}
