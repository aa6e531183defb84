import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SpanIndex } from './span-index.ts'

const spans = fc.array(
  fc.tuple(fc.nat(60), fc.nat(12)).map(([start, length]) => ({ start, end: start + length + 1 })),
  { maxLength: 20 },
)

describe('SpanIndex', () => {
  it('finds exactly the spans that share a character with a stretch', () => {
    fc.assert(
      fc.property(spans, fc.nat(60), fc.nat(12), (items, start, length) => {
        const end = start + length + 1
        const expected = items.filter((s) => s.start < end && start < s.end).length
        expect(new SpanIndex(items).in(start, end)).toHaveLength(expected)
      }),
    )
  })

  it('finds a long span that starts far before', () => {
    const index = new SpanIndex([
      { start: 0, end: 100 },
      { start: 1, end: 2 },
      { start: 3, end: 4 },
    ])
    expect(index.in(50, 60)).toEqual([{ start: 0, end: 100 }])
    expect(index.startingAt(3)).toEqual({ start: 3, end: 4 })
    expect(index.endingAt(100)).toEqual({ start: 0, end: 100 })
    expect(index.endingAt(50)).toBeUndefined()
  })
})
