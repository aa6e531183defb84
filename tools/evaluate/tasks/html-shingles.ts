/**
 * Shingle scores of article-extraction-benchmark's `evaluate.py`: 4-grams of words as bags, true positives by the
 * smaller count, precision and recall averaged over the pages that have a text, F1 of the averages;
 * exact = no shingle too many or too few.
 */
const SHINGLE = 4
const WORD = /[\p{L}\p{N}_]+/gu

export function shingleScores(pairs: readonly { readonly gold: string; readonly found: string }[]): {
  readonly f: number
  readonly precision: number
  readonly recall: number
  readonly exact: number
} {
  const precisions: number[] = []
  const recalls: number[] = []
  let exact = 0
  for (const { gold, found } of pairs) {
    const { tp, fp, fn } = compare(bag(gold), bag(found))
    if (tp + fp > 0) precisions.push(tp / (tp + fp))
    if (tp + fn > 0) recalls.push(tp / (tp + fn))
    if (fp === 0 && fn === 0) exact++
  }
  const [p, r] = [mean(precisions), mean(recalls)]
  return {
    f: p + r === 0 ? 0 : (2 * p * r) / (p + r),
    precision: p,
    recall: r,
    exact: exact / Math.max(1, pairs.length),
  }
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((a, b) => a + b, 0) / values.length

function compare(gold: Map<string, number>, found: Map<string, number>): { tp: number; fp: number; fn: number } {
  let tp = 0
  let fp = 0
  let fn = 0
  for (const [key, n] of gold) {
    tp += Math.min(n, found.get(key) ?? 0)
    fn += Math.max(0, n - (found.get(key) ?? 0))
  }
  for (const [key, n] of found) fp += Math.max(0, n - (gold.get(key) ?? 0))
  return { tp, fp, fn }
}

function bag(text: string): Map<string, number> {
  const words = text.match(WORD) ?? []
  const out = new Map<string, number>()
  const last = Math.max(words.length - SHINGLE, 0)
  for (let i = 0; words.length > 0 && i <= last; i++) {
    const key = words.slice(i, i + SHINGLE).join(' ')
    out.set(key, (out.get(key) ?? 0) + 1)
  }
  return out
}
