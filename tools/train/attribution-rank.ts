import type { Span, Tokens } from '@wherefrom/schema'
import { tokensIn } from '@wherefrom/schema'
import {
  bestOf,
  type Candidate,
  CONTENT,
  type CueView,
  contentCandidates,
  cueView,
  keepFeatures,
  MAX_KEEP_FEATURES,
  MAX_RANK_FEATURES,
  minus,
  possibleCues,
  rankFeatures,
  SOURCE,
  sourceCandidates,
  type Tagged,
} from '../../packages/claims/src/attribute/spans/parts.ts'
import type { GoldAttribution } from '../evaluate/tasks/attribution-polnear.ts'
import { DualAveraging, KeyCounts } from './attribution-weights.ts'
import { random, shuffle } from './perceptron.ts'

/** A document tagged by a model that has not seen it. */
export interface HeldOut {
  readonly tagged: Tagged
  readonly tokens: Tokens
  readonly gold: readonly GoldAttribution[]
}

export interface RankWeights {
  readonly keys: Int32Array
  readonly weights: DualAveraging
  readonly score: (keys: Int32Array, n: number) => number
}

/** One choice: candidates as feature keys, and which one is right. */
interface Choice {
  readonly keys: readonly Int32Array[]
  readonly target: number
}

export function goldRanges(tokens: Tokens, spans: readonly Span[]): number[] {
  const out: number[] = []
  for (const s of spans) {
    const r = tokensIn(tokens, s)
    if (r) out.push(r.from, r.to)
  }
  return joined(out)
}

/** Adjacent ranges as one. */
export function joined(ranges: readonly number[]): number[] {
  const out: number[] = []
  for (let p = 0; p + 1 < ranges.length; p += 2) {
    if (out.length > 0 && out.at(-1)! >= ranges[p]!) out[out.length - 1] = Math.max(out.at(-1)!, ranges[p + 1]!)
    else out.push(ranges[p]!, ranges[p + 1]!)
  }
  return out
}

function agreement(a: readonly number[], b: readonly number[]): number {
  if (a.length === 0 && b.length === 0) return 1
  let both = 0
  let sum = 0
  for (let p = 0; p < a.length; p += 2) {
    sum += a[p + 1]! - a[p]!
    for (let q = 0; q < b.length; q += 2) both += Math.max(0, Math.min(a[p + 1]!, b[q + 1]!) - Math.max(a[p]!, b[q]!))
  }
  for (let q = 0; q < b.length; q += 2) sum += b[q + 1]! - b[q]!
  return both / (sum - both)
}

interface GoldRanges {
  readonly cue: readonly number[]
  readonly source: readonly number[]
  readonly content: readonly number[]
}

const rangesOf = (d: HeldOut): GoldRanges[] =>
  d.gold.map((g) => ({
    cue: goldRanges(d.tokens, g.cue),
    source: goldRanges(d.tokens, g.source),
    content: goldRanges(d.tokens, g.content),
  }))

function goldFor(gold: readonly GoldRanges[], cue: CueView): GoldRanges | null {
  let best: GoldRanges | null = null
  let top = 0
  for (const g of gold) {
    const a = agreement(g.cue, [cue.from, cue.to])
    if (a > top) {
      top = a
      best = g
    }
  }
  return best
}

/** The right candidate: the one that agrees most with the gold (at least by a third), or -1. */
function targetOf(candidates: readonly Candidate[], gold: readonly number[], cut: readonly number[]): number {
  let best = -1
  let top = 0.33
  for (const [j, c] of candidates.entries()) {
    const a = agreement(joined(minus(c.ranges, cut)), gold)
    if (a > top + 1e-9) {
      top = a
      best = j
    }
  }
  return best
}

const buffer = new Int32Array(Math.max(MAX_RANK_FEATURES, MAX_KEEP_FEATURES))

function choiceOf(
  t: Tagged,
  role: number,
  cue: CueView,
  candidates: readonly Candidate[],
  anchor: readonly number[],
  target: number,
): Choice {
  const keys = candidates.map((c) => buffer.slice(0, rankFeatures(t, role, cue, c, anchor, buffer)))
  return { keys, target }
}

function eachCue(d: HeldOut, visit: (cue: CueView, gold: GoldRanges | null) => void): void {
  const cues = possibleCues(d.tagged)
  const gold = rangesOf(d)
  for (let k = 0; k < cues.length; k += 2) {
    const cue = cueView(d.tagged.columns, cues[k]!, cues[k + 1]!)
    visit(cue, goldFor(gold, cue))
  }
}

/** Softmax over the candidates of each choice (a log-linear ranker), a few passes. */
function trainChoices(choices: readonly Choice[], epochs: number, log: (line: string) => void): RankWeights {
  const counts = new KeyCounts()
  for (const c of choices) for (const list of c.keys) for (const key of list) counts.add(key)
  const keys = counts.freeze(4)
  const rows = choices.map((c) => ({
    target: c.target,
    rows: c.keys.map((list) => Int32Array.from(list, (key) => counts.row(key)).filter((row) => row >= 0)),
  }))
  const weights = new DualAveraging(keys.length, 1, 0.1, 1.5e-5)
  const w = weights.weights
  const next = random(7)
  for (let epoch = 0; epoch < epochs; epoch++) {
    let right = 0
    for (const choice of shuffle(rows, next)) {
      weights.tick()
      const scores = choice.rows.map((list) => list.reduce((sum, row) => sum + w[row]!, 0))
      const top = Math.max(...scores)
      const exps = scores.map((s) => Math.exp(s - top))
      const sum = exps.reduce((a, b) => a + b, 0)
      if (scores[choice.target] === top) right++
      for (const [j, list] of choice.rows.entries()) {
        const g = (j === choice.target ? 1 : 0) - exps[j]! / sum
        if (Math.abs(g) > 0.002) for (const row of list) weights.step(row, g)
      }
    }
    weights.refresh()
    log(
      `  pass ${epoch + 1}: ${((100 * right) / rows.length).toFixed(1)} % of ${rows.length} right, ${keys.length} features`,
    )
  }
  return finishWeights(counts, keys, weights)
}

function finishWeights(counts: KeyCounts, keys: Int32Array, weights: DualAveraging): RankWeights {
  const w = weights.weights
  const score = (list: Int32Array, n: number): number => {
    let sum = 0
    for (let k = 0; k < n; k++) {
      const row = counts.row(list[k]!)
      if (row >= 0) sum += w[row]!
    }
    return sum
  }
  return { keys, weights, score }
}

/** Logistic regression: is the attribution one? */
function trainKeep(
  rows: { keys: Int32Array; yes: boolean }[],
  epochs: number,
  log: (line: string) => void,
): RankWeights {
  const counts = new KeyCounts()
  for (const r of rows) for (const key of r.keys) counts.add(key)
  const keys = counts.freeze(4)
  const weights = new DualAveraging(keys.length, 1, 0.05, 3e-5)
  const { score } = finishWeights(counts, keys, weights)
  const next = random(5)
  for (let epoch = 0; epoch < epochs; epoch++) {
    let right = 0
    for (const r of shuffle(rows, next)) {
      weights.tick()
      const p = 1 / (1 + Math.exp(-score(r.keys, r.keys.length)))
      if (p >= 0.5 === r.yes) right++
      const g = (r.yes ? 1 : 0) - p
      for (const key of r.keys) {
        const row = counts.row(key)
        if (row >= 0) weights.step(row, g)
      }
    }
    weights.refresh()
    log(`  pass ${epoch + 1}: ${((100 * right) / rows.length).toFixed(1)} % of ${rows.length} right`)
  }
  return finishWeights(counts, keys, weights)
}

export interface Linkers {
  readonly source: RankWeights
  readonly content: RankWeights
  readonly keep: RankWeights
}

/** Trains the three linkers on held-out tags: source, then content given the source found, then whether to keep. */
export function trainLinkers(docs: readonly HeldOut[], log: (line: string) => void): Linkers {
  const sources: Choice[] = []
  const missed = { source: 0, content: 0, all: 0 }
  for (const d of docs)
    eachCue(d, (cue, gold) => {
      if (!gold) return
      const candidates = sourceCandidates(d.tagged, cue.from, cue.to)
      const target = targetOf(candidates, gold.source, [])
      missed.all++
      if (target < 0 || agreement(joined(candidates[target]!.ranges), gold.source) < 1) missed.source++
      if (target >= 0) sources.push(choiceOf(d.tagged, SOURCE, cue, candidates, [], target))
    })
  log(`source: candidates hold ${(100 * (1 - missed.source / missed.all)).toFixed(1)} %`)
  const source = trainChoices(sources, 5, log)
  const contents: Choice[] = []
  for (const d of docs)
    eachCue(d, (cue, gold) => {
      if (!gold) return
      const found = bestOf(d.tagged, SOURCE, cue, sourceCandidates(d.tagged, cue.from, cue.to), [], source.score)!
      const candidates = contentCandidates(d.tagged, cue.from, cue.to, found.ranges)
      const target = targetOf(candidates, gold.content, found.ranges)
      if (target < 0 || agreement(joined(minus(candidates[target]!.ranges, found.ranges)), gold.content) < 1)
        missed.content++
      if (target >= 0) contents.push(choiceOf(d.tagged, CONTENT, cue, candidates, found.ranges, target))
    })
  log(`content: candidates hold ${(100 * (1 - missed.content / missed.all)).toFixed(1)} %`)
  const content = trainChoices(contents, 5, log)
  return { source, content, keep: trainKeep(keepRows(docs, source, content), 5, log) }
}

function keepRows(
  docs: readonly HeldOut[],
  source: RankWeights,
  content: RankWeights,
): { keys: Int32Array; yes: boolean }[] {
  const rows: { keys: Int32Array; yes: boolean }[] = []
  for (const d of docs)
    eachCue(d, (cue, gold) => {
      const s = bestOf(d.tagged, SOURCE, cue, sourceCandidates(d.tagged, cue.from, cue.to), [], source.score)!
      const list = contentCandidates(d.tagged, cue.from, cue.to, s.ranges)
      const best = bestOf(d.tagged, CONTENT, cue, list, s.ranges, content.score)
      if (!best) return
      const ranges = minus(best.ranges, s.ranges)
      if (ranges.length === 0) return
      const n = keepFeatures(d.tagged, cue, s, { ranges, kind: best.kind }, buffer)
      rows.push({ keys: buffer.slice(0, n), yes: gold !== null && agreement(joined(ranges), gold.content) > 0 })
    })
  return rows
}
