import { type Atoms, digitsAt, glued, isWord, kindAt } from './atoms.ts'
import { KIND } from './lexicon.ts'

/** A number that was read: its value (null = an unknown number, "several") and the atom after it. */
export interface Read<T> {
  readonly value: T
  readonly to: number
}

/** Digits with thousands marks or a decimal part: "1,500", "2.5". */
function digits(a: Atoms, at: number): Read<number> | null {
  if (digitsAt(a, at) === 0) return null
  let value = a.value[at]!
  let to = at + 1
  while (isWord(a, to, ',') && glued(a, to) && glued(a, to + 1) && digitsAt(a, to + 1) === 3) {
    value = value * 1000 + a.value[to + 1]!
    to += 2
  }
  if (isWord(a, to, '.') && glued(a, to) && glued(a, to + 1) && digitsAt(a, to + 1) > 0 && digitsAt(a, to + 1) < 3) {
    value += a.value[to + 1]! / 10 ** digitsAt(a, to + 1)
    to += 2
  }
  const part = fraction(a, to)
  return part ? { value: value + part.value, to: part.to } : { value, to }
}

/** "1/2" after a whole number: "2 1/2 years". */
function fraction(a: Atoms, at: number): Read<number> | null {
  if (digitsAt(a, at) !== 1 || !isWord(a, at + 1, '/') || digitsAt(a, at + 2) !== 1 || glued(a, at)) return null
  const over = a.value[at + 2]!
  return over > 1 && glued(a, at + 1) && glued(a, at + 2) ? { value: a.value[at]! / over, to: at + 3 } : null
}

/** Cardinals in words below a million: "twenty-five", "two thousand", "one hundred and ten". */
function cardinal(a: Atoms, at: number): Read<number> | null {
  let total = 0
  let group = 0
  let to = at
  let last = Number.POSITIVE_INFINITY
  for (let i = at; i < at + 12; i++) {
    let j = i
    if (j > at && (isWord(a, j, '-') || (isWord(a, j, 'and') && last >= 100))) j++
    if (kindAt(a, j) !== KIND.cardinal) break
    const v = a.value[j]!
    if (v === 100 && group > 0 && group < 100) group *= 100
    else if (v === 1000 && group > 0) {
      total += group * 1000
      group = 0
    } else if (v < 100 && (last >= 100 || (last >= 20 && v < 10))) group += v
    else break
    last = v
    to = j + 1
    i = j
  }
  return to > at ? { value: total + group, to } : null
}

/** "a few", "several", "a couple of", "many", "some": a number that the text leaves open. */
function vague(a: Atoms, at: number): Read<number | null> | null {
  const i = isWord(a, at, 'a') ? at + 1 : at
  if (isWord(a, i, 'couple')) return { value: 2, to: isWord(a, i + 1, 'of') ? i + 2 : i + 1 }
  if (isWord(a, i, 'few')) return { value: null, to: i + 1 }
  if (isWord(a, i, 'dozen')) return { value: 12, to: i + 1 }
  if (i === at && isWord(a, i, 'several', 'many', 'some')) return { value: null, to: i + 1 }
  return null
}

/** Any amount before a unit: "three", "2.5", "two and a half", "half a", "a", "several", "a few". */
export function amount(a: Atoms, at: number): Read<number | null> | null {
  const open = vague(a, at)
  if (open) return open
  if (isWord(a, at, 'half')) {
    const to = isWord(a, at + 1, 'a', 'an', '-') ? at + 2 : at + 1
    return { value: 0.5, to }
  }
  if (isWord(a, at, 'a', 'an')) {
    const many = kindAt(a, at + 1) === KIND.cardinal && a.value[at + 1]! >= 100
    return many ? { value: a.value[at + 1]!, to: at + 2 } : { value: 1, to: at + 1 }
  }
  const number = digits(a, at) ?? cardinal(a, at)
  if (!number) return null
  const { to } = number
  if (isWord(a, to, 'and') && isWord(a, to + 1, 'a') && isWord(a, to + 2, 'half'))
    return { value: number.value + 0.5, to: to + 3 }
  if (isWord(a, to, 'and') && isWord(a, to + 1, 'half')) return { value: number.value + 0.5, to: to + 2 }
  if (isWord(a, to, 'dozen')) return { value: number.value * 12, to: to + 1 }
  if (isWord(a, to, 'or') && kindAt(a, to + 1) === KIND.cardinal) return { value: null, to: to + 2 }
  return number
}

/** Ordinal of a day or of a quarter: "first", "twenty-third", "3rd". */
export function ordinal(a: Atoms, at: number): Read<number> | null {
  const n = digitsAt(a, at)
  if (n > 0 && n < 3 && glued(a, at + 1) && isWord(a, at + 1, 'st', 'nd', 'rd', 'th'))
    return { value: a.value[at]!, to: at + 2 }
  if (kindAt(a, at) === KIND.ordinal) return { value: a.value[at]!, to: at + 1 }
  const tens = kindAt(a, at) === KIND.cardinal ? a.value[at]! : 0
  if (tens < 20 || tens > 90) return null
  const j = isWord(a, at + 1, '-') ? at + 2 : at + 1
  if (kindAt(a, j) === KIND.ordinal && a.value[j]! < 10) return { value: tens + a.value[j]!, to: j + 1 }
  return null
}

/** Day of a month: 1-31 as digits (with or without "st") or as an ordinal word. */
export function dayOfMonth(a: Atoms, at: number): Read<number> | null {
  const inWords = ordinal(a, at)
  if (inWords) return inWords.value <= 31 ? inWords : null
  const n = digitsAt(a, at)
  if (n < 1 || n > 2 || a.value[at]! < 1 || a.value[at]! > 31) return null
  // "10:30", "3.5", "5%", "12,000" and "4am" are no days.
  if (glued(a, at + 1) && digitsAt(a, at + 2) > 0 && glued(a, at + 2) && isWord(a, at + 1, ':', '.', '/')) return null
  if (isWord(a, at + 1, ',') && glued(a, at + 1) && glued(a, at + 2) && digitsAt(a, at + 2) === 3) return null
  if (glued(a, at + 1) && isWord(a, at + 1, '%', 'am', 'pm', 'a', 'p', 'm', 'ers')) return null
  if (glued(a, at + 1) && kindAt(a, at + 1) === KIND.none) return null
  return { value: a.value[at]!, to: at + 1 }
}

/** Years in words: "nineteen ninety-six", "two thousand", "twenty twenty-three". */
function yearInWords(a: Atoms, at: number): Read<number> | null {
  if (kindAt(a, at) !== KIND.cardinal) return null
  const century = a.value[at]!
  if (century === 2) {
    const year = cardinal(a, at)
    return year && year.value >= 2000 && year.value < 2100 ? year : null
  }
  if (century < 11 || century > 20) return null
  const rest = cardinal(a, isWord(a, at + 1, '-') ? at + 2 : at + 1)
  if (!rest || rest.value < 10 || rest.value > 99) return null
  return { value: century * 100 + rest.value, to: rest.to }
}

/** Is the digit atom part of a longer thing (a price, a decimal, a designation such as Shahed-136)? */
export function embedded(a: Atoms, at: number): boolean {
  if (glued(a, at)) {
    const before = a.word[at - 1]!
    const k = kindAt(a, at - 1)
    if (k === KIND.none || k === KIND.word || ['$', '.', '/', '#', '@', '_', '&', '=', ':', '+', '%'].includes(before))
      return true
    if (k === KIND.punct && a.text.charCodeAt(a.start[at - 1]!) > 127 && before === '') return true
    if (before === '-' && glued(a, at - 1)) {
      const word = kindAt(a, at - 2)
      if (
        word === KIND.none ||
        (word === KIND.word && !isWord(a, at - 2, 'mid', 'early', 'late', 'pre', 'post', 'end'))
      )
        return true
      if (digitsAt(a, at - 2) === 3 && digitsAt(a, at) === 4) return true
    }
    if (before === ',' && digitsAt(a, at - 2) > 0 && glued(a, at - 1)) return true
  }
  if (!glued(a, at + 1)) return false
  const after = a.word[at + 1]!
  const k = kindAt(a, at + 1)
  if (k === KIND.none || (k === KIND.word && after !== 's')) return true
  if (after === '%' || after === '_' || after === '@' || after === '/') return true
  return (after === '.' || after === ',' || after === ':') && glued(a, at + 2) && digitsAt(a, at + 2) > 0
}

/** A year: four digits, two digits with an apostrophe, or words. `short` when the century is not stated. */
export function year(a: Atoms, at: number): Read<{ year?: number; shortYear?: number }> | null {
  if (digitsAt(a, at) === 4 && a.value[at]! >= 1000 && a.value[at]! < 2100 && !embedded(a, at)) {
    if (isWord(a, at + 1, 's') && glued(a, at + 1)) return null
    return { value: { year: a.value[at]! }, to: at + 1 }
  }
  if (isWord(a, at, "'") && digitsAt(a, at + 1) === 2 && glued(a, at + 1) && !isWord(a, at + 2, 's'))
    return { value: { shortYear: a.value[at + 1]! }, to: at + 2 }
  const spoken = yearInWords(a, at)
  return spoken ? { value: { year: spoken.value }, to: spoken.to } : null
}

/** "BC", "B.C.", "BCE", "AD" after a year: whether it counts backwards, and the atom after it. */
export function era(a: Atoms, at: number): Read<boolean> | null {
  if (isWord(a, at, 'bc', 'bce')) return { value: true, to: at + 1 }
  if (isWord(a, at, 'b') && isWord(a, at + 1, '.') && isWord(a, at + 2, 'c'))
    return { value: true, to: isWord(a, at + 3, '.') ? at + 4 : at + 3 }
  if (isWord(a, at, 'ad', 'ce')) return { value: false, to: at + 1 }
  return null
}
