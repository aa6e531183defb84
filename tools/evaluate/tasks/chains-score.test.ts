import { describe, expect, it } from 'vitest'
import { placeGold, type ScoredClaim } from './chains-gold.ts'
import { agreeing, ChainsScore, matchClaims, overlapShare } from './chains-score.ts'

const claim = (start: number, end: number, chain: ScoredClaim['chain'] = []): ScoredClaim => ({
  content: [{ start, end }],
  quotation: 'own',
  chain,
  certainty: 'certain',
  polarity: 'positive',
  time: 'past',
  when: null,
})
const says = (start: number) => ({ source: { start, end: start + 5 }, manner: 'says' as const, entity: '' })

describe('scoring chains', () => {
  it('measures overlap as intersection over union', () => {
    expect(overlapShare([{ start: 0, end: 10 }], [{ start: 5, end: 10 }])).toBe(0.5)
    expect(overlapShare([{ start: 0, end: 4 }], [{ start: 4, end: 8 }])).toBe(0)
    expect(overlapShare([], [])).toBe(0)
  })

  it('matches one to one and needs half of the union', () => {
    expect(matchClaims([claim(0, 10)], [claim(0, 10), claim(0, 9)])).toEqual([{ gold: 0, made: 0, share: 1 }])
    expect(matchClaims([claim(0, 10)], [claim(0, 4)])).toEqual([])
  })

  it('gives equal contents to the claim with the same chain', () => {
    const gold = [claim(0, 10, [says(20)]), claim(0, 10, [says(20), says(40)])]
    const made = [claim(0, 10, [says(20), says(40)]), claim(0, 10, [says(20)])]
    expect(matchClaims(gold, made).map((m) => [m.gold, m.made])).toEqual([
      [0, 1],
      [1, 0],
    ])
  })

  it('counts a nested chain as right only if every link is', () => {
    const score = new ChainsScore()
    score.add([claim(0, 10, [says(20), says(40)])], [claim(0, 10, [says(20), says(60)])])
    expect(score.metrics()).toMatchObject({ claimF: 1, chainExact: 0, nestedF: 0, firstSource: 1, lastSource: 0 })
  })

  it('reads quoted spans by occurrence', () => {
    const gold = {
      id: 'x',
      published: null,
      outlet: null,
      text: 'ab ab',
      claims: [{ ...claim(0, 0), id: 'c1', content: [{ quote: 'ab', nth: 2 }], chain: [], when: null }],
    }
    expect(placeGold(gold, gold.text)[0]?.content).toEqual([{ start: 3, end: 5 }])
  })

  it('compares aliases without order, routes with', () => {
    expect(agreeing([['The A', 'B']], [['b', 'a']], false).matched).toBe(1)
    expect(agreeing([['A', 'B']], [['B', 'A']], true).matched).toBe(0)
  })
})
