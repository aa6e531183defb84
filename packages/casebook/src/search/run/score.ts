import type { Hits, Passage } from './match.ts'

/** Shares of the score; they add up to one. */
const SHARE = { covered: 0.35, close: 0.25, written: 0.15, dense: 0.15, claim: 0.1 } as const
/** Frequent words do not make a passage better without end. */
const FEW = 4

/**
 * How well a passage fits, from 0 to 1 with four decimals: how many of the words it has (with OR not all are needed), how
 * close together they stand, whether they are written as asked, how much of the passage they are, and whether somebody
 * claims it. Made of the passage alone, so that it is the same whatever else the case holds and wherever it lies.
 */
export function scoreOf(passage: Passage, hits: readonly Hits[], isClaim: boolean): number {
  const asked = hits.filter((h) => !h.mark.name)
  const found = (asked.length > 0 ? asked : hits).filter((h) => h.at.length > 0)
  const of = asked.length > 0 ? asked.length : hits.length
  const covered = of === 0 ? 1 : found.length / of
  const score =
    SHARE.covered * covered +
    SHARE.close * closeness(found) +
    SHARE.written * writtenAsAsked(passage, found) +
    SHARE.dense * density(passage, found) +
    SHARE.claim * (isClaim ? 1 : 0)
  return Math.round(score * 10_000) / 10_000
}

/** One for words in a row, less the more stands between them. */
function closeness(found: readonly Hits[]): number {
  if (found.length < 2) return found.length
  const own = found.reduce((sum, h) => sum + h.mark.terms.length, 0)
  return own / Math.max(own, narrowest(found))
}

/** Length in terms of the shortest stretch that holds a place of each. */
function narrowest(found: readonly Hits[]): number {
  const places = found.flatMap((h, part) => h.at.map((at) => ({ part, at, end: at + h.mark.terms.length })))
  places.sort((a, b) => a.at - b.at)
  const last = new Map<number, { at: number; end: number }>()
  let best = Number.POSITIVE_INFINITY
  for (const place of places) {
    last.set(place.part, place)
    if (last.size < found.length) continue
    let [start, end] = [place.at, place.end]
    for (const p of last.values()) [start, end] = [Math.min(start, p.at), Math.max(end, p.end)]
    best = Math.min(best, end - start)
  }
  return best
}

/** Share of the words that stand there letter by letter, capitals aside. */
function writtenAsAsked(passage: Passage, found: readonly Hits[]): number {
  if (found.length === 0) return 0
  const text = passage.text.toLowerCase().normalize('NFC')
  return found.filter((h) => text.includes(h.mark.written)).length / found.length
}

function density(passage: Passage, found: readonly Hits[]): number {
  const terms = found.reduce((sum, h) => sum + Math.min(FEW, h.at.length) * h.mark.terms.length, 0)
  return Math.min(1, terms / Math.sqrt(passage.terms.length + 1))
}
