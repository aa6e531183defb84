import type { BlockKind } from '@wherefrom/schema'
import { FINITE, OPENS_SENTENCE, SAYING } from './words.ts'

/** A stretch of a paragraph with one role. Offsets count from the paragraph's start; white space between parts is free. */
export interface Part {
  readonly kind: BlockKind
  readonly start: number
  readonly end: number
}

interface Cue extends Part {
  /** The cue stands directly against the text before or after it, without a space. */
  readonly glued: boolean
}

const PICTURE =
  '(?:[Pp]hoto(?:graph|graphy)?s?|[Ii]mage(?:ry)?s?|[Pp]ictures?|[Vv]ideo|[Ss]creenshot|[Ii]llustrations?|[Gg]raphics?|[Ii]nfographics?|[Mm]ap|[Ff]ootage)'
const ADJECTIVE =
  '(?:(?:File|Archive|Archival|Stock|Illustrative|Handout|Satellite|Social media|Press|Cover|Main|Featured|Lead|Top|Header) )?'
/** "Photo: X", "Image credit: X", "Photo by X", "Picture courtesy of X", "Source: X", "Credit: X". */
// regex: joined from alternatives of plain words, with nothing repeated
const CREDIT_CUE = new RegExp(
  `(?:${ADJECTIVE}${PICTURE}(?: ?(?:credits?|courtesy|source))?(?: ?[:©]| (?:by|from|via|courtesy of|provided by) )|(?:Credits?|Source|Courtesy|Courtesy of|PHOTO|PHOTOS|IMAGE|CREDIT|SOURCE|FILE PHOTO|Foto|Fotos|Bild|Crédit photo)(?: ?:| by ))`,
  'g',
)
/** "Illustration", "Illustrative photo", "File photo", "Illustration for the news": no maker named. */
const ILLUSTRATION_CUE =
  /(?:\((?:illustration|illustrative (?:photo|image)|file (?:photo|image)|archive)\)|Photo illustration|Photo for illustration|Illustration(?: photo| image)?|Illustrative (?:photo|image|picture)|File (?:photo|image|picture|footage)|Archive (?:photo|image|picture)|Stock (?:photo|image)|For illustration)(?: for (?:the |this )?(?:news|article|story|report|illustration)| (?:only|purposes|purposes only))?/g

/** `REUTERS/Jane Smith`, `AP Photo/John Doe`, `© Navy`: at the end of a paragraph only. */
const MAKER_CUE = /(?:© ?|[A-Z][A-Za-z]{1,12}(?: Photo| Images)? ?\/ ?)(?=\p{Lu})/gu

/** A credit is a name, not a sentence: longer ones are not taken for credits. In characters. */
const LONGEST_CREDIT = 90
/** Paragraphs longer than this are searched for cues only in their first part. In characters. */
const SEARCHED = 20_000
const MOST_CUES = 12

/**
 * Splits a paragraph into running text, captions and credits, also where an extractor ran them together without a space
 * ("Drone debris. IllustrationHe also said ...", "... is built.Image: Maxar"). Characters stay where they are.
 */
export function splitCaptions(text: string): readonly Part[] {
  const cues = findCues(text)
  if (cues.length === 0) return withoutCue(text)
  const parts: Part[] = []
  let from = 0
  for (const [i, cue] of cues.entries()) {
    const rest = text.slice(cue.end).trim() === ''
    const next = cues[i + 1]
    const head = captionStart(text, from, cue, rest || (next !== undefined && next.start - cue.end < 2))
    push(parts, text, 'paragraph', from, head)
    if (cue.kind === 'credit') {
      push(parts, text, 'caption', head, cue.start)
      push(parts, text, 'credit', cue.start, cue.end)
    } else push(parts, text, 'caption', head, cue.end)
    from = cue.end
  }
  push(parts, text, 'paragraph', from, text.length)
  return parts
}

function findCues(text: string): readonly Cue[] {
  const searched = text.length > SEARCHED ? text.slice(0, SEARCHED) : text
  const cues: Cue[] = []
  const take = (pattern: RegExp, kind: 'credit' | 'caption') => {
    pattern.lastIndex = 0
    for (let m = pattern.exec(searched); m !== null && cues.length < MOST_CUES; m = pattern.exec(searched)) {
      const cue = kind === 'credit' ? creditAt(text, m) : illustrationAt(text, m)
      if (cue && cues.every((c) => c.end <= cue.start || c.start >= cue.end)) cues.push(cue)
    }
  }
  take(CREDIT_CUE, 'credit')
  take(ILLUSTRATION_CUE, 'caption')
  const maker = makerAtEnd(text)
  if (maker && cues.every((c) => c.end <= maker.start)) cues.push(maker)
  return cues.sort((a, b) => a.start - b.start)
}

/** How a cue is joined to what stands before it: at the start, after a sentence or a bar, glued, or in mid-sentence. */
function joined(text: string, at: number): 'start' | 'open' | 'glued' | 'inside' {
  if (at === 0) return 'start'
  const before = text[at - 1]!
  if (/[\p{Ll}\d.!?)"”’]/u.test(before)) return 'glued'
  const trimmed = text.slice(Math.max(0, at - 4), at).trimEnd()
  return trimmed === '' || /[.!?)"”’|/•(\n]$/.test(trimmed) ? 'open' : 'inside'
}

/** A maker's mark that ends a short paragraph, with or without brackets. */
function makerAtEnd(text: string): Cue | null {
  const end = text.trimEnd().length
  const from = Math.max(0, end - 70)
  for (const m of text.slice(from, end).matchAll(MAKER_CUE)) {
    const start = from + m.index
    const bracket = text[start - 1] === '(' || text[start - 1] === '['
    const place = joined(text, bracket ? start - 1 : start)
    const name = text.slice(start, end)
    if (start < 8 || place === 'inside' || place === 'glued' || !isVerbless(name) || /[.!?] /.test(name)) continue
    return { kind: 'credit', start: bracket ? start - 1 : start, end, glued: false }
  }
  return null
}

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']' }

/** A credit in brackets, with them. */
function bracketed(text: string, m: RegExpExecArray): Cue | null {
  const closing = CLOSING[text[m.index - 1] ?? '']
  const close = closing ? text.indexOf(closing, m.index) : -1
  if (close === -1 || close - m.index > LONGEST_CREDIT) return null
  return { kind: 'credit', start: m.index - 1, end: close + 1, glued: false }
}

function creditAt(text: string, m: RegExpExecArray): Cue | null {
  const start = m.index
  const inBrackets = bracketed(text, m)
  if (inBrackets) return inBrackets
  const place = joined(text, start)
  if (place === 'inside') return null
  const body = start + m[0].length
  const stop = creditEnd(text, body)
  if (stop === null) return null
  const words = text.slice(body, stop.at)
  const soft = / (?:from|via) $/.test(m[0])
  if (words.trim() === '' || (soft && !isVerbless(words))) return null
  if (stop.how === 'sentence' && soft && place !== 'glued') return null
  return { kind: 'credit', start, end: stop.at, glued: place === 'glued' || stop.how === 'glue' }
}

/** Where a credit ends: at the end of the paragraph, at a glued capital, at a full stop, or before a sentence opener. */
function creditEnd(text: string, from: number): { at: number; how: 'end' | 'glue' | 'sentence' } | null {
  const room = text.slice(from, from + LONGEST_CREDIT + 20)
  const glue = findGlue(room)
  const sentence = sentenceEnd(room)
  const opener = openerAt(room, text.slice(from, from + 300))
  const at = Math.min(glue ?? Infinity, sentence ?? Infinity, opener ?? Infinity)
  if (at <= LONGEST_CREDIT) return { at: from + at, how: at === glue ? 'glue' : 'sentence' }
  if (from + LONGEST_CREDIT >= text.trimEnd().length) return { at: text.trimEnd().length, how: 'end' }
  return null
}

/** End of the first sentence: a stop after a word or number, before a space and a capital. `U.S. Navy` has none. */
function sentenceEnd(room: string): number | null {
  for (const m of room.matchAll(/[.!?](?=\s["“]?\p{Lu})/gu)) {
    if (/(?:\p{L}{3}|\d{2}|["”')])$/u.test(room.slice(Math.max(0, m.index - 3), m.index))) return m.index + 1
  }
  return null
}

/** Offset of the first space that a sentence opener and a finite clause follow. `for The Times` is no opening. */
function openerAt(room: string, text: string): number | null {
  for (let i = room.indexOf(' ', 1); i > 0; i = room.indexOf(' ', i + 1)) {
    if (!/[\p{L}\d)]/u.test(room[i - 1]!) || !OPENS_SENTENCE.test(room.slice(i + 1, i + 16))) continue
    if (!PREPOSITION.test(room.slice(Math.max(0, i - 8), i)) && !isVerbless(text.slice(i), 0)) return i
  }
  return null
}
const PREPOSITION = /(?:^|\s)(?:for|of|from|by|in|via|at|and|on|with|to)$/i

/**
 * Offset of the first place where a lower-case letter or closing mark meets a capital without a space and the capital
 * opens a new word: `mediaRussia`. Names with inner capitals (`YouTube`, `iPhone`, `McDonald`) are left alone: what
 * stands before the capital must be a lower-case word or a word of a credit formula.
 */
function findGlue(room: string): number | null {
  GLUE.lastIndex = 0
  for (let m = GLUE.exec(room); m !== null; m = GLUE.exec(room)) {
    const at = m.index + m[1]!.length
    const word = /[\p{L}'’-]{1,40}$/u.exec(room.slice(Math.max(0, at - 40), at))?.[0] ?? ''
    if (word === '' || /^\p{Ll}/u.test(word) || FORMULA_WORD.test(word) || isAgencyTail(room, at)) return at
    if (opensSentence(room, at)) return at
  }
  return initialsGlue(room) ?? quoteGlue(room)
}

/** `AFPThe`, `TASSKremlin`: initials and the next sentence's first word. */
function initialsGlue(room: string): number | null {
  const m = /(?<!\p{L})\p{Lu}{2,6}(?=\p{Lu}\p{Ll}{2})/u.exec(room)
  return m ? m.index + m[0].length : null
}

/** `Ministry of Defence"We saw it`: an opening quotation mark against the end of a name. */
function quoteGlue(room: string): number | null {
  const m = /\p{Ll}["“](?=\p{Lu})/u.exec(room)
  return m && !/["“”]/.test(room.slice(0, m.index)) ? m.index + 1 : null
}

const GLUE = /([\p{Ll}\d)”])(?=\p{Lu}(?:\p{Ll}|\s))/gu
const FORMULA_WORD =
  /^(?:Illustration|Photo|Image|Picture|Archive|Reuters|Media|Twitter|Telegram|Facebook|Getty|Maxar)$/i
/** Does a known sentence opener stand glued at `at` ("ReutersThe minister")? */
const opensSentence = (text: string, at: number): boolean => OPENS_SENTENCE.test(text.slice(at, at + 16))
/** Upper-case agency initials are one word, so a glued sentence shows as `AFPThe`: handled by the opener rule. */
const isAgencyTail = (text: string, at: number): boolean => /[)"”\d]/.test(text[at - 1] ?? '')

function illustrationAt(text: string, m: RegExpExecArray): Cue | null {
  const start = m.index
  const place = m[0].startsWith('(') ? 'open' : joined(text, start)
  if (place === 'inside') return null
  let end = start + m[0].length
  const after = text.slice(end)
  if (/^[.)]?\s*$/.test(after)) return { kind: 'caption', start, end: text.trimEnd().length, glued: place === 'glued' }
  if (/^\p{Lu}/u.test(after)) return { kind: 'caption', start, end, glued: true }
  if (/^\.\s?\p{Lu}/u.test(after)) {
    end += 1
    return place === 'start'
      ? { kind: 'caption', start, end, glued: false }
      : { kind: 'caption', start, end, glued: place === 'glued' }
  }
  const opener = /^\s/.test(after) && OPENS_SENTENCE.test(after.slice(1, 17))
  return opener && place !== 'start' ? { kind: 'caption', start, end, glued: false } : null
}

/**
 * Where the caption before a cue begins. Fragments without a finite verb are taken backwards from the cue; a single
 * sentence from the paragraph's start is the caption as a whole, and two short ones are when the cue ends the paragraph.
 */
function captionStart(text: string, from: number, cue: Cue, last: boolean): number {
  const starts = sentenceStarts(text, from, cue.start)
  let at = cue.start
  for (let i = starts.length - 1; i >= 0; i--) {
    const sentence = text.slice(starts[i]!, at)
    if (!isVerbless(sentence)) break
    at = starts[i]!
  }
  const whole = text.slice(from, cue.start)
  if (at === from || whole.trim() === '') return from
  const short = starts.length === 1 ? whole.length <= 400 : starts.length === 2 && last && whole.length <= 300
  return short && !SAYING.test(whole) && !/["“”]/.test(whole) ? from : at
}

function sentenceStarts(text: string, from: number, to: number): readonly number[] {
  const starts = [from]
  const stretch = text.slice(from, to)
  BREAK.lastIndex = 0
  for (let m = BREAK.exec(stretch); m !== null && starts.length < 200; m = BREAK.exec(stretch)) {
    const at = from + m.index + m[0].length
    if (at < to) starts.push(at)
  }
  return starts
}
const BREAK = /(?:\p{L}{3}|\d{2}|[)"”'])[.!?]["”’)]?\s{0,20}(?=["“(]?[\p{Lu}\d])/gu

/** `May` is a month here, `Will` a name. */
const onlyFinite = (word: string): boolean =>
  word !== 'May' && word !== 'Will' && FINITE.has(word.toLowerCase().replace('’', "'"))

/** True for a short stretch, of `most` words or fewer (0: any length), without any word that only a finite clause has. */
export function isVerbless(text: string, most = 30): boolean {
  const words = text.match(/[\p{L}'’]+/gu) ?? []
  return words.length > 0 && (most === 0 || words.length <= most) && !words.some(onlyFinite)
}

/** No formula: verbless fragments that meet the next sentence without a space ("Mariupol, autumn 2022.Russia uses ..."). */
function withoutCue(text: string): readonly Part[] {
  const m = /[\p{Ll}\d]{2}[.)](?=\p{Lu}\p{Ll})/u.exec(text.slice(0, 200))
  const at = m ? m.index + m[0].length : 0
  const head = text.slice(0, at)
  const parts: Part[] = []
  const caption = at >= 8 && /\s/.test(head) && isVerbless(head) && !isVerbless(text.slice(at, at + 200), 5)
  if (caption) push(parts, text, 'caption', 0, at)
  push(parts, text, 'paragraph', caption ? at : 0, text.length)
  return parts
}

/** Adds a part without the white space around it; nothing for an empty stretch. */
function push(parts: Part[], text: string, kind: BlockKind, from: number, to: number): void {
  let [start, end] = [from, to]
  while (start < end && /\s/.test(text[start]!)) start++
  while (end > start && /\s/.test(text[end - 1]!)) end--
  if (start < end) parts.push({ kind, start, end })
}
