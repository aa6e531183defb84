import type { MentionType, OfficeState } from '@wherefrom/schema'
import { isUpper } from '../quotes/chars.ts'
import type { Name } from './name.ts'
import { nationality } from './tables/countries.ts'
import { TITLES } from './tables/names.ts'
import { ROLES } from './tables/roles.ts'
import type { Words } from './words-at.ts'

/** Longest role, in tokens. */
const LONGEST = 18

/** Tokens `[from, to)` that give a person an office, and how they stand to the name. */
export interface RoleSpan {
  readonly from: number
  readonly to: number
  readonly rule: 'role/before' | 'role/after-comma' | 'role/who-is' | 'role/is' | 'role/before-comma'
}

/** What roles are read from: words, the type of the name that each token is in, and Penn tags where there are any. */
export interface RoleGround {
  readonly words: Words
  readonly typeAt: (token: number) => MentionType | null
  readonly tagAt: (token: number) => string | null
}

const LINKS = new Set(['of', 'for', 'the', 'and', 'to', 'in', 'at', '&', "'s", '’s', "'", '-', 'de', 'on', 'affairs'])
const CALENDAR =
  /^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|^(?:January|February|March|April|June|July|August|September|October|November|December)$/
const ARTICLES = new Set(['the', 'a', 'an', 'his', 'her', 'their', 'its', 'our', 'my'])

/** Small words before a role word that belong to it, where no tags tell. */
const PREMODIFIERS = new Set(
  (
    'foreign prime deputy former chief vice senior press acting interim outgoing incoming then late defence defense interior finance army navy military police opposition ' +
    'party company government presidential general executive special national security regional provincial federal managing political parliamentary'
  ).split(' '),
)
/** Words that no role in apposition begins with. */
const NO_OPENERS = new Set(
  'either both not including such like along after before while when as in on at by for with from of to through according if although though because since during under over only even also'.split(
    ' ',
  ),
)
const FINITE = new Set(['VBD', 'VBZ', 'VBP', 'MD'])
const STOPS = /^(?:said|says|told|who|which|that|has|have|had|was|were|is|are|wrote|added|will|would)$/i

const capital = (words: Words, i: number): boolean => isUpper(words.text.charCodeAt(words.tokens.start[i]!))

/** A word that names a role: `minister`, `spokeswoman`, `co-founder`'s last part. */
function isRole(words: Words, i: number): boolean {
  const w = words.lower(i)
  return ROLES.has(w) || (w.length > 3 && w.endsWith('.') && TITLES.has(w.slice(0, -1)) && ROLES.has(w.slice(0, -1)))
}

/** May token `i` stand in a role before a name? */
function premodifies(g: RoleGround, i: number, first: number): boolean {
  const { words } = g
  const type = g.typeAt(i)
  if (capital(words, i))
    return (
      i > first ||
      (type !== null && type !== 'person') ||
      nationality(words.at(i)) !== null ||
      isRole(words, i) ||
      PREMODIFIERS.has(words.lower(i)) ||
      /^[A-Z.]{2,}$/.test(words.at(i))
    )
  const w = words.lower(i)
  if (w.endsWith('-general') || PREMODIFIERS.has(w)) return true
  const tag = g.tagAt(i)
  return tag === 'NN' || tag === 'JJ' || (tag === 'HYPH' && words.glued(i))
}

/** Role right before a name: `US Secretary of State Antony Blinken`, `Kremlin spokesman Dmitry Peskov`. */
function before(g: RoleGround, name: Name, first: number): RoleSpan | null {
  const { words } = g
  let from = name.from
  let roleAt = -1
  if (name.from > first && (LINKS.has(words.lower(name.from - 1)) || !/[\p{L}.]$/u.test(words.at(name.from - 1))))
    return null
  while (from > first && name.from - from < LONGEST) {
    const i = from - 1
    if (g.typeAt(i) === 'person' || (roleAt >= 0 && /^(?:and|to|in|at|on)$/.test(words.lower(i)))) break
    if (isRole(words, i)) roleAt = i
    else if (CALENDAR.test(words.at(i))) break
    else if (LINKS.has(words.lower(i))) {
      if (words.lower(i) === 'the' && !(i > first && LINKS.has(words.lower(i - 1)))) break
    } else if (!premodifies(g, i, first)) break
    from--
  }
  while (from < name.from && (LINKS.has(words.lower(from)) || /^[^\p{L}]/u.test(words.at(from)))) from++
  if (roleAt < from || roleAt < 0) return null
  // What follows the role word must belong to it ("Secretary of State"), not be a clause of its own.
  for (let i = roleAt + 1; i < name.from; i++)
    if (!capital(words, i) && !LINKS.has(words.lower(i)) && !/^NNS?$/.test(g.tagAt(i) ?? '')) return null
  return { from, to: name.from, rule: 'role/before' }
}

/** The role that a phrase from token `start` gives, up to punctuation, another person or a finite verb; null for none. */
function phrase(
  g: RoleGround,
  start: number,
  last: number,
  farthest: number,
  strict = false,
): { from: number; to: number } | null {
  const { words } = g
  if (strict && (NO_OPENERS.has(words.lower(start)) || /^(?:IN|TO|CC|WRB|PRP|VBG|MD)$/.test(g.tagAt(start) ?? '')))
    return null
  const from = ARTICLES.has(words.lower(start)) ? start + 1 : start
  let roleAt = -1
  let to = from
  while (to < last && to - from < LONGEST) {
    const w = words.at(to)
    if (/^[.;:!?()—–"“”,]$/.test(w) || (w === '-' && !words.glued(to))) break
    if (g.typeAt(to) === 'person' || STOPS.test(w) || FINITE.has(g.tagAt(to) ?? '')) break
    if (roleAt < 0 && isRole(words, to) && to - from < farthest) roleAt = to
    to++
  }
  // `Ann Lee, the prosecutor said`, `Ann Lee, the minister Bo Hart's aide`: another one, not what she is.
  const person = to < last && g.typeAt(to) === 'person'
  const clause = to < last && (person || STOPS.test(words.at(to)) || FINITE.has(g.tagAt(to) ?? ''))
  if (clause && strict) return null
  while (to > from && (LINKS.has(words.lower(to - 1)) || CALENDAR.test(words.at(to - 1)))) to--
  return roleAt >= 0 && to > from ? { from, to } : null
}

/** Role after a name and a comma: `John Kirby, Coordinator for ... at the ...,`; `Ann Lee, who heads ...` has none. */
function after(g: RoleGround, name: Name, last: number): RoleSpan | null {
  const { words } = g
  // `Raymond Johns, Jr., commander of ...`
  const junior = words.at(name.to) === ',' && /^(?:Jr|Sr)\.?$/.test(words.at(name.to + 1)) ? name.to + 2 : name.to
  const from = /^(?:Jr|Sr)\.?$/.test(words.at(junior)) ? junior + 1 : junior
  if (from >= last || words.at(from) !== ',') return null
  const next = words.lower(from + 1)
  if (next === 'who') {
    const at = copula(words, from + 2, last)
    const found = at < 0 ? null : phrase(g, at, last, 6)
    return found && { ...found, rule: 'role/who-is' }
  }
  if (/^(?:and|or|but|which|then|now)$/.test(next)) return null
  const found = phrase(g, from + 1, last, 9, true)
  return found && { ...found, rule: 'role/after-comma' }
}

/** Roles that are no offices: relatives, friends, and what a trial makes of people. */
const KIN =
  /^(?:father|mother|son|daughter|brother|sister|wife|husband|widow|cousin|uncle|aunt|friend|colleague|neighbou?r|suspect|defendant|partner|hostage|refugee|witness|resident)s?$/i

function hasKin(words: Words, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (KIN.test(words.at(i))) return true
  return false
}

/** Is every role word of the phrase a relative or a friend? */
function onlyKin(words: Words, r: RoleSpan): boolean {
  let kin = false
  for (let i = r.from; i < r.to; i++) {
    if (KIN.test(words.at(i))) kin = true
    else if (isRole(words, i)) return false
  }
  return kin
}

const COPULA = /^(?:is|was|became|serves|served|remains)$/
const HAS = /^(?:has|had)$/

/** Token after `is`, `was`, `has been`, `serves as`, `currently is`; -1 where no such verb stands at `i`. */
function copula(words: Words, i: number, last: number): number {
  const at = /^(?:currently|now|also|once)$/.test(words.lower(i)) ? i + 1 : i
  if (at >= last) return -1
  if (HAS.test(words.lower(at)))
    return words.lower(at + 1) === 'been'
      ? at + 2
      : words.lower(at + 1) === 'served' && words.lower(at + 2) === 'as'
        ? at + 3
        : -1
  if (!COPULA.test(words.lower(at))) return -1
  return /^serve/.test(words.lower(at)) ? (words.lower(at + 1) === 'as' ? at + 2 : -1) : at + 1
}

/** `Ann Lee is the head of the agency`: only offices of something, since `he is a friend` is no office. */
function predicate(g: RoleGround, name: Name, last: number): RoleSpan | null {
  const start = copula(g.words, name.to, last)
  if (start < 0) return null
  const found = phrase(g, start, last, 5)
  if (!found) return null
  const { words } = g
  if (hasKin(words, found.from, found.to)) return null
  for (let i = found.from; i < found.to; i++)
    if (/^(?:of|for|at)$/.test(words.lower(i)) || g.typeAt(i) === 'organisation') return { ...found, rule: 'role/is' }
  return null
}

/** `The head of the agency, Ann Lee, said`: an office with its article, then the name between commas. */
function beforeComma(g: RoleGround, name: Name, first: number, last: number): RoleSpan | null {
  const { words } = g
  if (name.from - 2 < first || words.at(name.from - 1) !== ',') return null
  if (name.to < last && !/^[,.;)]$/.test(words.at(name.to)) && !FINITE.has(g.tagAt(name.to) ?? '')) return null
  const end = name.from - 1
  for (let i = end - 1; i >= first && end - i <= LONGEST; i--) {
    const w = words.lower(i)
    if (/^[,;:()"“”—–]$/.test(w) || g.typeAt(i) === 'person' || FINITE.has(g.tagAt(i) ?? '')) return null
    const possessor = w === "'s" || w === '’s'
    if (!ARTICLES.has(w) && !possessor && i > first) continue
    const from = ARTICLES.has(w) || possessor ? i + 1 : i
    const found = phrase(g, from, end, 5)
    if (found && found.to === end && !hasKin(words, found.from, end))
      return { from: found.from, to: end, rule: 'role/before-comma' }
    if (i === first) return null
  }
  return null
}

/** The offices that the text gives a person beside the name. */
export function rolesOf(g: RoleGround, name: Name): RoleSpan[] {
  const { words } = g
  const s = words.tokens.sentence[name.from]!
  const first = words.from(s)
  const last = words.to(s)
  const own = [before(g, name, first), after(g, name, last) ?? predicate(g, name, last)]
  const found = own.filter((r): r is RoleSpan => r !== null && !onlyKin(words, r))
  const apart = found.length === 0 ? beforeComma(g, name, first, last) : null
  return apart ? [apart] : found
}

const STATES: readonly (readonly [RegExp, OfficeState])[] = [
  [/^(?:former|ex|ex-\p{L}+|late|ousted|onetime|outgone|erstwhile)$/iu, 'former'],
  [/^(?:acting|interim|caretaker)$/i, 'acting'],
  [/^(?:incoming|designate|elect|president-elect|nominee)$/i, 'coming'],
]

/** What the words of an office, and the word before them, tell of its state. */
export function officeState(words: Words, span: RoleSpan, first: number): OfficeState {
  for (let i = Math.max(first, span.from - 1); i < span.to; i++)
    for (const [pattern, state] of STATES) if (pattern.test(words.at(i))) return state
  const was = span.rule === 'role/is' || span.rule === 'role/who-is'
  for (let i = Math.max(first, span.from - 4); was && i < span.from; i++)
    if (/^(?:was|served|had)$/.test(words.lower(i))) return 'former'
  return 'held'
}
