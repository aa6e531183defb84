import type { Span } from '@wherefrom/schema'
import type { AnalysisJson } from '../contract.ts'
import { diffTexts, PlaceMap, type TextChange } from './text-diff.ts'

export type ClaimJson = AnalysisJson['claims'][number]

/**
 * What became of a claim from one version of a page to the next. `kept`: the same words at the same place of the text,
 * said by the same sources in the same way. `moved`: all of that, but elsewhere in the text. `changed`: something of it
 * differs (`differs` says what). `gone` and `new`: it has no counterpart.
 */
export type ClaimState = 'kept' | 'moved' | 'changed' | 'gone' | 'new'

/** What can differ between two states of a claim. */
export type Difference = 'content' | 'sources' | 'certainty' | 'polarity' | 'time' | 'when' | 'quotation'

export interface ClaimChange {
  readonly state: ClaimState
  /** Id of the claim in the earlier version; null for a new one. */
  readonly before: string | null
  /** Id of the claim in the later version; null for one that is gone. */
  readonly after: string | null
  readonly differs: readonly Difference[]
}

export interface Comparison {
  /** In the order of the earlier version, then the new ones in the order of the later. */
  readonly claims: readonly ClaimChange[]
  readonly counts: Readonly<Record<ClaimState, number>>
  readonly text: readonly TextChange[]
}

/**
 * Compares two analyses of one page. Pure: nothing is carried over from one to the other, the answer only says which
 * claim stands for which and how sure that is to be the same.
 */
export function compareAnalyses(before: AnalysisJson, after: AnalysisJson): Comparison {
  const text = diffTexts(before.document.text, after.document.text)
  const places = new PlaceMap(text)
  const pairs = new Pairs(before, after)
  for (const [b, a] of pairs.equal(everything)) if (samePlace(b.claim, a.claim, places)) pairs.join(b, a, 'kept')
  for (const [b, a] of pairs.equal(everything)) pairs.join(b, a, 'moved')
  for (const [b, a] of pairs.equal((facts) => facts.content)) pairs.join(b, a, 'changed')
  for (const [b, a] of pairs.alike()) pairs.join(b, a, 'changed')
  const claims = pairs.result()
  const counts = { kept: 0, moved: 0, changed: 0, gone: 0, new: 0 }
  for (const { state } of claims) counts[state]++
  return { claims, counts, text }
}

/** What a claim says, as texts that can be compared. */
type Facts = Readonly<Record<Difference, string>>

interface Side {
  readonly claim: ClaimJson
  readonly facts: Facts
  readonly n: number
}

const everything = (facts: Facts): string => JSON.stringify(facts)

function factsOf(claim: ClaimJson, { document: { text } }: AnalysisJson): Facts {
  const said = (span: Span | null): string | null => span && plain(text.slice(span.start, span.end))
  return {
    content: plain(claim.text),
    sources: JSON.stringify(claim.chain.map((l) => [said(l.source), l.kind, l.named, l.manner, l.stance])),
    certainty: claim.certainty,
    polarity: claim.polarity,
    time: claim.time,
    when: claim.when?.edtf ?? '',
    quotation: claim.quotation,
  }
}

/** Words without what typesetting changes: white space, kinds of quotation marks and hyphens. */
const plain = (text: string): string =>
  text
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u201c\u201d]/g, '"')
    .replace(/[\u2010-\u2015]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()

const samePlace = (before: ClaimJson, after: ClaimJson, places: PlaceMap): boolean =>
  before.content.length === after.content.length &&
  before.content.every((span, i) => {
    const now = places.map(span)
    return now !== null && now.start === after.content[i]!.start && now.end === after.content[i]!.end
  })

/** Share of words that two contents must have in common to be states of one claim (Dice). */
const ALIKE = 0.5
/** Claims that one claim is compared with at most. */
const CANDIDATES = 40

/** Claims of both versions and which of them belong together; each is joined once. */
class Pairs {
  readonly #before: readonly Side[]
  readonly #after: readonly Side[]
  readonly #joined = new Map<Side, ClaimChange>()

  constructor(before: AnalysisJson, after: AnalysisJson) {
    const sides = (json: AnalysisJson): Side[] =>
      json.claims.map((claim, n) => ({ claim, facts: factsOf(claim, json), n }))
    this.#before = sides(before)
    this.#after = sides(after)
  }

  join(before: Side, after: Side, state: ClaimState): void {
    const differs = (Object.keys(before.facts) as Difference[]).filter((k) => before.facts[k] !== after.facts[k])
    const change = { state, before: before.claim.id, after: after.claim.id, differs }
    this.#joined.set(before, change)
    this.#joined.set(after, change)
  }

  /** Pairs of open claims with the same key, first with first; a pair that is not joined is offered once. */
  *equal(key: (facts: Facts) => string): Generator<[Side, Side]> {
    const open = new Map<string, Side[]>()
    for (const side of this.#open(this.#after)) {
      const list = open.get(key(side.facts))
      if (list) list.push(side)
      else open.set(key(side.facts), [side])
    }
    for (const before of this.#open(this.#before)) {
      for (const after of open.get(key(before.facts))?.slice(0, CANDIDATES) ?? []) {
        if (!this.#joined.has(after)) yield [before, after]
        if (this.#joined.has(before)) break
      }
      const list = open.get(key(before.facts))
      while (list && list.length > 0 && this.#joined.has(list[0]!)) list.shift()
    }
  }

  /** Pairs of open claims with many words in common, the most alike first. */
  *alike(): Generator<[Side, Side]> {
    const after = this.#open(this.#after).map((side) => ({ side, words: wordSet(side) }))
    const byWord = new Map<string, (typeof after)[number][]>()
    for (const one of after)
      for (const word of one.words) {
        const list = byWord.get(word)
        if (list) list.push(one)
        else byWord.set(word, [one])
      }
    const found: { readonly pair: [Side, Side]; readonly score: number }[] = []
    for (const before of this.#open(this.#before)) {
      const words = wordSet(before)
      const shared = new Map<(typeof after)[number], number>()
      for (const word of words) {
        const list = byWord.get(word) ?? []
        // A word that stands everywhere tells nothing and costs most.
        if (list.length <= CANDIDATES) for (const one of list) shared.set(one, (shared.get(one) ?? 0) + 1)
      }
      for (const [one, n] of shared) {
        const score = (2 * n) / (words.size + one.words.size)
        if (score >= ALIKE) found.push({ pair: [before, one.side], score })
      }
    }
    found.sort((x, y) => y.score - x.score || x.pair[0].n - y.pair[0].n || x.pair[1].n - y.pair[1].n)
    for (const { pair } of found) if (!this.#joined.has(pair[0]) && !this.#joined.has(pair[1])) yield pair
  }

  result(): ClaimChange[] {
    const gone = ({ claim }: Side): ClaimChange => ({ state: 'gone', before: claim.id, after: null, differs: [] })
    const fresh = ({ claim }: Side): ClaimChange => ({ state: 'new', before: null, after: claim.id, differs: [] })
    return [...this.#before.map((side) => this.#joined.get(side) ?? gone(side)), ...this.#open(this.#after).map(fresh)]
  }

  #open(sides: readonly Side[]): Side[] {
    return sides.filter((side) => !this.#joined.has(side))
  }
}

const wordSet = ({ facts }: Side): Set<string> => new Set(facts.content.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
