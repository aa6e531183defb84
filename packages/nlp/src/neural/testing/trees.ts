import { isTree } from '../spanning-tree.ts'

/** The largest sum of scores `[dependent * (n + 1) + head]` over all trees of n words that fit, by trying them. */
export function bestByTrying(scores: Float32Array, n: number, fits: (head: Int32Array) => boolean): number {
  let best = Number.NEGATIVE_INFINITY
  const head = new Int32Array(n)
  const go = (d: number, sum: number): void => {
    if (d === n) {
      if (isTree(head, n) && fits(head)) best = Math.max(best, sum)
      return
    }
    for (let h = 0; h <= n; h++) {
      head[d] = h
      if (h !== d) go(d + 1, sum + scores[d * (n + 1) + h]!)
    }
  }
  go(0, 0)
  return best
}
