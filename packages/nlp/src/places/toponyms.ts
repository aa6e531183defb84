import type { Mention, MentionType, Parse, Sentences, Tags, TokenRange, Tokens } from '@wherefrom/schema'
import { Words } from '../mentions/words-at.ts'
import { deprelOf } from '../parse/tree.ts'
import type { Lookup } from './lookup.ts'
import { COMMON, GOVERNMENT_WORDS, HINTS, type Hint, NOT_PLACES, SETTLEMENTS, STREETS, WHERE } from './tables.ts'
import { type Use, useOf } from './use.ts'

/** A name of a place in the text, wherever it stands and whatever it stands for. */
export interface Toponym extends TokenRange {
  /** Index of the mention that it is, or that it stands in; -1 for none. */
  readonly mention: number
  readonly use: Use
  /** An adjective (`Syrian`), not a place's own name. */
  readonly adjective: boolean
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

/** Least prior of a name that is taken for a place though no mention says so: after a preposition of place, or without. */
const SEEN_WHERE = 88
const SEEN_ALONE = 158
/** Least prior of a name within another name, and of an organisation's name that is a place's. */
const SEEN_WITHIN = 100
const SEEN_AS_ORGANISATION = 150
/** The most words of a name that is looked for. */
const LONGEST = 4

const CAPITAL = /^\p{Lu}/u
const ADJECTIVE_RELATIONS = /^(?:amod|compound|flat|nmod|obl:npmod|obl:unmarked)/
/** Adjectives of peoples within a country, not of the country: `African American`. */
const ETHNIC = /^(?:African|Asian|Arab|Mexican|Irish|Italian|Native|Hispanic|Cuban|Korean|Chinese)[- ]Americans?$/

/** Types of mentions that may be a place of the user's own tables all the same. */
const OTHERS: ReadonlySet<MentionType> = new Set(['organisation', 'other', 'equipment', 'document', 'event'])

/** Finds the names of places of one document. `lookup` tells what the gazetteers know. */
export class ToponymFinder {
  private readonly input: ToponymInput
  private readonly words: Words
  private readonly lookup: Lookup
  private readonly taken: Int32Array
  private readonly found: Toponym[] = []

  constructor(input: ToponymInput, lookup: Lookup) {
    this.input = input
    this.words = new Words(input.text, input.tokens, input.sentences)
    this.lookup = lookup
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

  private add(range: TokenRange, mention: number, use: Use, adjective = false): void {
    const { from, to } = range
    const name = this.words.range(from, to).replace(/\s+/g, ' ')
    if (NOT_PLACES.get(name.toLowerCase())?.has(this.words.lower(to))) return
    this.found.push({ from, to, mention, use, adjective, name, hint: this.hintAt(from, to) })
    if (mention < 0) this.taken.fill(0, from, to)
  }

  private readMention(m: number, mention: Mention): void {
    const range = mention.tokens
    if (OTHERS.has(mention.type) && this.lookup.isOwn(this.words.range(range.from, range.to))) {
      this.add(range, m, useOf(this.input, range, 'facility'))
      return
    }
    switch (mention.type) {
      case 'place':
      case 'facility':
        for (const part of this.partsOf(range)) this.readPlace(m, part, mention)
        return
      case 'nationality':
        this.readNationality(m, range)
        return
      case 'person':
        return
      case 'organisation': {
        const name = this.words.range(range.from, range.to)
        const prior = this.lookup.asOrganisation(name)
        if (prior !== null && prior >= SEEN_AS_ORGANISATION) this.add(range, m, 'metonym')
        else this.readWithin(m, range)
        return
      }
      default:
        this.readWithin(m, range)
    }
  }

  private readPlace(m: number, part: TokenRange, mention: Mention): void {
    const range = this.grown(this.trimmed(part), part.to === mention.tokens.to)
    if (range.from >= range.to) return
    if (range.to - range.from === 1 && GOVERNMENT_WORDS.has(this.words.lower(range.from))) return
    this.add(range, m, useOf(this.input, range, mention.type))
    if (mention.type === 'facility') this.readWithin(m, range)
  }

  /** A mention cut at commas and after a possessor, where the whole is not one name: `Paris, Texas`, `Seoul's Jamsil Stadium`. */
  private partsOf({ from, to }: TokenRange): TokenRange[] {
    const cuts: number[] = []
    for (let i = from + 1; i < to - 1; i++)
      if (this.words.at(i) === ',' || /^['’]s$/.test(this.words.at(i))) cuts.push(i)
    if (cuts.length === 0) return [{ from, to }]
    const whole = this.lookup.prior(this.words.range(from, to)) !== null
    if (whole && !this.lookup.isArea(this.words.range(cuts.at(-1)! + 1, to))) return [{ from, to }]
    const out: TokenRange[] = []
    let at = from
    for (const cut of [...cuts, to]) {
      if (cut > at) out.push({ from: at, to: cut })
      at = cut + 1
    }
    return out
  }

  /** Without words in small letters at its ends: `Idlib province`, `northern Syria`. */
  private trimmed({ from, to }: TokenRange): TokenRange {
    const small = (i: number): boolean =>
      /^\p{Ll}/u.test(this.words.at(i)) && !/^\p{Ll}{1,3}-\p{Lu}/u.test(this.words.at(i))
    while (to > from && small(to - 1)) to--
    while (from < to && small(from) && !/^(?:al|el|the|de|la|le)$/.test(this.words.at(from))) from++
    return { from, to }
  }

  /** With what belongs to the name and no mention holds: `Trinidad and Tobago`, `Miami-Dade`, `Ill.`, `Royal Street`. */
  private grown({ from, to }: TokenRange, free: boolean): TokenRange {
    if (!free || to >= this.input.tokens.length) return { from, to }
    const next = this.words.at(to)
    const known = (end: number): boolean =>
      end <= this.sentenceEnd(from) &&
      CAPITAL.test(this.words.at(end - 1)) &&
      this.lookup.exact(this.words.range(from, end)) !== null
    if (next === '.' && this.words.glued(to) && this.lookup.isShortForm(this.words.range(from, to + 1)))
      return { from, to: to + 1 }
    if (/^(?:and|-|–|,|of)$/.test(next)) {
      const apart = next === ',' && this.lookup.isArea(this.words.at(to + 1))
      if (!apart && known(to + 2)) return { from, to: to + 2 }
      if (next !== ',' && known(to + 3)) return { from, to: to + 3 }
    }
    if (CAPITAL.test(next) && this.taken[to]! < 0) {
      if (known(to + 1)) return { from, to: to + 1 }
      if (STREETS.has(next.toLowerCase())) return { from, to: to + 1 }
    }
    return { from, to }
  }

  private sentenceEnd(i: number): number {
    return this.input.sentences.to[this.input.tokens.sentence[i]!]!
  }

  private readNationality(m: number, { from, to }: TokenRange): void {
    const start = this.withCloser(from, to)
    const whole = this.words.range(start, to)
    const known = this.lookup.adjective(whole)
    if (known === null && this.lookup.adjective(whole.replace(/s$/, '')) === null) return
    const around = `${whole} ${this.words.at(to)}`
    const ethnic = ETHNIC.test(around) || ETHNIC.test(`${this.words.at(start - 1)} ${whole}`)
    this.add(
      { from: start, to },
      m,
      known === null || ethnic || !this.describes({ from: start, to }) ? 'people' : 'modifier',
      true,
    )
  }

  /** `Central American`, `South Korean`: with a word before it that no mention holds. */
  private withCloser(from: number, to: number): number {
    const before = this.words.at(from - 1)
    if (from === 0 || this.taken[from - 1]! >= 0 || !CAPITAL.test(before)) return from
    return this.lookup.adjective(this.words.range(from - 1, to)) === null ? from : from - 1
  }

  private tag(i: number): string {
    const { tags } = this.input
    return tags.xposNames[tags.xpos[i]!] ?? ''
  }

  /** Does the adjective stand before a noun that it describes? Peoples and languages stand alone. */
  private describes({ to }: TokenRange): boolean {
    const { parse } = this.input
    if (/^[-–]$/.test(this.words.at(to))) return true
    const last = to - 1
    if (parse.head[last]! >= to && ADJECTIVE_RELATIONS.test(deprelOf(parse, last))) return true
    return /^JJ/.test(this.tag(last)) && /^\p{L}/u.test(this.words.at(to)) && /^(?:N|JJ)/.test(this.tag(to))
  }

  /** Places named within another name: at its start, its end, or after `of`, `in` or `for`. */
  private readWithin(m: number, range: TokenRange): void {
    for (let i = range.from; i < range.to; i++) {
      const opens = i === range.from || /^(?:of|in|the|for|,|-)$/.test(this.words.lower(i - 1))
      if (!opens && i !== range.to - 1) continue
      const to = this.longestWithin(i, range, opens)
      if (to === i) continue
      this.add({ from: i, to }, m, 'embedded')
      i = to - 1
    }
  }

  private longestWithin(from: number, range: TokenRange, opens: boolean): number {
    for (let to = Math.min(range.to, from + LONGEST); to > from; to--) {
      if (from === range.from && to === range.to) continue
      const name = this.words.range(from, to)
      if (!CAPITAL.test(name) || !/[\p{L}.]$/u.test(name)) continue
      if (to === from + 1 && (COMMON.has(name.toLowerCase()) || name.length < 2)) continue
      const prior = Math.max(this.lookup.adjective(name) ?? 0, this.lookup.exact(name) ?? 0)
      if (prior >= SEEN_WITHIN + (opens ? 0 : 50)) return to
    }
    return from
  }

  /** Names of known places that no mention covers. */
  private readRest(): void {
    const { tokens } = this.input
    for (let i = 0; i < tokens.length; i++) {
      if (this.taken[i]! >= 0 || !CAPITAL.test(this.words.at(i))) continue
      let to = i + 1
      while (to < tokens.length && to < i + LONGEST && this.taken[to]! < 0 && CAPITAL.test(this.words.at(to))) to++
      const end = this.knownFrom(i, to)
      if (end > i) {
        const range = this.grown({ from: i, to: end }, true)
        this.add(range, -1, useOf(this.input, range, 'place'))
      }
      i = Math.max(end, to) - 1
    }
  }

  private knownFrom(from: number, to: number): number {
    // `the village of X`: a place by the word before it, known or not.
    if (this.words.lower(from - 1) === 'of' && SETTLEMENTS.has(this.words.lower(from - 2))) {
      let end = from + 1
      while (end < to && this.words.lower(end) !== 'in') end++
      return end
    }
    const opens = from === this.input.sentences.from[this.input.tokens.sentence[from]!]
    const before = this.words.lower(from - 1)
    const where = !opens && (WHERE.has(before) || (before === 'the' && WHERE.has(this.words.lower(from - 2))))
    for (let end = to; end > from; end--) {
      const name = this.words.range(from, end)
      if (end === from + 1 && (COMMON.has(name.toLowerCase()) || name.length < 4)) return from
      const prior = this.lookup.exact(name)
      if (prior === null) continue
      const several = end - from > 1 && !opens
      if (prior >= (where ? SEEN_WHERE : several ? SEEN_WHERE + 20 : SEEN_ALONE)) return end
    }
    return from
  }

  /** `the port of X`, `X province`, `Lake X`: what the words beside or at the ends of a name ask for. */
  private hintAt(from: number, to: number): Hint | null {
    const after = HINTS.get(this.words.lower(to))
    if (after) return after
    const last = to - from > 1 ? HINTS.get(this.words.lower(to - 1)) : undefined
    if (last) return last
    if (this.words.lower(from - 1) === 'of') {
      const before = HINTS.get(this.words.lower(from - 2))
      if (before) return before
    }
    return HINTS.get(this.words.lower(from - 1)) ?? null
  }
}
