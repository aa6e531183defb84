import type { Span } from '@wherefrom/schema'
import type { AnalysisJson } from '../contract.ts'

/** A stretch of text that is found as one, and the claim (its place in the list) that it tells. */
export interface Stretch extends Span {
  readonly claim: number | null
}

/** Longest stretch in characters; longer claims and sentences become several. */
const LENGTH = 4000
/** The ordinal of a passage has 16 bits: so many by themselves, and the rest of the text in so many pieces at most. */
const MOST = 60_000
const REST = 5_000

type ClaimJson = AnalysisJson['claims'][number]

/**
 * Claims with the words around them that attribute them, and the sentences without claims, in text order. Every letter
 * of the text lies in at least one.
 */
export function stretchesOf(json: AnalysisJson): Stretch[] {
  const { text } = json.document
  const hulls = hullsOf(json)
  const out: Stretch[] = []
  let [from, end] = [0, 0]
  for (const sentence of json.sentences) {
    while (from < hulls.length && hulls[from]!.reach <= sentence.start) from++
    coverGap(end, sentence.start, text, out)
    coverSentence(sentence, hulls, from, text, out)
    end = Math.max(end, sentence.end)
  }
  coverGap(end, text.length, text, out)
  for (const { start, end, claim } of hulls) out.push({ start, end, claim })
  out.sort((a, b) => a.start - b.start || a.end - b.end || (a.claim ?? -1) - (b.claim ?? -1))
  const all = out.flatMap((s) => pieces(s, text, LENGTH))
  if (all.length <= MOST) return all
  const rest = { start: all[MOST]!.start, end: text.length, claim: null }
  return [...all.slice(0, MOST), ...pieces(rest, text, Math.max(LENGTH, Math.ceil((rest.end - rest.start) / REST)))]
}

interface Hull {
  start: number
  end: number
  readonly claim: number
  /** Furthest end of this and all hulls before it: where a search for what reaches a sentence may begin. */
  reach: number
}

function hullsOf({ claims, sentences, document: { text } }: AnalysisJson): Hull[] {
  const hulls = claims.flatMap((claim, i): Hull[] => {
    const span = hullOf(claim, sentences, text)
    return span ? [{ ...span, claim: i, reach: 0 }] : []
  })
  hulls.sort((a, b) => a.start - b.start || a.claim - b.claim)
  let reach = 0
  for (const hull of hulls) {
    reach = Math.max(reach, hull.end)
    hull.reach = reach
  }
  return hulls
}

/** From the first to the last word of content, sources and cues, as far as they lie in the content's sentences. */
function hullOf(claim: ClaimJson, sentences: readonly Span[], text: string): Span | null {
  const [first, last] = [claim.content[0], claim.content.at(-1)]
  if (!first || !last || first.start >= last.end) return null
  const window = {
    start: sentenceAt(sentences, first.start)?.start ?? first.start,
    end: sentenceAt(sentences, last.end - 1)?.end ?? last.end,
  }
  let [start, end] = [first.start, last.end]
  for (const link of claim.chain)
    for (const span of link.source ? [link.source, ...link.cue] : link.cue) {
      if (span.start < window.start || span.end > window.end) continue
      start = Math.min(start, span.start)
      end = Math.max(end, span.end)
    }
  return wholeWords(text, start, end)
}

/** Longest word that is made whole. */
const WORD_LENGTH = 100
const LETTER = /[\p{L}\p{N}\p{M}]/u
/** Within a word between two letters or digits: `O'Brien`, `1,000`, `U.S`. */
const JOINT = /[\p{P}\p{Z}\p{Cf}\p{Sk}]/u

/** The span with the words at its ends whole: a claim may begin or end within one. */
function wholeWords(text: string, from: number, to: number): Span {
  let [start, end] = [from, to]
  const inside = (i: number): boolean =>
    letter(text, i - 1)
      ? letter(text, i) || (joint(text, i) && letter(text, i + 1))
      : joint(text, i - 1) && letter(text, i - 2) && letter(text, i)
  while (from - start < WORD_LENGTH && inside(start)) start--
  while (end - to < WORD_LENGTH && inside(end)) end++
  return { start, end }
}

/** Halves of pairs of surrogates count as letters, so that no pair is taken apart. */
const letter = (text: string, i: number): boolean =>
  i >= 0 && i < text.length && (text.charCodeAt(i) >>> 11 === 0x1b || LETTER.test(text[i]!))

const joint = (text: string, i: number): boolean => i >= 0 && i < text.length && text[i] !== ' ' && JOINT.test(text[i]!)

function sentenceAt(sentences: readonly Span[], at: number): Span | null {
  let [low, high] = [0, sentences.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (sentences[middle]!.end <= at) low = middle + 1
    else high = middle
  }
  const found = sentences[low]
  return found && found.start <= at ? found : null
}

/** What no sentence holds: text that was not analysed because the document is too long. It can be found all the same. */
function coverGap(start: number, end: number, text: string, out: Stretch[]): void {
  if (start < end && WORD.test(text.slice(start, end))) out.push({ start, end, claim: null })
}

const WORD = /[\p{L}\p{N}]/u

/** Claims of a sentence that are looked at to cover it: beyond these the sentence is a passage of its own. */
const LOOK = 64

/** Gives words of the sentence that no claim holds to the claim next to them; a sentence without claims stands alone. */
function coverSentence(sentence: Span, hulls: Hull[], from: number, text: string, out: Stretch[]): void {
  let at = sentence.start
  let last: Hull | null = null
  let looked = 0
  for (let i = from; i < hulls.length && hulls[i]!.start < sentence.end; i++) {
    const hull = hulls[i]!
    if (hull.end <= sentence.start) continue
    if (++looked > LOOK) break
    if (hull.start > at && WORD.test(text.slice(at, hull.start))) {
      if (last) last.end = hull.start
      else hull.start = at
    }
    if (hull.end >= at) [at, last] = [hull.end, hull]
  }
  if (!last || looked > LOOK) out.push({ start: sentence.start, end: sentence.end, claim: null })
  else if (at < sentence.end && WORD.test(text.slice(at, sentence.end))) last.end = sentence.end
}

/** The stretch without white space around it, cut into pieces between words where it is too long. */
function pieces({ start, end, claim }: Stretch, text: string, length: number): Stretch[] {
  const out: Stretch[] = []
  let from = start
  while (from < end) {
    const to = end - from <= length ? end : cutAt(text, from + length)
    const piece = trimmed(text, from, to)
    if (piece.start < piece.end) out.push({ ...piece, claim })
    from = to
  }
  return out
}

/** A place to cut at or a little before `at`: white space, or at least not between surrogates. */
function cutAt(text: string, at: number): number {
  for (let i = at; i > at - 200; i--) if (/\s/.test(text[i]!)) return i
  return text.charCodeAt(at) >>> 10 === 0x37 ? at - 1 : at
}

function trimmed(text: string, start: number, end: number): Span {
  let [a, b] = [start, end]
  while (a < b && /\s/.test(text[a]!)) a++
  while (b > a && /\s/.test(text[b - 1]!)) b--
  return { start: a, end: b }
}
