import { isDigit, isLetter, isUpper } from '../quotes/chars.ts'
import { byRule, type Name } from './name.ts'
import {
  AMBIGUOUS_EQUIPMENT,
  EQUIPMENT_PHRASES,
  FAMILIES,
  NAMED_EQUIPMENT,
  NOT_FAMILIES,
  NOUNS,
  SHIP_NOUNS,
  SHIP_PREFIXES,
} from './tables/equipment.ts'
import type { Words } from './words-at.ts'

/** Longest designation that is looked at, in characters. */
const LONGEST = 28

/** `T-72B3`, `Shahed-136/131`, `MiG-31K`, `9K720`: letters and figures joined by hyphens; further figures after slashes. */
const HYPHENED =
  /^(\p{Lu}[\p{L}]{0,13}|\d[A-Z])-(\d{1,4})([A-Za-z]{0,3}\d{0,2}[A-Z]?)((?:\/[\p{L}-]{0,8}\d{1,4}[A-Za-z]{0,2}){0,3})$/u
const MIXED = /^(?:[A-Z]{1,5}\d{1,4}[A-Z]{0,2}\d{0,2}|\d{1,2}[A-Z]{1,2}\d{1,4}[A-Z]{0,2}\d?)$/
const SUFFIXED = /^(\p{Lu}\p{Ll}{1,12})-[A-Z]{1,3}(?:\d{1,2}[A-Z]{0,2})?$/u
const YEAR = /^(?:1[89]|20)\d\d$/

const singular = (w: string): string => (w.endsWith('s') && w.length > 3 ? w.slice(0, -1) : w)

/** Is a word that says "this is equipment" among the few tokens after `[from, to)`, or right before it? */
function nounBeside(words: Words, from: number, to: number, first: number, last: number): boolean {
  for (let i = to; i < Math.min(last, to + 3); i++) if (NOUNS.has(singular(words.lower(i)))) return true
  for (let i = from - 1; i >= Math.max(first, from - 3); i--) if (NOUNS.has(singular(words.lower(i)))) return true
  return false
}

/** End of the run of tokens from `i` that stand together without spaces, made of letters, figures, `-` and `/`. */
function runEnd(words: Words, i: number, last: number): number {
  let end = i + 1
  while (end < last && words.glued(end) && end - i < 12) {
    const code = words.text.charCodeAt(words.tokens.start[end]!)
    if (!isLetter(code) && !isDigit(code) && code !== 0x2d && code !== 0x2f) break
    end++
  }
  while (end > i + 1 && /^[-/]$/.test(words.at(end - 1))) end--
  return end
}

/** `the Stan-12 (FX-900) machine`: designations joined by brackets, one of which a noun shows to be equipment. */
function pairedInBrackets(words: Words, from: number, to: number, first: number, last: number): boolean {
  if (to + 1 < last && words.at(to) === '(') {
    const end = runEnd(words, to + 1, last)
    if (end < last && words.at(end) === ')' && HYPHENED.test(words.range(to + 1, end)))
      return nounBeside(words, to + 1, end, first, last)
  }
  if (to >= last || words.at(to) !== ')' || from - 1 < first || words.at(from - 1) !== '(') return false
  let start = from - 2
  while (start > first && from - start < 8 && words.glued(start)) start--
  return HYPHENED.test(words.range(start, from - 1)) && nounBeside(words, start, from - 1, first, last)
}

function designationRule(words: Words, from: number, to: number, first: number, last: number): string | null {
  const run = words.range(from, to)
  if (run.length > LONGEST || run.length < 2) return null
  const hyphened = HYPHENED.exec(run)
  if (hyphened) {
    const [, prefix, number, suffix, more] = hyphened
    const family = prefix!.toLowerCase()
    if (YEAR.test(number!) && suffix === '' && more === '') return null
    if (NOT_FAMILIES.has(family)) return more === '' ? null : null
    if (FAMILIES.has(family))
      return family.length < 3 && NOT_FAMILIES.has(words.lower(from - 1)) ? null : 'equipment/family'
    if (nounBeside(words, from, to, first, last) || more !== '') return 'equipment/noun-beside'
    return pairedInBrackets(words, from, to, first, last) ? 'equipment/bracket-pair' : null
  }
  const suffixed = SUFFIXED.exec(run)
  if (run.includes('-') && NAMED_EQUIPMENT.has(run.toLowerCase())) return 'equipment/named'
  if (suffixed) {
    const name = suffixed[1]!.toLowerCase()
    const figure = /\d$/.test(run)
    return NAMED_EQUIPMENT.has(name) || (figure && AMBIGUOUS_EQUIPMENT.has(name)) ? 'equipment/named' : null
  }
  if (MIXED.test(run) && run.length >= 3)
    return nounBeside(words, from, to, first, last) ? 'equipment/noun-beside' : null
  return null
}

/** `Leopard 2A6`, `Bayraktar TB2`, `Boeing 777`: a name and a number after a space. Returns the end, or `to`. */
function numbered(words: Words, to: number, last: number): number {
  if (to >= last || words.glued(to)) return to
  const end = runEnd(words, to, last)
  return /^(?:\d{1,3}[A-Z]?\d?|[A-Z]{1,3}\d{1,3}[A-Z]?|[A-Z]{2})$/.test(words.range(to, end)) ? end : to
}

function namedEquipment(words: Words, i: number, first: number, last: number): { to: number; rule: string } | null {
  const word = words.lower(i)
  const plain = NAMED_EQUIPMENT.has(word) || (word.endsWith('s') && NAMED_EQUIPMENT.has(word.slice(0, -1)))
  const ambiguous = AMBIGUOUS_EQUIPMENT.has(word) || (word.endsWith('s') && AMBIGUOUS_EQUIPMENT.has(word.slice(0, -1)))
  if (!plain && !ambiguous) return null
  const to = numbered(words, i + 1, last)
  if (to > i + 1 && /\d/.test(words.range(i + 1, to))) return { to, rule: 'equipment/numbered' }
  if (!ambiguous) return { to: i + 1, rule: 'equipment/named' }
  if (i + 1 < last && NOUNS.has(singular(words.lower(i + 1)))) return { to: i + 1, rule: 'equipment/noun-beside' }
  void first
  return null
}

/** End of a listed name of two words or more at `i`; `i` where there is none. */
function phraseEnd(words: Words, i: number, last: number): number {
  for (let to = Math.min(last, i + 5); to > i + 1; to--)
    if (EQUIPMENT_PHRASES.has(words.range(i, to).toLowerCase().replace(/\s+/g, ' ').replace('’', "'"))) return to
  return i
}

/** End of the name that follows a designation: `MQ-9 Reaper`, `2S19 Msta-S`, `F-16 Fighting Falcon`; `i` where none does. */
function nameAfter(words: Words, i: number, last: number): number {
  if (!isUpper(words.text.charCodeAt(words.tokens.start[i]!))) return i
  const phrase = phraseEnd(words, i, last)
  if (phrase > i) return phrase
  const end = runEnd(words, i, last)
  const name = words.range(i, end).toLowerCase()
  const stem = name.includes('-') ? name.slice(0, name.indexOf('-')) : singular(name)
  return NAMED_EQUIPMENT.has(name) || NAMED_EQUIPMENT.has(stem) || AMBIGUOUS_EQUIPMENT.has(stem) ? end : i
}

const capital = (words: Words, i: number): boolean => isUpper(words.text.charCodeAt(words.tokens.start[i]!))

function shipEnd(words: Words, i: number, last: number): number {
  let end = i
  while (end < last && end - i < 4 && capital(words, end) && isLetter(words.text.charCodeAt(words.tokens.start[end]!)))
    end++
  return end
}

/** A ship's name after its prefix (`USS Cole`) or its kind (`the frigate Admiral Essen`). */
function ship(words: Words, i: number, last: number): { from: number; to: number; rule: string } | null {
  if (SHIP_PREFIXES.has(words.at(i)) && i + 1 < last && capital(words, i + 1)) {
    const to = shipEnd(words, i + 1, last)
    const next = words.at(i + 1)
    return next.length > 1 && !/^[A-Z.]+$/.test(next) ? { from: i, to, rule: 'equipment/ship-prefix' } : null
  }
  if (SHIP_NOUNS.has(words.lower(i)) && i + 1 < last && capital(words, i + 1) && !capital(words, i)) {
    const to = shipEnd(words, i + 1, last)
    return { from: i + 1, to, rule: 'equipment/ship-noun' }
  }
  return null
}

/** Weapons, vehicles, aircraft and ships of sentence `s`, by their designations and names. */
export function findEquipment(words: Words, s: number, add: (name: Name) => void): void {
  const first = words.from(s)
  const last = words.to(s)
  const put = (from: number, to: number, rule: string): number => {
    const span = { start: words.tokens.start[from]!, end: words.tokens.end[to - 1]! }
    add({ from, to, type: 'equipment', basis: byRule(rule, span) })
    return to
  }
  for (let i = first; i < last; i++) {
    const code = words.text.charCodeAt(words.tokens.start[i]!)
    const big = isUpper(code)
    if (!big && !isDigit(code) && !SHIP_NOUNS.has(words.at(i))) continue
    if (!words.glued(i) || !/[\p{L}\p{N}/-]/u.test(words.text.charAt(words.tokens.start[i]! - 1))) {
      const to = runEnd(words, i, last)
      const rule = designationRule(words, i, to, first, last)
      const more = to < last && !words.glued(to) ? nameAfter(words, to, last) : to
      if (rule || (more > to && MIXED.test(words.range(i, to)))) {
        i = put(i, more, rule ?? 'equipment/named') - 1
        continue
      }
    }
    const phrase = big ? phraseEnd(words, i, last) : i
    if (phrase > i) {
      i = put(i, phrase, 'equipment/named') - 1
      continue
    }
    const named = big ? namedEquipment(words, i, first, last) : null
    if (named) {
      i = put(i, named.to, named.rule) - 1
      continue
    }
    const vessel = ship(words, i, last)
    if (vessel) i = put(vessel.from, vessel.to, vessel.rule) - 1
  }
}
