import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayNumber } from './calendar.ts'
import { edtf, parseEdtf } from './edtf.ts'

const bounds = (from: [number, number, number], to: [number, number, number]): string =>
  edtf(dayNumber(...from), dayNumber(...to))

describe('edtf', () => {
  it('writes the coarsest parts that fit', () => {
    expect(bounds([2023, 6, 10], [2023, 6, 10])).toBe('2023-06-10')
    expect(bounds([2023, 2, 1], [2023, 2, 28])).toBe('2023-02')
    expect(bounds([2024, 1, 1], [2024, 4, 30])).toBe('2024-01/2024-04')
    expect(bounds([2021, 1, 1], [2021, 12, 31])).toBe('2021')
    expect(bounds([1990, 1, 1], [1999, 12, 31])).toBe('199X')
    expect(bounds([1900, 1, 1], [1999, 12, 31])).toBe('19XX')
    expect(bounds([2014, 1, 1], [2016, 12, 31])).toBe('2014/2016')
    expect(bounds([2023, 1, 1], [2023, 1, 10])).toBe('2023-01-01/2023-01-10')
  })

  it('reads what it writes', () => {
    const day = fc.integer({ min: dayNumber(1, 1, 1), max: dayNumber(2999, 12, 31) })
    fc.assert(
      fc.property(day, fc.nat(40_000), (from, more) => {
        expect(parseEdtf(edtf(from, from + more))).toEqual({ from, to: from + more })
      }),
    )
  })

  it('reads qualifiers, seasons, open and unknown ends', () => {
    expect(parseEdtf('2022-23')).toEqual({ from: dayNumber(2022, 9, 1), to: dayNumber(2022, 11, 30) })
    expect(parseEdtf('2023-02?')).toEqual(parseEdtf('2023-02'))
    expect(parseEdtf('2022-09/..')).toEqual({ from: dayNumber(2022, 9, 1), to: null })
    expect(parseEdtf('2023-XX-XX')).toEqual(parseEdtf('2023'))
  })

  it('gives no bounds to what has none', () => {
    for (const text of ['XXXX-12-15', '', 'soon', '2023-13', '2023-02-30', '2024/2023', '1/2/3', '2023-06-10T10:00'])
      expect(parseEdtf(text)).toBeNull()
  })
})
