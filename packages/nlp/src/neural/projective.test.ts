import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isProjective, ProjectiveTree } from './projective.ts'
import { isTree } from './spanning-tree.ts'
import { bestByTrying } from './testing/trees.ts'

const sized = (max: number): fc.Arbitrary<[number, Float32Array]> =>
  fc.integer({ min: 1, max }).chain((n) =>
    fc.tuple(
      fc.constant(n),
      fc
        .array(fc.integer({ min: -9, max: 9 }), { minLength: n * (n + 1), maxLength: n * (n + 1) })
        .map((v) => Float32Array.from(v)),
    ),
  )

describe('projective tree', () => {
  const solver = new ProjectiveTree()

  it('is the best of all without crossing arcs', () => {
    fc.assert(
      fc.property(sized(5), ([n, scores]) => {
        const head = new Int32Array(n)
        solver.solve(scores, n, head)
        expect(head.reduce((sum, h, d) => sum + scores[d * (n + 1) + h]!, 0)).toBe(
          bestByTrying(scores, n, (head) => isProjective(head, n)),
        )
      }),
      { numRuns: 200 },
    )
  })

  it('is a tree without crossing arcs, whatever the scores and whatever was solved before', () => {
    fc.assert(
      fc.property(sized(30), ([n, scores]) => {
        const head = new Int32Array(n)
        solver.solve(scores, n, head)
        expect(isTree(head, n) && isProjective(head, n)).toBe(true)
      }),
    )
  })

  it('knows arcs that cross, and arcs over the root’s child', () => {
    expect(isProjective(Int32Array.of(1, 3, 1), 3)).toBe(true)
    expect(isProjective(Int32Array.of(2, 3, 1, 4), 4)).toBe(false)
    expect(isProjective(Int32Array.of(2, 3, 3), 3)).toBe(false)
  })
})
