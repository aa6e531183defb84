import type { View } from '../../attribute/chains/view.ts'

const RELATIVE = new Set(['who', 'whom', 'which', 'that', 'whose'])

/** Steps upwards that looking for a subject takes at most. */
const STEPS = 8

/** Prepositions of a phrase, joined: "out of" gives `out`, "because of" gives `because`. */
export function prepositionOf(view: View, i: number): string {
  const at = view.child(i, 'case')
  return at >= 0 ? view.word[at]! : ''
}

/** Is the verb passive: by its auxiliary or subject, or as a past participle after the noun that it tells of? */
export function isPassive(view: View, v: number): boolean {
  if (view.child(v, 'aux:pass', 'nsubj:pass') >= 0) return true
  const rel = view.rel(v)
  if (rel === 'amod' && /(?:ed|en)$/.test(view.word[v]!)) return true
  // "were seized and burned": taggers take the second participle for a past tense
  if (view.xpos(v) !== 'VBN' && !(rel === 'conj' && view.xpos(v) === 'VBD')) return false
  if (view.child(v, 'aux', 'nsubj') >= 0) return false
  if (rel === 'acl' || rel === 'amod') return true
  if (rel === 'advcl') return view.child(v, 'obj') < 0
  return rel === 'conj' && view.head[v]! >= 0 && view.child(v, 'obj') < 0 && isPassive(view, view.head[v]!)
}

/** The noun that a relative pronoun stands for: `word` is a child of the relative clause's verb or of one tied to it. */
export function antecedent(view: View, word: number): number {
  if (!RELATIVE.has(view.word[word]!)) return -1
  let at = view.head[word]!
  for (let n = 0; at >= 0 && n < STEPS; n++) {
    const h = view.head[at]!
    if (view.base(at) === 'acl') return h
    at = h
  }
  return -1
}

const resolved = (view: View, i: number): number => {
  const noun = antecedent(view, i)
  return noun >= 0 ? noun : i
}

export { resolved as resolveRelative }

/** A verb's own subject, with relative pronouns resolved; -1 without one or with an empty one ("it is said"). */
export function ownSubject(view: View, v: number): number {
  const at = view.child(v, 'nsubj', 'csubj')
  return at < 0 || view.rel(at) === 'csubj' ? -1 : resolved(view, at)
}

/** Where the understood subject of a verb is to be looked for by object control; told by the lists of `light.ts`. */
export interface Control {
  readonly subjectControl: ReadonlySet<string>
  readonly objectGerund: ReadonlySet<string>
  readonly objectControl: ReadonlySet<string>
}

/** The surface subject of a verb: its own, or the one that coordination, a noun, or a governing verb lends it; -1 = none. */
export function surfaceSubject(view: View, v: number, control: Control): number {
  let at = v
  for (let n = 0; n < STEPS; n++) {
    const own = ownSubject(view, at)
    if (own >= 0) return own
    const h = view.head[at]!
    if (h < 0) return -1
    const next = lender(view, at, h, control)
    if (next.noun >= 0) return next.noun
    if (next.verb < 0) return -1
    at = next.verb
  }
  return -1
}

const NOBODY = { noun: -1, verb: -1 }

/** Who lends `v` its subject: a noun outright, or a verb whose subject it shares. */
function lender(view: View, v: number, h: number, control: Control): { noun: number; verb: number } {
  const base = view.base(v)
  if (base === 'conj') return { noun: -1, verb: h }
  if (base === 'amod') return { noun: h, verb: -1 }
  if (base === 'xcomp') return ofGovernor(view, h, !control.subjectControl.has(view.lemma[h]!))
  if (base === 'acl') return view.rel(v) === 'acl:relcl' ? { noun: h, verb: -1 } : ofNoun(view, v, h, control)
  if (base === 'advcl' || base === 'ccomp' || base === 'obl') {
    if (base === 'ccomp' && view.child(v, 'mark') < 0 && view.xpos(v) !== 'VBG' && view.xpos(v) !== 'VB') return NOBODY
    return ofGovernor(view, h, byObject(view, v, h, control))
  }
  return NOBODY
}

/** "accused the clerk of selling", "urged the firm to repair": the object of `h` does what `v` tells. */
const byObject = (view: View, v: number, h: number, control: Control): boolean =>
  isTo(view, v) ? control.objectControl.has(view.lemma[h]!) : control.objectGerund.has(view.lemma[h]!)

const isTo = (view: View, v: number): boolean => view.children(v).some((c) => view.word[c] === 'to' && c < v)

function ofGovernor(view: View, h: number, objectDoes: boolean): { noun: number; verb: number } {
  if (objectDoes) {
    const obj = view.child(h, 'obj', 'iobj')
    if (obj >= 0) return { noun: resolved(view, obj), verb: -1 }
  }
  return { noun: -1, verb: h }
}

/** "firms supplying drones", "Iran's plan to supply", "they made plans to supply". */
function ofNoun(view: View, v: number, noun: number, control: Control): { noun: number; verb: number } {
  const tag = view.xpos(v)
  if (tag === 'VBG' && view.child(v, 'mark', 'case') < 0) return { noun, verb: -1 }
  const owner = view.child(noun, 'nmod:poss')
  if (owner >= 0) return { noun: owner, verb: -1 }
  const base = view.base(noun)
  const verb = view.head[noun]!
  if (base === 'obj' && verb >= 0 && byObject(view, v, verb, control)) return { noun, verb: -1 }
  if ((base === 'obj' || base === 'obl') && verb >= 0) return { noun: -1, verb }
  return NOBODY
}
