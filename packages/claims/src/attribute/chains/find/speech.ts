import type { Quote, Span } from '@wherefrom/schema'
import { tokenFrom } from '../content.ts'
import { verbCues } from '../cues/lookup.ts'
import { isPassive } from '../sources.ts'
import type { View } from '../view.ts'

/** Tokens that a speech verb may stand away from its quotation. */
const REACH = 40

/** Quotations of one document sorted by who carries them. */
export interface Speech {
  /** Verb token -> the insides of its quotations, in text order. */
  readonly byVerb: ReadonlyMap<number, readonly Span[]>
  /** Quotations that stand as sentences of their own, without a cue in reach. */
  readonly uncued: readonly Uncued[]
  /** For each token whether it stands inside a quotation that is speech. */
  readonly inside: Uint8Array
}

export interface Uncued {
  readonly inner: readonly Span[]
  /** Verb that carries the quotation before this one in the same block, -1 without one. */
  readonly follows: number
}

interface Group {
  readonly first: Quote
  readonly last: Quote
  readonly inner: readonly Span[]
}

/** Quotations that run on over paragraphs are one. Those that hold a name or a distanced word are left out. */
function groupsOf(view: View): Group[] {
  const out: Group[] = []
  const at = new Map<number, number>()
  view.layers.quotes.forEach((quote, k) => {
    if (quote.scare) return
    const before = quote.continues === null ? undefined : at.get(quote.continues)
    if (before === undefined) {
      at.set(k, out.length)
      out.push({ first: quote, last: quote, inner: [quote.inner] })
      return
    }
    const group = out[before]!
    out[before] = { first: group.first, last: quote, inner: [...group.inner, quote.inner] }
    at.set(k, before)
  })
  return out
}

function insideOf(view: View): Uint8Array {
  const inside = new Uint8Array(view.n)
  for (const quote of view.layers.quotes) {
    if (quote.scare) continue
    for (let i = tokenFrom(view, quote.start); i < view.n && view.start[i]! < quote.end; i++) inside[i] = 1
  }
  return inside
}

const isVerb = (view: View, i: number): boolean => view.upos(i) === 'VERB' || view.xpos(i).startsWith('VB')

/** A capital inside a sentence: a name, whatever the tagger says. */
const isName = (view: View, i: number): boolean => /^\p{Lu}/u.test(view.text.charAt(view.start[i]!))

/** Can this token carry a quotation? */
function speaks(view: View, i: number): boolean {
  if (!isVerb(view, i) || view.upos(i) === 'AUX' || (view.xpos(i) === 'VBN' && isPassive(view, i))) return false
  return verbCues(view.lemma[i]!, view.word[i]!).some((cue) => cue.takes.has('quote'))
}

/** A verb right before the quotation: `said "`, `said: "`, `said that "`, `told reporters that "`. */
function verbBefore(view: View, first: number, inside: Uint8Array, far: boolean): number {
  let at = first - 1
  if (at < 0 || view.sentence[at] !== view.sentence[first]) at = colonBefore(view, first)
  const mark = at >= 0 ? view.word[at]! : ''
  if (mark === ',' || mark === ':' || mark === 'that' || mark === '-' || mark === '–') at--
  else if (at < 0 || !speaks(view, at)) return -1
  if (view.word[at] === ',' || view.word[at] === 'that') at--
  const open = mark === ':'
  for (let k = at; k >= 0 && k > at - REACH; k--) {
    if (view.sentence[k] !== view.sentence[at] || (inside[k] && !open)) return -1
    if (!inside[k] && speaks(view, k)) return open ? mainVerb(view, k, inside) : k
    if (!far && k < at - 6) return -1
  }
  return -1
}

/** Before a colon the main verb of the sentence introduces the quotation, if it can ("defended the plan while promising ...:"). */
function mainVerb(view: View, verb: number, inside: Uint8Array): number {
  const { from } = view.sentenceRange(view.sentence[verb]!)
  for (let k = from; k < verb; k++) if (view.head[k]! < 0 && !inside[k] && speaks(view, k)) return k
  return verb
}

/** Sentence splitters may part "She said:" from the quotation after it. */
function colonBefore(view: View, first: number): number {
  return first > 0 && view.word[first - 1] === ':' ? first - 1 : -1
}

/** A verb after the quotation: `," said Kirby`, `," Kirby, a spokesman, said`. */
function verbAfter(view: View, group: Group, inside: Uint8Array): number {
  const text = view.text
  const closing = text.charAt(group.last.inner.end - 1)
  let i = tokenFrom(view, group.last.end)
  const comma = view.word[i] === ','
  if (comma) i++
  const s = view.sentence[i]
  const stop = closing === '.' && !comma
  for (let k = i; k < view.n && k < i + REACH && view.sentence[k] === s; k++) {
    if (inside[k]) return -1
    const word = view.word[k]!
    if (k === i && view.upos(k) === 'CCONJ') return -1
    if (speaks(view, k)) return view.xpos(k) === 'VBG' ? -1 : k
    if (stop || word === '.' || word === ';' || word === ':') return -1
    if (isName(view, k) || (k + 1 < view.n && speaks(view, k + 1))) continue
    if (isVerb(view, k) && view.upos(k) !== 'AUX' && view.xpos(k) !== 'VBN' && view.xpos(k) !== 'VBG') return -1
    if (k === i && !comma && !/[,?!…—-]/u.test(closing)) return -1
  }
  return -1
}

/** Does the quotation begin a sentence of its own and end one? */
function standsAlone(view: View, group: Group): boolean {
  const before = view.text.slice(Math.max(0, group.first.start - 3), group.first.start).trimEnd()
  const gap = view.text.slice(Math.max(0, group.first.start - 2), group.first.start)
  const opens = before === '' || '.!?”"’\':'.includes(before.at(-1)!) || gap.includes('\n')
  const closing = view.text.slice(group.last.inner.end - 1, group.last.end + 1)
  return opens && /[.!?…]/u.test(closing)
}

const sameBlock = (view: View, a: number, b: number): boolean => view.blockAt(a) === view.blockAt(b)

/** Sorts the document's quotations by the verb that carries them. */
export function findSpeech(view: View): Speech {
  const inside = insideOf(view)
  const byVerb = new Map<number, Span[]>()
  const uncued: Uncued[] = []
  let last: { verb: number; end: number } | null = null
  for (const group of groupsOf(view)) {
    const first = tokenFrom(view, group.first.start)
    if (first >= view.n) break
    let verb = verbBefore(view, first, inside, false)
    let lead: Span | null = null
    if (verb < 0) {
      verb = verbAfter(view, group, inside)
      lead = verb < 0 ? null : leadIn(view, first, inside)
    }
    if (verb < 0) verb = verbBefore(view, first, inside, true)
    if (verb < 0 && standsAlone(view, group)) {
      const near: boolean =
        last !== null && sameBlock(view, last.end, group.first.start) && noSentenceBetween(view, last, first)
      if (near && last) verb = last.verb
      else {
        uncued.push({
          inner: group.inner,
          follows: last && sameBlock(view, last.end, group.first.start) ? last.verb : -1,
        })
        continue
      }
    }
    if (verb >= 0 && byVerb.has(verb) && semicolonBetween(view, verb, first)) {
      uncued.push({ inner: group.inner, follows: verb })
      continue
    }
    if (verb < 0) continue
    byVerb.set(verb, [...(byVerb.get(verb) ?? []), ...withLead(group.inner, lead)])
    last = { verb, end: Math.max(group.last.end, view.end[verb]!) }
  }
  return { byVerb, uncued, inside }
}

/** Words before a quotation in its sentence that it only goes on with: `We need to "make sure ...," she said`. */
function leadIn(view: View, first: number, inside: Uint8Array): Span | null {
  const { from } = view.sentenceRange(view.sentence[first]!)
  if (first - from < 1 || first - from > 12) return null
  for (let k = from; k < first; k++) if (inside[k] || speaks(view, k) || /^[:;.]$/.test(view.word[k]!)) return null
  return { start: view.start[from]!, end: view.end[first - 1]! }
}

const withLead = (inner: readonly Span[], lead: Span | null): readonly Span[] =>
  lead ? [{ start: lead.start, end: inner[0]!.end }, ...inner.slice(1)] : inner

function semicolonBetween(view: View, verb: number, first: number): boolean {
  for (let i = verb; i < first; i++) if (view.word[i] === ';') return true
  return false
}

/** Only the cue's own sentence stands between the last quotation and this one. */
function noSentenceBetween(view: View, last: { verb: number; end: number }, first: number): boolean {
  const from = tokenFrom(view, last.end)
  const own = view.sentence[last.verb]!
  for (let i = from; i < first; i++) if (view.sentence[i] !== own && !view.isPunct(i)) return false
  return true
}
