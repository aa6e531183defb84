import { COUNTRIES, NATIONALITIES } from './tables/countries.ts'
import {
  DOCUMENT_HEADS,
  EVENT_HEADS,
  FACILITY_HEADS,
  GIVEN_NAMES,
  MEDIA,
  METONYMS,
  ORG_HEADS,
  ORGANISATIONS,
  SAY_WORDS,
  TITLES,
} from './tables/names.ts'
import { foldedHash, wordHash } from './words.ts'

/** Bits of what single words are known as. */
export const GIVEN = 1
export const TITLE = 2
export const NATIONALITY = 4
export const ORG_HEAD = 8
export const FACILITY_HEAD = 16
export const EVENT_HEAD = 32
export const DOCUMENT_HEAD = 64
export const SAY = 128

/** Lists of whole names. The learned ones come with the weights. */
export const LISTS = [
  'country',
  'place',
  'organisation',
  'media',
  'person-word',
  'place-word',
  'organisation-word',
  'other-word',
] as const
export const COUNTRY_LIST = 0
export const PLACE_LIST = 1
export const ORGANISATION_LIST = 2
export const MEDIA_LIST = 3
/** First of the learned lists; they follow in the order of the tagger's types. */
export const LEARNED_LISTS = 4

/** The most tokens that a listed name may have. */
export const LONGEST_NAME = 6

/** Names and words that the tagger looks up, by hash. */
export interface Lexicon {
  /** Word hash -> bits. */
  readonly words: ReadonlyMap<number, number>
  /** Folded hash of a whole name -> bit set of `LISTS`. */
  readonly names: ReadonlyMap<number, number>
}

/**
 * The lexicon: our own tables, and lists that come with the weights (`places`: folded hashes; `learned`: folded hash and
 * type of words that the tagger itself labelled almost always alike in a large body of news text).
 */
export function makeLexicon(places: Int32Array, learned: readonly Int32Array[]): Lexicon {
  const words = new Map<number, number>()
  const names = new Map<number, number>()
  const word = (w: string, bit: number): void => {
    const key = wordHash(w)
    words.set(key, (words.get(key) ?? 0) | bit)
  }
  const both = (w: string, bit: number, ending = '.'): void => {
    word(w, bit)
    word(w + ending, bit)
  }
  const nameKey = (key: number, list: number): void => {
    names.set(key, (names.get(key) ?? 0) | (1 << list))
  }
  const name = (n: string, list: number): void => nameKey(foldedHash(n), list)
  for (const w of GIVEN_NAMES) word(w, GIVEN)
  for (const w of TITLES) both(w, TITLE)
  for (const w of NATIONALITIES.keys()) if (!w.includes(' ')) both(w, NATIONALITY, 's')
  for (const w of ORG_HEADS) both(w, ORG_HEAD)
  for (const w of FACILITY_HEADS) word(w, FACILITY_HEAD)
  for (const w of EVENT_HEADS) word(w, EVENT_HEAD)
  for (const w of DOCUMENT_HEADS) word(w, DOCUMENT_HEAD)
  for (const w of SAY_WORDS) word(w, SAY)
  for (const c of COUNTRIES) {
    for (const n of c.names) name(n, COUNTRY_LIST)
    for (const n of c.capitals) name(n, PLACE_LIST)
  }
  for (const n of ORGANISATIONS) name(n, ORGANISATION_LIST)
  for (const n of METONYMS) name(n, ORGANISATION_LIST)
  for (const n of MEDIA) name(n, MEDIA_LIST)
  for (const key of places) nameKey(key, PLACE_LIST)
  for (const [type, keys] of learned.entries()) for (const key of keys) nameKey(key, LEARNED_LISTS + type)
  return { words, names }
}
