import type { Span, TokenRange } from '@wherefrom/schema'
import { clauseContent, tidy } from '../content.ts'
import { CLAIM_NOUNS } from '../cues/nouns.ts'
import { isNominal, isPassive, nounPhrase } from '../sources.ts'
import type { View } from '../view.ts'
import { isEventNoun, NO_WITNESS } from '../words.ts'
import type { Complement } from './complements.ts'
import { isInfinitive, markOf, obliqueWith, preposition } from './grammar.ts'

const none: readonly Span[] = []
const made = (head: number, content: readonly Span[]): Complement | null =>
  content.length > 0 ? { head, content, question: false } : null

/** The whole subtree of an object, relative clauses and what follows it included. */
export function objectContent(view: View, object: number): Span[] {
  return clauseContent(
    view,
    { from: Math.min(object, view.left[object]!), to: view.right[object]! },
    openings(view, object),
  )
}

/** Leading prepositions and conjunctions of a phrase stay outside. */
function openings(view: View, head: number): TokenRange[] {
  return view
    .children(head)
    .filter((c) => c < head && ['case', 'cc', 'mark'].includes(view.rel(c)) && view.left[c] === view.left[head])
    .map((c) => view.subtree(c))
}

/** "accusations of supplying weapons" -> the proposition inside: the clause or "of" phrase of a noun that wraps a claim. */
export function unwrap(view: View, noun: number): Complement | null {
  if (!CLAIM_NOUNS.has(view.lemma[noun]!) && !CLAIM_NOUNS.has(view.word[noun]!)) return null
  for (const c of view.children(noun)) {
    const rel = view.rel(c)
    if (c < noun) continue
    if (
      rel.startsWith('acl') &&
      (markOf(view, c) === 'that' || view.word[view.left[c]!] === 'that' || markOf(view, c) === 'of')
    )
      return made(c, clauseContent(view, view.subtree(c), openings(view, c)))
    if ((rel === 'ccomp' || rel.startsWith('acl')) && !view.xpos(c).startsWith('VBN'))
      return made(c, clauseContent(view, view.subtree(c), openings(view, c)))
    if (rel.startsWith('nmod') && ['of', 'about'].includes(preposition(view, c))) return made(c, objectContent(view, c))
  }
  return null
}

/** A noun phrase or gerund as content: `strict` takes any noun phrase, otherwise it must name an event. */
export function thingComplement(view: View, verb: number, strict: boolean): Complement | null {
  for (const c of view.children(verb)) {
    if (c > verb && (view.rel(c) === 'ccomp' || view.rel(c) === 'xcomp') && view.xpos(c) === 'VBG')
      return made(c, clauseContent(view, view.subtree(c), openings(view, c)))
  }
  const object = view.child(verb, 'obj')
  if (object < 0) return null
  const inner = unwrap(view, object)
  if (inner) return inner
  if (object < verb && RELATIVES.has(view.word[object]!)) return relativeThing(view, verb)
  if (view.upos(object) === 'PRON' || !isNominal(view, object)) return null
  if (NO_WITNESS.has(view.word[object]!)) return null
  if (ACCESS_NOUNS.has(view.lemma[object]!) || view.child(verb, 'iobj') >= 0) return null
  if (!strict && !isEventNoun(view.word[object]!) && view.child(object, 'acl') < 0) return null
  return made(object, withTail(view, verb, object))
}

/** What is refused rather than denied: "denied visas", "rejected the appeal". */
const ACCESS_NOUNS = new Set(
  'visa entry access permission bail request application appeal asylum right service admission leave haven sanctuary opportunity'.split(
    ' ',
  ),
)

const RELATIVES = new Set(['which', 'that', 'whom'])

/** "a policy which the council has criticised": the noun that the relative clause is about. */
function relativeThing(view: View, verb: number): Complement | null {
  const noun = view.head[verb]!
  if (!view.rel(verb).startsWith('acl') || noun < 0) return null
  return made(noun, clauseContent(view, nounPhrase(view, noun), [view.subtree(verb)]))
}

/** The object and what follows it below the same verb, as far as it is one stretch ("numerous bodies in the street"). */
function withTail(view: View, verb: number, object: number): readonly Span[] {
  let to = view.right[object]!
  for (const c of view.children(verb)) {
    const base = view.base(c)
    if (c > object && (base === 'obl' || base === 'advmod') && view.left[c] === to && !isTimeOnly(view, c))
      to = view.right[c]!
  }
  const content = clauseContent(view, { from: view.left[object]!, to }, openings(view, object))
  return content.length > 0 ? content : none
}

const isTimeOnly = (view: View, i: number): boolean =>
  view.times.in(view.start[i]!, view.end[i]!).some((t) => t.end >= view.end[i]!)

/** "called for repairs to the dam". */
export function forComplement(view: View, verb: number): Complement | null {
  const oblique = obliqueWith(view, verb, ['for'])
  return oblique > verb ? made(oblique, objectContent(view, oblique)) : null
}

export function prepositionComplement(view: View, verb: number, words: readonly string[]): Complement | null {
  const oblique = obliqueWith(view, verb, words)
  return oblique > verb ? made(oblique, objectContent(view, oblique)) : null
}

/** "urged the firm to repair": object and infinitive as one clause. Also where the parser made it a clause with a subject. */
export function himTo(view: View, verb: number): Complement | null {
  const object = view.child(verb, 'obj', 'iobj')
  if (isPassive(view, verb)) return toldTo(view, verb)
  for (const c of view.children(verb)) {
    const base = view.base(c)
    if (c < verb || !isInfinitive(view, c)) continue
    const whole = base === 'ccomp' && !(object > verb && object < c && view.child(c, 'nsubj') < 0)
    if (whole || ((base === 'xcomp' || base === 'advcl') && object < 0 && view.child(c, 'nsubj') >= 0))
      return made(c, clauseContent(view, view.subtree(c), []))
    const purpose = base === 'advcl' && (isInfinitive(view, verb) || view.left[c]! > view.right[object]!)
    const asked = base === 'xcomp' || base === 'ccomp' || base === 'obl' || (base === 'advcl' && !purpose)
    if (asked && object > verb && object < c)
      return made(c, clauseContent(view, { from: view.left[object]!, to: view.right[c]! }, []))
  }
  if (object > verb) {
    for (const c of view.children(object)) {
      if (c > object && view.base(c) === 'acl' && isInfinitive(view, c))
        return made(c, clauseContent(view, { from: view.left[object]!, to: view.right[c]! }, []))
    }
  }
  return null
}

/** "was ordered to repair": the one who is asked and the infinitive, as two spans. */
function toldTo(view: View, verb: number): Complement | null {
  const c = view.children(verb).find((k) => k > verb && view.base(k) === 'xcomp' && isInfinitive(view, k))
  if (c === undefined) return null
  const subject = view.child(verb, 'nsubj:pass')
  const asked = subject >= 0 && view.upos(subject) !== 'PRON' ? clauseContent(view, nounPhrase(view, subject), []) : []
  return made(c, [...asked, ...clauseContent(view, view.subtree(c), [])])
}

/** "called on the firm to repair": the phrase after the preposition and the infinitive. */
export function onTo(view: View, verb: number, words: readonly string[]): Complement | null {
  const oblique = obliqueWith(view, verb, words)
  if (oblique < verb) return null
  const hearer = nounPhrase(view, oblique)
  for (const c of [...view.children(verb), ...view.children(oblique)]) {
    if (c > oblique && isInfinitive(view, c))
      return made(c, clauseContent(view, { from: hearer.from, to: view.right[c]! }, []))
  }
  return null
}

/** "accused the firm of hiding the sale": from the accused to the end of the charge. */
export function himPreposition(view: View, verb: number, words: readonly string[]): Complement | null {
  const object = view.child(verb, 'obj', 'nsubj:pass')
  const charge = obliqueWith(view, verb, words)
  if (object < 0) return null
  if (charge < 0) {
    const within = view
      .children(object)
      .find((c) => c > object && words.includes(preposition(view, c) || markOf(view, c)))
    return within === undefined ? null : made(within, objectContent(view, object))
  }
  if (object > charge) return null
  const accused = nounPhrase(view, object)
  if (object > verb) return made(charge, clauseContent(view, { from: accused.from, to: view.right[charge]! }, []))
  return made(charge, [...clauseContent(view, accused, []), ...objectContent(view, charge)])
}

/** "a camp which the church describes as a retreat": the noun and the predicate. */
function relativePredicate(view: View, verb: number, object: number, withAs: boolean): Complement | null {
  const noun = view.head[verb]!
  if (!RELATIVES.has(view.word[object]!) || !view.rel(verb).startsWith('acl') || noun < 0) return null
  const predicate = view
    .children(verb)
    .find((c) => c > verb && (withAs ? preposition(view, c) === 'as' : view.base(c) === 'xcomp'))
  if (predicate === undefined) return null
  const about = clauseContent(view, nounPhrase(view, noun), [view.subtree(verb)])
  return made(predicate, [...about, ...clauseContent(view, view.subtree(predicate), [])])
}

/** "called the closure a mistake", "described it as cowardly": object and predicate. */
export function objectPredicate(view: View, verb: number, withAs: boolean): Complement | null {
  const object = view.child(verb, 'obj', 'iobj')
  if (object < 0) return null
  if (object < verb) return relativePredicate(view, verb, object, withAs)
  for (const c of view.children(verb)) {
    if (c <= object) continue
    const base = view.base(c)
    const as = preposition(view, c) === 'as' || markOf(view, c) === 'as'
    // A second object right behind the first is the name that it is called by.
    const name = base === 'xcomp' || (base === 'obj' && view.left[c] === view.right[object])
    if (as ? base === 'obl' || base === 'advcl' || base === 'xcomp' : !withAs && name)
      return made(c, clauseContent(view, { from: view.left[object]!, to: view.right[c]! }, []))
  }
  for (const c of view.children(object)) {
    if (withAs && c > object && preposition(view, c) === 'as') return made(c, objectContent(view, object))
  }
  return withAs ? null : quotedName(view, object)
}

/** Tokens between the object and the quoted name for it. */
const NAME_REACH = 14

/** `called the closure "hasty and unwise"`: object and quotation, whatever the parse made of the words in the marks. */
function quotedName(view: View, object: number): Complement | null {
  for (let i = object + 1; i < view.n && i < object + NAME_REACH; i++) {
    if (view.sentence[i] !== view.sentence[object] || /^[,;:]$/.test(view.word[i]!) || view.upos(i) === 'VERB')
      return null
    const quote = view.quotes.startingAt(view.start[i]!)
    if (!quote || i + 1 >= view.n) continue
    const spans: Span[] = [{ start: view.start[view.left[object]!]!, end: quote.end }]
    return made(i + 1, tidy(view, spans))
  }
  return null
}
