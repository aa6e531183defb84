import {
  latinOfArmenian,
  latinOfCyrillic,
  latinOfGeorgian,
  latinOfGreek,
  plainArabic,
  plainHebrew,
  plainLatin,
} from './letters.ts'
import { skeleton } from './skeleton.ts'

/** Longest term that is kept, in UTF-16 code units; a longer word is found by its beginning. */
const TERM_LIMIT = 64

const ASCII = /^[a-z]+$/
/** Vowel signs and accents, where leaving them out does no harm; other scripts need theirs. */
const ACCENTS = /\p{Mn}/gu
const NOT_TERM = /[^\p{L}\p{N}\p{M}]/gu

/** Folded words; news uses the same ones again and again. */
let known = new Map<string, string>()
const KNOWN_LIMIT = 60_000

/**
 * The term of one word (letters of one run, or a number): lower case, without accents, Cyrillic and Greek in Latin letters,
 * spellings and plural in one form. Empty when nothing of it can be searched. Pure.
 */
export function foldWord(word: string): string {
  const kept = known.get(word)
  if (kept !== undefined) return kept
  const term = fold(word.length > TERM_LIMIT * 4 ? word.slice(0, TERM_LIMIT * 4) : word)
  if (known.size >= KNOWN_LIMIT) known = new Map()
  known.set(word, term)
  return term
}

function fold(word: string): string {
  const lower = word.normalize('NFKC').toLowerCase()
  if (ASCII.test(lower)) return cut(skeleton(lower))
  const plain = inLatin(lower.normalize('NFC')).replace(NOT_TERM, '')
  return cut(ASCII.test(plain) ? skeleton(plain) : plain)
}

function inLatin(word: string): string {
  if (/\p{Script=Cyrillic}/u.test(word)) return latinOfCyrillic(withoutStress(word))
  const bare = word.normalize('NFD').replace(ACCENTS, '').normalize('NFC')
  if (/\p{Script=Greek}/u.test(bare)) return latinOfGreek(bare)
  if (/\p{Script=Arabic}/u.test(bare)) return plainArabic(digits(bare))
  if (/\p{Script=Hebrew}/u.test(bare)) return plainHebrew(bare)
  if (/\p{Script=Latin}/u.test(bare)) return plainLatin(bare)
  if (/\p{Script=Georgian}/u.test(bare)) return latinOfGeorgian(bare)
  if (/\p{Script=Armenian}/u.test(bare)) return latinOfArmenian(bare)
  return digits(word)
}

/** Stress marks go; the breve of `й` and the dots of `ё` and `ї` are composed and stay. */
const withoutStress = (word: string): string => word.replace(ACCENTS, '')

/** Digits of other scripts as 0 to 9: their blocks begin at code points that the value can be counted from. */
const DIGITS = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef]/g
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6]
function digits(word: string): string {
  return word.replace(DIGITS, (d) => {
    const code = d.charCodeAt(0)
    const zero = ZEROS.findLast((z) => z <= code)!
    return String(code - zero)
  })
}

/** Not in the middle of a pair of surrogates. */
function cut(term: string): string {
  if (term.length <= TERM_LIMIT) return term
  const end = term.charCodeAt(TERM_LIMIT - 1) >>> 10 === 0x36 ? TERM_LIMIT - 1 : TERM_LIMIT
  return term.slice(0, end)
}
