import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dateOf, dayNumber, easter, isoDay, isoWeek, mondayOfWeek, nthWeekday, weekdayOf } from './calendar.ts'

describe('day numbers', () => {
  it('counts from 1 January 1970', () => {
    expect(dayNumber(1970, 1, 1)).toBe(0)
    expect(dayNumber(2000, 3, 1)).toBe(11_017)
    expect(isoDay(dayNumber(2024, 2, 29))).toBe('2024-02-29')
    expect(isoDay(dayNumber(-489, 9, 12))).toBe('-0489-09-12')
  })

  it('goes there and back over all years', () => {
    fc.assert(
      fc.property(fc.integer({ min: -800_000, max: 2_900_000 }), (day) => {
        const { year, month, day: d } = dateOf(day)
        expect(dayNumber(year, month, d)).toBe(day)
        expect(dateOf(day + 1).day === d + 1 || dateOf(day + 1).day === 1).toBe(true)
      }),
    )
  })

  it('knows weekdays and ISO weeks', () => {
    expect(weekdayOf(dayNumber(2023, 6, 10))).toBe(6)
    expect(isoWeek(dayNumber(2021, 1, 3))).toEqual({ year: 2020, week: 53 })
    expect(isoWeek(dayNumber(2024, 12, 30))).toEqual({ year: 2025, week: 1 })
    fc.assert(
      fc.property(fc.integer({ min: -700_000, max: 700_000 }), (day) => {
        const { year, week } = isoWeek(day)
        expect(day - mondayOfWeek(year, week)).toBe(weekdayOf(day) - 1)
      }),
    )
  })

  it('finds movable days', () => {
    expect(isoDay(easter(2024))).toBe('2024-03-31')
    expect(isoDay(easter(1999))).toBe('1999-04-04')
    expect(isoDay(nthWeekday(2023, 11, 4, 4))).toBe('2023-11-23')
    expect(isoDay(nthWeekday(2023, 5, 1, -1))).toBe('2023-05-29')
  })
})
