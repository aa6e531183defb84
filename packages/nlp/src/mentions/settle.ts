import type { MentionType } from '@wherefrom/schema'
import {
  AFTER_IN,
  AFTER_TITLE,
  ALL_CAPITALS,
  ALPHA,
  BEFORE_SAY,
  CAPITAL,
  type Columns,
  FIRST,
  SEEN_CAPITAL_INSIDE,
  SEEN_LOWER,
} from './columns.ts'
import { byRule, type Name } from './name.ts'
import { type RoleGround, rolesOf } from './roles.ts'
import { COUNTRY_NAMES } from './tables/countries.ts'
import { GIVEN_NAMES, ORG_HEADS, ORGANISATIONS, SAY_WORDS, TITLES } from './tables/names.ts'
import { ROLES } from './tables/roles.ts'
import type { Words } from './words-at.ts'

/** Types that the tagger confuses with each other; rules may settle them. */
const CONFUSED: ReadonlySet<MentionType> = new Set<MentionType>(['person', 'organisation', 'place', 'other'])

/** Words that begin sentences and are no names, whatever their capital suggests. */
const OPENERS = new Set(
  'earlier later meanwhile however today yesterday tomorrow still also but and or yet then now here there this that these those according reports sources officials experts residents witnesses photo image video illustration caption source update breaking live'.split(
    ' ',
  ),
)

const isModel = (n: Name): boolean => n.basis.type === 'model'
const scoreOf = (n: Name): number => (n.basis.type === 'model' ? 20 + (n.basis.score ?? 0) : 400)

const retyped = (words: Words, n: Name, type: MentionType, rule: string): Name => ({
  ...n,
  type,
  basis: byRule(rule, { start: words.tokens.start[n.from]!, end: words.tokens.end[n.to - 1]! }),
})

/** A single capitalised word at a sentence's start that the document otherwise writes small, or a known opener. */
function falseStart(words: Words, columns: Columns, n: Name): boolean {
  if (n.to - n.from !== 1 || !isModel(n) || !(columns.flags[n.from]! & FIRST) || columns.caseless[n.from]) return false
  const seen = columns.document[n.from]!
  return OPENERS.has(words.lower(n.from)) || ((seen & SEEN_LOWER) !== 0 && (seen & SEEN_CAPITAL_INSIDE) === 0)
}

/** Figures that the tagger took into a name, such as the date of a byline: `Ann Lee 04.03.2025`. */
function withoutFigures(words: Words, n: Name): Name {
  if (!isModel(n) || (n.type !== 'person' && n.type !== 'organisation')) return n
  let to = n.to
  while (
    to - n.from > 1 &&
    /^\d{1,4}(?:[./:-]\d{1,4}){0,2}$/.test(words.at(to - 1)) &&
    (n.type === 'person' || words.at(to - 1).length > 3)
  )
    to--
  return to === n.to ? n : { ...n, to }
}

/** `Ann Lee, a deputy director of ...`: an office in apposition makes a person of two or three capitalised words. */
function hasOffice(words: Words, columns: Columns, n: Name): boolean {
  const length = n.to - n.from
  if (length < 2 || length > 3 || words.at(n.to) !== ',' || ORG_HEADS.has(words.lower(n.to - 1))) return false
  for (let i = n.from; i < n.to; i++) if (!(columns.flags[i]! & CAPITAL)) return false
  if (!/^(?:a|an|the|its|their|his|her)$/i.test(words.at(n.to + 1)) && !ROLES.has(words.lower(n.to + 1))) return false
  for (let k = n.to + 1; k < n.to + 5 && k < words.tokens.length; k++) {
    if (/^[,.;:]$/.test(words.at(k))) return false
    if (ROLES.has(words.lower(k)) && words.lower(k) !== 'father') return true
  }
  return false
}

/**
 * An office before the name, or before it and a comma, makes a person of two or three capitalised words: `the acting
 * director of the Harbour Agency, Piet Lammers,`.
 */
function holdsOffice(g: RoleGround, columns: Columns, n: Name): boolean {
  const { words } = g
  const length = n.to - n.from
  if (
    length < 2 ||
    length > 3 ||
    ORG_HEADS.has(words.lower(n.to - 1)) ||
    ORGANISATIONS.has(words.range(n.from, n.to).toLowerCase())
  )
    return false
  for (let i = n.from; i < n.to; i++)
    if ((columns.flags[i]! & (CAPITAL | ALPHA)) !== (CAPITAL | ALPHA) || columns.flags[i]! & ALL_CAPITALS) return false
  return rolesOf(g, n).some((r) => r.rule === 'role/before-comma' || r.rule === 'role/before')
}

/**
 * A country's name that is also the surname of somebody whom the document names in full: `Jordan said`, `Mr. Jordan`.
 * Where the word goes with a place's preposition it stays a place; else what the document shows about it decides.
 */
function meansPerson(words: Words, columns: Columns, n: Name, surnames: ReadonlySet<string>): boolean {
  if (n.type !== 'place' || n.to - n.from !== 1 || !surnames.has(words.lower(n.from))) return false
  if (!COUNTRY_NAMES.has(words.lower(n.from))) return false
  const before = words.lower(n.from - 1)
  if (/^(?:in|to|from|near|across|into|the|of)$/.test(before)) return false
  if (TITLES.has(before.replace('.', '')) || SAY_WORDS.has(words.lower(n.to)) || SAY_WORDS.has(before)) return true
  return (columns.document[n.from]! & (BEFORE_SAY | AFTER_TITLE)) !== 0 && (columns.document[n.from]! & AFTER_IN) === 0
}

/** The commonest type of each name text, by the tagger's margins; rules weigh more than any margin. */
function votes(words: Words, names: readonly Name[]): Map<string, Map<MentionType, number>> {
  const out = new Map<string, Map<MentionType, number>>()
  for (const n of names) {
    if (!CONFUSED.has(n.type)) continue
    const key = words.range(n.from, n.to).toLowerCase()
    const row = out.get(key) ?? new Map<MentionType, number>()
    row.set(n.type, (row.get(n.type) ?? 0) + scoreOf(n))
    out.set(key, row)
  }
  return out
}

/**
 * Settles names over a whole document. A name has one type in one document: the one for which most speaks. A surname
 * that a full person's name ends with is that person's. A word whose adjective the document uses (`Karsovia`,
 * `Karsovian`) is a place, and the adjective a nationality.
 */
export function settle(
  words: Words,
  columns: Columns,
  found: readonly Name[],
  tagAt: (token: number) => string | null,
): Name[] {
  const typeAt: (MentionType | null)[] = new Array(words.tokens.length).fill(null)
  for (const n of found) typeAt.fill(n.type, n.from, n.to)
  const ground: RoleGround = { words, typeAt: (i) => typeAt[i] ?? null, tagAt }
  const kept = found
    .filter((n) => !falseStart(words, columns, n))
    .map((n) => withoutFigures(words, n))
    .map((n) =>
      isModel(n) &&
      n.type !== 'person' &&
      CONFUSED.has(n.type) &&
      (hasOffice(words, columns, n) || holdsOffice(ground, columns, n))
        ? retyped(words, n, 'person', 'name/office-beside')
        : n,
    )
  const surnames = new Set<string>()
  for (const n of kept) {
    if (n.type !== 'person' || n.to - n.from < 2) continue
    surnames.add(words.lower(n.to - 1))
    if (n.to - n.from > 3 && words.at(n.to - 2) === '-') surnames.add(words.range(n.to - 3, n.to).toLowerCase())
  }
  const persons = kept.map((n) =>
    meansPerson(words, columns, n, surnames) ? retyped(words, n, 'person', 'name/surname') : n,
  )
  const small = new Set<string>()
  for (let i = 0; i < columns.length; i++) if (columns.flags[i]! & CAPITAL) small.add(words.lower(i))
  const places = new Set<string>()
  const ballot = votes(words, persons)
  const settled = persons.map((n) => {
    if (!isModel(n) || !CONFUSED.has(n.type)) return n
    const text = words.range(n.from, n.to).toLowerCase()
    if (n.to - n.from === 1) {
      const adjective = text.endsWith('a')
        ? `${text}n`
        : text.endsWith('o') || text.endsWith('e')
          ? `${text}an`
          : `${text}ian`
      const country = text.length > 4 && small.has(adjective) && !GIVEN_NAMES.has(text)
      if (country) {
        places.add(adjective)
        return n.type === 'place' ? n : retyped(words, n, 'place', 'name/adjective-elsewhere')
      }
    }
    if (n.type !== 'person' && surnames.has(text) && !COUNTRY_NAMES.has(text))
      return retyped(words, n, 'person', 'name/surname')
    const best = [...ballot.get(text)!].reduce((a, b) => (b[1] > a[1] ? b : a))[0]
    return best === n.type ? n : retyped(words, n, best, 'name/one-type-a-document')
  })
  return settled.map((n) =>
    isModel(n) && n.to - n.from === 1 && places.has(words.lower(n.from))
      ? retyped(words, n, 'nationality', 'name/adjective-of-place')
      : n,
  )
}
