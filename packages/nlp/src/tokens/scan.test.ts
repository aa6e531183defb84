import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scan } from './scan.ts'

function words(text: string): string[] {
  const out: string[] = []
  scan(text, 0, text.length, (start, end) => out.push(text.slice(start, end)))
  return out
}

describe('tokens', () => {
  it.each([
    ["They don't know.", ['They', 'do', "n't", 'know', '.']],
    ['It’s the minister’s plan', ['It', '’s', 'the', 'minister', '’s', 'plan']],
    ['We cannot, and are gonna', ['We', 'can', 'not', ',', 'and', 'are', 'gon', 'na']],
    ["the partners' yard", ['the', 'partners', "'", 'yard']],
    ['a $1.2bn deal, 40% up', ['a', '$', '1.2', 'bn', 'deal', ',', '40', '%', 'up']],
    ['at 10:30, 5pm or 7 a.m. sharp', ['at', '10:30', ',', '5', 'pm', 'or', '7', 'a.m.', 'sharp']],
    ['Mr. Vale met Gen. Orso of the U.S. Navy', ['Mr.', 'Vale', 'met', 'Gen.', 'Orso', 'of', 'the', 'U.S.', 'Navy']],
    ['a well-known non-profit', ['a', 'well', '-', 'known', 'non-profit']],
    [
      'T-72B3 tanks, Shahed-136/131 and "Geran-2"',
      ['T-72B3', 'tanks', ',', 'Shahed-136/131', 'and', '"', 'Geran-2', '"'],
    ],
    ['S-400, SS-N-22 and AT&T', ['S-400', ',', 'SS-N-22', 'and', 'AT&T']],
    ['see https://example.org/a-b?c=1. Then', ['see', 'https://example.org/a-b?c=1', '.', 'Then']],
    ['write to desk@example.org, please', ['write', 'to', 'desk@example.org', ',', 'please']],
    ['from 2003-2007 on 11/28/2000', ['from', '2003', '-', '2007', 'on', '11/28/2000']],
    ['call 713-853-3989 -- now!!', ['call', '713-853-3989', '--', 'now', '!!']],
    ['he said... and/or “no”', ['he', 'said', '...', 'and', '/', 'or', '“', 'no', '”']],
    ['O’Brien’s 1,200 men (two)', ['O’Brien', '’s', '1,200', 'men', '(', 'two', ')']],
    ['1. First point', ['1.', 'First', 'point']],
    ['It ended in 1990. Then', ['It', 'ended', 'in', '1990', '.', 'Then']],
    ["the '90s and rock 'n roll", ['the', "'90s", 'and', 'rock', "'n", 'roll']],
  ])('cuts %j', (text, expected) => {
    expect(words(text)).toEqual(expected)
  })

  it('does not take words for abbreviations', () => {
    expect(words('They were gen. now')).toEqual(['They', 'were', 'gen', '.', 'now'])
    expect(words('The answer is no. Nobody came.')).toEqual(['The', 'answer', 'is', 'no', '.', 'Nobody', 'came', '.'])
  })

  it('covers every character that is not white space, in order, and never cuts a surrogate pair', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        let at = 0
        const between = (from: number, to: number): void => {
          expect(text.slice(from, to)).toMatch(/^[\s\p{Cf}\p{Cc}]*$/u)
        }
        scan(text, 0, text.length, (start, end) => {
          expect(end).toBeGreaterThan(start)
          expect(start).toBeGreaterThanOrEqual(at)
          between(at, start)
          for (const edge of [start, end]) {
            const high = edge > 0 && (text.charCodeAt(edge - 1) & 0xfc00) === 0xd800
            expect(high && (text.charCodeAt(edge) & 0xfc00) === 0xdc00).toBe(false)
          }
          at = end
        })
        between(at, text.length)
      }),
      { seed: 1, numRuns: 200 },
    )
  })

  it('is linear on one long line', () => {
    for (const piece of ["a'", '-', '1.', 'x@', '.', 'a-', '://', "n't", '\ud83d\ude00']) {
      let n = 0
      scan(piece.repeat(50_000), 0, 50_000 * piece.length, () => n++)
      expect(n).toBeGreaterThan(0)
    }
  })
})
