import { hashText } from '../model/features.ts'

/** Letters that do not come apart into a base letter and a mark. */
const LETTERS: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ŋ: 'n',
  ə: 'a',
}

const PLAIN = /^[a-z0-9]*$/

/**
 * The form by which names of places are looked up: lower case, no marks, no spaces, hyphens or full stops; `Saint`, `Mount`
 * and `Fort` as their abbreviations. `Al-Ḥasakah` = `al Hasakah`, `St. Petersburg` = `Saint Petersburg`.
 */
export function foldName(name: string): string {
  const lower = name.toLowerCase()
  const short = lower
    .replace(/^saint(?=[ -])/, 'st')
    .replace(/^mount(?= )/, 'mt')
    .replace(/^fort(?= )/, 'ft')
  const bare = short.replace(/[\s.,'’‘`ʻʼʿʾ()/-]+/g, '')
  if (PLAIN.test(bare)) return bare
  let out = ''
  for (const c of bare.normalize('NFD')) out += LETTERS[c] ?? (/[\p{L}\p{N}]/u.test(c) ? c : '')
  return out
}

/** Hash of a folded name, as an unsigned number: hashes are kept sorted. */
export const hashFolded = (folded: string): number => hashText(folded) >>> 0
