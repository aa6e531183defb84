import { type Atoms, capitalAt, digitsAt, isWord, kindAt } from '../atoms.ts'
import { ABBREVIATED, KIND } from '../lexicon.ts'
import type { Candidate } from '../shape.ts'
import type { View } from '../view.ts'

const BEFORE_MONTH = [
  'in',
  'of',
  'since',
  'by',
  'until',
  'till',
  'from',
  'to',
  'between',
  'during',
  'before',
  'after',
  'early',
  'mid',
  'late',
  'last',
  'next',
  'this',
  'through',
  'for',
  'end',
  'earlier',
  'and',
  'or',
  '-',
  'the',
  'back',
  'middle',
  'each',
  'every',
] as const

const BEFORE_YEAR = [
  'in',
  'of',
  'since',
  'by',
  'until',
  'till',
  'from',
  'between',
  'during',
  'before',
  'after',
  'early',
  'mid',
  'late',
  '(',
  'through',
  'around',
  'circa',
  'c',
  'end',
  'the',
  '-',
  'post',
  'pre',
  'about',
  'year',
  'years',
] as const

/** Months whose names are also given names, verbs or modals. */
const NAME_MONTHS = new Set(['april', 'may', 'june', 'august', 'march', 'jan', 'mar', 'dec', 'jun', 'sep'])

const textOf = (a: Atoms, i: number): string => (i >= 0 && i < a.length ? a.text.slice(a.start[i]!, a.end[i]!) : '')

/** Does a sentence or block visibly start at atom i, so that its capital proves nothing? */
function opens(a: Atoms, i: number): boolean {
  return i === 0 || kindAt(a, i - 1) === KIND.gap || isWord(a, i - 1, '.', '!', '?', '"', "'", ':')
}

/** A capitalised word of no time expression right before: "Theresa May", "Prague Spring". */
const nameBefore = (a: Atoms, i: number): boolean => kindAt(a, i - 1) === KIND.none && capitalAt(a, i - 1)
const nameAfter = (a: Atoms, i: number): boolean => kindAt(a, i) === KIND.none && capitalAt(a, i)

function monthStands(v: View, c: Candidate): boolean {
  const { atoms: a } = v
  const i = c.from
  const word = a.word[i]!
  const led = isWord(a, i - 1, ...BEFORE_MONTH)
  if (a.flags[i] === ABBREVIATED && c.to === i + 1) {
    if (!capitalAt(a, i) || !led || nameAfter(a, c.to)) return false
  }
  if (!NAME_MONTHS.has(word)) return capitalAt(a, i) || led
  const verb = v.isVerb(i)
  if (verb === true && !(led && capitalAt(a, i))) return false
  if (!capitalAt(a, i)) return led && verb !== true && !isWord(a, i - 1, '-', 'the', 'to', 'and', 'or', 'this', 'for')
  if (word === 'may' && opens(a, i) && verb !== false) return false
  if (word === 'march' && (isWord(a, c.to, 'on') || (opens(a, i) && verb !== false && !isWord(a, c.to, "'"))))
    return false
  if (word === 'march' && isWord(a, c.to, 'for') && isWord(a, i - 1, 'the', 'annual')) return false
  if (nameBefore(a, i) && !opens(a, i - 1)) return false
  if (nameBefore(a, i) && !isWord(a, c.to, ',')) return false
  if (nameAfter(a, c.to) && (!led || isWord(a, i - 1, 'to', 'and', 'or', 'for', 'from', 'between', 'the'))) return false
  if (word === 'may' && isWord(a, i - 1, '.')) return false
  return true
}

/** Newspapers, broadcasts and days that history has named. */
const AFTER_WEEKDAY = new Set([
  'times',
  'telegraph',
  'mirror',
  'express',
  'mail',
  'people',
  'herald',
  'post',
  'independent',
])
const BEFORE_WEEKDAY = new Set(['bloody', 'black', 'super', 'cyber', 'ruby', 'fat', 'giving', 'casual', 'good'])

function weekdayStands(v: View, c: Candidate): boolean {
  const { atoms: a } = v
  const i = c.from
  if (a.flags[i] === ABBREVIATED) {
    if (!capitalAt(a, i)) return false
    const dated =
      kindAt(a, c.to) === KIND.month || kindAt(a, c.to + 1) === KIND.month || kindAt(a, c.to) === KIND.digits
    return dated || (c.to > i + 1 && isWord(a, i - 1, 'on'))
  }
  const after = textOf(a, c.to)
  if (capitalAt(a, c.to) && AFTER_WEEKDAY.has(after.toLowerCase())) return false
  if (after === 'Night' && capitalAt(a, c.to + 1)) return false
  if (BEFORE_WEEKDAY.has(textOf(a, i - 1).toLowerCase())) return false
  return true
}

function seasonStands(v: View, c: Candidate): boolean {
  const { atoms: a } = v
  const article = isWord(a, c.from, 'the')
  const i = article ? c.from + 1 : c.from
  const word = a.word[i]!
  const led = isWord(
    a,
    c.from - 1,
    'in',
    'of',
    'since',
    'by',
    'until',
    'during',
    'early',
    'mid',
    'late',
    'through',
    'for',
    'over',
    'next',
    'last',
    'this',
    '-',
    'throughout',
    'from',
  )
  if (isWord(a, c.to, 'of')) return false
  if (capitalAt(a, i) && (nameBefore(a, i) || nameAfter(a, c.to))) return false
  if (isWord(a, i - 1, '.', 'a', 'an')) return false
  if (word === 'fall' || word === 'spring') {
    if (v.isVerb(i) === true) return false
    if (!led) return false
    return word !== 'fall' || article || !isWord(a, c.from - 1, 'of', 'by', 'for', 'from')
  }
  return led || !capitalAt(a, i) || !opens(a, i)
}

/** "1775-1783": a year beside a dash and another year. */
function spanOfYears(a: Atoms, i: number): boolean {
  return (isWord(a, i + 1, '-') && digitsAt(a, i + 2) === 4) || (isWord(a, i - 1, '-') && digitsAt(a, i - 2) === 4)
}

function yearStands(v: View, c: Candidate): boolean {
  const { atoms: a } = v
  const i = c.from
  if (c.rule === 'day') return true
  if (isWord(a, i, "'"))
    return isWord(a, i - 1, 'in', 'of', 'since', 'by', 'until', 'from') || kindAt(a, i - 1) === KIND.none
  const led = isWord(a, i - 1, ...BEFORE_YEAR)
  const value = kindAt(a, i) === KIND.digits ? a.value[i]! : 2000
  const next = textOf(a, c.to)
  const counts =
    v.isPluralNoun(c.to) ??
    (next.length > 3 && next.endsWith('s') && !capitalAt(a, c.to) && kindAt(a, c.to) === KIND.none)
  if (counts && !isWord(a, c.to, 's')) return false
  // "S. 1925", "No. 1925"
  if (isWord(a, i - 1, '.') && capitalAt(a, i - 2) && textOf(a, i - 2).length < 3) return false
  if (isWord(a, c.to, 'per', 'a') && !led) return false
  if (value < 1900) return value > 1200 && (spanOfYears(a, i) || (led && !isWord(a, i - 1, 'about', '-')))
  if (led || value < 2050) {
    const before = textOf(a, i - 1)
    if (
      [
        'No',
        'Flight',
        'Page',
        'Room',
        'Rule',
        'Resolution',
        'Section',
        'least',
        'than',
        'nearly',
        'almost',
        'some',
        '£',
        '€',
      ].includes(before)
    )
      return false
    return true
  }
  return false
}

/** Drops readings of ambiguous words that their neighbours or tags speak against ("may", "march", "sat", "fall"). */
export function veto(v: View, candidates: readonly Candidate[]): Candidate[] {
  return candidates.filter((c) => {
    switch (c.doubt) {
      case 'month':
        return monthStands(v, c)
      case 'weekday':
        return weekdayStands(v, c)
      case 'season':
        return seasonStands(v, c)
      case 'year':
        return yearStands(v, c)
      default:
        return true
    }
  })
}
