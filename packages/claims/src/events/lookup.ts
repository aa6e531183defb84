import type { FrameName } from './frames.ts'
import { LEXICON } from './lexicon/index.ts'
import type { LexiconRow, Pos } from './types.ts'
import { type Conditions, parseWhen } from './when.ts'

/** A row, ready for use. `words`: the lemma's words; the first is the trigger's own. */
export interface Sense {
  readonly words: readonly string[]
  readonly pos: Pos
  readonly frame: FrameName
  readonly when: Conditions
}

const NONE: readonly Sense[] = []

/** A row of several words goes before those of one, so that `hand over` is not read as `hand`. */
function table(rows: readonly LexiconRow[], wanted: Pos): ReadonlyMap<string, readonly Sense[]> {
  const out = new Map<string, Sense[]>()
  for (const [lemma, pos, frame, when] of rows) {
    if (pos !== wanted) continue
    // the tokenizer splits at some hyphens
    for (const words of lemma.includes('-') ? [[lemma], lemma.replaceAll('-', ' - ').split(' ')] : [lemma.split(' ')]) {
      const list = out.get(words[0]!) ?? []
      list.push({ words, pos, frame, when: parseWhen(when) })
      out.set(words[0]!, list)
    }
  }
  for (const list of out.values()) list.sort((a, b) => b.words.length - a.words.length)
  return out
}

const verbs = table(LEXICON, 'v')
const nouns = table(LEXICON, 'n')
const adjectives = table(LEXICON, 'a')

/** Senses of a verb by its lemma or, where the tagger gave no usable lemma, by its form. */
export const verbRows = (lemma: string, word: string = lemma): readonly Sense[] =>
  verbs.get(lemma) ?? verbs.get(lemma.replace(/ize$/, 'ise')) ?? byForm(verbs, word)

export const nounRows = (lemma: string, word: string = lemma): readonly Sense[] =>
  nouns.get(lemma) ?? nouns.get(word) ?? (word.endsWith('s') ? nouns.get(word.slice(0, -1)) : undefined) ?? NONE

export const adjectiveRows = (word: string): readonly Sense[] => adjectives.get(word) ?? NONE

const IRREGULAR: Readonly<Record<string, string>> = {
  bought: 'buy',
  sold: 'sell',
  built: 'build',
  rebuilt: 'rebuild',
  sent: 'send',
  sank: 'sink',
  sunk: 'sink',
  shot: 'shoot',
  struck: 'strike',
  stole: 'steal',
  stolen: 'steal',
  met: 'meet',
  held: 'hold',
  fought: 'fight',
  won: 'win',
  paid: 'pay',
  lent: 'lend',
  spent: 'spend',
  fled: 'flee',
  flew: 'fly',
  flown: 'fly',
  fell: 'fall',
  fallen: 'fall',
  rose: 'rise',
  risen: 'rise',
  gave: 'give',
  given: 'give',
  left: 'leave',
  led: 'lead',
  broke: 'break',
  broken: 'break',
  forbade: 'forbid',
  forbidden: 'forbid',
  made: 'make',
  blew: 'blow',
  blown: 'blow',
  overthrew: 'overthrow',
  overthrown: 'overthrow',
  said: 'say',
  told: 'tell',
  slain: 'slay',
  slew: 'slay',
  drowned: 'drown',
  withdrew: 'withdraw',
  misled: 'mislead',
  trafficked: 'traffic',
  trafficking: 'traffic',
  froze: 'freeze',
  frozen: 'freeze',
  dug: 'dig',
  overran: 'overrun',
  resold: 'resell',
  retook: 'retake',
  retaken: 'retake',
  lied: 'lie',
  tore: 'tear',
  torn: 'tear',
  began: 'begin',
  grew: 'grow',
  grown: 'grow',
  shrank: 'shrink',
  shrunk: 'shrink',
  hid: 'hide',
  caught: 'catch',
  swore: 'swear',
  beaten: 'beat',
  drew: 'draw',
  driven: 'drive',
  drove: 'drive',
  withdrawn: 'withdraw',
}

/** The base form of a verb form, one guess at a time. */
function byForm(map: ReadonlyMap<string, readonly Sense[]>, word: string): readonly Sense[] {
  const n = word.length
  const tries: string[] = []
  const irregular = IRREGULAR[word]
  if (irregular) tries.push(irregular)
  if (n > 4 && word.endsWith('ied')) tries.push(`${word.slice(0, -3)}y`)
  if (n > 4 && word.endsWith('ed')) tries.push(word.slice(0, -2), word.slice(0, -1))
  if (n > 5 && word.endsWith('ing')) tries.push(word.slice(0, -3), `${word.slice(0, -3)}e`)
  if (n > 3 && word.endsWith('s')) tries.push(word.slice(0, -1), word.endsWith('es') ? word.slice(0, -2) : word)
  if (n > 5 && word.endsWith('ed') && word[n - 3] === word[n - 4]) tries.push(word.slice(0, -3))
  if (n > 6 && word.endsWith('ing') && word[n - 4] === word[n - 5]) tries.push(word.slice(0, -4))
  for (const t of tries) {
    const found = map.get(t)
    if (found) return found
  }
  return NONE
}
