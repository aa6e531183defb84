import type { View } from '../attribute/chains/view.ts'
import { CLIMB, type Clause, clauseOf } from './clause.ts'
import { ADVERBS, CONDITIONS, GOVERNORS, INDEFINITE, MODALS, NEGATIVE } from './lexicon.ts'

/** Version of the feature templates: weights of another version are refused. */
export const STANCE_VERSION = 1

const bin = (n: number, steps: readonly number[]): number => {
  let k = 0
  while (k < steps.length && n >= steps[k]!) k++
  return k
}

/** One governor on the way to the root. */
interface Governor {
  readonly at: number
  /** Relation of the governed clause (coordination seen through), with its mark. */
  readonly via: string
  readonly clause: Clause
}

/** Governors above `i`, nearest first. Coordination is seen through: a conjunct hangs where the first one hangs. */
function governors(view: View, i: number): Governor[] {
  const out: Governor[] = []
  let at = i
  for (let steps = 0; steps < 24 && out.length < CLIMB; steps++) {
    const h = view.head[at]!
    if (h < 0) break
    const rel = view.rel(at)
    if (rel !== 'conj') {
      const mark = markWord(view, at)
      out.push({ at: h, via: mark === '' ? rel : `${rel}:${mark}`, clause: clauseOf(view, h) })
    }
    at = h
  }
  return out
}

/** What ties a clause or phrase to its governor: a subordinator, a preposition, "to", a question word. */
function markWord(view: View, i: number): string {
  for (const c of view.children(i)) {
    if (c > i) break
    const rel = view.base(c)
    if (rel === 'mark' || rel === 'case') return view.word[c]!
  }
  const first = view.word[view.left[i]!]!
  return first.startsWith('wh') || first === 'how' ? first : ''
}

const personOf = (view: View, s: number): string => {
  const w = view.word[s]!
  if (view.upos(s) === 'PRON' || INDEFINITE.has(w)) return w
  if (view.upos(s) === 'PROPN') return 'NAME'
  const det = view.children(s).find((c) => view.base(c) === 'det' || view.rel(c) === 'nmod:poss')
  const d = det === undefined ? 'bare' : view.rel(det) === 'nmod:poss' ? 'poss' : view.word[det]!
  return `${d}+${view.xpos(s)}`
}

/** Feature strings of one word, as the trainer and the product see them. */
export class FeatureList {
  readonly out: string[] = []
  add(name: string, value: string | number): void {
    this.out.push(`${name}=${value}`)
  }
}

function own(f: FeatureList, view: View, i: number, me: Clause): void {
  const lemma = view.lemma[i]!
  const pos = view.xpos(i)
  f.add('w', view.word[i]!)
  f.add('l', lemma)
  f.add('x', pos)
  f.add('u', view.upos(i))
  f.add('k', GOVERNORS.get(lemma) ?? '-')
  f.add('suf', view.word[i]!.slice(-3))
  f.add('rel', view.rel(i))
  f.add('form', me.form)
  f.add('mood', me.mood)
  f.add('mood+l', `${me.mood}+${lemma}`)
  f.add('tense', me.tense)
  f.add('tense+x', `${me.tense}+${pos}`)
  f.add('tense+l', `${me.tense}+${lemma}`)
  f.add('neg', Math.min(me.negations, 2))
  f.add('neg+tense', `${Math.min(me.negations, 2)}+${me.tense}+${me.mood}`)
  f.add('neg+l', `${Math.min(me.negations, 2)}+${lemma}`)
  f.add('mark', me.mark)
  for (const w of me.group) f.add('aux', w)
  f.add('depth', Math.min(depthOf(view, i), 6))
}

function depthOf(view: View, i: number): number {
  let d = 0
  for (let h = view.head[i]!; h >= 0 && d < 12; h = view.head[h]!) d++
  return d
}

function dependents(f: FeatureList, view: View, i: number, me: Clause): void {
  let subject = 'none'
  let object = 'none'
  for (const c of view.children(i)) {
    const rel = view.base(c)
    const w = view.word[c]!
    if (rel === 'nsubj' || rel === 'expl') subject = personOf(view, c)
    if (rel === 'obj') object = personOf(view, c)
    if (rel === 'advmod' || rel === 'discourse' || rel === 'obl') {
      f.add('adv', view.lemma[c]!)
      const k = ADVERBS.get(w)
      if (k) f.add('advk', `${k}+${me.tense}`)
    }
    if (rel === 'advcl') {
      const mark = markWord(view, c)
      f.add('advcl', mark)
      if (CONDITIONS.has(mark)) f.add('cond', 'has')
    }
    if (rel === 'ccomp' || rel === 'xcomp' || rel === 'csubj') f.add('comp', `${rel}+${markWord(view, c)}`)
    if (rel === 'case' || rel === 'det') f.add('det', w)
    if (rel === 'amod' || rel === 'compound') f.add('mod', view.lemma[c]!)
    if (rel === 'nmod' || rel === 'acl') f.add('post', `${view.rel(c)}+${markWord(view, c)}`)
    if (NEGATIVE.has(w)) f.add('negw', w)
    if ((rel === 'nsubj' || rel === 'obj') && view.children(c).some((d) => NEGATIVE.has(view.word[d]!)))
      f.add('negarg', rel)
    f.add('dep', rel)
  }
  f.add('subj', subject)
  f.add('obj', object)
  f.add('subj+form', `${subject}+${me.form}`)
  f.add('subj+mood', `${subject}+${me.mood}+${me.tense}`)
}

function above(f: FeatureList, view: View, i: number, me: Clause, path: readonly Governor[]): void {
  let negations = me.negations
  let relations = ''
  let classes = ''
  let tenses = ''
  path.forEach((g, k) => {
    const lemma = view.lemma[g.at]!
    const kind = GOVERNORS.get(lemma) ?? view.upos(g.at)
    const neg = Math.min(g.clause.negations, 1)
    negations += neg
    relations += `>${g.via}`
    classes += `>${kind}`
    tenses += `>${g.clause.tense}`
    const name = `g${k + 1}`
    f.add(`${name}l`, lemma)
    f.add(`${name}via`, g.via)
    f.add(`${name}k`, kind)
    f.add(`${name}form`, g.clause.form)
    f.add(`${name}tense`, g.clause.tense + g.clause.mood)
    f.add(`${name}neg`, neg)
    if (k < 3) {
      f.add(`${name}l+via`, `${lemma}+${g.via}`)
      f.add(`${name}k+via`, `${kind}+${g.via}`)
      f.add(`${name}l+neg+via`, `${lemma}+${neg}+${g.via}+${me.negations}`)
      f.add(`${name}k+neg`, `${kind}+${neg}+${g.via}+${g.clause.tense}+${me.mood}`)
      f.add(`${name}k+rel`, `${relations}${classes}`)
      f.add(`${name}tense+via`, `${g.clause.tense}+${g.clause.mood}+${g.via}`)
      f.add(`${name}rels`, relations)
      f.add(`${name}tenses`, `${me.tense}${tenses}`)
      f.add(`${name}form+form`, `${g.clause.form}>${g.via}>${me.form}`)
    }
    if (CONDITIONS.has(g.via.slice(g.via.indexOf(':') + 1))) f.add('under-cond', k === 0 ? 'near' : 'far')
    if (['will', "'ll", 'would', 'could', 'may', 'might', 'should', 'can', 'to', 'imp'].includes(g.clause.mood))
      f.add('under-mood', g.clause.mood)
  })
  f.add('negs', Math.min(negations, 3))
  f.add('negs+tense', `${Math.min(negations, 3)}+${me.tense}`)
  f.add('nom', view.upos(i) === 'NOUN' ? `${path[0]?.via ?? 'root'}+${path[0]?.clause.tense ?? ''}` : 'verb')
  f.add('route', path.map((g) => g.via.split(':', 1)[0]).join('>'))
}

/** The words around, whatever the parser made of them. */
function around(f: FeatureList, view: View, i: number, from: number, to: number): void {
  const at = (k: number): string => (k < from ? '<' : k >= to ? '>' : view.word[k]!)
  for (let d = -3; d <= 3; d++) if (d !== 0) f.add(`w${d}`, at(i + d))
  f.add('w-21', `${at(i - 2)}+${at(i - 1)}`)
  f.add('w-1l', `${at(i - 1)}+${view.lemma[i]}`)
  for (let d = 1; d <= 6; d++) {
    if (i - d < from) break
    const w = view.word[i - d]!
    if (MODALS.has(w) || w === 'to') {
      f.add('leftmodal', w)
      break
    }
  }
  for (let d = 1; d <= 6; d++) {
    if (i - d < from) break
    if (NEGATIVE.has(view.word[i - d]!)) {
      f.add('leftneg', Math.min(d, 4))
      break
    }
  }
}

/** The sentence as a whole: question, order, talk or report. */
function sentence(f: FeatureList, view: View, i: number, from: number, to: number): void {
  let last = to - 1
  while (last > from && !/[?!.]/.test(view.word[last]!)) last--
  f.add('ends', view.word[last]!.slice(0, 1))
  f.add('first', view.word[from]!)
  f.add('length', bin(to - from, [6, 10, 15, 20, 30, 40]))
  f.add('place', bin((i - from) / (to - from), [0.1, 0.25, 0.5, 0.75]))
  const seen = new Set<string>()
  let names = 0
  let past = 0
  let present = 0
  for (let k = from; k < Math.min(to, from + 120); k++) {
    const w = view.word[k]!
    if (view.upos(k) === 'PROPN') names++
    const x = view.xpos(k)
    if (x === 'VBD') past++
    if (x === 'VBP' || x === 'VBZ') present++
    if (view.upos(k) === 'PRON' || ADVERBS.has(w) || CONDITIONS.has(w) || MODALS.has(w)) seen.add(w)
    const gk = GOVERNORS.get(view.lemma[k]!)
    if (gk && k !== i) seen.add(`k:${gk}`)
  }
  for (const w of seen) f.add('s', w)
  f.add('s-names', bin(names, [1, 2, 4, 7]))
  f.add('s-past', bin(past, [1, 2, 4]))
  f.add('s-present', bin(present, [1, 2, 4]))
}

/** Every feature of token `i`. At most a few hundred; deterministic; linear in the length of its sentence. */
export function stanceFeatures(view: View, i: number): string[] {
  const f = new FeatureList()
  const me = clauseOf(view, i)
  const { from, to } = view.sentenceRange(view.sentence[i]!)
  own(f, view, i, me)
  dependents(f, view, i, me)
  above(f, view, i, me, governors(view, i))
  around(f, view, i, from, to)
  sentence(f, view, i, from, to)
  return f.out
}
