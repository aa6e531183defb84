import { isUpper } from '../quotes/chars.ts'
import { initials } from './entities.ts'
import { byRule, type Name } from './name.ts'
import type { Words } from './words-at.ts'

/** Most words of a name that an acronym stands for. */
const LONGEST = 10

const LINKS = new Set(['of', 'the', 'and', 'for', 'in', 'on', '&', "'s", '’s', '-', 'to', "'", '’'])

const capital = (words: Words, i: number): boolean => isUpper(words.text.charCodeAt(words.tokens.start[i]!))

const sorted = (letters: string): string => [...letters].sort().join('')

/**
 * Start of the shortest run of words before `end` whose initials are `letters`, or -1. Names in other languages keep
 * their own acronym, so four letters or more may come in another order (`Sandinist National Liberation Front, FSLN`).
 */
function longForm(words: Words, end: number, first: number, letters: string, caseless: boolean): number {
  for (let from = end - 1; from >= first && end - from <= LONGEST; from--) {
    if (LINKS.has(words.lower(from))) continue
    if (!caseless && !capital(words, from)) return -1
    const parts = words
      .range(from, end)
      .split(' ')
      .map((w) => w.replace(/['’]s?$/, ''))
    const own = initials(parts)
    if (own.length > letters.length || !/^[\p{L}-]+$/u.test(words.at(from))) return -1
    if (own === letters || (letters.length >= 4 && sorted(own) === sorted(letters))) return from
  }
  return -1
}

/** Token index of an acronym set off by brackets or commas right after token `i`, or -1. */
function acronymAfter(words: Words, i: number, last: number, caseless: boolean): number {
  if (i + 1 >= last) return -1
  const opening = words.at(i)
  const closing = words.at(i + 2)
  const bracket = /^[([]$/.test(opening) && /^[)\]]$/.test(closing)
  const commas = opening === ',' && /^[,;.]?$/.test(closing)
  if (!bracket && !commas) return -1
  const acronym = words.at(i + 1)
  if (/^[A-Z]{3,8}$/.test(acronym)) return i + 1
  return caseless && (bracket ? /^[a-z]{3,8}$/ : /^[a-z]{4,8}$/).test(acronym) ? i + 1 : -1
}

/**
 * `Korean People's Army (KPA)`: a name spelled out before its acronym. The initials fit letter for letter, so both are
 * one organisation, whatever the tagger makes of the words.
 */
export function findDefinitions(words: Words, isCaseless: (token: number) => boolean, add: (name: Name) => void): void {
  const defined = new Map<string, string[]>()
  for (let s = 0; s < words.sentences.length; s++) {
    const first = words.from(s)
    const last = words.to(s)
    for (let i = first + 2; i < last; i++) {
      const at = acronymAfter(words, i, last, isCaseless(i))
      if (at < 0) continue
      const from = longForm(words, i, first, words.lower(at), isCaseless(i))
      if (from < 0) continue
      for (const [a, b] of [
        [from, i],
        [at, at + 1],
      ] as const) {
        const span = { start: words.tokens.start[a]!, end: words.tokens.end[b - 1]! }
        add({ from: a, to: b, type: 'organisation', basis: byRule('name/acronym-definition', span) })
      }
      const forms = defined.get(words.at(from)) ?? []
      const form = words.range(from, i)
      if (!forms.includes(form) && forms.length < 8) defined.set(words.at(from), [...forms, form])
    }
  }
  repeat(words, defined, add)
}

/** The defined names wherever else the document spells them out. */
function repeat(words: Words, defined: ReadonlyMap<string, readonly string[]>, add: (name: Name) => void): void {
  if (defined.size === 0) return
  const { tokens, text } = words
  for (let i = 0; i < tokens.length; i++) {
    for (const form of defined.get(words.at(i)) ?? []) {
      const span = { start: tokens.start[i]!, end: tokens.start[i]! + form.length }
      if (!text.startsWith(form, span.start)) continue
      let to = i + 1
      while (to < tokens.length && tokens.end[to - 1]! < span.end) to++
      if (tokens.end[to - 1] === span.end)
        add({ from: i, to, type: 'organisation', basis: byRule('name/defined-elsewhere', span) })
    }
  }
}
