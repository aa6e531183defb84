import type { Mention, Parse, Sentences, Tags, TokenRange, Tokens } from '@wherefrom/schema'
import { Words } from '../mentions/words-at.ts'
import { CLOSER, COMMON, HINTS, type Hint, WHERE } from './tables.ts'
import { type Use, useOf } from './use.ts'

/** A name of a place in the text, wherever it stands and whatever it stands for. */
export interface Toponym extends TokenRange {
  /** Index of the mention that it is, or that it stands in; -1 for none. */
  readonly mention: number
  readonly use: Use
  /** The name to look up, as the text writes it. */
  readonly name: string
  /** What the words beside it, or in it, ask for. */
  readonly hint: Hint | null
}

/** What the finder of toponyms reads. */
export interface ToponymInput {
  readonly text: string
  readonly tokens: Tokens
  readonly sentences: Sentences
  readonly tags: Tags
  readonly parse: Parse
  readonly mentions: readonly Mention[]
}

/** Is the name known as a place at all? `adjective`: as an adjective of one. Gives the likeliest reading's prior, or null. */
export type Known = (name: string, adjective: boolean, short: boolean) => number | null

/** Written like an abbreviation: with full stops, or in capitals only. */
export const isShort = (name: string): boolean =>
  name.length <= 6 && /^(?:\p{Lu}{2,4}|[\p{Lu}\p{Ll}. ]{1,6}\.)$/u.test(name)

/** Least prior of a name that is taken for a place though no mention says so. */
const SEEN_ALONE = 88
/** Least prior of a name within another name. */
const SEEN_WITHIN = 108
/** The most words of a name. */
const LONGEST = 4

export class ToponymFinder {
  private readonly input: ToponymInput
  private readonly words: Words
  private readonly known: Known
  private readonly taken: Int32Array
  readonly found: Toponym[] = []

  constructor(input: ToponymInput, known: Known) {
    this.input = input
    this.words = new Words(input.text, input.tokens, input.sentences)
    this.known = known
    this.taken = new Int32Array(input.tokens.length).fill(-1)
  }

  /** All toponyms of the document, in text order. */
  find(): Toponym[] {
    const { mentions } = this.input
    for (const [m, mention] of mentions.entries()) this.taken.fill(m, mention.tokens.from, mention.tokens.to)
    for (const [m, mention] of mentions.entries()) this.readMention(m, mention)
    this.readRest()
    return this.found.sort((a, b) => a.from - b.from || b.to - a.to)
  }

  private add(range: TokenRange, mention: number, use: Use): void {
    const { from, to } = range
    const name = this.words.range(from, to).replace(/\s+/g, ' ')
    this.found.push({ from, to, mention, use, name, hint: this.hintAt(from, to) })
  }

  private readMention(m: number, mention: Mention): void {
    const { from, to } = mention.tokens
    switch (mention.type) {
      case 'place':
      case 'facility':
        for (const part of this.partsOf(from, to)) {
          this.add(part, m, useOf(this.input, part, mention.type))
          if (mention.type === 'facility') this.readWithin(m, part)
        }
        return
      case 'nationality':
        this.readNationality(m, mention.tokens)
        return
      case 'organisation':
        if (this.known(this.words.range(from, to), false, isShort(this.words.range(from, to))) !== null) {
          this.add(mention.tokens, m, 'metonym')
          return
        }
        this.readWithin(m, mention.tokens)
        return
      case 'person':
        return
      default:
        this.readWithin(m, mention.tokens)
    }
  }

  /** A mention cut at commas, where the whole is not one name: `Washington, D.C.`, but `Paris, Texas` in two. */
  private partsOf(from: number, to: number): TokenRange[] {
    const cuts: number[] = []
    for (let i = from + 1; i < to - 1; i++) if (this.words.at(i) === ',') cuts.push(i)
    if (cuts.length === 0 || this.known(this.words.range(from, to), false, false) !== null) return [{ from, to }]
    const out: TokenRange[] = []
    let at = from
    for (const cut of [...cuts, to]) {
      if (cut > at) out.push({ from: at, to: cut })
      at = cut + 1
    }
    return out
  }

  private readNationality(m: number, range: TokenRange): void {
    const last = this.words.at(range.to - 1)
    const whole = this.words.range(range.from, range.to)
    const own = this.known(whole, true, false)
    if (own === null && this.known(whole.replace(/s$/, ''), true, false) === null) return
    const people =
      own === null || (/s$/.test(last) && !/(?:ese|is|ss)s?$/.test(last) && this.tag(range.to - 1).endsWith('S'))
    this.add(range, m, people || !this.describes(range) ? 'people' : 'modifier')
  }

  private tag(i: number): string {
    const { tags } = this.input
    return tags.xposNames[tags.xpos[i]!] ?? ''
  }

  /** Does the adjective stand before a noun that it describes? */
  private describes(range: TokenRange): boolean {
    const { head } = this.input.parse
    const after = this.words.at(range.to)
    if (/^[-–]$/.test(after)) return true
    const h = head[range.to - 1]!
    if (h >= range.to) return true
    return /^JJ/.test(this.tag(range.to - 1)) && /^\p{L}/u.test(after) && /^N/.test(this.tag(range.to))
  }

  /** Places named within another name: at its start, or after `of` or `in`. */
  private readWithin(m: number, range: TokenRange): void {
    for (let i = range.from; i < range.to; i++) {
      const before = i === range.from ? '' : this.words.lower(i - 1)
      const starts =
        i === range.from || before === 'of' || before === 'in' || before === 'the' || before === 'for' || before === ','
      const last = i === range.to - 1
      if (!starts && !last) continue
      for (let to = Math.min(range.to, i + LONGEST); to > i; to--) {
        if (i === range.from && to === range.to) continue
        const name = this.words.range(i, to)
        if (!/^\p{Lu}/u.test(name)) break
        if (to === i + 1 && COMMON.has(name.toLowerCase())) continue
        const adjective = this.known(name, true, false)
        const place = this.known(name, false, isShort(name))
        if (Math.max(adjective ?? 0, place ?? 0) < SEEN_WITHIN + (starts ? 0 : 40)) continue
        this.add({ from: i, to }, m, 'embedded')
        i = to - 1
        break
      }
    }
  }

  /** Names of known places that no mention covers: after a preposition of place, before a comma and a region, in a dateline. */
  private readRest(): void {
    const { tokens } = this.input
    for (let i = 0; i < tokens.length; i++) {
      if (this.taken[i]! >= 0 || !/^\p{Lu}/u.test(this.words.at(i))) continue
      let to = i + 1
      while (to < tokens.length && to < i + LONGEST && this.taken[to]! < 0 && /^\p{Lu}/u.test(this.words.at(to))) to++
      const end = this.knownFrom(i, to)
      if (end === 0) {
        i = to - 1
        continue
      }
      this.add({ from: i, to: end }, -1, useOf(this.input, { from: i, to: end }, 'place'))
      i = end - 1
    }
  }

  private knownFrom(from: number, to: number): number {
    const s = this.input.tokens.sentence[from]!
    const opens = from === this.input.sentences.from[s]
    const where = !opens && WHERE.has(this.words.lower(from - 1))
    for (let end = to; end > from; end--) {
      const name = this.words.range(from, end)
      if (end === from + 1 && (COMMON.has(name.toLowerCase()) || name.length < 4)) return 0
      const prior = this.known(name, false, isShort(name))
      if (prior === null) continue
      const least = where ? SEEN_ALONE : end - from > 1 && !opens ? SEEN_ALONE + 20 : SEEN_ALONE + 70
      if (prior >= least) return end
    }
    return 0
  }

  /** `the port of X`, `X province`, `Lake X`: what the words beside or at the ends of a name ask for. */
  private hintAt(from: number, to: number): Hint | null {
    const after = HINTS.get(this.words.lower(to))
    if (after && this.words.at(to) !== 'State') return after
    const last = to - from > 1 ? HINTS.get(this.words.lower(to - 1)) : undefined
    if (last) return last
    if (this.words.lower(from - 1) === 'of') {
      const before = HINTS.get(this.words.lower(from - 2))
      if (before) return before
    }
    return HINTS.get(this.words.lower(from - 1)) ?? null
  }
}

/** Forms of a name to look up, the fullest first: without an article, closer words (`northern`) and words of kind. */
export function formsOf(name: string): string[] {
  const forms = [name]
  let rest = name.replace(/^[Tt]he /, '').replace(/['’]s?$/, '')
  if (rest !== name) forms.push(rest)
  const words = rest.split(' ')
  while (words.length > 1 && CLOSER.has(words[0]!.toLowerCase())) words.shift()
  if (words.length > 1 && HINTS.has(words.at(-1)!.toLowerCase())) {
    rest = words.join(' ')
    if (!forms.includes(rest)) forms.push(rest)
    words.pop()
  }
  const of = /^(?:\p{L}+ ){1,2}of (?:the )?(?=\p{Lu})/u.exec(words.join(' '))
  if (of && HINTS.has(of[0].split(' ')[0]!.toLowerCase())) forms.push(words.join(' ').slice(of[0].length))
  if (words.length > 1 && HINTS.has(words[0]!.toLowerCase()) && !of) forms.push(words.slice(1).join(' '))
  rest = words.join(' ')
  if (!forms.includes(rest)) forms.push(rest)
  return forms
}
