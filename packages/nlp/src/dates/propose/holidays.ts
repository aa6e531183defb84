import { type Atoms, capitalAt, isWord, kindAt } from '../atoms.ts'
import { FEAST_SPELLINGS } from '../feasts.ts'
import { KIND } from '../lexicon.ts'
import type { Candidate } from '../shape.ts'
import { calendar, container, deictic, inYear, type Proposer, tied } from './parts.ts'

interface Feast {
  readonly name: string
  readonly words: readonly string[]
}

/** Days that a war, a sale or a massacre is named after as well: a holiday only with a year or in the right frame. */
const AMBIGUOUS = new Set(['black-friday', 'cyber-monday', 'epiphany'])

const FEASTS: ReadonlyMap<string, readonly Feast[]> = byFirstWord()

function byFirstWord(): Map<string, Feast[]> {
  const out = new Map<string, Feast[]>()
  for (const [name, spellings] of Object.entries(FEAST_SPELLINGS)) {
    for (const spelling of spellings.split(' | ')) {
      const words = spelling.split(' ')
      const first = words[0]!
      out.set(first, [...(out.get(first) ?? []), { name, words }])
    }
  }
  for (const feasts of out.values()) feasts.sort((a, b) => b.words.length - a.words.length)
  return out
}

/** First words of all spellings, for the table of proposers. */
export const FEAST_STARTS: readonly string[] = [...FEASTS.keys()]

const reads = (a: Atoms, at: number, feast: Feast): boolean => feast.words.every((word, k) => isWord(a, at + k, word))

/** "Christmas Eve", "last Easter", "Ramadan 2023", "Thanksgiving Day": capitalised, with an optional year. */
export const holiday: Proposer = (a, at, out) => {
  if (isWord(a, at, 'eve')) {
    eveOfTheNewYear(a, at, out)
    return
  }
  const pick = deictic(a, at)
  const start = pick ? pick.to : at
  const feast = FEASTS.get(a.word[start] ?? '')?.find((f) => reads(a, start, f))
  if (!feast || !capitalAt(a, start)) return
  const end = start + feast.words.length
  const where = container(a, tied(a, end))
  const fields = { holiday: feast.name }
  // "the Good Friday Agreement", "Easter Island": the name goes on.
  const named = AMBIGUOUS.has(feast.name) || (kindAt(a, end) === KIND.none && capitalAt(a, end))
  if (named && !where && !pick && !led(a, at)) return
  if (pick && !where) {
    out.push({ from: at, to: end, rule: 'holiday', shape: { type: 'calendar', fields, pick: pick.pick } })
    return
  }
  if (pick) return
  const shape = where ? inYear(fields, where.value) : calendar(fields)
  out.push({ from: at, to: where ? where.to : end, rule: 'holiday', shape })
}

const led = (a: Atoms, at: number): boolean =>
  isWord(a, at - 1, 'on', 'until', 'till', 'by', 'before', 'after', 'since')

function eveOfTheNewYear(a: Atoms, at: number, out: Candidate[]): void {
  if (!isWord(a, at + 1, 'of') || !isWord(a, at + 2, 'a', 'the')) return
  if (!isWord(a, at + 3, 'new') || !isWord(a, at + 4, 'year')) return
  const from = isWord(a, at - 1, 'the') ? at - 1 : at
  out.push({ from, to: at + 5, rule: 'holiday', shape: calendar({ holiday: 'new-year-eve' }) })
}
