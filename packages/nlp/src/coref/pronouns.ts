import { hashText } from '../model/features.ts'

/** Genders as bits; a person of unknown gender is `MALE | FEMALE`. */
export const MALE = 1
export const FEMALE = 2
export const NEUTER = 4
export const PERSON = MALE | FEMALE
export const ANY = PERSON | NEUTER

/** Numbers as bits. */
export const SINGULAR = 1
export const PLURAL = 2
export const EITHER = SINGULAR | PLURAL

/** What a pronoun asks of what it stands for. `id` from 1. */
export interface Pronoun {
  readonly id: number
  readonly person: 1 | 2 | 3
  readonly number: number
  readonly gender: number
  readonly possessive: boolean
  readonly reflexive: boolean
  readonly demonstrative: boolean
}

/** Words, person, number, gender, and what they have besides: p possessive, r reflexive, d demonstrative. */
const ROWS: readonly (readonly [words: string, person: 1 | 2 | 3, number: number, gender: number, kind: string])[] = [
  ['i', 1, SINGULAR, PERSON, ''],
  ['me', 1, SINGULAR, PERSON, ''],
  ['my', 1, SINGULAR, PERSON, 'p'],
  ['mine', 1, SINGULAR, PERSON, ''],
  ['myself', 1, SINGULAR, PERSON, 'r'],
  ['we', 1, PLURAL, ANY, ''],
  ["us 's", 1, PLURAL, ANY, ''],
  ['our', 1, PLURAL, ANY, 'p'],
  ['ours', 1, PLURAL, ANY, ''],
  ['ourselves', 1, PLURAL, ANY, 'r'],
  ['you ya', 2, EITHER, PERSON, ''],
  ['your', 2, EITHER, PERSON, 'p'],
  ['yours', 2, EITHER, PERSON, ''],
  ['yourself', 2, SINGULAR, PERSON, 'r'],
  ['yourselves', 2, PLURAL, PERSON, 'r'],
  ['he', 3, SINGULAR, MALE, ''],
  ['him', 3, SINGULAR, MALE, ''],
  ['his', 3, SINGULAR, MALE, 'p'],
  ['himself', 3, SINGULAR, MALE, 'r'],
  ['she', 3, SINGULAR, FEMALE, ''],
  ['her', 3, SINGULAR, FEMALE, ''],
  ['hers', 3, SINGULAR, FEMALE, ''],
  ['herself', 3, SINGULAR, FEMALE, 'r'],
  ['it', 3, SINGULAR, NEUTER, ''],
  ['its', 3, SINGULAR, NEUTER, 'p'],
  ['itself', 3, SINGULAR, NEUTER, 'r'],
  ["they 'em em", 3, EITHER, ANY, ''],
  ['them', 3, EITHER, ANY, ''],
  ['their', 3, EITHER, ANY, 'p'],
  ['theirs', 3, EITHER, ANY, ''],
  ['themselves themself', 3, EITHER, ANY, 'r'],
  ['this', 3, SINGULAR, ANY, 'd'],
  ['that', 3, SINGULAR, ANY, 'd'],
  ['these', 3, PLURAL, ANY, 'd'],
  ['those', 3, PLURAL, ANY, 'd'],
  ['one', 3, SINGULAR, ANY, ''],
  ['oneself', 3, SINGULAR, PERSON, 'r'],
]

/** "each other", "one another": two words that are one pronoun. */
export const RECIPROCAL: Pronoun = {
  id: ROWS.length + 1,
  person: 3,
  number: PLURAL,
  gender: ANY,
  possessive: false,
  reflexive: true,
  demonstrative: false,
}
/** Number of pronoun ids, 0 (no pronoun) among them. */
export const PRONOUN_IDS = ROWS.length + 2

/** Pronouns by the hash of the lower-case word. */
export const PRONOUNS: ReadonlyMap<number, Pronoun> = new Map(
  ROWS.flatMap(([words, person, number, gender, kind], k) =>
    words.split(' ').map((word): [number, Pronoun] => [
      hashText(word),
      {
        id: k + 1,
        person,
        number,
        gender,
        possessive: kind.includes('p'),
        reflexive: kind.includes('r'),
        demonstrative: kind.includes('d'),
      },
    ]),
  ),
)
