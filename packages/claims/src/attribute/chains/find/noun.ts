import type { Span, TokenRange } from '@wherefrom/schema'
import { clauseContent } from '../content.ts'
import { nounCues } from '../cues/lookup.ts'
import { type Frame, frame } from '../frame.ts'
import { type Found, nameBefore, nounPhrase, ownerOf } from '../sources.ts'
import type { View } from '../view.ts'
import { snapToQuotes } from './complements.ts'
import { grow } from './edges.ts'
import { hasSubject, isInfinitive, isTensed, markOf, preposition } from './grammar.ts'
import { objectContent } from './things.ts'

interface NounContent {
  readonly takes: string
  /** The parse let it run too far, and it was cut: it does not grow again. */
  readonly cut?: boolean
  readonly content: readonly Span[]
}

/** The clause or phrase after a reporting noun that its row takes. */
function contentOf(view: View, noun: number, takes: ReadonlySet<string>): NounContent | null {
  for (const c of view.children(noun)) {
    if (c < noun) continue
    const rel = view.rel(c)
    if (takes.has('that') && isThatClause(view, noun, c, rel)) return cutContent(view, noun, c, 'that', [])
    if (takes.has('to') && rel === 'acl' && isInfinitive(view, c))
      return cutContent(view, noun, c, 'to', forOf(view, c))
    const word = preposition(view, c) || markOf(view, c)
    if (
      ['of', 'for', 'against'].includes(word) &&
      takes.has(word) &&
      (view.base(c) === 'nmod' || rel === 'acl' || view.base(c) === 'obl')
    )
      return { takes: word, content: objectContent(view, c) }
    if (takes.has('to') && word === 'to' && rel === 'acl') return { takes: 'to', content: objectContent(view, c) }
  }
  return takes.has('is-to') ? copular(view, noun) : detached(view, noun, takes)
}

/**
 * The noun's clause. Where the parser took the noun for the whole sentence and let its predicate run into the clause ("the
 * claim that the hull was sound [is wrong]", "the proposal to build a dam [failed]"), the clause ends before that.
 */
function withoutPredicate(view: View, noun: number, c: number): TokenRange {
  const range = view.subtree(c)
  if (view.head[noun]! >= 0) return range
  const subject = view.child(c, 'nsubj')
  if (subject >= 0 && subject < c && view.child(subject, 'nsubj') >= 0)
    return { from: range.from, to: view.right[subject]! }
  const late = view.child(c, 'xcomp')
  if (late > c && isInfinitive(view, c) && /^VB[ND]$/.test(view.xpos(late)) && view.left[late] === late)
    return { from: range.from, to: late }
  return range
}

function cutContent(view: View, noun: number, c: number, takes: string, holes: readonly TokenRange[]): NounContent {
  const range = withoutPredicate(view, noun, c)
  return { takes, content: clauseContent(view, range, holes), cut: range.to < view.right[c]! }
}

/** "calls for all salt to be iodised": the "for" stays outside. */
const forOf = (view: View, c: number): TokenRange[] =>
  view.word[view.left[c]!] === 'for' ? [{ from: view.left[c]!, to: view.left[c]! + 1 }] : []

/** "fears it would amount to amnesty", "the belief that ...": a clause, not a relative one. */
function isThatClause(view: View, noun: number, c: number, rel: string): boolean {
  if (!rel.startsWith('acl') && rel !== 'ccomp') return false
  if (isInfinitive(view, c)) return false
  if (markOf(view, c) === 'that') return true
  if (rel === 'acl:relcl') return view.word[noun + 1] === 'that' && lacksNothing(view, noun + 1, c)
  return isTensed(view, c) && hasSubject(view, c) && view.left[c]! === noun + 1
}

/** A clause with a subject and an object beside its "that" is no relative clause, whatever the parser calls it. */
const lacksNothing = (view: View, that: number, c: number): boolean =>
  view.children(c).some((k) => k !== that && view.base(k) === 'nsubj') &&
  view.children(c).some((k) => k !== that && view.base(k) === 'obj') &&
  view.head[that] === c

/** Complements that the parser hung on the verb above: "issued an order ... that", "made a call for". */
function detached(view: View, noun: number, takes: ReadonlySet<string>): NounContent | null {
  const up = view.head[noun]!
  if (up < 0 || up > noun || view.rel(noun) !== 'obj') return null
  for (const c of view.children(up)) {
    if (c <= noun) continue
    if (takes.has('that') && (view.base(c) === 'ccomp' || view.base(c) === 'advcl') && markOf(view, c) === 'that')
      return { takes: 'that', content: clauseContent(view, view.subtree(c), []) }
    if (
      takes.has('to') &&
      isInfinitive(view, c) &&
      view.word[view.left[c]!] === 'for' &&
      view.left[c] === view.right[noun]
    )
      return { takes: 'to', content: clauseContent(view, view.subtree(c), forOf(view, c)) }
    if (
      takes.has('for') &&
      view.base(c) === 'obl' &&
      preposition(view, c) === 'for' &&
      view.left[c] === view.right[noun]
    )
      return { takes: 'for', content: objectContent(view, c) }
  }
  return null
}

/** "our aim is to help": the noun is subject of the infinitive. */
function copular(view: View, noun: number): NounContent | null {
  const predicate = view.head[noun]!
  if (predicate < 0 || view.base(noun) !== 'nsubj' || !isInfinitive(view, predicate)) return null
  const to = view.children(predicate).find((c) => view.word[c] === 'to')
  if (to === undefined || to < noun) return null
  return { takes: 'is-to', content: clauseContent(view, { from: to, to: view.right[predicate]! }, []) }
}

/** The giver of "the decision of the board", else the subject of a verb that the noun is object of ("issued an order"). */
function giver(view: View, noun: number, takes: string): Found | null {
  return (
    ownGiver(view, noun) ??
    (takes === 'to' ? tornVerb(view, noun) : null) ??
    ownerOf(view, noun, takes === 'of') ??
    nameBefore(view, noun)
  )
}

/** "the company plans to": a plural right after a noun is a verb that the tagger took for a noun. */
function tornVerb(view: View, noun: number): Found | null {
  if (view.xpos(noun) !== 'NNS' || noun === 0 || view.sentence[noun - 1] !== view.sentence[noun]) return null
  if (view.xpos(noun - 1) !== 'NN' && view.xpos(noun - 1) !== 'NNP') return null
  const from = Math.min(view.left[noun]!, noun - 1)
  return { head: noun - 1, range: { from, to: noun } }
}

/** "the coastguard received reports that": who passes on what it was told. */
function receiverOf(view: View, noun: number): Found | null {
  const up = view.head[noun]!
  if (up < 0 || view.rel(noun) !== 'obj' || !/^(?:receive|get|hear|collect|obtain)$/.test(view.lemma[up]!)) return null
  const subject = view.child(up, 'nsubj')
  return subject >= 0 ? { head: subject, range: nounPhrase(view, subject) } : null
}

function ownGiver(view: View, noun: number): Found | null {
  const up = view.head[noun]!
  if (up < 0 || view.rel(noun) !== 'obj') return null
  if (
    !/^(?:issue|make|have|give|express|voice|take|announce|repeat|send|publish|reach|hold|raise|pose)$/.test(
      view.lemma[up]!,
    )
  )
    return null
  const subject = view.child(up, 'nsubj')
  return subject >= 0 ? { head: subject, range: nounPhrase(view, subject) } : null
}

/** Verbs that already use this noun as a wrapper of their own content ("denied accusations of"). */
function isWrapped(view: View, noun: number, taken: ReadonlySet<number>): boolean {
  const up = view.head[noun]!
  return up >= 0 && ['obj', 'nsubj:pass'].includes(view.rel(noun)) && taken.has(up)
}

/** "no plans to": there is nothing to report. */
const isDenied = (view: View, noun: number): boolean =>
  view.children(noun).some((c) => c < noun && view.word[c] === 'no')

/** The frame that a reporting noun opens, or null. `taken`: verbs that are cues already. */
export function nounFrame(view: View, noun: number, taken: ReadonlySet<number>): Frame | null {
  const cues = nounCues(view.lemma[noun]!, view.word[noun]!)
  if (cues.length === 0 || isWrapped(view, noun, taken) || isDenied(view, noun)) return null
  for (const cue of cues) {
    const found = contentOf(view, noun, cue.takes)
    if (!found || found.content.length === 0) continue
    if (/^comments?$/i.test(found.content.map((c) => view.slice(c)).join(''))) continue
    const source = giver(view, noun, found.takes)
    const receiver = receiverOf(view, noun)
    if (found.takes === 'of' && !source && !isPlural(view, noun) && !takesOf(view, noun)) continue
    return frame({
      at: noun,
      manner: cue.manner,
      source: source?.range ?? null,
      sourceHead: source?.head ?? -1,
      medium: receiver?.range ?? null,
      mediumHead: receiver?.head ?? -1,
      content:
        found.takes === 'is-to' || found.cut ? found.content : snapToQuotes(view, grow(view, noun, found.content)),
      clause: view.subtree(noun),
      rule: `attribute/noun/${found.takes}`,
    })
  }
  return null
}

const isPlural = (view: View, noun: number): boolean => view.xpos(noun) === 'NNS'
/** Singular nouns with "of" that still report: "the announcement of an agreement", not "a report of the committee". */
const takesOf = (view: View, noun: number): boolean =>
  [
    'announcement',
    'warning',
    'threat',
    'allegation',
    'accusation',
    'suspicion',
    'fear',
    'confirmation',
    'denial',
    'criticism',
  ].includes(view.lemma[noun]!)
