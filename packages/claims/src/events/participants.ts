import type { Participant, Reference, Span } from '@wherefrom/schema'
import type { View } from '../attribute/chains/view.ts'
import { isOf, mentionAt } from './classes.ts'
import { FRAMES, type FrameName } from './frames.ts'
import { prepositionOf } from './syntax/tree.ts'
import { isTime } from './syntax/verb-slots.ts'
import type { Filler, Found } from './types.ts'

/** Participants of one event, at most. */
const MOST = 12
const CONJUNCTS = 6

/** Relative pronouns whose noun was not found name nobody. */
const UNRESOLVED = new Set(['who', 'whom', 'which', 'whose'])

const PLACE_SLOTS = new Set(
  'in at near inside outside off around across throughout along on over above beneath under beside within'.split(' '),
)

/** Roles that may be filled more than once by different slots ("talks of A with B"). */
const SHARED = new Set(['party'])

/** A role, and the token that heads what fills it. */
export interface Cast {
  readonly role: string
  readonly head: number
}

/** The roles of a found event: frame entries from left to right, the first filler of a slot wins; then places. */
export function castOf(view: View, found: Found): Cast[] {
  const out: Cast[] = []
  const used = new Set<number>()
  const add = (role: string, head: number): void => {
    if (used.has(head) || head === found.trigger || out.length >= MOST || UNRESOLVED.has(view.word[head]!)) return
    for (const h of conjuncts(view, head)) {
      if (used.has(h)) continue
      used.add(h)
      out.push({ role, head: h })
    }
  }
  if (found.frame) fromFrame(view, found, found.frame, add, out)
  placeOf(view, found, used, add)
  if (!out.some((c) => c.role === 'place')) nearbyPlace(view, found, out, add)
  return out
}

type Add = (role: string, head: number) => void

/** Places among the trigger's own phrases. */
function placeOf(view: View, found: Found, used: ReadonlySet<number>, add: Add): void {
  for (const f of found.fillers) {
    if (!PLACE_SLOTS.has(f.slot) || used.has(f.head)) continue
    const loose = f.slot === 'over' || f.slot === 'on' || f.slot === 'under'
    if (isNamedPlace(view, f.head) || (isOf(view, f.head, 'place') && !loose)) add('place', f.head)
  }
}

const PLACED = new Set(['target', 'victim', 'subject'])

/**
 * "an attack on two hospitals in Aleppo", "killed and injured in Orlando": a named place beside what suffers, or beside a
 * coordinated verb.
 */
function nearbyPlace(view: View, found: Found, out: readonly Cast[], add: Add): void {
  const hosts = out.filter((c) => PLACED.has(c.role)).map((c) => c.head)
  if (found.pos === 'v') {
    if (view.base(found.trigger) === 'conj') hosts.push(view.head[found.trigger]!)
    hosts.push(...view.children(found.trigger).filter((c) => view.base(c) === 'conj' && view.upos(c) === 'VERB'))
  }
  for (const host of hosts) {
    const at = view.children(host).find((c) => isPlaceOf(view, c))
    if (at === undefined) continue
    add('place', at)
    return
  }
}

const isPlaceOf = (view: View, c: number): boolean =>
  (view.base(c) === 'nmod' || view.base(c) === 'obl') &&
  ['in', 'at', 'near'].includes(prepositionOf(view, c)) &&
  isNamedPlace(view, c) &&
  !isTime(view, c)

const isNamedPlace = (view: View, head: number): boolean => {
  const type = mentionAt(view, head)?.type
  return type === 'place' || type === 'facility'
}

function fromFrame(
  view: View,
  found: Found,
  name: FrameName,
  add: (role: string, head: number) => void,
  out: readonly Cast[],
): void {
  const frame = FRAMES[name]
  const fillers = found.fillers.map((f) => ({ ...f, slot: slotFor(f, frame.slots, found.pos) }))
  for (const entry of frame.roles) {
    if (!SHARED.has(entry.role) && out.some((c) => c.role === entry.role)) continue
    for (const f of fillers) {
      if (f.slot !== entry.slot || !fits(view, f, entry.noun)) continue
      add(entry.role, f.head)
      if (!SHARED.has(entry.role)) break
    }
  }
}

/** Nouns: `nat` acts as `subj`; `poss`, `of`, `comp` that the frame does not name act as subject or object. */
function slotFor(f: Filler, slots: ReadonlySet<string>, pos: string): string {
  if (pos !== 'n' || (slots.has(f.slot) && f.slot !== 'nat')) return f.slot
  if (f.slot === 'nat' || f.slot === 'poss') return slots.has('subj') ? 'subj' : 'of'
  if (f.slot === 'of' || f.slot === 'comp') return slots.has('obj') ? 'obj' : f.slot === 'of' ? 'subj' : 'comp'
  return f.slot
}

function fits(view: View, f: Filler, noun: string | null): boolean {
  if (f.slot === 'in' && noun === null) return isOf(view, f.head, 'place') || !isOf(view, f.head, 'event')
  return noun === null || isOf(view, f.head, noun)
}

/** A phrase's head with what is coordinated with it, in order. */
function conjuncts(view: View, head: number): number[] {
  const out = [head]
  for (const c of view.children(head)) {
    if (view.base(c) !== 'conj' || out.length >= CONJUNCTS) continue
    const upos = view.upos(c)
    if ((upos === 'NOUN' || upos === 'PROPN' || upos === 'PRON' || upos === 'NUM') && view.child(c, 'nsubj', 'cop') < 0)
      out.push(c)
  }
  return out
}

/** Words before a head that belong to its name. */
const INNER = new Set([
  'compound',
  'amod',
  'nummod',
  'flat',
  'nmod:poss',
  'det',
  'fixed',
  'advmod',
  'goeswith',
  'case',
  'quantmod',
])
const ARTICLES = new Set([
  'the',
  'a',
  'an',
  'this',
  'that',
  'these',
  'those',
  'its',
  'their',
  'his',
  'her',
  'our',
  'my',
  'your',
  'some',
  'any',
  'no',
  'both',
  'each',
  'every',
  'such',
])
const OF_WORDS = 6

const NOBODY: ReadonlySet<number> = new Set()

/** The words of a phrase without other participants in it: its head with what stands before it, names that run on, and a short phrase with "of". */
function phrase(view: View, head: number, others: ReadonlySet<number> = NOBODY): Span {
  let from = head
  let to = head + 1
  for (const c of view.children(head)) {
    if (others.has(c)) continue
    if (c < head && INNER.has(view.rel(c)) && view.base(c) !== 'case' && head - view.left[c]! < 9)
      from = Math.min(from, view.left[c]!)
    if (c > head && (view.base(c) === 'flat' || view.base(c) === 'fixed' || view.rel(c) === 'compound') && c === to)
      to = c + 1
    if (
      c > head &&
      c <= to + 2 &&
      view.base(c) === 'nmod' &&
      prepositionOf(view, c) === 'of' &&
      view.right[c]! - to <= OF_WORDS
    )
      to = view.right[c]!
  }
  while (from < head && (ARTICLES.has(view.word[from]!) || view.isPunct(from) || view.upos(from) === 'CCONJ')) from++
  while (to > head + 1 && view.isPunct(to - 1)) to--
  return view.span({ from, to })
}

/** Names of participants: by the document's entities, by what a pronoun or description refers to, else by their words. */
export class Namer {
  readonly #view: View
  readonly #byHead = new Map<number, Reference>()
  /** Words of the first description in a cluster that has no name. */
  readonly #described = new Map<number, string>()

  constructor(view: View) {
    this.#view = view
    for (const r of view.layers.references) {
      this.#byHead.set(r.head, r)
      if (r.form === 'nominal' && !this.#described.has(r.cluster))
        this.#described.set(r.cluster, this.#words(phrase(view, r.head)))
    }
  }

  participant({ role, head }: Cast, others: ReadonlySet<number>): Participant {
    const view = this.#view
    if (isClause(view, head)) {
      const span = clauseSpan(view, head)
      return { role, ...span, name: this.#words(span), entity: null }
    }
    const span = phrase(view, head, others)
    const mention = mentionAt(view, head) ?? this.#named(head)
    if (mention) {
      const name = view.layers.entities[mention.entity]?.name
      const inside = mention.start <= view.start[head]! && mention.end >= view.end[head]!
      return {
        role,
        ...(inside ? { start: mention.start, end: mention.end } : span),
        name: name ?? this.#words(span),
        entity: mention.entity,
      }
    }
    const reference = this.#byHead.get(head)
    if (reference && reference.entity !== null) {
      const name = view.layers.entities[reference.entity]?.name
      if (name) return { role, ...span, name, entity: reference.entity }
    }
    const described = reference?.form === 'pronoun' ? this.#described.get(reference.cluster) : undefined
    return { role, ...span, name: described ?? this.#words(span), entity: null }
  }

  /** "President Kostev", "the spokesman Ilian Vostrek": a person's name beside the title names the participant. */
  #named(head: number) {
    const view = this.#view
    for (const c of view.children(head)) {
      const rel = view.base(c)
      if (rel !== 'flat' && rel !== 'appos' && rel !== 'compound') continue
      const m = mentionAt(view, c)
      if (m?.type === 'person' && isOf(view, head, 'person')) return m
    }
    return null
  }

  #words(span: Span): string {
    return this.#view.slice(span).replace(/\s+/g, ' ')
  }
}

const isClause = (view: View, head: number): boolean =>
  view.upos(head) === 'VERB' && ['xcomp', 'ccomp', 'advcl', 'acl'].includes(view.base(head))

/** A clause as a participant: its words up to a bound, from the verb on. */
const CLAUSE_WORDS = 12
function clauseSpan(view: View, head: number): Span {
  const to = Math.max(head + 1, Math.min(view.right[head]!, head + CLAUSE_WORDS))
  let last = to
  while (last > head + 1 && view.isPunct(last - 1)) last--
  return view.span({ from: head, to: last })
}
