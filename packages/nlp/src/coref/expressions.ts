import type { Mention, MentionType, ReferenceForm, TokenRange } from '@wherefrom/schema'
import { COUNTRY_NAMES } from '../mentions/tables/countries.ts'
import { ORG_HEADS } from '../mentions/tables/names.ts'
import { hashText } from '../model/features.ts'
import { UPPER_FIRST } from '../tokens/types.ts'
import type { GivenNames } from './given-names.ts'
import { NOUNS, type NounFacts, TITLE_GENDER } from './nouns.ts'
import { coordinated, phraseOf } from './phrases.ts'
import {
  ANY,
  EITHER,
  FEMALE,
  MALE,
  NEUTER,
  PERSON,
  PLURAL,
  PRONOUNS,
  type Pronoun,
  RECIPROCAL,
  SINGULAR,
} from './pronouns.ts'
import { type CorefView, rel, wordClass } from './view.ts'

/** Coarse kinds of what an expression stands for. */
export const UNKNOWN = 0
export const PERSON_KIND = 1
export const BODY_KIND = 2
export const PLACE_KIND = 3
export const OTHER_KIND = 4
export const THING_KIND = 5
export const KINDS = 6

/** First words of a phrase, as far as they tell whether it is known already. */
export const DETERMINERS = [
  'none',
  'the',
  'a',
  'this',
  'that',
  'these',
  'those',
  'possessive',
  'each',
  'some',
  'no',
  'number',
  'such',
] as const

/** An expression that may refer: a noun phrase or a pronoun, with what is known of it before anything is resolved. */
export interface Expression extends TokenRange {
  readonly head: number
  readonly form: ReferenceForm
  readonly pronoun: Pronoun | null
  readonly sentence: number
  readonly number: number
  readonly gender: number
  /** Gender that a name of one word would have if it were a given name; bits. */
  readonly hint: number
  readonly kind: number
  /** Index into `DETERMINERS`. */
  readonly determiner: number
  /** Several conjuncts taken together. */
  readonly joint: boolean
  /** Hashes: the head; heads of appositions besides; all telling words; the words without determiner. */
  readonly headHash: number
  readonly heads: readonly number[]
  readonly content: readonly number[]
  readonly whole: number
  /** Lower-case initials of a name of several words, '' for others; the name as an acronym would be. */
  readonly initials: string
  readonly acronym: string
  /** Entity of the name in it, or -1. */
  readonly entity: number
}

const APPOS = rel('appos')
const EXPL = rel('expl')
const DET = rel('det')
const POSS = rel('nmod:poss')
const FLAT = rel('flat')
const COMPOUND = rel('compound')
const DESC = rel('nmod:desc')
const NOT_HEADS = new Set(
  (
    [
      'compound',
      'flat',
      'fixed',
      'goeswith',
      'amod',
      'nummod',
      'punct',
      'nmod:desc',
      'case',
      'cc',
      'det',
      'reparandum',
      'discourse',
    ] as const
  ).map((r) => rel(r)),
)
const [NOUN, PROPN, PRON, NUM, ADJ, DET_CLASS, ADP, PUNCT] = (
  ['NOUN', 'PROPN', 'PRON', 'NUM', 'ADJ', 'DET', 'ADP', 'PUNCT'] as const
).map((c) => wordClass(c)) as [number, number, number, number, number, number, number, number]

const KIND_OF: Readonly<Record<MentionType, number>> = {
  person: PERSON_KIND,
  organisation: BODY_KIND,
  place: PLACE_KIND,
  facility: PLACE_KIND,
  equipment: OTHER_KIND,
  nationality: BODY_KIND,
  document: OTHER_KIND,
  event: OTHER_KIND,
  other: UNKNOWN,
}

const each = hashText('each')
const another = hashText('another')
const other = hashText('other')
const one = hashText('one')

const DETERMINER_OF: ReadonlyMap<number, number> = new Map(
  (
    [
      ['the', 1],
      ['a an', 2],
      ['this', 3],
      ['that', 4],
      ['these', 5],
      ['those', 6],
      ['each every both all', 8],
      ['some any several many few most more', 9],
      ['no', 10],
      ['such', 12],
    ] as const
  ).flatMap(([words, code]) => words.split(' ').map((w): [number, number] => [hashText(w), code])),
)

/** All expressions of a document, by where they begin, the longer ones first. */
export function findExpressions(view: CorefView, names: GivenNames): Expression[] {
  const out: Expression[] = []
  const taken = new Uint8Array(view.n)
  for (let i = 0; i < view.n; i++) {
    const pronoun = pronounAt(view, i)
    if (pronoun) out.push(pronounExpression(view, i, pronoun))
    else if (isHead(view, i)) {
      const own = withName(view, i, phraseOf(view, i))
      taken[i] = 1
      out.push(nominal(view, names, i, own, false))
      const joint = coordinated(view, i, own)
      if (joint) out.push(nominal(view, names, i, joint, true))
    }
  }
  for (const m of view.input.mentions) {
    const i = view.nameHead(m)
    if (m.type === 'nationality' || taken[i] || view.pos[i] === ADJ) continue
    const inside = view.rel[i] === COMPOUND || view.rel[i] === DESC
    if (inside || (m.type === 'person' && !belongs(view, i, m))) out.push(nominal(view, names, i, m.tokens, false))
  }
  return out.sort((a, b) => a.from - b.from || b.to - a.to || a.head - b.head)
}

/** A phrase with the name that its head is a title of. */
function withName(view: CorefView, head: number, range: TokenRange): TokenRange {
  const name = titled(view, head)
  return name && name.tokens.to > range.to ? { from: range.from, to: name.tokens.to } : range
}

function titled(view: CorefView, head: number): Mention | null {
  const name = head + 1 < view.n ? view.mention(head + 1) : null
  return name && name.tokens.from === head + 1 && isTitle(view, head, name) ? name : null
}

/** Is a person's name part of a larger expression for the same person: an apposition, or behind a title? */
const belongs = (view: CorefView, i: number, m: Mention): boolean =>
  isTitle(view, m.tokens.from - 1, m) || view.rel[i] === APPOS || view.rel[i] === FLAT

function pronounAt(view: CorefView, i: number): Pronoun | null {
  if (view.pos[i] !== PRON || view.rel[i] === EXPL || view.rel[i] === DET) return null
  const xpos = view.input.tags.xposNames[view.input.tags.xpos[i]!]!
  if (xpos.startsWith('W') || xpos === 'EX') return null
  const h = view.lower(i)
  if (h === other && i > 0 && view.lower(i - 1) === each) return RECIPROCAL
  if (h === another && i > 0 && view.lower(i - 1) === one) return RECIPROCAL
  if (h === each && i + 1 < view.n && view.lower(i + 1) === other) return null
  return PRONOUNS.get(h) ?? null
}

function isHead(view: CorefView, i: number): boolean {
  const pos = view.pos[i]
  const name = view.mention(i)
  if (name && (view.nameHead(name) !== i || isTitle(view, name.tokens.from - 1, name))) return false
  if (NOT_HEADS.has(view.rel[i]!)) return false
  if (view.rel[i] === APPOS && !isPlaceApposition(view, i)) return false
  if (pos === NOUN || pos === PROPN) return true
  if (pos === NUM) return !/^[[(]/.test(view.word(Math.max(0, i - 1)))
  if (pos === ADJ) return view.child(i, DET) >= 0 && view.rel[i] !== rel('root')
  if (pos === PRON) return NOUNS.has(view.lower(i))
  return false
}

/** "the scientist Ada Quill": a noun for a person right before a person's name, however the two were parsed. */
function isTitle(view: CorefView, i: number, name: Mention): boolean {
  if (i < 0 || name.type !== 'person' || view.sentence[i] !== view.sentence[name.tokens.from] || view.pos[i] !== NOUN)
    return false
  if (view.nounNumber(i) !== 1 || NOT_HEADS.has(view.rel[i]!)) return false
  const facts = NOUNS.get(view.lower(i))
  return facts !== undefined && (facts.gender & NEUTER) === 0
}

/** "Aberdeen, Scotland": two places, not two names of one. */
function isPlaceApposition(view: CorefView, i: number): boolean {
  const m = view.mention(i)
  const h = view.head[i]!
  const above = h >= 0 ? view.mention(h) : null
  return m?.type === 'place' && above !== null && KIND_OF[above.type] !== PERSON_KIND
}

function pronounExpression(view: CorefView, i: number, pronoun: Pronoun): Expression {
  const from = pronoun === RECIPROCAL ? i - 1 : i
  return {
    from,
    to: i + 1,
    head: i,
    form: 'pronoun',
    pronoun,
    sentence: view.sentence[i]!,
    number: pronoun.number,
    gender: pronoun.gender,
    hint: pronoun.gender,
    kind: pronoun.gender & NEUTER ? UNKNOWN : PERSON_KIND,
    determiner: 0,
    joint: false,
    headHash: 0,
    heads: [],
    content: [],
    whole: 0,
    initials: '',
    acronym: '',
    entity: -1,
  }
}

/** Heads of a phrase besides its own: appositions, and the name after a title that is parsed as its head. */
function otherHeads(view: CorefView, head: number, range: TokenRange): number[] {
  const out: number[] = []
  for (let c = view.first[head]!; c >= 0 && out.length < 3; c = view.next[c]!)
    if (
      c < range.to &&
      (view.rel[c] === APPOS || view.rel[c] === FLAT || view.rel[c] === DESC) &&
      !isPlaceApposition(view, c)
    )
      out.push(c)
  return out
}

function nominal(view: CorefView, names: GivenNames, head: number, range: TokenRange, joint: boolean): Expression {
  const name = joint ? null : titled(view, head)
  const others = joint ? [] : otherHeads(view, head, range)
  if (name && !others.includes(view.nameHead(name))) others.push(view.nameHead(name))
  let mention = joint ? null : (view.mention(head) ?? name)
  if (!mention)
    for (const c of others)
      mention ??= view.rel[c] === APPOS || view.rel[c] === DESC || view.rel[c] === FLAT ? view.mention(c) : null
  const isName =
    !joint &&
    (view.named[head]! >= 0
      ? view.mention(head)!.type !== 'nationality' || view.pos[head] === PROPN
      : view.pos[head] === PROPN)
  const facts = factsOf(view, head)
  const content = contentOf(view, range, head, others)
  const gender = joint ? jointGender(view, head) : genderOf(view, names, head, others, mention)
  const text = isName ? nameText(view, head, mention) : []
  return {
    from: range.from,
    to: range.to,
    head,
    form: isName ? 'name' : 'nominal',
    pronoun: null,
    sentence: view.sentence[head]!,
    number: joint ? PLURAL : numberOf(view, head, mention, facts?.body === true, facts?.number ?? 0),
    gender,
    hint: hintOf(view, names, head, mention, gender),
    kind: kindOf(mention, gender, facts?.body === true),
    determiner: determinerOf(view, range.from, head),
    joint,
    headHash: view.lower(head),
    heads: others.map((c) => view.lower(c)),
    content,
    whole: wholeHash(view, range, head),
    initials:
      text.length > 1
        ? text
            .filter((w) => /^\p{Lu}/u.test(w))
            .map((w) => w[0]!.toLowerCase())
            .join('')
        : '',
    acronym: text.length === 1 && /^[A-Z][A-Z.]+$/.test(text[0]!) ? text[0]!.replaceAll('.', '').toLowerCase() : '',
    entity: mention?.entity ?? -1,
  }
}

function nameText(view: CorefView, head: number, mention: Mention | null): string[] {
  const range =
    mention && mention.tokens.from <= head && head < mention.tokens.to ? mention.tokens : { from: head, to: head + 1 }
  const out: string[] = []
  for (let i = range.from; i < range.to && out.length < 10; i++) out.push(view.word(i))
  return out
}

/** Telling words of a phrase: nouns, adjectives, numbers up to the end of its heads, clauses left out. */
function contentOf(view: CorefView, range: TokenRange, head: number, others: readonly number[]): number[] {
  const out: number[] = []
  const add = (from: number, to: number): void => {
    for (let i = Math.max(from, to - 12); i < to; i++) {
      const pos = view.pos[i]
      if (pos === NOUN || pos === PROPN || pos === ADJ || pos === NUM) out.push(view.lower(i))
    }
  }
  add(range.from, head + 1)
  // A name goes on after its head: "John Kirby" hangs on "John".
  for (let i = head + 1; i < range.to && i < head + 8 && view.named[i] === view.named[head] && view.named[i]! >= 0; i++)
    out.push(view.lower(i))
  for (const c of others) add(Math.max(range.from, view.left[c]!), c + 1)
  for (const c of others) {
    if (view.named[c]! < 0) continue
    for (let i = c + 1; i < range.to && i < c + 8 && view.named[i] === view.named[c]; i++) out.push(view.lower(i))
  }
  return [...new Set(out)].slice(0, 16)
}

/** Hash of the words without the determiner before and the possessive mark after. */
function wholeHash(view: CorefView, range: TokenRange, head: number): number {
  let from = range.from
  while (from < head && (view.rel[from] === DET || view.pos[from] === DET_CLASS)) from++
  let to = range.to
  while (
    to - 1 > head &&
    (view.pos[to - 1] === ADP || view.pos[to - 1] === PUNCT || /^['’]s?$/.test(view.word(to - 1)))
  )
    to--
  let h = 17
  for (let i = from; i < to && i < from + 30; i++) h = (Math.imul(h, 31) + view.lower(i)) | 0
  return h
}

function determinerOf(view: CorefView, from: number, head: number): number {
  for (let i = from; i < head && i < from + 3; i++) {
    const code = DETERMINER_OF.get(view.lower(i))
    if (code !== undefined) return code
    if (view.rel[i] === POSS || PRONOUNS.get(view.lower(i))?.possessive) return 7
  }
  if (view.child(head, POSS) >= 0) return 7
  return from < head && view.pos[from] === NUM ? 11 : 0
}

function numberOf(view: CorefView, head: number, mention: Mention | null, body: boolean, own: number): number {
  if (own !== 0) return own
  const tag = view.nounNumber(head)
  if (tag === 2) return mention && mention.type === 'organisation' ? EITHER : PLURAL
  if (body || mention?.type === 'organisation') return EITHER
  if (tag === 1) return SINGULAR
  return EITHER
}

function kindOf(mention: Mention | null, gender: number, body: boolean): number {
  if (mention && mention.type !== 'other') return KIND_OF[mention.type]
  if (body) return BODY_KIND
  if (gender !== 0 && (gender & NEUTER) === 0) return PERSON_KIND
  return gender === NEUTER ? THING_KIND : UNKNOWN
}

function jointGender(view: CorefView, head: number): number {
  const facts = NOUNS.get(view.lower(head))
  if (view.mention(head)?.type === 'person') return PERSON
  return facts && (facts.gender & NEUTER) === 0 ? PERSON : ANY
}

function genderOf(
  view: CorefView,
  names: GivenNames,
  head: number,
  others: readonly number[],
  mention: Mention | null,
): number {
  let gender = ANY
  if (mention && mention.type !== 'person' && mention.type !== 'other' && mention.type !== 'nationality')
    return mayBePerson(view, names, mention)
  const narrow = (bits: number): void => {
    if ((gender & bits) !== 0) gender &= bits
  }
  if (mention?.type === 'person') {
    gender = PERSON
    const from = mention.tokens.from
    for (let i = Math.max(0, from - 2); i < mention.tokens.to; i++) narrow(TITLE_GENDER.get(view.lower(i)) ?? ANY)
    if (gender === PERSON) {
      const full = view.input.entities[mention.entity]?.name ?? ''
      narrow(givenGender(names, full))
    }
  }
  for (const i of [head, ...others]) {
    const facts = factsOf(view, i)
    if (facts && view.named[i]! < 0) narrow(facts.gender)
    else if (facts && (facts.gender === MALE || facts.gender === FEMALE)) narrow(facts.gender)
  }
  return gender
}

/** Longest name, in words, that is taken for a person's in spite of its type. */
const SHORT_NAME = 3

/**
 * Gender of a name that the name finder takes for no person's. A short name that no list knows may be one all the same
 * (`Elizabeth`, `Roddick` as places): then a given name narrows its gender, and its kind is left to the rankers.
 */
function mayBePerson(view: CorefView, names: GivenNames, mention: Mention): number {
  const { from, to } = mention.tokens
  if (
    mention.basis.type !== 'model' ||
    to - from > SHORT_NAME ||
    COUNTRY_NAMES.has(nameOf(view, mention).toLowerCase())
  )
    return NEUTER
  if (mention.type !== 'place' && mention.type !== 'organisation') return NEUTER
  const bits = names.genderOf(view.word(from))
  if (bits !== PERSON && to - from > 1) return bits | NEUTER
  return /^[A-Z][a-zà-ÿ'’.-]+$/.test(view.word(to - 1)) && !ORG_HEADS.has(view.word(to - 1).toLowerCase())
    ? ANY
    : NEUTER
}

const nameOf = (view: CorefView, m: Mention): string => view.input.text.slice(m.start, m.end)

/** Words of surnames and titles that lists of given names hold too. */
const NOT_GIVEN = new Set(
  'de la le les du da di dos van von der den al el bin ibn st st. saint san santa san lord lady'.split(' '),
)

/** Facts of a noun, by its singular where the plural has none of its own. */
const factsOf = (view: CorefView, i: number): NounFacts | undefined =>
  NOUNS.get(view.lower(i)) ?? (view.nounNumber(i) === 2 ? NOUNS.get(hashText(view.lemma(i).toLowerCase())) : undefined)

/** Gender of a full name by its given names; a name of one word may be a surname and tells nothing for sure. */
function givenGender(names: GivenNames, full: string): number {
  const words = full.split(/\s+/).filter((w) => w.length > 1)
  for (const w of words.slice(0, -1)) {
    if (NOT_GIVEN.has(w.toLowerCase())) return PERSON
    const bits = names.genderOf(w.replace(/[.,]/g, ''))
    if (bits !== PERSON) return bits
    const half = names.genderOf(w.split('-')[0]!)
    if (half !== PERSON) return half
  }
  return PERSON
}

function hintOf(view: CorefView, names: GivenNames, head: number, mention: Mention | null, gender: number): number {
  if (gender !== PERSON && gender !== ANY) return gender
  const at = mention ? mention.tokens.from : head
  return (view.flags(at) & UPPER_FIRST) !== 0 ? names.genderOf(view.word(at)) & gender : gender
}
