import { isUpper } from '../quotes/chars.ts'
import type { Name } from './name.ts'
import { nationality } from './tables/countries.ts'
import { TITLES } from './tables/names.ts'
import { ROLES } from './tables/roles.ts'
import type { Words } from './words-at.ts'

/** Longest role, in tokens. */
const LONGEST = 18

/** Whether a token is in a person's name or in another one. */
export type NameAt = (token: number) => 'person' | 'other' | null

const LINKS = new Set(['of', 'for', 'the', 'and', 'to', 'in', 'at', '&', "'s", '’s', "'", '-', 'de', 'on', 'affairs'])
const CALENDAR =
  /^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|^(?:January|February|March|April|June|July|August|September|October|November|December)$/

const capital = (words: Words, i: number): boolean => isUpper(words.text.charCodeAt(words.tokens.start[i]!))

/** A word that names a role: `minister`, `spokeswoman`, `co-founder`'s last part. */
function isRole(words: Words, i: number): boolean {
  const w = words.lower(i)
  return ROLES.has(w) || (w.length > 3 && w.endsWith('.') && TITLES.has(w.slice(0, -1)) && ROLES.has(w.slice(0, -1)))
}

/** Role right before a name: `US Secretary of State Antony Blinken`, `Kremlin spokesman Dmitry Peskov`. */
function before(words: Words, name: Name, first: number, nameAt: NameAt): string | null {
  let from = name.from
  let roleAt = -1
  if (name.from > first && (LINKS.has(words.lower(name.from - 1)) || !/[\p{L}.]$/u.test(words.at(name.from - 1))))
    return null
  while (from > first && name.from - from < LONGEST) {
    const i = from - 1
    if (nameAt(i) === 'person' || (roleAt >= 0 && /^(?:and|to|in|at|on)$/.test(words.lower(i)))) break
    if (isRole(words, i)) roleAt = i
    else if (CALENDAR.test(words.at(i))) break
    else if (LINKS.has(words.lower(i))) {
      if (words.lower(i) === 'the' && !(i > first && LINKS.has(words.lower(i - 1)))) break
    } else if (
      !(
        capital(words, i) &&
        (i > first ||
          nameAt(i) === 'other' ||
          nationality(words.at(i)) !== null ||
          isRole(words, i) ||
          /^[A-Z.]{2,}$/.test(words.at(i)))
      )
    )
      if (
        !(
          words.lower(i).endsWith('-general') ||
          [
            'foreign',
            'prime',
            'deputy',
            'former',
            'chief',
            'vice',
            'senior',
            'press',
            'acting',
            'defence',
            'defense',
            'interior',
            'finance',
            'army',
            'military',
            'police',
            'opposition',
            'party',
            'company',
            'government',
            'presidential',
            'general',
            'executive',
            'special',
            'national',
            'security',
          ].includes(words.lower(i))
        )
      )
        break
    from--
  }
  while (from < name.from && (LINKS.has(words.lower(from)) || /^[^\p{L}]/u.test(words.at(from)))) from++
  if (roleAt < 0 || roleAt < from) return null
  // What follows the role word must belong to it ("Secretary of State"), not be a clause of its own.
  for (let i = roleAt + 1; i < name.from; i++) if (!capital(words, i) && !LINKS.has(words.lower(i))) return null
  return words.range(from, name.from)
}

/** Role after a name and a comma: `John Kirby, Coordinator for Strategic Communications at the ...,`. */
function after(words: Words, name: Name, last: number, nameAt: NameAt): string | null {
  let from = name.to
  if (from >= last || words.at(from) !== ',') return null
  from++
  if (/^(?:and|or|but)$/.test(words.lower(from))) return null
  if (['the', 'a', 'an', 'who', 'then', 'now', 'his', 'her', 'their', 'its'].includes(words.lower(from))) {
    if (['who', 'then', 'now'].includes(words.lower(from))) return null
    from++
  }
  let roleAt = -1
  let to = from
  while (to < last && to - from < LONGEST) {
    const w = words.at(to)
    if (/^[.;:!?()—–"“”]$/.test(w) || w === ',' || (w === '-' && !words.glued(to))) break
    if (nameAt(to) === 'person') break
    if (/^(?:said|says|told|who|which|that|has|have|had|was|were|is|are|wrote|added)$/i.test(w)) break
    if (roleAt < 0 && isRole(words, to) && to - from < 9) roleAt = to
    to++
  }
  while (to > from && LINKS.has(words.lower(to - 1))) to--
  return roleAt >= 0 && to > from ? words.range(from, to) : null
}

/** The roles that the text gives a person beside the name. */
export function rolesOf(words: Words, name: Name, nameAt: NameAt): string[] {
  const s = words.tokens.sentence[name.from]!
  const found = [before(words, name, words.from(s), nameAt), after(words, name, words.to(s), nameAt)]
  return found.filter((r): r is string => r !== null).map((r) => r.replace(/\s+/g, ' '))
}
