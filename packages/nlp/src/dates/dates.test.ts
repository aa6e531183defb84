import type { TimeMention } from '@wherefrom/schema'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findTimes } from './find.ts'
import { joinRanges } from './ranges.ts'

/** Without tags: what the grammar alone must get right. The cases with tags are in corpus/dates. */
function times(text: string, reference: string | null = '2023-06-10', narrative = false): TimeMention[] {
  return findTimes({ doc: { text, blocks: [] }, reference, narrative })
}

/** One line for each expression: words, TIMEX3 value, EDTF. */
const outline = (text: string, reference: string | null = '2023-06-10', narrative = false): string[] =>
  times(text, reference, narrative).map(
    (t) => `${text.slice(t.start, t.end)} = ${[t.timex.value, t.timex.mod, t.edtf].filter(Boolean).join(' ')}`,
  )

describe('findTimes', () => {
  it('reads stated dates', () => {
    expect(outline('The deal of 10 June, 2023 replaced one of March 5, 2019.')).toEqual([
      '10 June, 2023 = 2023-06-10 2023-06-10',
      'March 5, 2019 = 2019-03-05 2019-03-05',
    ])
    expect(outline('Shown in Autumn 2022 and mid-2021.')).toEqual([
      'Autumn 2022 = 2022-FA 2022-09/2022-11',
      'mid-2021 = 2021 MID 2021-05/2021-08',
    ])
  })

  it('places relative dates against the publication date', () => {
    expect(outline('As reported back in February, the plant may start early next year.')).toEqual([
      'February = 2023-02 2023-02',
      'early next year = 2024 START 2024-01/2024-04',
    ])
    expect(outline('In early January, the delegation visited. It left two weeks later.')).toEqual([
      'early January = 2023-01 START 2023-01-01/2023-01-10',
      'two weeks later = 2023-WXX',
    ])
  })

  it('never makes up a day', () => {
    for (const t of times('He left yesterday, on Friday, last month, on Dec. 15 and 8 days ago.', null)) {
      expect(t.from).toBeNull()
      expect(t.to).toBeNull()
    }
    expect(outline('He left on Dec. 15.', null)).toEqual(['Dec. 15 = XXXX-12-15 XXXX-12-15'])
    expect(outline('They met today.', '2016-05')).toEqual(['today = 2016-05 2016-05'])
    const [either] = times('Dated 06/10/2023.')
    expect([either?.timex.value, either?.from, either?.to]).toEqual(['2023-XX-XX', '2023-06-10', '2023-10-06'])
  })

  it('takes the year of a weekday and date that agree', () => {
    expect(outline('It opens on Monday, Jan. 8.', '2023-12-20')).toEqual(['Monday, Jan. 8 = 2024-01-08 2024-01-08'])
  })

  it('reads a history from date to date', () => {
    expect(
      outline('In 1939 war broke out. By September, they had won. The next spring was quiet.', null, true),
    ).toEqual(['1939 = 1939 1939', 'September = 1939-09 1939-09', 'The next spring = 1940-SP 1940-03/1940-05'])
  })

  it('counts from the day of speaking inside quotations', () => {
    const text = '"We saw it yesterday," he said on Thursday.'
    const quote = { start: 0, end: 22, inner: { start: 1, end: 21 }, continues: null, scare: false }
    const [found] = findTimes({ doc: { text, blocks: [] }, reference: '2023-06-10', quotes: [quote] })
    expect([found?.edtf, found?.anchor]).toEqual(['2023-06-07', 'speech'])
  })

  it('leaves names, verbs and numbers alone', () => {
    for (const text of [
      'Theresa May spoke.',
      'May Smith denied it.',
      'He sat down; the sun went under.',
      'They may march on the capital.',
      'A second look at the Shahed-136.',
      'The Sunday Times wrote to 2000 readers.',
      'A 45-year-old man in his 80s.',
    ])
      expect(outline(text), text).toEqual([])
  })
})

describe('joinRanges', () => {
  const joined = (text: string): string[] =>
    joinRanges(text, times(text)).map((t) => `${text.slice(t.start, t.end)} = ${t.edtf} ${t.from}..${t.to}`)

  it('makes one interval of two ends', () => {
    expect(joined('Held between July 2003 and December 2004.')).toEqual([
      'between July 2003 and December 2004 = 2003-07/2004-12 2003-07-01..2004-12-31',
    ])
    expect(joined('The fair of June 10-12, 2023 is over.')).toEqual([
      'June 10-12, 2023 = 2023-06-10/2023-06-12 2023-06-10..2023-06-12',
    ])
    expect(joined('Closed from Monday to Wednesday.')).toEqual([
      'from Monday to Wednesday = 2023-06-05/2023-06-07 2023-06-05..2023-06-07',
    ])
  })

  it('leaves two dates that are no range', () => {
    expect(joined('Born in 1980 and married in 2004.')).toHaveLength(2)
  })
})

describe('on any text', () => {
  const WORDS =
    'the last next this early late mid May March second 10 10th 2023 1990s Friday week years ago later of in - , . \' " a two half and Q3 noon every day 12:30 p.m. 31 February 06/10/23 \n\n BC quarter'.split(
      ' ',
    )
  const soup = fc.array(fc.constantFrom(...WORDS), { maxLength: 60 }).map((words) => words.join(' '))
  const any = fc.oneof(soup, fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ maxLength: 200 }))
  const reference = fc.constantFrom(null, '2023-06-10', '2024-02-29', '2016-05', '1999', 'nonsense', '0001-01-01')

  it('spans lie in the text, in order, and from is not after to', () => {
    fc.assert(
      fc.property(any, reference, fc.boolean(), (text, ref, narrative) => {
        let last = 0
        for (const t of times(text, ref, narrative)) {
          expect(t.start).toBeGreaterThanOrEqual(last)
          expect(t.end).toBeGreaterThan(t.start)
          expect(t.end).toBeLessThanOrEqual(text.length)
          if (t.from !== null && t.to !== null && !t.from.startsWith('-')) expect(t.from <= t.to).toBe(true)
          expect(t.timex.value.length).toBeGreaterThan(0)
          last = t.end
        }
      }),
      { numRuns: 300 },
    )
  })

  it('says the same when asked again, and joins without loss of order', () => {
    fc.assert(
      fc.property(soup, (text) => {
        const found = times(text)
        expect(times(text)).toEqual(found)
        expect(joinRanges(text, found).length).toBeLessThanOrEqual(found.length)
      }),
    )
  })
})
