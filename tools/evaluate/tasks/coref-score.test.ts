import { describe, expect, it } from 'vitest'
import { joinWords, mentionsOf } from '../../train/coref-columns.ts'
import { bestAssignment, CorefScore, fOf } from './coref-score.ts'

/** Clusters written as words: `abc de` is two clusters of single-letter mentions. */
const clusters = (s: string): string[][] =>
  s
    .split(' ')
    .filter((w) => w !== '')
    .map((w) => [...w])

function scored(key: string, response: string): CorefScore {
  const score = new CorefScore()
  score.add(clusters(key), clusters(response))
  return score
}

const rp = (c: { recall: number; key: number; precision: number; response: number }): [number, number] => [
  c.recall / c.key,
  c.precision / c.response,
]

describe('coreference measures', () => {
  it('are 1 for equal clusters', () => {
    const s = scored('abc de', 'de abc')
    expect([s.f('muc'), s.f('b3'), s.f('ceafe'), s.conllF]).toEqual([1, 1, 1, 1])
  })

  // Luo 2005, figure 1: key {1-5} {6,7} {8,9,A,B,C}; system (a) joins the first and the last, (b) joins the second to the last.
  it('agree with the worked example of Luo (2005)', () => {
    const joinedSmall = scored('12345 67 89ABC', '12345 6789ABC')
    const joinedLarge = scored('12345 67 89ABC', '1234589ABC 67')
    for (const s of [joinedSmall, joinedLarge]) {
      const [r, p] = rp(s.counts.muc)
      expect(r).toBeCloseTo(1)
      expect(p).toBeCloseTo(9 / 10)
      expect(s.f('muc')).toBeCloseTo(0.947, 3)
    }
    expect(joinedSmall.f('b3')).toBeCloseTo(0.865, 3)
    expect(joinedLarge.f('b3')).toBeCloseTo(0.737, 3)
    expect(joinedSmall.f('ceafe')).toBeCloseTo(0.733, 3)
    expect(joinedLarge.f('ceafe')).toBeCloseTo(0.667, 3)
  })

  // Pradhan et al. 2014, section 5: key {a,b,c} {d,e,f,g}; response {a,b} {c,d} {f,g,h,i}.
  it('agree with the worked example of Pradhan et al. (2014)', () => {
    const s = scored('abc defg', 'ab cd fghi')
    expect(rp(s.counts.muc)).toEqual([0.4, 0.4])
    const [r, p] = rp(s.counts.b3)
    expect(r).toBeCloseTo((1 / 7) * (4 / 3 + 1 / 3 + 1 / 4 + 4 / 4))
    expect(p).toBeCloseTo((1 / 8) * (4 / 2 + 1 / 2 + 1 / 2 + 4 / 4))
    expect(fOf(s.counts.b3)).toBeCloseTo(0.46, 1)
    const [cr, cp] = rp(s.counts.ceafe)
    expect(cr).toBeCloseTo(0.65)
    expect(cp).toBeCloseTo(1.3 / 3)
    expect(s.f('ceafe')).toBeCloseTo(0.52)
  })

  it('add counts over documents before they divide', () => {
    const s = new CorefScore()
    s.add(clusters('ab'), clusters('ab'))
    s.add(clusters('abcd'), [])
    expect(rp(s.counts.muc)).toEqual([1 / 4, 1])
    expect(rp(s.counts.b3)).toEqual([2 / 6, 1])
  })

  it('assign clusters one to one at the highest total', () => {
    expect(bestAssignment([Float64Array.of(0.9, 0.8), Float64Array.of(0.8, 0.1)], 2)).toBeCloseTo(1.6)
    expect(bestAssignment([Float64Array.of(0.5), Float64Array.of(0.7)], 1)).toBeCloseTo(0.7)
  })
})

describe('coreference columns', () => {
  it('hold nested expressions and several of one cluster', () => {
    expect(mentionsOf(['(1', '(2)', '1)|(3', '(3)', '3)', '9)'])).toEqual([
      { from: 1, to: 2, cluster: 2 },
      { from: 0, to: 3, cluster: 1 },
      { from: 3, to: 4, cluster: 3 },
      { from: 2, to: 5, cluster: 3 },
    ])
  })

  it('become running text', () => {
    const words =
      'The clerk did n\'t say : " It is Anna \'s six - month - old ( the brown ) dog - which barks , " she said .'
    const { text, start, end } = joinWords(words.split(' '))
    expect(text).toBe('The clerk didn\'t say: "It is Anna\'s six-month-old (the brown) dog - which barks," she said.')
    expect(text.slice(start[9], end[9])).toBe('Anna')
  })
})
