import {
  COUNTRY_LIST,
  DOCUMENT_HEAD,
  EVENT_HEAD,
  FACILITY_HEAD,
  GIVEN,
  LEARNED_LISTS,
  type Lexicon,
  MEDIA_LIST,
  NATIONALITY,
  ORG_HEAD,
  ORGANISATION_LIST,
  PLACE_LIST,
  TITLE,
} from './lexicon.ts'
import { AMBIGUOUS_EQUIPMENT, FAMILIES, NAMED_EQUIPMENT, NOUNS } from './tables/equipment.ts'
import { ROLES } from './tables/roles.ts'
import { CAPITAL_WORD, foldedHash, wordHash } from './words.ts'

/** Bits of a word's list mask, see `WordLists.mask`. */
export const LIST_GIVEN = 1
export const LIST_SURNAME = 2
export const LIST_PLACE = 4
export const LIST_ORGANISATION = 8
export const LIST_TITLE = 16
export const LIST_NATIONALITY = 32
export const LIST_EQUIPMENT = 64
export const LIST_HEAD = 128

/** Number of mask values. */
export const LIST_MASKS = 256

const bit = (list: number): number => 1 << list
const PLACES = bit(COUNTRY_LIST) | bit(PLACE_LIST) | bit(LEARNED_LISTS + 2)
const ORGANISATIONS = bit(ORGANISATION_LIST) | bit(MEDIA_LIST) | bit(LEARNED_LISTS + 1)

const singular = (w: string): string => (w.endsWith('s') && w.length > 3 ? w.slice(0, -1) : w)

/**
 * Which lists a single word is in, as a mask of eight bits: given name, surname seen in news, place, organisation or its
 * kind (`Ministry`), title or office, nationality, equipment, and kinds of facilities, events and documents. A function
 * of the word alone, so that a network can look it up once a word type. Lists of names count capitalised words only.
 */
export class WordLists {
  private readonly lexicon: Lexicon

  constructor(lexicon: Lexicon) {
    this.lexicon = lexicon
  }

  mask(word: string): number {
    const known = this.lexicon.words.get(wordHash(word)) ?? 0
    const lower = word.toLowerCase()
    const one = singular(lower)
    let mask = 0
    if (known & ORG_HEAD) mask |= LIST_ORGANISATION
    if (known & TITLE || ROLES.has(lower) || ROLES.has(one)) mask |= LIST_TITLE
    if (known & (FACILITY_HEAD | EVENT_HEAD | DOCUMENT_HEAD)) mask |= LIST_HEAD
    if (NOUNS.has(lower) || NOUNS.has(one)) mask |= LIST_EQUIPMENT
    if (!CAPITAL_WORD.test(word)) return mask
    const lists = this.lexicon.names.get(foldedHash(word)) ?? 0
    if (known & GIVEN) mask |= LIST_GIVEN
    if (lists & bit(LEARNED_LISTS)) mask |= LIST_SURNAME
    if (lists & PLACES) mask |= LIST_PLACE
    if (lists & ORGANISATIONS) mask |= LIST_ORGANISATION
    if (known & NATIONALITY) mask |= LIST_NATIONALITY
    const hyphen = lower.indexOf('-')
    const family = hyphen > 0 && /\d/.test(lower.slice(hyphen)) && FAMILIES.has(lower.slice(0, hyphen))
    if (family || NAMED_EQUIPMENT.has(one) || NAMED_EQUIPMENT.has(lower) || AMBIGUOUS_EQUIPMENT.has(one))
      mask |= LIST_EQUIPMENT
    return mask
  }
}
