import { tokenAt } from '@wherefrom/schema'
import { type Atoms, isWord, kindAt } from '../atoms.ts'
import { KIND } from '../lexicon.ts'
import type { View } from '../view.ts'

export type Tense = 'past' | 'present' | 'future'

/** How far a governing verb is looked for, in tokens or atoms. */
const REACH = 40

const FUTURE_MODALS = new Set("will 'll ’ll shall may might could would should can must wo going".split(' '))
const PAST_FORMS = new Set(
  `was were had did said told came went began made took left met held got gave found saw fell rose sold bought ran won
  lost led sent spent kept became brought built thought knew felt stood wrote paid shot hit cut put set broke fled struck`.split(
    /\s+/,
  ),
)
/** Words whose complement lies ahead: "is due to", "plans to", "expected to". "to" itself decides most cases. */
const AHEAD = new Set(
  'scheduled expected due plans plan planned intends hopes aims slated set expects likely'.split(' '),
)

/**
 * Tense of an infinitive from the verb before its "to" at token t: "came to work on Monday" is past, "plans to meet",
 * "was due to open" and "asked them to leave" point ahead.
 */
function infinitive(v: View, text: string, t: number, first: number): Tense {
  const tags = v.tags!
  const tokens = v.tokens!
  for (let i = t - 1; i >= first && i >= t - 4; i--) {
    const x = tags.xposNames[tags.xpos[i]!] ?? ''
    if (AHEAD.has(text.slice(tokens.start[i]!, tokens.end[i]!).toLowerCase())) return 'future'
    if (MOTION.has(tags.lemma[i]!))
      return x === 'VBD' || x === 'VBN' || didBefore(v, text, i, first) ? 'past' : 'future'
    if (x.startsWith('V') || x === 'MD') return 'future'
  }
  return 'future'
}

/** "did not come": past although the verb is bare. */
function didBefore(v: View, text: string, t: number, first: number): boolean {
  for (let i = t - 1; i >= first && i >= t - 3; i--)
    if (text.slice(v.tokens!.start[i]!, v.tokens!.end[i]!).toLowerCase() === 'did') return true
  return false
}

/** Verbs whose infinitive tells what was done with them, not what is still to come. */
const MOTION = new Set(
  'come go manage begin start continue have use return help fail get refuse rush move turn fly'.split(' '),
)

/** Tense of a tagged verb at token t, by its form and the auxiliaries before it. */
function taggedTense(v: View, text: string, t: number, first: number): Tense | null {
  const tags = v.tags!
  const tokens = v.tokens!
  const xpos = tags.xposNames[tags.xpos[t]!] ?? ''
  if (xpos === 'VBD') return 'past'
  if (xpos === 'MD') return 'future'
  if (xpos === 'VBZ' || xpos === 'VBP') {
    return AHEAD.has(text.slice(tokens.start[t]!, tokens.end[t]!).toLowerCase()) ? 'future' : 'present'
  }
  if (xpos === 'VBN' && AHEAD.has(text.slice(tokens.start[t]!, tokens.end[t]!).toLowerCase())) return 'future'
  let have = false
  for (let i = t - 1; i >= first && i >= t - 6; i--) {
    const x = tags.xposNames[tags.xpos[i]!] ?? ''
    const word = text.slice(tokens.start[i]!, tokens.end[i]!).toLowerCase()
    // "may have left in April" looks back, "will have left by April" ahead.
    if (x === 'MD') return have && !/^(?:will|shall|'ll|wo)$/.test(word) ? 'past' : 'future'
    have ||= word === 'have' || word === "'ve"
    if (x === 'TO') return infinitive(v, text, i, first)
    if (x === 'VBD') return 'past'
    if (x === 'VBZ' || x === 'VBP') {
      if (AHEAD.has(text.slice(tokens.start[t]!, tokens.end[t]!).toLowerCase())) return 'future'
      return word === 'has' || word === 'have' || word === "'ve" ? 'past' : 'present'
    }
    if (x !== 'RB' && x !== 'VB' && x !== 'VBN' && x !== 'VBG' && x !== 'PRP' && x !== 'CC' && x !== ',') break
  }
  return xpos === 'VBN' ? 'past' : null
}

function byTags(v: View, fromAtom: number, toAtom: number): Tense | null {
  const tokens = v.tokens!
  const tags = v.tags!
  const text = v.atoms.text
  const t = tokenAt(tokens, v.atoms.start[fromAtom]!)
  if (t >= tokens.length) return null
  const s = tokens.sentence[t]!
  const first = v.sentences ? v.sentences.from[s]! : Math.max(0, t - REACH)
  const end = v.sentences ? v.sentences.to[s]! : Math.min(tokens.length, t + REACH)
  const verbal = (i: number): boolean => {
    const upos = tags.uposNames[tags.upos[i]!]
    return upos === 'VERB' || upos === 'AUX'
  }
  for (let i = t - 1; i >= first && i >= t - REACH; i--) {
    if (!verbal(i)) continue
    const found = taggedTense(v, text, i, first)
    if (found) return found
  }
  const last = v.atoms.end[toAtom - 1]!
  for (let i = t; i < end && i < t + REACH; i++) {
    if (tokens.start[i]! < last || !verbal(i)) continue
    const found = taggedTense(v, text, i, Math.max(first, t))
    if (found) return found
  }
  return null
}

function stops(a: Atoms, i: number): boolean {
  return (
    kindAt(a, i) === KIND.gap || isWord(a, i, '!', '?', ';') || (isWord(a, i, '.') && kindAt(a, i - 1) !== KIND.month)
  )
}

function wordTense(a: Atoms, i: number): Tense | null {
  const word = a.text.slice(a.start[i]!, a.end[i]!).toLowerCase()
  if (word === 'to' && kindAt(a, i + 1) === KIND.none) return 'future'
  if (FUTURE_MODALS.has(word)) return 'future'
  if (PAST_FORMS.has(word) || (word.length > 4 && word.endsWith('ed'))) return AHEAD.has(word) ? 'future' : 'past'
  return AHEAD.has(word) ? 'future' : null
}

function byWords(a: Atoms, from: number, to: number): Tense | null {
  for (let i = from - 1; i >= 0 && i >= from - REACH && !stops(a, i); i--) {
    if (kindAt(a, i) !== KIND.none && kindAt(a, i) !== KIND.word) continue
    const found = wordTense(a, i)
    if (found) return found
  }
  for (let i = to; i < a.length && i < to + REACH && !stops(a, i); i++) {
    const found = kindAt(a, i) === KIND.none ? wordTense(a, i) : null
    if (found) return found
  }
  return null
}

/**
 * Tense of the verb that a time expression goes with: the nearest verb before it in its sentence, else the first one
 * after it. Modals and infinitives point ahead. Null: nothing to go by.
 */
export function tenseAt(v: View, fromAtom: number, toAtom: number): Tense | null {
  return v.tags && v.tokens ? byTags(v, fromAtom, toAtom) : byWords(v.atoms, fromAtom, toAtom)
}
