import type { Span } from '@wherefrom/schema'
import { clauseContent } from '../content.ts'
import { type Cue, nounCues, verbCues } from '../cues/lookup.ts'
import type { Takes } from '../cues/types.ts'
import { type Frame, frame } from '../frame.ts'
import { agentOf, type Found, isPassive, nounPhrase, subjectOf } from '../sources.ts'
import type { View } from '../view.ts'
import { DOCUMENT_NOUNS, IMAGERY_NOUNS, isEventNoun, NO_WITNESS } from '../words.ts'
import { type Complement, clauseComplement, quotedContent, snapToQuotes } from './complements.ts'
import { asideEnd, beforeRelative, grow, reachBack } from './edges.ts'
import { isInfinitive, isNegated, markOf, preposition, verbGroup } from './grammar.ts'
import { isMedium, mediumInSource, mediumOf } from './medium.ts'
import { nounBefore, quoteSource } from './quote-source.ts'
import { committedTo, raisedComplement, toComplement } from './raised.ts'
import type { Speech } from './speech.ts'
import {
  forComplement,
  himPreposition,
  himTo,
  objectPredicate,
  onTo,
  prepositionComplement,
  thingComplement,
  unwrap,
} from './things.ts'
import { afterThat, following, parenthesis } from './word-order.ts'

type Try = (view: View, verb: number) => Complement | null

/** Complements in the order in which they are tried; the first that yields content wins. */
const TRIES: readonly (readonly [Takes, Try])[] = [
  ['not-saying', (view, verb) => notSaying(view, verb)],
  ['as-saying', (view, verb) => asSaying(view, verb)],
  ['that', clauseComplement],
  ['whether', clauseComplement],
  ['him-to', himTo],
  ['on-to', (view, verb) => onTo(view, verb, ['on', 'upon'])],
  ['to-him', (view, verb) => onTo(view, verb, ['to'])],
  ['raised', (view, verb) => raisedComplement(view, verb, false)],
  ['to', toComplement],
  ['committed', committedTo],
  ['him-of', (view, verb) => himPreposition(view, verb, ['of'])],
  ['him-for', (view, verb) => himPreposition(view, verb, ['for'])],
  ['him-with', (view, verb) => himPreposition(view, verb, ['with'])],
  ['him-as', (view, verb) => objectPredicate(view, verb, true) ?? himPreposition(view, verb, ['among'])],
  ['as', (view, verb) => objectPredicate(view, verb, true)],
  ['object-name', (view, verb) => objectPredicate(view, verb, false)],
  ['hearer-believes', (view, verb) => onlyAfter(view, verb, clauseComplement(view, verb))],
  ['for-thing', forComplement],
  ['to-doing', (view, verb) => prepositionComplement(view, verb, ['to'])],
  ['prep-of', (view, verb) => prepositionComplement(view, verb, ['of'])],
  ['thing', (view, verb) => passiveThing(view, verb) ?? thingComplement(view, verb, false)],
  ['claim-thing', claimThing],
  ['thing-content', (view, verb) => thingComplement(view, verb, false)],
  ['thing-strict', (view, verb) => thingComplement(view, verb, true)],
  [
    'thing-evidence',
    (view, verb) => (isEvidence(view, subjectOf(view, verb)) ? thingComplement(view, verb, true) : null),
  ],
  [
    'considering',
    (view, verb) => (isProgressive(view, verb) || isPassive(view, verb) ? thingComplement(view, verb, true) : null),
  ],
]

const isProgressive = (view: View, verb: number): boolean => view.xpos(verb) === 'VBG' && view.child(verb, 'aux') >= 0

/** A clause before the verb is not what somebody was convinced of. */
const onlyAfter = (view: View, verb: number, found: Complement | null): Complement | null =>
  found && view.start[found.head]! > view.start[verb]! ? found : null

/** Manners whose object noun phrase counts even if it names no event: one can deny or confirm anything. */
const STRICT_MANNERS = new Set(['denies', 'confirms'])

/** "no injuries were reported", "the charge has been denied by the navy". */
function passiveThing(view: View, verb: number): Complement | null {
  if (view.child(verb, 'nsubj:pass') < 0 || view.child(verb, 'obj') >= 0) return null
  const subject = view.child(verb, 'nsubj:pass')
  if (view.upos(subject) === 'PRON') return null
  const inner = unwrap(view, subject)
  if (inner) return inner
  const event = isEventNoun(view.word[subject]!) || view.children(subject).some((c) => view.rel(c).startsWith('acl'))
  return event ? raisedComplement(view, verb, true) : null
}

/** "rejected claims that": only where the object wraps a claim; to reject a plan or an offer is an act. */
function claimThing(view: View, verb: number): Complement | null {
  const object = view.child(verb, 'obj', 'nsubj:pass')
  return object < 0 ? null : unwrap(view, object)
}

/** "declined to say whether", "refused to comment on": the clause or topic that is not spoken of. */
function notSaying(view: View, verb: number): Complement | null {
  const inner = toComplement(view, verb)
  if (!inner) return null
  return clauseComplement(view, inner.head) ?? inner
}

/** "quoted the captain as saying that": everything after the cue; the saying is a frame of its own. */
function asSaying(view: View, verb: number): Complement | null {
  for (const c of view.children(verb)) {
    if (c < verb || (markOf(view, c) !== 'as' && view.word[view.left[c]!] !== 'as')) continue
    if (verbCues(view.lemma[c]!, view.word[c]!).length === 0) continue
    const clause = clauseComplement(view, c) ?? following(view, c, false, true)
    const object = view.child(verb, 'obj', 'nsubj:pass')
    const end = clause?.content.at(-1)?.end
    if (!clause || end === undefined) continue
    const from = object > verb ? view.left[object]! : view.left[c]!
    return { ...clause, content: [{ start: view.start[from]!, end }] }
  }
  return null
}

/** "As the police reported, ...", "..., as reported in the media": the clause around it is what is reported. */
function asReported(view: View, verb: number): Complement | null {
  const from = view.left[verb]!
  const up = view.head[verb]!
  if (view.word[from] !== 'as' || up < 0 || view.base(verb) !== 'advcl' || view.xpos(verb) === 'VBG') return null
  const content = clauseContent(view, view.subtree(up), [view.subtree(verb)])
  return { head: up, content, question: false }
}

/** The medium of "as reported in the media". */
function inMedium(view: View, verb: number): Found | null {
  for (const c of view.children(verb)) {
    const range = nounPhrase(view, c)
    if (c > verb && preposition(view, c) === 'in' && isMedium(view, c, range)) return { head: c, range }
  }
  return null
}

/** Is the source a document, imagery or data? */
export function isEvidence(view: View, source: Found | null): boolean {
  if (!source) return false
  for (const word of [view.word[source.head]!, view.lemma[source.head]!])
    if (DOCUMENT_NOUNS.has(word) || IMAGERY_NOUNS.has(word)) return true
  return false
}

/** May this subject bear witness? Pronouns for things, events and places as subjects of "show" are the writer's own inference. */
function witnesses(view: View, source: Found | null): boolean {
  if (!source) return false
  const word = view.word[source.head]!
  if (NO_WITNESS.has(word)) return false
  if (isEvidence(view, source)) return true
  if (view.upos(source.head) === 'PROPN' || view.upos(source.head) === 'PRON') return true
  return /(?:ers?|ors?|ists?|ians?|ials?|men|people|agency|ministry|government|police|court|committee|commission|team|group)$/.test(
    word,
  )
}

function particleOf(view: View, verb: number): string {
  const particle = view.child(verb, 'compound:prt')
  if (particle >= 0) return view.word[particle]!
  for (let i = verb + 1; i < verb + 3 && i < view.n; i++) if (view.word[i] === 'clear') return 'clear'
  return ''
}

/** "..., the navy confirmed", where the tagger took the past tense for a participle of the navy. */
const tornSubject = (view: View, verb: number, takes: Takes, speech: Speech): Found | null =>
  takes === 'that' && !isPassive(view, verb) ? nounBefore(view, verb, speech) : null

/** The source of a verb's content, by voice and row. */
function sourceOf(view: View, verb: number, cue: Cue, takes: Takes, speech: Speech): Found | null {
  if (cue.takes.has('hearer-believes')) {
    const object = view.child(verb, 'obj', 'iobj', 'nsubj:pass')
    return object >= 0 ? { head: object, range: nounPhrase(view, object) } : null
  }
  if (isPassive(view, verb) || (view.xpos(verb) === 'VBN' && view.rel(verb) === 'acl') || takes === 'raised')
    return agentOf(view, verb) ?? inMedium(view, verb) ?? tornSubject(view, verb, takes, speech)
  if (takes === 'quote') return quoteSource(view, verb, speech)
  const subject = subjectOf(view, verb)
  return subject &&
    !(takes === 'that' && subject.head > verb && !view.isPunct(verb + 1) && view.child(verb, 'nsubj') < 0)
    ? subject
    : nounBefore(view, verb, speech)
}

/** Adjectives and other words that a tagger takes for cues have neither subject nor complement. */
function complementFor(
  view: View,
  verb: number,
  cue: Cue,
  quotes: readonly Span[] | undefined,
): [Takes, Complement] | null {
  const clausal = cue.takes.has('that') || cue.takes.has('quote')
  if (quotes && clausal) return ['quote', quotedContent(view, verb, quotes)]
  if (cue.particle === 'clear') {
    const told = following(view, verb, true, false)
    if (told) return ['that', told]
  }
  if (cue.takes.has('quote') && cue.takes.has('that') && !view.reads(verb + 1, ['that'])) {
    const aside = parenthesis(view, verb)
    if (aside) return ['that', aside]
  }
  const reported = clausal ? asReported(view, verb) : null
  if (reported && reported.content.length > 0) return ['whether', reported]
  for (const [takes, attempt] of TRIES) {
    if (!cue.takes.has(takes)) continue
    const strict = takes === 'thing' && STRICT_MANNERS.has(cue.manner)
    const complement = strict
      ? (passiveThing(view, verb) ?? thingComplement(view, verb, true))
      : takes === 'raised' && cue.manner === 'estimates'
        ? raisedComplement(view, verb, true)
        : attempt(view, verb)
    if (complement && complement.content.length > 0) return [takes, complement]
    if (takes === 'that') {
      const plain = cue.takes.has('quote') || cue.manner === 'believes' || cue.manner === 'finds'
      const told = following(view, verb, cue.takes.has('hearer'), plain)
      if (told) return ['that', told]
    }
  }
  return null
}

const FACTUAL = new Set('appear seem go continue begin start come tend happen'.split(' '))

/** "to urge the regime", "will say that": what is only intended or asked for has not been said. */
function isIntended(view: View, verb: number): boolean {
  if (!isInfinitive(view, verb)) return false
  const up = view.head[verb]!
  return !(view.base(verb) === 'xcomp' && up >= 0 && FACTUAL.has(view.lemma[up]!))
}

/** The frame that a verb opens, or null when it reports nothing here. */
export function verbFrame(view: View, verb: number, speech: Speech): Frame | null {
  const cues = verbCues(view.lemma[verb]!, view.word[verb]!)
  if (cues.length === 0) return null
  if (view.base(verb) === 'csubj' || pointsBack(view, verb)) return null
  if (isIntended(view, verb) && !speech.byVerb.has(verb)) return null
  const particle = particleOf(view, verb)
  const quotes = speech.byVerb.get(verb)
  const sorted = cues.some((c) => c.particle === particle && particle)
    ? cues.filter((c) => c.particle === particle)
    : cues.filter((c) => !c.particle)
  for (const cue of sorted) {
    const made = complementFor(view, verb, cue, quotes)
    if (!made) continue
    const result = build(view, verb, cue, made[0], made[1], speech)
    if (result) return result
  }
  return null
}

const TO_THE_END: ReadonlySet<Takes> = new Set([
  'that',
  'him-to',
  'on-to',
  'to-him',
  'to',
  'committed',
  'for-thing',
  'thing',
  'thing-strict',
  'thing-evidence',
  'considering',
  'to-doing',
  'him-of',
  'him-for',
  'him-with',
  'claim-thing',
  'thing-content',
  'prep-of',
  'as',
  'him-as',
  'raised',
])

/** The content up to the end of the cue's clause, with the subject that the parser may have lost. */
function grown(view: View, verb: number, takes: Takes, found: readonly Span[], cue: Cue): readonly Span[] {
  if (!TO_THE_END.has(takes)) return found
  const content = takes.startsWith('thing') ? pastThat(view, verb, found) : found
  const back =
    takes === 'that' && cue.particle !== 'clear' ? reachBack(view, verb, content, cue.takes.has('hearer')) : content
  const held = takes === 'that' ? within(view, verb, back) : back
  const whole = grow(view, verb, takes === 'that' ? pastHearer(view, verb, held) : held, takes === 'that')
  return takes.startsWith('thing') ? beforeRelative(view, whole) : whole
}

/** A content does not run past the clause that its cue stands in. */
function within(view: View, verb: number, content: readonly Span[]): readonly Span[] {
  const last = content.at(-1)
  if (!last || last.start < view.end[verb]!) return content
  const aside = asideEnd(view, verb, view.n)
  const end = aside < view.n && aside > verb ? view.end[aside - 1]! : last.end
  return end < last.end && end > last.start ? [...content.slice(0, -1), { start: last.start, end }] : content
}

/** "demanded that X answer": a "that" before a clause that the parser took for a determiner. */
function pastThat(view: View, verb: number, content: readonly Span[]): readonly Span[] {
  const first = content[0]
  if (!first || view.word[verb + 1] !== 'that' || first.start !== view.start[verb + 1] || verb + 2 >= view.n)
    return content
  const verbs = verbsIn(view, verb + 2, first.end)
  return verbs ? [{ start: view.start[verb + 2]!, end: first.end }, ...content.slice(1)] : content
}

function verbsIn(view: View, from: number, end: number): boolean {
  for (let i = from; i < view.n && view.start[i]! < end; i++)
    if (view.upos(i) === 'VERB' || view.upos(i) === 'AUX') return true
  return false
}

/** "told parliament on Wednesday that ...": the content starts after the "that", whatever the parser made of the hearer. */
function pastHearer(view: View, verb: number, content: readonly Span[]): readonly Span[] {
  const [only] = content
  if (!only || content.length > 1 || only.start < view.start[verb]!) return content
  const that = afterThat(view, verb, view.sentenceRange(view.sentence[verb]!).to, 14)
  if (that < 0 || view.start[that]! <= only.start || view.start[that]! >= only.end) return content
  return [{ start: view.start[that]!, end: only.end }]
}

/** "Estimates suggest", "forecasts say": the source's own noun tells the manner. */
function mannerOfSource(view: View, source: Found | null) {
  if (!source || !isEvidence(view, source)) return null
  return (
    nounCues(view.lemma[source.head]!, view.word[source.head]!).find((cue) => cue.manner === 'estimates')?.manner ??
    null
  )
}

/** "As earlier reported, ...": the outlet points to what it told before; nobody else says it. */
const pointsBack = (view: View, verb: number): boolean =>
  view.word[view.left[verb]!] === 'as' &&
  view.xpos(verb) === 'VBN' &&
  view.child(verb, 'nsubj', 'nsubj:pass', 'obl:agent') < 0 &&
  view.children(verb).some((c) => /^(?:earlier|previously|already|before)$/.test(view.word[c]!))

const BE = /^(?:is|was|are|were|been|be)$/

/** A participle behind a form of "be": a passive, whether the parse says so or not. */
const isParticiple = (view: View, verb: number): boolean =>
  isPassive(view, verb) ||
  (BE.test(view.word[view.upos(verb - 1) === 'ADV' ? verb - 2 : verb - 1] ?? '') &&
    /(?:ed|n|d)$/.test(view.word[verb]!))

function build(view: View, verb: number, cue: Cue, takes: Takes, complement: Complement, speech: Speech): Frame | null {
  const quoted = takes === 'quote'
  const source = sourceOf(view, verb, cue, takes, speech)
  if (takes === 'whether' && view.word[view.left[verb]!] === 'as' && !source) return null
  if (cue.takes.has('evidence') && !quoted && !witnesses(view, source)) return null
  if (cue.takes.has('document-only') && !isEvidence(view, source)) return null
  if (
    source &&
    takes !== 'raised' &&
    NO_WITNESS.has(view.word[source.head]!) &&
    !['it', 'those'].includes(view.word[source.head]!)
  )
    return null
  if (source && view.rel(source.head) === 'obl') return null
  // "it was reported that": nobody is named.
  const expletive = takes === 'that' && view.word[source?.head ?? -1] === 'it' && isParticiple(view, verb)
  if (!source && !quoted && !isPassive(view, verb) && takes !== 'raised' && view.xpos(verb) !== 'VBN') return null
  const silent = takes === 'not-saying' || complement.question
  const negated = isNegated(view, verb)
  const unconfirmed = negated && (cue.manner === 'confirms' || cue.manner === 'denies')
  const told =
    isPassive(view, verb) && cue.takes.has('hearer') && takes === 'that' ? view.child(verb, 'nsubj:pass') : -1
  const receiver = told >= 0 ? { head: told, range: nounPhrase(view, told) } : null
  const seen = source ? mediumInSource(view, source.head) : null
  const medium = receiver ?? seen ?? (takes === 'raised' ? null : mediumOf(view, verb))
  return frame({
    at: verb,
    cue: verbGroup(view, verb),
    manner: unconfirmed ? 'says' : (mannerOfSource(view, source) ?? cue.manner),
    source:
      source && !expletive
        ? { from: source.range.from, to: seen ? Math.min(seen.end, source.range.to) : source.range.to }
        : null,
    sourceHead: expletive ? -1 : (source?.head ?? -1),
    content: quoted ? complement.content : snapToQuotes(view, grown(view, verb, takes, complement.content, cue)),
    medium:
      medium && !(source && !seen && medium.range.from < source.range.to && source.range.from < medium.range.to)
        ? medium.range
        : null,
    mediumHead: medium?.head ?? -1,
    negated: negated && !unconfirmed,
    silent: silent || unconfirmed,
    clause: view.subtree(verb),
    rule: `attribute/verb/${takes}`,
  })
}
