import { isUpper } from '../quotes/chars.ts'
import { initials } from './entities.ts'
import { byRule, type Name } from './name.ts'
import type { Words } from './words-at.ts'

/** Most words of a name that an acronym in brackets stands for. */
const LONGEST = 10

const LINKS = new Set(['of', 'the', 'and', 'for', 'in', 'on', '&', "'s", '’s', '-', 'to', "'", '’'])

const capital = (words: Words, i: number): boolean => isUpper(words.text.charCodeAt(words.tokens.start[i]!))

/** Start of the shortest run of capitalised words before `end` whose initials are `letters`, or -1. */
function longForm(words: Words, end: number, first: number, letters: string): number {
  for (let from = end - 1; from >= first && end - from <= LONGEST; from--) {
    if (LINKS.has(words.lower(from))) continue
    if (!capital(words, from)) return -1
    const parts = words
      .range(from, end)
      .replace(/['’]s?(?= |$)/g, '')
      .split(/\s+/)
    if (initials(parts) === letters) return from
  }
  return -1
}

/**
 * `Korean People's Army (KPA)`: a name spelled out before its acronym in brackets. The initials fit letter for letter,
 * so both are one organisation, whatever the tagger makes of the words.
 */
export function findDefinitions(words: Words, add: (name: Name) => void): void {
  for (let s = 0; s < words.sentences.length; s++) {
    const first = words.from(s)
    const last = words.to(s)
    for (let i = first + 2; i + 2 < last; i++) {
      if (!/^[([]$/.test(words.at(i)) || !/^[)\]]$/.test(words.at(i + 2))) continue
      const acronym = words.at(i + 1)
      if (!/^[A-Z]{3,8}$/.test(acronym)) continue
      const from = longForm(words, i, first, acronym.toLowerCase())
      if (from < 0) continue
      for (const [a, b] of [
        [from, i],
        [i + 1, i + 2],
      ] as const) {
        const span = { start: words.tokens.start[a]!, end: words.tokens.end[b - 1]! }
        add({ from: a, to: b, type: 'organisation', basis: byRule('name/acronym-definition', span) })
      }
    }
  }
}
