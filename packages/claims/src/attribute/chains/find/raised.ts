import type { Span } from '@wherefrom/schema'
import { clauseContent, joinNear } from '../content.ts'
import { isPassive, nounPhrase } from '../sources.ts'
import type { View } from '../view.ts'
import type { Complement } from './complements.ts'
import { isInfinitive, preposition } from './grammar.ts'

/** The noun that a passive participle or a relative clause is about: its subject, or the noun that it modifies. */
function about(view: View, verb: number): number {
  const subject = view.child(verb, 'nsubj:pass', 'nsubj')
  if (subject >= 0) {
    const relative = ['who', 'which', 'that'].includes(view.word[subject]!)
    if (!relative) return subject
    return view.rel(verb).startsWith('acl') ? view.head[verb]! : nounLeft(view, subject)
  }
  if (view.rel(verb).startsWith('acl')) return view.head[verb]!
  return -1
}

/** The noun phrase that a relative pronoun follows. */
export function nounLeft(view: View, pronoun: number): number {
  let at = pronoun - 1
  while (at > 0 && view.isPunct(at)) at--
  for (let hop = 0; hop < 6; hop++) {
    const up = view.head[at]!
    if (up < 0 || up >= pronoun || !['compound', 'flat', 'appos', 'nmod', 'amod', 'det'].includes(view.base(at))) break
    at = up
  }
  return at
}

function nounSpans(view: View, noun: number): Span[] {
  return clauseContent(view, nounPhrase(view, noun), [])
}

/**
 * Raised passives ("is believed to have left", "laws expected next month", "is considered a threat"): the subject and
 * what is said of it are two spans of one content.
 */
export function raisedComplement(view: View, verb: number, bare: boolean): Complement | null {
  const participle = view.xpos(verb) === 'VBN' || isPassive(view, verb)
  if (!participle) return null
  const noun = about(view, verb)
  const predicate = view
    .children(verb)
    .find((c) => c > verb && view.base(c) === 'xcomp' && (isInfinitive(view, c) || !view.upos(c).startsWith('V')))
  if (predicate !== undefined) {
    const subject = noun >= 0 && view.upos(noun) !== 'PRON' ? nounSpans(view, noun) : pronounSpans(view, noun)
    return {
      head: predicate,
      content: [...subject, ...clauseContent(view, view.subtree(predicate), [])],
      question: false,
    }
  }
  if (!bare || noun < 0) return null
  return bareParticiple(view, verb, noun)
}

const pronounSpans = (view: View, noun: number): Span[] =>
  noun >= 0 && !['it', 'there'].includes(view.word[noun]!) ? nounSpans(view, noun) : []

/** "laws expected next month", "no injuries were reported in the attacks": the noun and the obliques after the verb. */
function bareParticiple(view: View, verb: number, noun: number): Complement | null {
  const rest = view
    .children(verb)
    .filter((c) => c > verb && ['obl', 'advmod', 'nmod'].includes(view.base(c)) && preposition(view, c) !== 'by')
  const spans = nounSpans(view, noun)
  for (const c of rest) spans.push(...clauseContent(view, view.subtree(c), []))
  return { head: noun, content: joinNear(view, spans), question: false }
}

/** "plans to build", "vowed to fight on": the infinitive as content; without "to" where the verb is no infinitive's. */
export function toComplement(view: View, verb: number): Complement | null {
  for (const c of view.children(verb)) {
    if (
      c > verb &&
      (view.base(c) === 'xcomp' || view.base(c) === 'ccomp' || view.base(c) === 'advcl') &&
      isInfinitive(view, c)
    ) {
      if (view.base(c) === 'advcl' && (view.child(verb, 'obj') >= 0 || view.left[c]! > verb + 2)) continue
      return { head: c, content: clauseContent(view, view.subtree(c), []), question: false }
    }
  }
  return null
}

/** "is committed to repairing the dam". */
export function committedTo(view: View, verb: number): Complement | null {
  for (const c of view.children(verb)) {
    if (c < verb) continue
    const to = view.children(c).find((k) => k < c && view.word[k] === 'to')
    if (to === undefined) continue
    const gerund = view.xpos(c) === 'VBG'
    const from = gerund ? to + 1 : view.left[c]!
    return {
      head: c,
      content: clauseContent(view, { from, to: view.right[c]! }, gerund ? [] : [{ from: to, to: to + 1 }]),
      question: false,
    }
  }
  return null
}
