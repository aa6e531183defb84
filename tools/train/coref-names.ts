/** Given names by gender, from the npm package gender-detection-from-name (MIT), as hashes. */
import { createRequire } from 'node:module'
import { hashText } from '@wherefrom/nlp'

const require = createRequire(import.meta.url)
/** A name to which two lists give different genders (Jean, Andrea) has both. */
const LANGUAGES = ['en', 'es', 'it', 'de', 'fr', 'tr'] as const

const fold = (name: string): string => name.normalize('NFC').toLowerCase()
const bare = (name: string): string => name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** Hashes of the names of each gender; a name of both stands in both. */
export async function givenNames(): Promise<{ male: Set<number>; female: Set<number> }> {
  const genders = new Map<string, Set<string>>()
  for (const language of LANGUAGES) {
    const own = new Map<string, string>(listOf(language))
    for (const [raw, gender] of own)
      for (const name of new Set([fold(raw), bare(raw)])) {
        const set = genders.get(name) ?? new Set()
        set.add(gender)
        genders.set(name, set)
      }
  }
  const male = new Set<number>()
  const female = new Set<number>()
  for (const [name, set] of genders) {
    if (set.has('male')) male.add(hashText(name))
    if (set.has('female')) female.add(hashText(name))
  }
  return { male, female }
}

function listOf(language: string): Map<string, string> {
  const names: unknown = require(`gender-detection-from-name/names/${language}.js`)
  const map =
    names instanceof Map ? names : Object.values(names as Record<string, unknown>).find((v) => v instanceof Map)
  if (!(map instanceof Map)) throw new Error(`no list of ${language} names`)
  return map as Map<string, string>
}
