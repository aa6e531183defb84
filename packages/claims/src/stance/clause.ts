import type { View } from '../attribute/chains/view.ts'
import { MODALS, NEGATIVE } from './lexicon.ts'

/** How many governors above a word are looked at. */
export const CLIMB = 5

/** A verb group as it stands: what it is made of, and what it shares with the verb that it is joined to. */
export interface Clause {
  /** Auxiliaries, copula and "to", lower case, in order: `will have been`. Empty for a bare verb. */
  readonly group: readonly string[]
  /** `group` and the tag of the word: `will VB`, `to VB`, `VBD`. */
  readonly form: string
  /** The modal in it, `to` for an infinitive, `imp` for an order, else "". */
  readonly mood: string
  /** past, present, future, bare: by the finite word. */
  readonly tense: string
  readonly negations: number
  /** The word that subordinates it: `if`, `because`, `that`; "" without one. */
  readonly mark: string
}

const isAux = (view: View, c: number): boolean => {
  const rel = view.base(c)
  return rel === 'aux' || rel === 'cop'
}

/** Children that make up the verb group, in order. */
function groupOf(view: View, i: number, kids: readonly number[]): number[] {
  return kids.filter((c) => isAux(view, c) || (view.word[c] === 'to' && c < i && view.upos(c) !== 'ADP'))
}

/** The verb that this one is joined to and shares its helpers with: "can print it, sign it and fax it". */
function sharedWith(view: View, i: number, kids: readonly number[]): number {
  if (view.base(i) !== 'conj') return -1
  const h = view.head[i]!
  if (h < 0 || h > i) return -1
  if (kids.some((c) => isAux(view, c) || (view.base(c) === 'nsubj' && c < i))) return -1
  const tag = view.xpos(i)
  return tag === 'VB' || tag === 'VBG' || tag === 'VBN' || tag === 'VBP' ? h : -1
}

function moodOf(view: View, i: number, group: readonly string[], kids: readonly number[]): string {
  for (const w of group) if (MODALS.has(w)) return w
  if (group.includes('to')) return 'to'
  const bare = view.xpos(i) === 'VB' || view.xpos(i) === 'VBP'
  const subject = kids.some((c) => view.base(c) === 'nsubj' || view.base(c) === 'csubj' || view.base(c) === 'expl')
  if (bare && !subject && group.every((w) => w === 'do')) return 'imp'
  return ''
}

function tenseOf(view: View, i: number, group: readonly number[], mood: string): string {
  if (mood !== '') return ['will', "'ll", 'wo', 'shall'].includes(mood) ? 'future' : 'modal'
  for (const c of [...group, i]) {
    const tag = view.xpos(c)
    if (tag === 'VBD') return 'past'
    if (tag === 'VBZ' || tag === 'VBP') return view.word[c]?.startsWith('ha') && c !== i ? 'perfect' : 'present'
  }
  return 'none'
}

function markOf(view: View, i: number, kids: readonly number[]): string {
  for (const c of kids) {
    if (c < i && (view.base(c) === 'mark' || view.base(c) === 'case') && view.word[c] !== 'to') return view.word[c]!
  }
  for (const c of kids) {
    const w = view.word[c]!
    if (c < i && (w.startsWith('wh') || w === 'how')) return w
  }
  return ''
}

/** Reads the verb group of `i` (or of whatever stands there). Bounded by the number of its children. */
export function clauseOf(view: View, i: number): Clause {
  let at = i
  let kids = view.children(i)
  let negations = 0
  for (let steps = 0; steps < CLIMB; steps++) {
    const up = sharedWith(view, at, kids)
    if (up < 0) break
    at = up
    kids = view.children(at)
  }
  if (at !== i) for (const c of view.children(i)) if (NEGATIVE.has(view.word[c]!)) negations++
  const group = groupOf(view, at, kids)
  const words = group.map((c) => view.word[c]!)
  const mood = moodOf(view, at, words, kids)
  for (const c of kids) if (NEGATIVE.has(view.word[c]!)) negations++
  return {
    group: words,
    form: [...words, view.xpos(i)].join(' '),
    mood,
    tense: tenseOf(view, at, group, mood),
    negations,
    mark: markOf(view, at, kids),
  }
}
