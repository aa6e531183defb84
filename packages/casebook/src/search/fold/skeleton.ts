/**
 * Spellings of one name, and singular and plural of one word, in one form. English words come out odd (`city` as `citi`)
 * and nobody sees it: the form is only compared with others made by the same rules. A rule may join words that differ
 * (`sky`, `ski`) only where both rarely matter; what the reader wrote counts more in the ranking.
 */

/** Words that end like plurals and are none. */
const NOT_PLURAL: ReadonlySet<string> = new Set(['news', 'always', 'perhaps', 'whereas', 'does', 'goes', 'lens'])

/** `word` holds only a to z. Digits and other letters have no such forms. */
export function skeleton(word: string): string {
  const letters = spellings(word.length > 3 ? singular(word) : word)
  return EXONYMS.get(letters) ?? letters
}

function singular(word: string): string {
  if (!word.endsWith('s') || NOT_PLURAL.has(word)) return word
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`
  if (word.length > 4 && /(?:ss|sh|ch|x|o)es$/.test(word)) return word.slice(0, -2)
  return /[sui]s$/.test(word) ? word : word.slice(0, -1)
}

/** In this order. Each keeps what it cannot be sure of. */
const RULES: readonly (readonly [RegExp, string])[] = [
  // Shoe and shoes, cache and caches: the same end as the plural's.
  [/(.(?:ss|sh|ch|x|o))e$/, '$1'],
  [/x/g, 'ks'],
  [/ph/g, 'f'],
  // Kharkiv, Harkiv; Mikhail, Mihail.
  [/kh/g, 'h'],
  [/ct/g, 'kt'],
  // Yevgeny, Evgeny; never year and ear.
  [/^ye(?=[vkfgrp]|lts|len|liz|sen)/, 'e'],
  // Dostoyevsky, Dostoevsky.
  [/([aeiou])y(?=e)/g, '$1'],
  // Solovyov, Soloviev; Vasilyeva, Vasilieva.
  [/(?<=.[bcdfghjklmnpqrstvwz])[iy][eo]v(?=$|a$|sk)/, 'ev'],
  // Natalya, Natalia; Lyudmila, Liudmila.
  [/([bcdfghjklmnpqrstvwz])y(?=[au])/g, '$1i'],
  // Sofiya, Sofija, Sofia.
  [/i[yji](?=[au])/g, 'i'],
  // Rybakov, Ribakov; Volodymyr, Volodimir.
  [/([bcdfghjklmnpqrstvwz])y(?=[bcdfghjklmnpqrstvwz])/g, '$1i'],
  // Maydan, Maidan.
  [/([aeou])y(?=[bcdfghjklmnpqrstvwz])/g, '$1i'],
  // Aleksandr, Alexander.
  [/ndr$/, 'nder'],
]

/** Zelensky, Zelenskyy, Zelenskiy, Zelenskij, Zelenskii; Nikolay, Nikolai; movie, movies. */
const ENDING = /(?:[iy][iyj]|ie|y|(?<=[aeou])[ij])$/

/** Only where a rule can apply at all: most words pass through untouched. */
const TOUCHED = /[xy]|ph|kh|ct|[iouaesh][eijv]|ndr$/

function spellings(word: string): string {
  if (!TOUCHED.test(word)) return word
  let out = word
  const short = word.length < 4
  for (const [from, to] of RULES) out = out.replace(from, to)
  return short ? out : out.replace(ENDING, 'i')
}

/** What the last letter of a word's beginning can have become by what follows it: `sanc` begins `sanktion`. */
const TURNS: readonly (readonly [string, string])[] = [
  ['c', 'k'],
  ['p', 'f'],
  ['k', 'h'],
  ['y', 'i'],
]

/** Other beginnings under which the words that begin so may be kept, by the rules that look at the next letter. */
export function otherBeginnings(term: string): string[] {
  const turn = TURNS.find(([from]) => term.endsWith(from))
  return turn ? [term.slice(0, -1) + turn[1]] : []
}

/** Names of places that English took from Russian and now takes from Ukrainian, and the like; in folded letters. */
const EXONYMS: ReadonlyMap<string, string> = new Map(
  [
    'kiev kyiv',
    'harkov harkiv',
    'lvov lviv',
    'odesa odessa',
    'lugansk luhansk',
    'chernobil chornobil',
    'dnepr dnipro',
    'dnieper dnipro',
    'nikolaev mikolaiv',
    'balgaria bulgaria',
    'zaporozhye zaporizhzhia',
    'zaporizhia zaporizhzhia',
    'zaporozhia zaporizhzhia',
    'peking beijing',
    'moskva moscow',
    'pekin beijing',
  ].map((row) => row.split(' ') as [string, string]),
)
