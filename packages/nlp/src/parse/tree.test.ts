import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { children, childrenBy, extents, headOf, isUnder, rootOf, rootPath, subtree, treeOf } from './tree.ts'

// "The minister said the plant works": said is the root.
const parse = {
  head: Int32Array.of(1, 2, -1, 4, 5, 2),
  deprel: Uint8Array.of(1, 2, 0, 1, 2, 3),
  deprelNames: ['root', 'det', 'nsubj:pass', 'ccomp'],
}
const sentences = { length: 1, from: Int32Array.of(0), to: Int32Array.of(6) }

describe('tree', () => {
  const tree = treeOf(parse)
  it('lists children in order', () => {
    expect([...children(tree, 2)]).toEqual([1, 5])
    expect([...children(tree, 0)]).toEqual([])
    expect(childrenBy(tree, 2, 'nsubj')).toEqual([1])
    expect(childrenBy(tree, 2, 'obj')).toEqual([])
  })
  it('knows subtrees, paths and heads', () => {
    expect(subtree(tree, 5)).toEqual({ from: 3, to: 6 })
    expect(rootPath(parse, 3)).toEqual([3, 4, 5, 2])
    expect(isUnder(parse, 3, 5)).toBe(true)
    expect(isUnder(parse, 0, 5)).toBe(false)
    expect(rootOf(parse, sentences, 0)).toBe(2)
    expect(headOf(parse, { from: 3, to: 6 })).toBe(5)
    expect(headOf(parse, { from: 0, to: 2 })).toBe(1)
  })
})

describe('extents', () => {
  it('hold every token below, for any tree', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 30 }), (numbers) => {
        const head = Int32Array.from(numbers, (n, i) => (i === 0 ? -1 : n % i))
        const { left, right } = extents(head)
        for (const i of head.keys())
          for (let at = i; at >= 0; at = head[at]!) {
            expect(left[at]).toBeLessThanOrEqual(i)
            expect(right[at]).toBeGreaterThan(i)
          }
      }),
    )
  })
})
