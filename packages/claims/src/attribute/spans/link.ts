import { type Candidate, contentCandidates, sourceCandidates, type Tagged } from './candidates.ts'
import { keepFeatures, MAX_KEEP_FEATURES, possibleCues } from './keep.ts'
import { CONTENT, SOURCE } from './labels.ts'
import { type CueView, cueView, MAX_RANK_FEATURES, rankFeatures } from './rank.ts'

/** One attribution in tokens: flat ranges. `score`: log-odds that it is one. */
export interface Linked {
  readonly cue: CueView
  readonly source: Candidate
  readonly content: Candidate
  readonly score: number
}

type Score = (keys: Int32Array, n: number) => number

/** The rankers, as the product's 8-bit model or as a trainer's weights. */
export interface LinkScorer {
  readonly source: Score
  readonly content: Score
  readonly keep: Score
  readonly keepFrom: number
}

const rankKeys = new Int32Array(MAX_RANK_FEATURES)
const keepKeys = new Int32Array(MAX_KEEP_FEATURES)

/** The candidate with the highest score, the first one on a tie; null when there is none. */
export function bestOf(
  t: Tagged,
  role: number,
  cue: CueView,
  candidates: readonly Candidate[],
  anchor: readonly number[],
  score: Score,
): Candidate | null {
  let best: Candidate | null = null
  let top = Number.NEGATIVE_INFINITY
  for (const candidate of candidates) {
    const s = score(rankKeys, rankFeatures(t, role, cue, candidate, anchor, rankKeys))
    if (s > top) {
      top = s
      best = candidate
    }
  }
  return best
}

/** Ranges without the tokens of `cut`: content never holds its own source. */
export function minus(ranges: readonly number[], cut: readonly number[]): readonly number[] {
  if (cut.length === 0) return ranges
  const a = cut[0]!
  const b = cut[cut.length - 1]!
  const out: number[] = []
  for (let p = 0; p + 1 < ranges.length; p += 2) {
    const from = ranges[p]!
    const to = ranges[p + 1]!
    if (b <= from || a >= to) {
      out.push(from, to)
      continue
    }
    if (from < a) out.push(from, a)
    if (b < to) out.push(b, to)
  }
  return out
}

/** Finds source and content of each possible cue and keeps the likely attributions. Work per cue is bounded. */
export function linkSpans(t: Tagged, scorer: LinkScorer): Linked[] {
  const out: Linked[] = []
  const cues = possibleCues(t)
  for (let k = 0; k < cues.length; k += 2) {
    const cue = cueView(t.columns, cues[k]!, cues[k + 1]!)
    const source = bestOf(t, SOURCE, cue, sourceCandidates(t, cue.from, cue.to), [], scorer.source)!
    const found = contentCandidates(t, cue.from, cue.to, source.ranges)
    const best = bestOf(t, CONTENT, cue, found, source.ranges, scorer.content)
    if (!best) continue
    const ranges = minus(best.ranges, source.ranges)
    if (ranges.length === 0) continue
    const content = { ranges, kind: best.kind }
    const score = scorer.keep(keepKeys, keepFeatures(t, cue, source, content, keepKeys))
    if (score >= scorer.keepFrom) out.push({ cue, source, content, score })
  }
  return out
}
