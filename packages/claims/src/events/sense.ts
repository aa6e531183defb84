import type { View } from '../attribute/chains/view.ts'
import { isOf } from './classes.ts'
import { holds } from './conditions.ts'
import { FRAMES } from './frames.ts'
import { adjectiveRows, nounRows, type Sense, verbRows } from './lookup.ts'
import { nounSlots } from './syntax/noun-slots.ts'
import { isPassive, ownSubject } from './syntax/tree.ts'
import { verbSlots } from './syntax/verb-slots.ts'
import type { Filler, Found } from './types.ts'

/** The event that a token tells by the lexicon, or null. */
export function senseAt(view: View, i: number): Found | null {
  const upos = view.upos(i)
  if (view.word[i + 1] === '-') {
    const hyphened = hyphenedAt(view, i)
    if (hyphened) return hyphened
  }
  if (upos === 'VERB' || upos === 'AUX') return verbAt(view, i)
  if (isJoined(view, i)) return null
  if (upos === 'NOUN') return nounAt(view, i) ?? gerundAt(view, i)
  if (upos === 'PROPN') return isName(view, i) ? null : nounAt(view, i)
  if (upos === 'ADJ') return adjectiveAt(view, i)
  return null
}

/** "cease-fire", whatever the tagger takes its parts for. */
function hyphenedAt(view: View, i: number): Found | null {
  for (const sense of nounRows(view.word[i]!)) {
    const found = sense.words[1] === '-' ? compoundAt(view, i, sense) : null
    if (found) return found
  }
  return null
}

/** "ill-tempered" is no illness. */
const isJoined = (view: View, i: number): boolean =>
  view.word[i + 1] === '-' &&
  view.start[i + 1] === view.end[i] &&
  nounRows(view.word[i]!).every((r) => r.words.length < 2)

/** A verb form that the tagger took for a noun, where the word has no noun sense of its own. */
const gerundAt = (view: View, i: number): Found | null =>
  /(?:ing|ed)$/.test(view.word[i]!) && nounRows(view.lemma[i]!, view.word[i]!).length === 0 ? verbAt(view, i) : null

/** "meeting room" tells of no meeting, "visiting ministers" of a visit. */
const isLabel = (view: View, i: number): boolean =>
  (view.rel(i) === 'amod' || view.rel(i) === 'compound') &&
  view.word[i]!.endsWith('ing') &&
  !isOf(view, view.head[i]!, 'actor')

/** Part of a name: "the Arms Trade Treaty", "Strike Force". */
const isName = (view: View, i: number): boolean =>
  view.mentions.in(view.start[i]!, view.end[i]!).some((m) => m.type !== 'event') ||
  (/^\p{Lu}/u.test(view.text.slice(view.start[i]!, view.end[i]!)) && i > view.layers.sentences.from[view.sentence[i]!]!)

function verbAt(view: View, i: number): Found | null {
  if (view.base(i) === 'aux' || view.base(i) === 'cop' || isLabel(view, i)) return null
  const rows = verbRows(view.lemma[i]!, view.word[i]!)
  if (rows.length === 0) return adjectiveRows(view.word[i]!).length > 0 ? adjectiveAt(view, i) : null
  const found = pick(view, i, rows, verbSlots(view, i), isPassive(view, i))
  // "the alleged plot": the word stands for a hedge, not for somebody's saying so
  return found?.type === 'statement' && view.rel(i) === 'amod' ? null : found
}

function nounAt(view: View, i: number): Found | null {
  const whole = endingAt(view, i)
  if (whole) return whole
  const rows = nounRows(view.lemma[i]!, view.word[i]!)
  if (rows.length === 0) return null
  const long = rows.filter((r) => r.words.length > 1)
  for (const sense of long) {
    const found = compoundAt(view, i, sense)
    if (found) return found
  }
  if (view.rel(i) === 'compound' && !tells(view, view.head[i]!)) return null
  return pick(view, i, rows.slice(long.length), nounSlots(view, i), false)
}

/** The event of several words that ends here ("air strike" for "strike"). */
function endingAt(view: View, i: number): Found | null {
  for (const back of [2, 1]) {
    if (i < back) continue
    for (const sense of nounRows(view.lemma[i - back]!, view.word[i - back]!)) {
      const found = sense.words.length === back + 1 ? compoundAt(view, i - back, sense) : null
      if (found) return found
    }
  }
  return null
}

/** A noun of several words ("air strike", "cease-fire"): its last word is the trigger that has the modifiers. */
function compoundAt(view: View, i: number, sense: Sense): Found | null {
  const last = i + sense.words.length - 1
  if (last >= view.n || !sense.words.every((w, k) => view.word[i + k] === w || view.lemma[i + k] === w)) return null
  const fillers = [...nounSlots(view, last), ...(last - i > 1 ? nounSlots(view, i) : [])]
  const found = pick(view, last, [{ ...sense, words: sense.words.slice(-1) }], outside(fillers, i, last), false)
  return found ? { ...found, from: i, lemma: sense.words.join(' ').replaceAll(' - ', '-') } : null
}

const outside = (fillers: readonly Filler[], from: number, to: number): Filler[] =>
  fillers.filter((f) => f.head < from || f.head > to)

const TELLING = new Set(
  `attempt plan plot effort operation campaign programme program process victim case suspect trial charge mission bid
  spree scheme charge allegation threat`.split(/\s+/),
)

/** "sales staff" tells of no sale, "murder victim" of a murder. */
const tells = (view: View, noun: number): boolean =>
  noun >= 0 && (TELLING.has(view.lemma[noun]!) || nounRows(view.lemma[noun]!).length > 0)

function adjectiveAt(view: View, i: number): Found | null {
  const word = view.word[i]!
  for (const sense of nounRows(word)) {
    const found = sense.words.length > 1 ? compoundAt(view, i, sense) : null
    if (found) return found
  }
  const rows = adjectiveRows(word)
  if (rows.length > 0) {
    const subject = ownSubject(view, i)
    const noun = view.rel(i) === 'amod' ? view.head[i]! : subject
    const fillers: Filler[] = noun >= 0 ? sufferers(view, noun) : []
    for (const f of verbSlots(view, i)) if (f.slot !== 'subj') fillers.push(f)
    return pick(view, i, rows, fillers, false)
  }
  return /(?:ed|en|ing)$/.test(word) && verbRows(view.lemma[i]!, word).length > 0 ? verbAt(view, i) : null
}

/** "fatal shooting of two men": whoever the event that the adjective tells of befalls; else the noun itself. */
function sufferers(view: View, noun: number): Filler[] {
  if (nounRows(view.lemma[noun]!).length === 0) return [{ slot: 'subj', head: noun }]
  return nounSlots(view, noun).flatMap((f) => (f.slot === 'of' ? [{ slot: 'subj', head: f.head }] : []))
}

function pick(
  view: View,
  i: number,
  rows: readonly Sense[],
  fillers: readonly Filler[],
  passive: boolean,
): Found | null {
  for (const sense of rows) {
    const rest = restOf(view, i, sense)
    if (rest === null) continue
    const own = rest.length > 0 ? withParticle(view, fillers, rest) : fillers
    if (!holds(view, sense.when, own, passive)) continue
    return {
      trigger: i,
      rest,
      from: Math.min(i, ...rest),
      to: 1 + Math.max(i, ...rest),
      type: FRAMES[sense.frame].type,
      frame: sense.frame,
      lemma: sense.words.join(' ').replaceAll(' - ', '-'),
      pos: sense.pos,
      fillers: TRANSITIVE.has(sense.frame) ? reduced(view, i, own) : own,
    }
  }
  return null
}

/** Frames of verbs that need an object. */
const TRANSITIVE: ReadonlySet<string> = new Set(
  'kill hurt destroy arrest jail charge abduct seize dismiss overthrow deport sentence'.split(' '),
)

/** "7 militants killed in blasts", "two men injured": a form in -ed without an object is a passive whose auxiliary is left out. */
function reduced(view: View, i: number, fillers: readonly Filler[]): readonly Filler[] {
  const tag = view.xpos(i)
  if (view.upos(i) === 'NOUN' || (tag !== 'VBN' && tag !== 'VBD') || view.child(i, 'aux') >= 0) return fillers
  if (fillers.some((f) => f.slot === 'obj' || f.slot === 'iobj')) return fillers
  return fillers.map((f) => (f.slot === 'subj' ? { slot: 'obj', head: f.head } : f))
}

/** Without the row's own words; "took over the town" parsed as a phrase with "over" has the town as its object. */
function withParticle(view: View, fillers: readonly Filler[], rest: readonly number[]): Filler[] {
  const out: Filler[] = []
  for (const f of fillers) {
    if (rest.includes(f.head)) continue
    const particle = rest.some((r) => view.head[r] === f.head && view.word[r] === f.slot)
    out.push(particle ? { slot: 'obj', head: f.head } : f)
  }
  return out
}

/** Tokens of a row's further words: a particle or noun among the trigger's children, or right behind it; null = missing. */
function restOf(view: View, i: number, sense: Sense): number[] | null {
  const out: number[] = []
  for (const word of sense.words.slice(1)) {
    const at = partner(view, i, out.at(-1) ?? i, word, sense.pos)
    if (at < 0) return null
    out.push(at)
  }
  return out
}

function partner(view: View, i: number, after: number, word: string, pos: string): number {
  const next = after + 1
  if (next < view.n && (view.word[next] === word || view.lemma[next] === word)) return next
  if (pos === 'n') return -1
  for (const c of view.children(i)) {
    if (view.word[c] !== word && view.lemma[c] !== word) continue
    const rel = view.rel(c)
    if (c === i) continue
    if (rel === 'compound:prt' || rel === 'obj' || rel === 'nsubj:pass' || (rel === 'advmod' && c - i < 5)) return c
  }
  // "took a reporter into custody": the words stand behind the object
  for (let k = next; k < Math.min(view.n, after + 7); k++)
    if (view.word[k] === word && (view.head[k] === i || view.head[view.head[k]!] === i)) return k
  return -1
}
