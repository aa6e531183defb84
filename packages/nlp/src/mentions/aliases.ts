import type { Alias, Quote } from '@wherefrom/schema'
import { initials } from './entities.ts'
import { byRule, type Name } from './name.ts'
import type { Words } from './words-at.ts'

/** Words between two names that equate them, longest first; the other name follows. Optional words are dealt with below. */
const CUES: readonly (readonly string[])[] = [
  'also known as',
  'also known by',
  'better known as',
  'formerly known as',
  'previously known as',
  'locally known as',
  'commonly known as',
  'known locally as',
  'known as',
  'otherwise called',
  'also called',
  'also dubbed',
  'also named',
  'formerly called',
  'formerly',
  'dubbed',
  'nicknamed',
  'codenamed',
  'code-named',
  'renamed',
  'rebranded as',
  'called',
  'named',
  'designated as',
  'designated',
  'aka',
  'a.k.a.',
].map((c) => c.split(' '))

/** `under the Russian designation`, `under the name`: cue phrases with a changing middle. */
const UNDER = new Set([
  'designation',
  'designations',
  'name',
  'names',
  'codename',
  'brand',
  'pseudonym',
  'alias',
  'title',
])

/** Tokens that may stand between a cue and the other name, or between a name and its cue. */
const FILLERS = new Set([
  'the',
  '"',
  '“',
  '„',
  "'",
  '‘',
  '«',
  ',',
  'as',
  'a',
  'simply',
  'is',
  'are',
  'was',
  'were',
  'which',
  'who',
  'or',
  'in',
  '``',
])

/** Cues that are as often verbs with the name as their subject. */
const NAMING = new Set(['called', 'named', 'dubbed', 'designated', 'renamed', 'nicknamed', 'codenamed'])

const FARTHEST = 7

/** Do the letters of `acronym` come from `words`: its initials in order, or the same initials in another order? */
export function abbreviates(acronym: string, words: readonly string[]): boolean {
  const letters = acronym.toLowerCase().replace(/[^\p{L}]/gu, '')
  if (letters.length < 2 || letters.length > 10 || words.length < 2) return false
  const own = initials(words)
  if (own === letters) return true
  if (letters.length >= 4 && [...own].sort().join('') === [...letters].sort().join('')) return true
  const bag = [...own]
  for (const l of letters) {
    const at = bag.indexOf(l)
    if (at < 0) return subsequence(letters, words)
    bag.splice(at, 1)
  }
  return letters.length >= 3 && bag.length <= 1
}

/** Schwartz and Hearst (2003): the letters in order through the words, the first one at a word's start. */
function subsequence(letters: string, words: readonly string[]): boolean {
  const long = words.join(' ').toLowerCase()
  let at = long.length
  for (let k = letters.length - 1; k >= 0; k--) {
    do at--
    while (at >= 0 && (long[at] !== letters[k] || (k === 0 && at > 0 && long[at - 1] !== ' ')))
    if (at < 0) return false
  }
  return at === 0 && words.length <= letters.length + 2
}

/** Splits `Shahed-136/131` into `Shahed-136` and `Shahed-131`; other names are given back whole. */
export function members(name: string): string[] {
  const m = /^(.{1,24}?)(\d{1,4}[A-Za-z]{0,3})((?:\/\d{1,4}[A-Za-z]{0,3}){1,3})$/.exec(name)
  if (!m) return [name]
  return [m[2]!, ...m[3]!.slice(1).split('/')].map((number) => m[1] + number)
}

const MARKS = new Set('"“„\'‘’«»”`,.')

/** A name without its article and the marks around it, on one line. */
function clean(name: string): string {
  let from = 0
  let to = name.length
  while (from < to && MARKS.has(name[from]!)) from++
  while (to > from && MARKS.has(name[to - 1]!)) to--
  const flat = name
    .slice(from, to)
    .split(/\s/)
    .filter((w) => w !== '')
    .join(' ')
  return /^the /i.test(flat) ? flat.slice(4) : flat
}

/** Finds the aliases of a document, one sentence at a time. */
export class AliasFinder {
  readonly aliases: Alias[] = []
  /** Pairs found already, in either order. */
  private readonly seen = new Set<string>()
  private readonly words: Words
  private readonly names: readonly Name[]
  /** Name index + 1 at the token where it starts / where it ends. */
  private readonly startsAt: Int32Array
  private readonly endsAt: Int32Array
  private readonly quoteAt: ReadonlyMap<number, Quote>

  constructor(words: Words, names: readonly Name[], quotes: readonly Quote[]) {
    this.words = words
    this.names = names
    this.startsAt = new Int32Array(words.tokens.length + 1)
    this.endsAt = new Int32Array(words.tokens.length + 1)
    for (const [k, n] of names.entries()) {
      this.startsAt[n.from] = k + 1
      this.endsAt[n.to] = k + 1
    }
    this.quoteAt = new Map(quotes.map((q) => [q.start, q]))
  }

  readSentence(s: number): void {
    const last = this.words.to(s)
    for (let i = this.words.from(s); i < last; i++) {
      const w = this.words.at(i)
      if (w === '(' || w === '[') this.bracket(i, last)
      else if (w === ',') this.comma(i, last)
      else this.cue(i, this.words.from(s), last)
    }
  }

  /** `National Security Council (NSC)`, `Geran-2 (Shahed-136)`, `Qayyarah Airfield West (“Q-West”)`. */
  private bracket(i: number, last: number): void {
    const left = this.names[this.endsAt[i]! - 1]
    if (!left) return
    let to = i + 1
    while (to < last && to - i < 9 && !/^[)\]]$/.test(this.words.at(to))) to++
    if (to >= last || to - i >= 9 || to === i + 1) return
    let from = i + 1
    if (/^(?:or|aka|a\.k\.a\.|formerly|also)$/i.test(this.words.at(from))) from++
    if (from >= to) return
    const inner = clean(this.words.range(from, to))
    const right = this.names[this.startsAt[from]! - 1]
    const whole = right !== undefined && right.to === to
    const single = /^[\p{L}][\p{L}.&-]{1,11}$/u.test(inner)
    const leftName = this.words.range(left.from, left.to)
    if (left.type === 'equipment' && whole && right.type === 'equipment')
      this.put(left, i, to, inner, 'alias/bracket-designation')
    else if (single && abbreviates(inner, clean(leftName).split(/\s+/)))
      this.put(left, i, to, inner, 'alias/bracket-acronym')
    else if (single && left.type === 'organisation' && acronymLike(inner))
      this.put(left, i, to, inner, 'alias/bracket-acronym')
    else if (from > i + 1 || /^["“'‘]/.test(this.words.at(from))) this.put(left, i, to, inner, 'alias/bracket-name')
  }

  /** `Sandinist National Liberation Front, FSLN, ...` and `..., or IRGC, ...`. */
  private comma(i: number, last: number): void {
    const left = this.names[this.endsAt[i]! - 1]
    if (!left) return
    const at = this.words.lower(i + 1) === 'or' ? i + 2 : i + 1
    const w = this.words.at(at)
    if (at >= last || !/^[A-Za-z]{2,8}$/.test(w) || !/^[,.;)]$/.test(this.words.at(at + 1))) return
    if (!/^[A-Z]{2}/.test(w) && /\p{Lu}/u.test(this.words.range(left.from, left.to))) return
    if (w.length > 2 && abbreviates(w, clean(this.words.range(left.from, left.to)).split(/\s+/)))
      this.put(left, i, at, w, 'alias/comma-acronym')
  }

  private cue(i: number, first: number, last: number): void {
    const length = this.cueLength(i, last)
    if (length === 0) return
    const left = this.nameBefore(i, first)
    if (!left) return
    // `the union called the press`: somebody who names, not somebody who is named.
    const active =
      this.endsAt[i] !== 0 && NAMING.has(this.words.lower(i)) && !/^["“‘'«]$/.test(this.words.at(i + length))
    const right = active ? null : this.nameAfter(i + length, last)
    if (!right) return
    const lefts = members(clean(this.words.range(left.from, left.to)))
    const rights = [right.text, ...this.moreAfter(right.end, last, lefts.length - 1)]
    const basis = 'alias/also-called'
    for (const [k, a] of lefts.entries()) {
      const b = rights[k]
      if (b !== undefined) this.add(a, b, left.from, right.end, basis)
    }
  }

  private cueLength(i: number, last: number): number {
    const first = this.words.lower(i)
    if (first === 'under') {
      for (let k = i + 1; k < Math.min(last, i + 6); k++) if (UNDER.has(this.words.lower(k))) return k - i + 1
      return 0
    }
    if (first === 'known' && /^(?:in|to|among|by)$/.test(this.words.lower(i + 1)))
      for (let k = i + 2; k < Math.min(last, i + 7); k++) {
        if (/^[,.;]$/.test(this.words.at(k))) break
        if (this.words.lower(k) === 'as') return k - i + 1
      }
    for (const cue of CUES)
      if (cue[0] === first && cue.every((w, k) => i + k < last && this.words.lower(i + k) === w)) return cue.length
    return 0
  }

  /** The name that a cue's other name is for: right before the cue, with only fillers between. */
  private nameBefore(i: number, first: number): Name | null {
    const under = this.words.lower(i) === 'under'
    for (let k = i; k > first && i - k < FARTHEST; k--) {
      const name = this.names[this.endsAt[k]! - 1]
      if (name) return name
      if (!FILLERS.has(this.words.lower(k - 1)) && !(under && i - k < 3)) return null
    }
    return null
  }

  /** The other name: the next name or quotation after the cue. */
  private nameAfter(i: number, last: number): { text: string; end: number } | null {
    for (let k = i; k < last && k - i < 4; k++) {
      const quote = this.quoteAt.get(this.words.tokens.start[k]!)
      if (quote && quote.inner.end - quote.inner.start <= 60) {
        let end = k + 1
        while (end < last && this.words.tokens.end[end - 1]! < quote.end) end++
        return { text: clean(this.words.text.slice(quote.inner.start, quote.inner.end)), end }
      }
      const name = this.names[this.startsAt[k]! - 1]
      if (name) return { text: clean(this.words.range(name.from, name.to)), end: name.to }
      const run = this.capitals(k, last)
      if (run > k) return { text: clean(this.words.range(k, run)), end: run }
      if (!FILLERS.has(this.words.lower(k))) return null
    }
    return null
  }

  /** End of the run of capitalised words at `k`, four at most: a name that the tagger does not know. */
  private capitals(k: number, last: number): number {
    let to = k
    while (
      to < last &&
      to - k < 4 &&
      /^\p{Lu}[\p{L}\d'’-]*$/u.test(this.words.at(to)) &&
      !FILLERS.has(this.words.lower(to))
    )
      to++
    return to
  }

  /** Further names joined by "and" or commas, for designations named side by side. */
  private moreAfter(i: number, last: number, most: number): string[] {
    const out: string[] = []
    let at = i
    while (out.length < most && at < last && at - i < 12) {
      while (
        at < last &&
        /^(?:and|,|"|”|'|’)$/.test(this.words.at(at)) &&
        !this.quoteAt.has(this.words.tokens.start[at]!)
      )
        at++
      const next = this.nameAfter(at, last)
      if (!next) break
      out.push(next.text)
      at = next.end
    }
    return out
  }

  private put(left: Name, _bracket: number, to: number, inner: string, rule: string): void {
    this.add(clean(this.words.range(left.from, left.to)), inner, left.from, to + 1, rule)
  }

  private add(a: string, b: string, from: number, to: number, rule: string): void {
    if (a === '' || b === '' || a.toLowerCase() === b.toLowerCase()) return
    const pair = [a.toLowerCase(), b.toLowerCase()].sort().join('\n')
    if (this.seen.has(pair)) return
    this.seen.add(pair)
    const end = Math.min(to, this.words.tokens.length)
    const span = { start: this.words.tokens.start[from]!, end: this.words.tokens.end[end - 1]! }
    this.aliases.push({ ...span, a, b, basis: byRule(rule, span) })
  }
}

/** Letters in capitals (or, in a text without capitals, few letters): an acronym rather than a word in brackets. */
function acronymLike(s: string): boolean {
  return /^[A-Z][A-Za-z]{0,2}[A-Z-]{1,8}$/.test(s)
}
