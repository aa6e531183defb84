import { describe, expect, it } from 'vitest'
import { findTimes } from './find.ts'
import { joinRanges } from './ranges.ts'

function joined(text: string): string[] {
  const doc = {
    text,
    blocks: [
      {
        start: 0,
        end: text.length,
        kind: 'paragraph' as const,
        source: { type: 'bytes' as const, start: 0, end: text.length },
      },
    ],
  }
  return joinRanges(text, findTimes({ doc, reference: '2023-06-10' })).map(
    (t) => `${text.slice(t.start, t.end)} = ${t.edtf ?? t.timex.value}`,
  )
}

describe('joinRanges', () => {
  it('takes the interval between two dates', () => {
    expect(joined('It ran from 3 to 7 May 2022.')).toEqual(['from 3 to 7 May 2022 = 2022-05-03/2022-05-07'])
  })
  it('reads years in short', () => {
    expect(joined('The war of 1915-16 was long.')).toEqual(['1915-16 = 1915/1916'])
    expect(joined('Part 1915-10 of it.')).not.toContain('1915-10 = 1915/1910')
  })
  it('counts from a date', () => {
    expect(joined('It sank two weeks after 3 May 2022.')).toEqual(['two weeks after 3 May 2022 = 2022-05-17'])
    expect(joined('It sailed three days before Christmas 2022.')).toEqual([
      'three days before Christmas 2022 = 2022-12-22',
    ])
    expect(joined('It sank one month after January 31, 2022.')).toEqual([
      'one month after January 31, 2022 = 2022-02-28',
    ])
  })
  it('leaves alone what no date follows', () => {
    expect(joined('It sank two weeks after the storm.')).toEqual(['two weeks = P2W'])
  })
})
