import {
  contextFeatures,
  hashText,
  LinearModel,
  MAX_TAG_FEATURES,
  type ModelFile,
  normalForm,
  TAG_VERSION,
  TagDictionary,
  Tagger,
  typeFeatures,
  WordTypes,
} from '@wherefrom/nlp'
import { loadClusters } from './clusters-file.ts'
import type { TreeSentence } from './conllu.ts'
import { AveragedPerceptron, random, shuffle } from './perceptron.ts'

/** What the tagger learns from. */
export type Tagged = Pick<TreeSentence, 'form' | 'upos' | 'xpos'>

/** Joint tags that occur at least `least` times, in order of falling count. */
export function jointTags(trees: readonly Tagged[], least = 5): string[] {
  const counts = new Map<string, number>()
  for (const t of trees)
    for (let i = 0; i < t.form.length; i++) {
      const joint = `${t.upos[i]} ${t.xpos[i]}`
      counts.set(joint, (counts.get(joint) ?? 0) + 1)
    }
  return [...counts]
    .filter(([, n]) => n >= least)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .map(([t]) => t)
}

/** Most frequent tag of each word seen at least twice. */
function dictionaryOf(trees: readonly Tagged[], index: ReadonlyMap<string, number>): [Int32Array, Uint8Array] {
  const words = new Map<string, Map<number, number>>()
  for (const t of trees)
    for (let i = 0; i < t.form.length; i++) {
      const tag = index.get(`${t.upos[i]} ${t.xpos[i]}`)
      if (tag === undefined) continue
      const row = words.get(normalForm(t.form[i]!)) ?? new Map<number, number>()
      row.set(tag, (row.get(tag) ?? 0) + 1)
      words.set(normalForm(t.form[i]!), row)
    }
  const rows: [number, number][] = []
  for (const [word, row] of words) {
    const total = [...row.values()].reduce((a, b) => a + b, 0)
    if (total < 2) continue
    const [tag, n] = [...row].sort((a, b) => b[1] - a[1])[0]!
    rows.push([hashText(word), tag + 1 + (n / total < 0.95 ? 128 : 0)])
  }
  rows.sort((a, b) => a[0] - b[0])
  return [Int32Array.from(rows, (r) => r[0]), Uint8Array.from(rows, (r) => r[1])]
}

/** Trains a tagger and gives it as a model file. */
export function learnTagger(trees: readonly Tagged[], joint: readonly string[], epochs: number, least = 2): ModelFile {
  const index = new Map(joint.map((t, k) => [t, k]))
  const [keysOf, values] = dictionaryOf(trees, index)
  const clusters = loadClusters()
  const types = new WordTypes({
    clusters: clusters.fine,
    coarse: clusters.coarse,
    known: new TagDictionary(keysOf, values),
  })
  const sentences = trees.map((t) => ({
    type: Int32Array.from(t.form, (f) => types.of(f, 0, f.length)),
    gold: t.form.map((_, i) => index.get(`${t.upos[i]} ${t.xpos[i]}`) ?? -1),
  }))
  const model = new AveragedPerceptron(joint.length)
  const keys = new Int32Array(MAX_TAG_FEATURES * 2)
  const scores = new Float64Array(joint.length)
  const next = random(11)
  for (let epoch = 0; epoch < epochs; epoch++) {
    let errors = 0
    let total = 0
    for (const { type, gold } of shuffle(sentences, next)) {
      const n = type.length
      const tags = new Uint8Array(n)
      for (let i = 0; i < n; i++) {
        let k = contextFeatures(types.data, type, tags, i, 0, n, keys)
        for (let o = -2; o <= 2; o++)
          k = typeFeatures(types.data, i + o < 0 || i + o >= n ? 0 : type[i + o]!, o, keys, k)
        scores.fill(0)
        model.add(keys, k, scores)
        let best = 0
        for (let c = 1; c < joint.length; c++) if (scores[c]! > scores[best]!) best = c
        model.tick()
        tags[i] = best
        if (gold[i]! < 0) continue
        total++
        if (best === gold[i]) continue
        errors++
        model.update(keys, k, gold[i]!, 1)
        model.update(keys, k, best, -1)
      }
    }
    process.stderr.write(
      `  tagger epoch ${epoch + 1}: ${((100 * errors) / total).toFixed(2)} % errors, ${model.features} features\n`,
    )
  }
  return {
    header: { component: 'nlp.tag', version: TAG_VERSION, settings: { tags: joint } },
    sections: new Map([...LinearModel.encode(model.averaged(least)), ...TagDictionary.encode(keysOf, values)]),
  }
}

/**
 * Joint tags that taggers give to sentences that they were not trained on: `folds` taggers, each trained without one
 * share of the documents. A parser trained on gold tags would trust tags too much.
 */
export function jackknife(trees: readonly Tagged[], joint: readonly string[], folds = 5, epochs = 5): Uint8Array[] {
  const out: Uint8Array[] = new Array(trees.length)
  const share = (i: number): number => Math.floor(i / 50) % folds
  for (let fold = 0; fold < folds; fold++) {
    const file = learnTagger(
      trees.filter((_, i) => share(i) !== fold),
      joint,
      epochs,
    )
    const tag = sentenceTagger(file)
    trees.forEach((t, i) => {
      if (share(i) === fold) out[i] = tag(t.form)
    })
  }
  return out
}

/** A function that gives the joint tags of the words of one sentence. */
export function sentenceTagger(file: ModelFile): (forms: readonly string[]) => Uint8Array {
  const clusters = loadClusters()
  const tagger = new Tagger(file)
  const types = new WordTypes({
    clusters: clusters.fine,
    coarse: clusters.coarse,
    known: TagDictionary.decode(file.sections),
  })
  return (forms) => {
    const type = Int32Array.from(forms, (f) => types.of(f, 0, f.length))
    const n = forms.length
    return tagger.tag(types, type, { length: 1, from: Int32Array.of(0), to: Int32Array.of(n) })
  }
}
