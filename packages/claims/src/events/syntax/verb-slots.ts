import type { View } from '../../attribute/chains/view.ts'
import { isOf } from '../classes.ts'
import { OBJECT_CONTROL, OBJECT_GERUND, SUBJECT_CONTROL } from '../light.ts'
import type { Filler } from '../types.ts'
import { antecedent, isPassive, ownSubject, prepositionOf, resolveRelative, surfaceSubject } from './tree.ts'

const CONTROL = { subjectControl: SUBJECT_CONTROL, objectGerund: OBJECT_GERUND, objectControl: OBJECT_CONTROL }

/** Phrases of one trigger that are looked at, at most. */
const MOST = 24

/** The deep subject of any verb, by control and coordination; -1 = none. For light verbs too. */
export function agentOf(view: View, v: number): number {
  if (!isPassive(view, v)) return surfaceSubject(view, v, CONTROL)
  for (const c of view.children(v))
    if (view.base(c) === 'obl' && prepositionOf(view, c) === 'by' && !isTime(view, c)) return c
  return -1
}

/** What fills the slots of a verb: passives, control, relative clauses and coordination undone. */
export function verbSlots(view: View, v: number): Filler[] {
  const passive = isPassive(view, v)
  const out: Filler[] = []
  const surface = surfaceSubject(view, v, CONTROL)
  const hasObject = view.child(v, 'obj') >= 0
  if (surface >= 0) out.push({ slot: passive ? (hasObject ? 'iobj' : 'obj') : 'subj', head: surface })
  if (passive && surface < 0 && view.rel(v) === 'acl') out.push({ slot: 'obj', head: view.head[v]! })
  for (const c of view.children(v).slice(0, MOST)) push(view, v, c, passive, out)
  sharedObject(view, v, passive, out)
  gap(view, v, out)
  strayed(view, v, out)
  return out
}

function push(view: View, v: number, c: number, passive: boolean, out: Filler[]): void {
  const base = view.base(c)
  if (base === 'obj' || base === 'iobj') out.push({ slot: base, head: resolveRelative(view, c) })
  else if (base === 'obl' || base === 'nmod') pushOblique(view, c, passive, out)
  else if (base === 'xcomp' || base === 'ccomp') out.push({ slot: 'clause', head: c })
  else if (base === 'advcl' || base === 'acl') {
    const mark = view.child(c, 'mark')
    if (mark >= 0 && CLAUSE_MARKS.has(view.word[mark]!)) out.push({ slot: view.word[mark]!, head: c })
  } else if (base === 'advmod' && view.word[c] === 'where' && view.rel(v) === 'acl:relcl')
    out.push({ slot: 'in', head: view.head[v]! })
}

const CLAUSE_MARKS = new Set(['for', 'of', 'with', 'over', 'from', 'on'])

function pushOblique(view: View, c: number, passive: boolean, out: Filler[]): void {
  if (isTime(view, c)) return
  const prep = prepositionOf(view, c)
  if (prep === '') return
  const head = resolveRelative(view, c)
  if (prep === 'by' && passive && !isOf(view, head, 'money')) out.push({ slot: 'subj', head })
  else out.push({ slot: prep, head })
}

/** Does a time expression cover the token? */
export const isTime = (view: View, i: number): boolean => view.times.in(view.start[i]!, view.end[i]!).length > 0

/** "designed and built drones": neighbours in a coordination share the object that stands with one of them. */
function sharedObject(view: View, v: number, passive: boolean, out: Filler[]): void {
  if (passive || out.some((f) => f.slot === 'obj')) return
  const h = view.base(v) === 'conj' ? view.head[v]! : -1
  const next = view.children(v).find((c) => view.base(c) === 'conj' && c > v && c - v <= 3)
  const partner = h >= 0 && v - h <= 3 ? h : (next ?? -1)
  if (partner < 0 || view.upos(partner) !== 'VERB' || (next !== undefined && ownSubject(view, next) >= 0)) return
  const obj = view.child(partner, 'obj')
  if (obj > Math.max(v, partner)) out.push({ slot: 'obj', head: resolveRelative(view, obj) })
}

/** "the drones (that) Iran supplied": the gap of a relative clause with a subject of its own is its object. */
function gap(view: View, v: number, out: Filler[]): void {
  if (view.rel(v) !== 'acl:relcl' || out.some((f) => f.slot === 'obj' || f.head === view.head[v])) return
  const subject = view.child(v, 'nsubj')
  if (subject < 0 || antecedent(view, subject) >= 0 || view.child(v, 'aux:pass') >= 0) return
  out.push({ slot: 'obj', head: view.head[v]! })
}

const STRAYING = new Set(['to', 'from', 'with', 'against', 'on', 'for', 'into', 'between', 'over', 'at', 'in'])

/** Phrases that belong to the verb but were hung on its object: kept as weaker fillers, behind the verb's own. */
function strayed(view: View, v: number, out: Filler[]): void {
  for (const name of ['obj', 'nsubj:pass']) {
    const obj = view.child(v, name)
    if (obj < 0) continue
    for (const c of view.children(obj)) {
      if (view.base(c) !== 'nmod' || view.rel(c) === 'nmod:poss' || isTime(view, c)) continue
      const slot = prepositionOf(view, c)
      if (STRAYING.has(slot)) out.push({ slot, head: resolveRelative(view, c) })
    }
  }
}
