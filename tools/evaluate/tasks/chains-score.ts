import type { Span } from '@wherefrom/schema'
import { f1, ratio } from '../evaluation.ts'
import type { ScoredClaim } from './chains-gold.ts'

/** Characters that two lists of spans share, over the characters of either: intersection over union, 0 to 1. */
export function overlapShare(a: readonly Span[], b: readonly Span[]): number {
  let shared = 0
  for (const x of a) for (const y of b) shared += Math.max(0, Math.min(x.end, y.end) - Math.max(x.start, y.start))
  const size = (spans: readonly Span[]) => spans.reduce((sum, s) => sum + s.end - s.start, 0)
  const union = size(a) + size(b) - shared
  return union === 0 ? 0 : shared / union
}

const touches = (a: Span | null, b: Span | null): boolean =>
  a === null || b === null ? a === b : a.start < b.end && b.start < a.end

type ScoredLink = ScoredClaim['chain'][number]
const sameLink = (g: ScoredLink, p: ScoredLink): boolean => g.manner === p.manner && touches(g.source, p.source)

/** Same number of links, and each with the same manner and a source that overlaps (or is absent in both). */
export const sameChain = (gold: ScoredClaim, made: ScoredClaim): boolean =>
  gold.chain.length === made.chain.length && gold.chain.every((link, k) => sameLink(link, made.chain[k]!))

export interface Match {
  readonly gold: number
  readonly made: number
  readonly share: number
}

/**
 * One-to-one matching of claims whose contents overlap by at least half of their union: best overlap first, claims with
 * the same chain before others at equal overlap, then the order of the text.
 */
export function matchClaims(gold: readonly ScoredClaim[], made: readonly ScoredClaim[]): Match[] {
  const all: (Match & { chain: boolean })[] = []
  gold.forEach((g, i) => {
    made.forEach((m, j) => {
      const share = overlapShare(g.content, m.content)
      if (share >= 0.5) all.push({ gold: i, made: j, share, chain: sameChain(g, m) })
    })
  })
  all.sort((a, b) => b.share - a.share || Number(b.chain) - Number(a.chain) || a.gold - b.gold || a.made - b.made)
  const goldDone = new Set<number>()
  const madeDone = new Set<number>()
  const out: Match[] = []
  for (const m of all) {
    if (goldDone.has(m.gold) || madeDone.has(m.made)) continue
    goldDone.add(m.gold)
    madeDone.add(m.made)
    out.push({ gold: m.gold, made: m.made, share: m.share })
  }
  return out
}

function sameWhen(g: ScoredClaim['when'], m: ScoredClaim['when']): boolean {
  if (g === null || m === null) return g === m
  return touches(g, m) && (g.edtf === null || g.edtf === m.edtf)
}

const FIELDS: Readonly<Record<string, (g: ScoredClaim, m: ScoredClaim) => boolean>> = {
  chainExact: sameChain,
  firstSource: (g, m) => touches(g.chain[0]?.source ?? null, m.chain[0]?.source ?? null) && !g.chain[0] === !m.chain[0],
  lastSource: (g, m) =>
    touches(g.chain.at(-1)?.source ?? null, m.chain.at(-1)?.source ?? null) && !g.chain[0] === !m.chain[0],
  manner: (g, m) => g.chain.at(-1)?.manner === m.chain.at(-1)?.manner,
  quotation: (g, m) => g.quotation === m.quotation,
  certainty: (g, m) => g.certainty === m.certainty,
  polarity: (g, m) => g.polarity === m.polarity,
  time: (g, m) => g.time === m.time,
  when: (g, m) => sameWhen(g.when, m.when),
}

/** Adds up counts over documents; `metrics` makes the fractions of them. */
export class ChainsScore {
  #gold = 0
  #made = 0
  #matched = 0
  #exact = 0
  #goldNested = 0
  #madeNested = 0
  #nestedRight = 0
  readonly #fields: Record<string, number> = {}

  add(gold: readonly ScoredClaim[], made: readonly ScoredClaim[]): readonly Match[] {
    const matches = matchClaims(gold, made)
    this.#gold += gold.length
    this.#made += made.length
    this.#matched += matches.length
    this.#goldNested += gold.filter((c) => c.chain.length > 1).length
    this.#madeNested += made.filter((c) => c.chain.length > 1).length
    for (const match of matches) {
      const g = gold[match.gold]!
      const m = made[match.made]!
      if (match.share === 1) this.#exact++
      if (g.chain.length > 1 && sameChain(g, m)) this.#nestedRight++
      for (const [name, same] of Object.entries(FIELDS))
        this.#fields[name] = (this.#fields[name] ?? 0) + Number(same(g, m))
    }
    return matches
  }

  metrics(): Record<string, number> {
    const out: Record<string, number> = {
      claimF: f1(this.#matched, this.#made, this.#gold),
      claimP: ratio(this.#matched, this.#made),
      claimR: ratio(this.#matched, this.#gold),
      contentExactF: f1(this.#exact, this.#made, this.#gold),
    }
    for (const name of Object.keys(FIELDS)) out[name] = ratio(this.#fields[name] ?? 0, this.#matched)
    out['nestedF'] = f1(this.#nestedRight, this.#madeNested, this.#goldNested)
    return out
  }
}

/** Lower case, without an article or the marks around it: names are compared by this. */
const plainName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/^(?:the|a|an) /, '')
    .replace(/[’']s$/, '')

/** Counts of pairs (aliases) or sequences (routes) that agree, order within an alias pair aside. */
export function agreeing(gold: readonly (readonly string[])[], made: readonly (readonly string[])[], ordered: boolean) {
  const key = (row: readonly string[]): string => {
    const names = row.map(plainName)
    return (ordered ? names : names.sort()).join(' = ')
  }
  const left = new Set(gold.map(key))
  const matched = new Set(made.map(key).filter((k) => left.has(k))).size
  return { matched, made: new Set(made.map(key)).size, gold: left.size }
}
