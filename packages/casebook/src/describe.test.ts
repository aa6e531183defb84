import { describe, expect, it } from 'vitest'
import { isCalendarDate } from './calendar.ts'
import { countsOf, dateWords, speakersOf, stepsOf, whenWords, whyOf } from './describe.ts'
import { CLAIMS, FIXTURE } from './testing/fixture.ts'

describe('words for people', () => {
  it('writes dates out', () => {
    expect(dateWords('2023-06-10')).toBe('10 June 2023')
    expect(dateWords('2023-06')).toBe('June 2023')
    expect(dateWords('2023')).toBe('2023')
    expect(dateWords('XXXX-12')).toBe('XXXX-12')
    expect(dateWords('2023-13-01')).toBe('2023-13-01')
  })

  it('writes intervals as people say them', () => {
    const words = (from: string | null, to: string | null) => whenWords({ from, to, edtf: null })
    expect(words('2024-01-01', '2024-04-30')).toBe('1 January to 30 April 2024')
    expect(words('2023-01-01', '2023-01-10')).toBe('1 to 10 January 2023')
    expect(words('2024-02-01', '2024-02-29')).toBe('February 2024')
    expect(words('2023-02-01', '2023-02-28')).toBe('February 2023')
    expect(words('2022-01-01', '2022-12-31')).toBe('2022')
    expect(words('2022-12-01', '2023-02-28')).toBe('1 December 2022 to 28 February 2023')
    expect(words('2022-12-01', '2022-12-01')).toBe('1 December 2022')
    expect(words('2022-12-01', null)).toBe('from 1 December 2022')
    expect(words(null, null)).toBe(null)
  })

  it('shows a source by its name, and what the text calls it only where that says more', () => {
    const [first, second] = CLAIMS.map((c) => stepsOf(c, FIXTURE.document))
    expect(first!.map((s) => [s.entity, s.as, s.cue])).toEqual([
      ['The Bellmark Courier', null, 'reported'],
      ['two officials', null, 'citing'],
    ])
    expect(second![0]!.as).toBe('head of the harbour office')
  })

  it('counts voices and speakers', () => {
    expect(countsOf(CLAIMS)).toEqual({ claims: 2, own: 0, attributed: 2, denied: 1, hedged: 1, unnamed: 0 })
    expect(speakersOf(CLAIMS).map((s) => [s.entity, s.named, s.claims])).toEqual([
      ['The Bellmark Courier', true, ['c1']],
      ['two officials', false, ['c1']],
      ['Mara Quill', true, ['c2']],
    ])
  })

  it('tells what made a value, and in which version', () => {
    expect(whyOf(CLAIMS[0]!.basis, FIXTURE.producers)).toBe('rule chains/citing')
    expect(whyOf(CLAIMS[0]!.chain[0]!.basis, FIXTURE.producers)).toBe('model claims.spans 3, score 1.25')
  })

  it('knows the days that exist', () => {
    const good = ['2024-02-29', '2000-02-29', '2023-12-31']
    const bad = [
      '2023-02-29',
      '1900-02-29',
      '2023-04-31',
      '2023-00-10',
      '2023-13-01',
      '0000-01-01',
      '2023-1-1',
      '10 June 2023',
    ]
    expect(good.filter(isCalendarDate)).toEqual(good)
    expect(bad.filter(isCalendarDate)).toEqual([])
  })
})
