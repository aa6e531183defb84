import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bestTree, isTree } from './spanning-tree.ts'
import { bestByTrying } from './testing/trees.ts'

const total = (scores: Float32Array, n: number, head: Int32Array): number =>
  head.reduce((sum, h, d) => sum + scores[d * (n + 1) + h]!, 0)

const matrix = (n: number, value: fc.Arbitrary<number>): fc.Arbitrary<Float32Array> =>
  fc.array(value, { minLength: n * (n + 1), maxLength: n * (n + 1) }).map((v) => Float32Array.from(v))

describe('best tree', () => {
  it('is the best of all trees with one root', () => {
    const sized = fc
      .integer({ min: 1, max: 5 })
      .chain((n) => fc.tuple(fc.constant(n), matrix(n, fc.integer({ min: -9, max: 9 }))))
    fc.assert(
      fc.property(sized, ([n, scores]) => {
        const head = new Int32Array(n)
        bestTree(scores, n, head)
        expect(isTree(head, n)).toBe(true)
        expect(total(scores, n, head)).toBe(bestByTrying(scores, n, () => true))
      }),
      { numRuns: 300 },
    )
  })

  it('is a tree whatever the scores', () => {
    const sized = fc
      .integer({ min: 6, max: 40 })
      .chain((n) => fc.tuple(fc.constant(n), matrix(n, fc.float({ min: -50, max: 50, noNaN: true }))))
    fc.assert(
      fc.property(sized, ([n, scores]) => {
        const head = new Int32Array(n)
        bestTree(scores, n, head)
        expect(isTree(head, n)).toBe(true)
      }),
    )
  })

  it('takes no longer than the square of the words where every cycle nests in another', () => {
    const n = 400
    const scores = new Float32Array(n * (n + 1))
    for (let d = 0; d < n; d++)
      for (let h = 0; h <= n; h++)
        scores[d * (n + 1) + h] = h === n ? -1000 : 100 - Math.abs(d - h) - (h > d ? 0 : d / n)
    const head = new Int32Array(n)
    const before = performance.now()
    bestTree(scores, n, head)
    expect(isTree(head, n)).toBe(true)
    expect(performance.now() - before).toBeLessThan(2000)
  })

  it('knows a tree from a cycle, two roots, or none', () => {
    expect(isTree(Int32Array.of(1, 2, 3), 3)).toBe(true)
    expect(isTree(Int32Array.of(1, 0, 3), 3)).toBe(false)
    expect(isTree(Int32Array.of(3, 3, 0), 3)).toBe(false)
    expect(isTree(Int32Array.of(1, 2, 0), 3)).toBe(false)
  })
})
