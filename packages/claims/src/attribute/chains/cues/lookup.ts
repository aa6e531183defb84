import type { Manner } from '@wherefrom/schema'
import { NOUNS } from './nouns.ts'
import type { Takes, VerbRow } from './types.ts'
import { VERBS } from './verbs.ts'

/** One row, ready for use. `particle` is the second word of a phrasal verb. */
export interface Cue {
  readonly word: string
  readonly particle: string | null
  readonly manner: Manner
  readonly takes: ReadonlySet<Takes>
}

function rows(table: readonly VerbRow[]): Map<string, Cue[]> {
  const out = new Map<string, Cue[]>()
  for (const [word, manner, takes] of table) {
    const [first = '', particle = null] = word.split(' ')
    const list = out.get(first) ?? []
    list.push({ word, particle, manner, takes: new Set(takes.split(' ') as Takes[]) })
    out.set(first, list)
  }
  return out
}

const verbs = rows(VERBS)
const NONE: readonly Cue[] = []

/** Past forms and participles that taggers mislabel as their own lemma, mostly in lower-case wire text. */
const IRREGULAR: Readonly<Record<string, string>> = {
  said: 'say',
  told: 'tell',
  wrote: 'write',
  written: 'write',
  thought: 'think',
  found: 'find',
  felt: 'feel',
  shown: 'show',
  swore: 'swear',
  sworn: 'swear',
  understood: 'understand',
  sought: 'seek',
  saw: 'see',
  seen: 'see',
  begged: 'beg',
  made: 'make',
  undertook: 'undertake',
  undertaken: 'undertake',
  forecast: 'forecast',
  learnt: 'learn',
}

/** The base form of a regular verb form, one guess at a time; used when the lemma of the tagger is not in the table. */
function guesses(word: string): string[] {
  const out: string[] = []
  const irregular = IRREGULAR[word]
  if (irregular) out.push(irregular)
  if (word.endsWith('ies') || word.endsWith('ied')) out.push(`${word.slice(0, -3)}y`)
  if (word.endsWith('s')) out.push(word.slice(0, -1))
  if (word.endsWith('es') || word.endsWith('ed')) out.push(word.slice(0, -2), word.slice(0, -1))
  if (word.endsWith('ing')) out.push(word.slice(0, -3), `${word.slice(0, -3)}e`)
  const stem = /^(.{2,20})(.)\2(?:ed|ing)$/.exec(word)
  if (stem) out.push(`${stem[1]}${stem[2]}`)
  return out
}

/** Rows of a reporting verb by its lemma or, failing that, by its form; empty for other words. */
export function verbCues(lemma: string, word: string): readonly Cue[] {
  const direct = verbs.get(lemma)
  if (direct) return direct
  for (const guess of guesses(word)) {
    const found = verbs.get(guess)
    if (found) return found
  }
  return NONE
}

const nouns = new Map<string, { manner: Manner; takes: ReadonlySet<string> }[]>()
for (const [word, manner, takes] of NOUNS) {
  const list = nouns.get(word) ?? []
  list.push({ manner, takes: new Set(takes.split(' ')) })
  nouns.set(word, list)
}

/** Rows of a reporting noun by lemma or form. */
export function nounCues(lemma: string, word: string) {
  return nouns.get(lemma) ?? nouns.get(word) ?? (word.endsWith('s') ? nouns.get(word.slice(0, -1)) : undefined) ?? []
}
