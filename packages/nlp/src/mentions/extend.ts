import { ALL_CAPITALS, CAPITAL, type Columns, LIST_COUNT } from './columns.ts'
import { GIVEN, LEARNED_LISTS } from './lexicon.ts'
import { byRule, type Name } from './name.ts'
import { COUNTRY_NAMES, nationality } from './tables/countries.ts'
import { FACILITY_HEADS, GIVEN_NAMES, ORG_HEADS, STRONG_ORG_HEADS, TITLES } from './tables/names.ts'
import { ROLES } from './tables/roles.ts'
import { UNIT_HEADS } from './tables/units.ts'
import type { Words } from './words-at.ts'

/** Short forms of countries that stand before an institution's name as part of it: `U.S. Central Command`. */
const COUNTRY_PREFIX = /^(?:U\.?S\.?A?\.?|U\.?K\.?|E\.?U\.?|U\.?N\.?)$/
const ORDINAL = /^\d{1,3}(?:st|nd|rd|th)$/
const PARTICLE = /^(?:[Aa]l|[Ee]l|bin|ibn|ben|[Aa]bu|[Uu]mm)$/
/** Articles before sun letters: only with a hyphen, since alone they are ordinary words. */
const SUN_PARTICLE = /^[Aa](?:n|r|s|sh|t|z|d)$/
const INITIALS = /^(?!P\.S)(?:\p{Lu}\.){1,3}$|^\p{Lu}\.?$/u

const lower = (words: Words, i: number): string => words.lower(i).replace(/\.$/, '')
const isOffice = (words: Words, i: number): boolean => TITLES.has(lower(words, i)) || ROLES.has(words.lower(i))

/** What the finder may ask about the tokens around a name. */
interface Ground {
  readonly words: Words
  readonly columns: Columns
  /** Index + 1 of the name that holds a token, 0 for none. */
  readonly at: Int32Array
}

const big = (g: Ground, i: number): boolean => (g.columns.flags[i]! & CAPITAL) !== 0

/** First token of the sentence that token `i` is in. */
const sentenceStart = (g: Ground, i: number): number => g.words.from(g.words.tokens.sentence[i]!)

/** `Abu Musab` + `al-Zarqawi`, `A.` + `Noel Kramer`: what stands before a person's name and belongs to it. */
function personStart(g: Ground, n: Name, names: readonly Name[]): number {
  const { words } = g
  const first = sentenceStart(g, n.from)
  let from = n.from
  const before = from - 1
  if (before < first) return from
  if (PARTICLE.test(words.at(from)) || (SUN_PARTICLE.test(words.at(from)) && words.at(from + 1) === '-')) {
    const owner = g.at[before]! - 1
    if (owner >= 0) {
      const o = names[owner]!
      const joins = o.type === 'person' || (o.type === 'other' && o.to - o.from <= 2)
      return joins && o.to === from && !isOffice(words, from - 1) ? o.from : from
    }
    const given = big(g, before) && /^\p{Lu}[\p{Ll}'’]+$/u.test(words.at(before)) && !isOffice(words, before)
    return given && before > first ? before : from
  }
  const listed = g.columns.known[before]! & GIVEN || g.columns.listed[before * LIST_COUNT + LEARNED_LISTS] === 1
  const office = before - 1 >= first && (isOffice(words, before - 1) || words.lower(before - 1) === 'elect')
  const given = listed || office
  if (
    n.to - n.from === 1 &&
    given &&
    big(g, before) &&
    g.at[before] === 0 &&
    /^\p{Lu}\p{Ll}+$/u.test(words.at(before)) &&
    !isOffice(words, before) &&
    nationality(words.at(before)) === null
  )
    return before
  while (from - 1 >= first && n.from - from < 3 && INITIALS.test(words.at(from - 1)) && g.at[from - 1] === 0) {
    const alone = words.at(from - 1) === 'A' || words.at(from - 1) === 'I'
    if (alone || /^[\p{Lu}]\.?$/u.test(words.at(from))) break
    from--
  }
  return from
}

/** `U.S.` + `Central Command`, `Jordanian 71st Counter Terrorism Battalion`, `407th` + `AEG`. */
function organisationStart(g: Ground, n: Name, names: readonly Name[]): number {
  const { words } = g
  const first = sentenceStart(g, n.from)
  let from = n.from
  if (from - 1 >= first && ORDINAL.test(words.at(from - 1))) from--
  const before = from - 1
  if (before < first) return from
  const owner = names[g.at[before]! - 1]
  if (!owner || owner.to !== from || owner.from < first) return from
  const short = owner.to - owner.from === 1 && COUNTRY_PREFIX.test(words.at(before))
  const full =
    STRONG_ORG_HEADS.has(words.lower(n.to - 1)) && COUNTRY_NAMES.has(words.range(owner.from, owner.to).toLowerCase())
  const country = owner.type === 'place' && (short || full)
  const hyphen = owner.from > first && /^[-–]$/.test(words.at(owner.from - 1))
  const people = owner.type === 'nationality' && !hyphen && !/s$/.test(words.at(before))
  return (country || people) &&
    !words.glued(from) &&
    (big(g, from) || ORDINAL.test(words.at(from))) &&
    !GIVEN_NAMES.has(words.lower(n.from))
    ? owner.from
    : from
}

/** `Ziad Khalaf` + `al-Karbouly`: an Arabic surname after a person's other names. */
function personEnd(g: Ground, n: Name): number {
  const { words } = g
  const last = words.to(words.tokens.sentence[n.from]!)
  const at = n.to
  if (at + 2 >= last || !/^(?:al|el)$/.test(words.at(at)) || words.at(at + 1) !== '-' || !big(g, at + 2)) return n.to
  return g.at[at] === 0 && (g.at[at + 2] === 0 || g.at[at + 2] === g.at[n.from]) ? at + 3 : n.to
}

/** `Key Field` + `Station`: the word after a name that says what it is the name of; null where none does. */
function kindAfter(g: Ground, n: Name): 'facility' | 'organisation' | null {
  const { words } = g
  const i = n.to
  if (i >= words.to(words.tokens.sentence[n.from]!) || !big(g, i) || g.at[i] !== 0 || words.glued(i)) return null
  if (n.type !== 'organisation' && n.type !== 'place' && n.type !== 'person' && n.type !== 'other') return null
  if (
    g.columns.flags[i]! & ALL_CAPITALS ||
    g.columns.caseless[i] ||
    COUNTRY_NAMES.has(words.range(n.from, n.to).toLowerCase())
  )
    return null
  const after = i + 1 < words.tokens.length && g.words.tokens.sentence[i + 1] === words.tokens.sentence[i]
  if (after && big(g, i + 1)) return null
  const w = words.lower(i)
  return FACILITY_HEADS.has(w) ? 'facility' : STRONG_ORG_HEADS.has(w) ? 'organisation' : null
}

const widened = (words: Words, n: Name, from: number, to: number, rule: string): Name => ({
  ...n,
  from,
  to,
  basis: byRule(rule, { start: words.tokens.start[from]!, end: words.tokens.end[to - 1]! }),
})

/**
 * Grows names to the left over what belongs to them; a name that another one takes in is dropped. `names` sorted, not
 * overlapping; so is the result.
 */
export function extendNames(words: Words, columns: Columns, names: readonly Name[]): Name[] {
  const g: Ground = { words, columns, at: new Int32Array(words.tokens.length) }
  for (const [k, n] of names.entries()) g.at.fill(k + 1, n.from, n.to)
  const out: Name[] = []
  for (const n of names) {
    const from =
      n.type === 'person'
        ? personStart(g, n, names)
        : n.type === 'organisation'
          ? organisationStart(g, n, names)
          : n.from
    while (out.length > 0 && from < n.from && out.at(-1)!.from >= from) out.pop()
    const clear = out.length === 0 || out.at(-1)!.to <= from
    const kind = kindAfter(g, n)
    if (kind) {
      out.push({ ...widened(words, n, clear ? from : n.from, n.to + 1, `name/${kind}-kind`), type: kind })
      continue
    }
    const to = n.type === 'person' ? personEnd(g, n) : n.to
    if (to > n.to || (from < n.from && clear))
      out.push(widened(words, n, clear ? from : n.from, to, `name/${n.type}-parts`))
    else out.push(n)
  }
  return out
}

const OF = /^(?:of|for)$/
/** Kinds of organisations that do not stand before `of`. */
const NOT_BEFORE_OF = new Set(
  'as sa ag ab nv oy inc corp co ltd llc plc gmbh spa company radio television times post herald tribune press news united party'.split(
    ' ',
  ),
)

/** `Superior Court of ...`: capitalised words before the kind belong to the name, an article and an office do not. */
function institutionStart(g: Ground, i: number, labelled: (token: number) => boolean): number {
  const first = sentenceStart(g, i)
  let from = i
  while (
    from - 1 > first &&
    i - from < 4 &&
    big(g, from - 1) &&
    !labelled(from - 1) &&
    !isOffice(g.words, from - 1) &&
    !/^The$/.test(g.words.at(from - 1))
  )
    from--
  return from
}

/** Topics that a second word joins by `and`: `Ministry of Trade and Industry`. */
const small = (words: Words, i: number): boolean => /^(?:the|of|for|and|&)$/.test(words.at(i))

/** End of `of the Victorious Sect`: capitals, with `of`/`for`/`the` between; `and` only before a last single word. */
function tailEnd(g: Ground, i: number, last: number): number {
  let to = i
  for (let k = i; k < last && k - i < 10; k++) {
    if (big(g, k)) to = k + 1
    else if (!small(g.words, k) || (g.words.at(k) === 'and' && k !== to)) break
    else if (g.words.at(k) === 'and' && !(big(g, k + 1) && !big(g, k + 2) && g.at[k + 1] === 0)) break
  }
  return to
}

/**
 * Names of institutions by their build, where the tagger found none: `Government of Iraq`, `Board of Muslim Scholars`,
 * `2nd Battalion`, `5th Special Forces Group`. `labelled(i)` tells whether the tagger has token `i` in a name.
 */
export function findInstitutions(
  words: Words,
  columns: Columns,
  labelled: (token: number) => boolean,
  add: (name: Name) => void,
): void {
  const g: Ground = { words, columns, at: new Int32Array(words.tokens.length) }
  const put = (from: number, to: number, rule: string): void => {
    const span = { start: words.tokens.start[from]!, end: words.tokens.end[to - 1]! }
    add({ from, to, type: 'organisation', basis: byRule(rule, span) })
  }
  for (let s = 0; s < words.sentences.length; s++) {
    const last = words.to(s)
    for (let i = words.from(s); i < last; i++) {
      if (columns.caseless[i] || labelled(i)) continue
      if (ORDINAL.test(words.at(i))) {
        const to = unitEnd(g, i, last)
        if (to > i && !labelled(to - 1)) {
          put(i, to, 'name/military-unit')
          i = to - 1
        }
        continue
      }
      const arab = arabicName(g, i, last, labelled)
      if (arab > i) {
        const span = { start: words.tokens.start[i]!, end: words.tokens.end[arab - 1]! }
        add({ from: i, to: arab, type: 'person', basis: byRule('name/arabic-surname', span) })
        i = arab - 1
        continue
      }
      const head = lower(words, i)
      const kind = (h: string): boolean => ORG_HEADS.has(h) && !NOT_BEFORE_OF.has(h)
      const institution = big(g, i) && (kind(head) || kind(head.replace(/s$/, '')))
      if (!institution) continue
      if (i + 1 < last && isOffice(words, i + 1) && !isOffice(words, i)) {
        const from = institutionStart(g, i, labelled)
        if (from < i) put(from, i + 1, 'name/before-office')
        continue
      }
      if (!OF.test(words.at(i + 1))) {
        const from = institutionStart(g, i, labelled)
        const whole = STRONG_ORG_HEADS.has(head) && from < i && words.lower(from - 1) === 'the'
        if (whole && !(i + 1 < last && big(g, i + 1))) put(from, i + 1, 'name/organisation-head')
        continue
      }
      const start = words.at(i + 2) === 'the' ? i + 3 : i + 2
      if (start >= last || !big(g, start) || isOffice(words, i)) continue
      const to = tailEnd(g, start, last)
      // `Board of Muslim clerics`, `Office of American`: the name goes on in small letters, and nobody knows how far.
      if (to <= start || nationality(words.at(to - 1)) !== null) continue
      put(institutionStart(g, i, labelled), to, 'name/institution-of')
      i = to - 1
    }
  }
}

/** First words of places and groups that an Arabic article follows: `Deir al-Zor`, `Jaish al-Islam`. */
const NOT_GIVEN =
  /^(?:D[ae]i?y?r|Wadi|Tal|Tell|Umm|Bab|Khan|Jabal|Jebel|Ai?y?n|Ras|Kafr|Beit|Bayt|Harakat|Jaish|Jaysh|Saray[a]?|Liwa|Hayat|Ahrar|Faylaq|Shatt|Burj|Qasr|Marj|Souq|Suq|Umm|Ash|An|Ar|The|In|At|From|On|And|But)$/

/** End of `Bassam al-Khatib` where the tagger found none of it; `i` where no such name begins there. */
function arabicName(g: Ground, i: number, last: number, labelled: (token: number) => boolean): number {
  const { words } = g
  if (!big(g, i) || i + 3 >= last || !/^(?:al|el)$/.test(words.at(i + 1)) || words.at(i + 2) !== '-' || !big(g, i + 3))
    return i
  if (labelled(i + 1) || labelled(i + 3) || NOT_GIVEN.test(words.at(i)) || isOffice(words, i)) return i
  return /^\p{Lu}\p{Ll}{2,}$/u.test(words.at(i)) &&
    !FACILITY_HEADS.has(words.lower(i)) &&
    !ORG_HEADS.has(words.lower(i))
    ? i + 4
    : i
}

/** End of a unit's name from its ordinal: up to five capitalised words of which the last says what it is; -1 for none. */
function unitEnd(g: Ground, i: number, last: number): number {
  let to = -1
  for (let k = i + 1; k < last && k - i <= 6 && (big(g, k) || g.words.at(k) === '-'); k++)
    if (UNIT_HEADS.has(g.words.lower(k))) to = k + 1
  return to
}

/** Does `from` start with a place name that a second place name follows without a comma: `San Rafael CA`? */
export function secondPlace(words: Words, from: number, to: number): number {
  if (to - from < 2) return -1
  for (let k = from + 1; k < to; k++) {
    const rest = words.range(k, to)
    if (STATES.has(rest.toLowerCase()) && !(k === from + 1 && DIRECTIONS.test(words.at(from)))) return k
  }
  return -1
}

const DIRECTIONS = /^(?:North|South|East|West|New|Northern|Southern|Eastern|Western|Central|Upper|Lower)$/i
const STATES: ReadonlySet<string> = new Set([
  ...(
    'alabama alaska arizona arkansas california colorado connecticut delaware florida idaho illinois indiana iowa kansas kentucky louisiana maine maryland ' +
    'massachusetts michigan minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas utah vermont wisconsin ' +
    'wyoming ontario quebec alberta manitoba saskatchewan queensland tasmania tx fl ny ca nj'
  ).split(' '),
])

/** Start of a second institution in a name: `Government of Iraq and the Ministry of Trade` are two; -1 for one. */
export function secondInstitution(words: Words, from: number, to: number): number {
  for (let k = from + 2; k < to - 2; k++) {
    if (words.at(k) !== 'and') continue
    const start = /^[Tt]he$/.test(words.at(k + 1)) ? k + 2 : k + 1
    if (start < to - 1 && ORG_HEADS.has(words.lower(start)) && (start === k + 2 || OF.test(words.at(start + 1))))
      return start
  }
  return -1
}
