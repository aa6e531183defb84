import type { View } from '../../attribute/chains/view.ts'
import { isOf, mentionType } from '../classes.ts'
import { LIGHT, OCCUR } from '../light.ts'
import type { Filler } from '../types.ts'
import { isPassive, prepositionOf, resolveRelative } from './tree.ts'
import { agentOf, isTime } from './verb-slots.ts'

const MOST = 24
const NAMES = new Set(['person', 'organisation', 'place', 'facility', 'nationality'])

/** What fills the slots of an event noun: its modifiers, and what the light verb or the verb that it is subject of has. */
export function nounSlots(view: View, n: number): Filler[] {
  const out: Filler[] = []
  for (const c of view.children(n).slice(0, MOST)) pushModifier(view, c, out)
  if (!out.some((f) => f.slot === 'of')) sharedOf(view, n, out)
  strayed(view, out)
  if (view.head[n]! >= 0) out.push({ slot: 'gov', head: view.head[n]! })
  const g = governor(view, n)
  if (g.verb < 0) return out
  // "launched its massacre": the possessor is the subject again
  const own = g.as === 'subj' ? out.findIndex((f) => f.slot === 'poss' && view.upos(f.head) === 'PRON') : -1
  if (own >= 0) out.splice(own, 1)
  fromVerb(view, n, g.verb, g.as, out)
  return out
}

function pushModifier(view: View, c: number, out: Filler[]): void {
  const base = view.base(c)
  if (view.rel(c) === 'nmod:poss') {
    if (!isTime(view, c)) out.push({ slot: 'poss', head: resolveRelative(view, c) })
  } else if (base === 'nmod' || base === 'obl') {
    const prep = prepositionOf(view, c)
    if (prep !== '' && !isTime(view, c))
      out.push({ slot: prep === 'by' ? 'subj' : prep, head: resolveRelative(view, c) })
  } else if (base === 'compound' || base === 'amod' || base === 'nummod') pushBefore(view, c, base, out)
  else if (base === 'acl') pushClause(view, c, out)
}

/** "the slaughter and maiming of men": the phrase with "of" behind the last noun belongs to all. */
function sharedOf(view: View, n: number, out: Filler[]): void {
  const partner = view.children(n).find((c) => view.base(c) === 'conj' && c > n && c - n <= 4)
  if (partner === undefined) return
  const of = view.children(partner).find((c) => view.base(c) === 'nmod' && prepositionOf(view, c) === 'of')
  if (of !== undefined) out.push({ slot: 'of', head: of })
}

const STRAYING = new Set(['to', 'from', 'with', 'against', 'by', 'into', 'between', 'on', 'over', 'about'])

/** "the sale of rifles to the rebels": phrases that were hung on the noun after "of", behind the event noun's own. */
function strayed(view: View, out: Filler[]): void {
  for (const f of [...out]) {
    if (!HOLDS.has(f.slot)) continue
    for (const h of [f.head, ...view.children(f.head).filter((c) => view.base(c) === 'conj')]) {
      for (const c of view.children(h)) {
        if (view.base(c) !== 'nmod' || view.rel(c) === 'nmod:poss' || c < h || isTime(view, c)) continue
        const prep = prepositionOf(view, c)
        if (STRAYING.has(prep)) out.push({ slot: prep === 'by' ? 'subj' : prep, head: resolveRelative(view, c) })
      }
    }
  }
}

const HOLDS = new Set(['of', 'between', 'with'])

/** "Iranian", "U.S." before the noun act; other nouns before it are what the event is about. */
function pushBefore(view: View, c: number, base: string, out: Filler[]): void {
  if (isTime(view, c)) return
  const type = mentionType(view, c)
  if ((type !== null && NAMES.has(type)) || isOf(view, c, 'body')) out.push({ slot: 'nat', head: c })
  else if (base === 'amod') out.push({ slot: 'mod', head: c })
  else if (base === 'compound' && view.upos(c) !== 'NUM') {
    out.push({ slot: 'comp', head: c })
    for (const d of view.children(c)) if (d < c) pushBefore(view, d, view.base(d) === 'amod' ? 'nested' : '', out)
  }
}

/** "talks held in Geneva", "an attack carried out by rebels", "a deal to supply drones". */
function pushClause(view: View, c: number, out: Filler[]): void {
  if (view.rel(c) === 'acl:relcl') return
  if (view.children(c).some((d) => view.word[d] === 'to' && d < c)) {
    out.push({ slot: 'clause', head: c })
    return
  }
  if (!isPassive(view, c)) return
  for (const d of view.children(c)) {
    const prep = view.base(d) === 'obl' && !isTime(view, d) ? prepositionOf(view, d) : ''
    if (prep !== '')
      out.push({ slot: prep === 'by' || (prep === 'on' && view.lemma[c] === 'blame') ? 'subj' : prep, head: d })
  }
}

interface Governor {
  readonly verb: number
  readonly as: 'subj' | 'obj' | 'none'
}
const NO_GOVERNOR: Governor = { verb: -1, as: 'none' }

/** The light verb that brings the noun's event about, or the verb of which it is the subject. */
export function governor(view: View, n: number): Governor {
  let at = n
  for (let k = 0; k < 4 && view.base(at) === 'conj'; k++) at = view.head[at]!
  const verb = at < 0 ? -1 : view.head[at]!
  if (verb < 0) return NO_GOVERNOR
  const rel = view.rel(at)
  if (rel === 'obj' || rel === 'nsubj:pass') {
    const as = LIGHT.get(view.lemma[verb]!)
    return as === undefined ? NO_GOVERNOR : { verb, as }
  }
  if (rel === 'nsubj' && (OCCUR.has(view.lemma[verb]!) || (view.child(verb, 'cop') < 0 && view.child(verb, 'obj') < 0)))
    return { verb, as: 'none' }
  if (rel === 'obl' && view.lemma[verb] === 'engage') return { verb, as: 'subj' }
  if (rel === 'obl' && ['agree', 'enter', 'embark', 'take'].includes(view.lemma[verb]!)) return { verb, as: 'subj' }
  return NO_GOVERNOR
}

function fromVerb(view: View, n: number, verb: number, as: Governor['as'], out: Filler[]): void {
  if (as !== 'none') {
    const agent = agentOf(view, verb)
    const slot = as === 'subj' ? 'subj' : 'obj'
    if (
      agent >= 0 &&
      agent !== n &&
      !out.some((f) => f.slot === slot || (slot === 'subj' && (f.slot === 'nat' || f.slot === 'poss')))
    )
      out.push({ slot, head: agent })
  }
  for (const c of view.children(verb).slice(0, MOST)) {
    const base = view.base(c)
    if (base === 'iobj') out.push({ slot: 'iobj', head: c })
    if (base !== 'obl' || isTime(view, c)) continue
    const prep = prepositionOf(view, c)
    if (prep === '' || (prep === 'by' && isPassive(view, verb))) continue
    out.push({ slot: prep, head: resolveRelative(view, c) })
  }
}
