import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isoDay, weekdayOf } from './calendar.ts'
import { FEAST_SPELLINGS } from './feasts.ts'
import { holidayDays, isHoliday } from './resolve/holidays.ts'
import { hanukkah, islamicDay, islamicSpan, orthodoxEaster, passover, roshHashanah } from './resolve/lunar.ts'

describe('calendars of the moon', () => {
  it('know feasts of the Hebrew calendar', () => {
    expect([1973, 2000, 2023, 2024].map((y) => isoDay(roshHashanah(y)))).toEqual([
      '1973-09-27',
      '2000-09-30',
      '2023-09-16',
      '2024-10-03',
    ])
    expect([2022, 2023, 2024].map((y) => isoDay(passover(y)))).toEqual(['2022-04-16', '2023-04-06', '2024-04-23'])
    expect([2022, 2023, 2024].map((y) => isoDay(hanukkah(y)))).toEqual(['2022-12-19', '2023-12-08', '2024-12-26'])
  })
  it('know the tabular Islamic year', () => {
    expect(isoDay(islamicDay(1445, 1, 1))).toBe('2023-07-19')
    expect(isoDay(islamicDay(1444, 9, 1))).toBe('2023-03-23')
    const ramadan = islamicSpan(2023, 9, 1, 30)
    expect(ramadan && [isoDay(ramadan.from), isoDay(ramadan.to)]).toEqual(['2023-03-22', '2023-04-22'])
  })
  it('know Orthodox Easter', () => {
    expect([2021, 2022, 2023, 2024].map((y) => isoDay(orthodoxEaster(y)))).toEqual([
      '2021-05-02',
      '2022-04-24',
      '2023-04-16',
      '2024-05-05',
    ])
  })
  it('hold their weekdays for any year', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1600, max: 2400 }), (year) => {
        expect(weekdayOf(orthodoxEaster(year))).toBe(7)
        expect([7, 3, 5]).not.toContain(weekdayOf(roshHashanah(year)))
        const span = islamicSpan(year, 9, 1, 30)
        expect(span === null || span.to - span.from).toBe(span === null ? true : 31)
      }),
    )
  })
})

describe('holidays', () => {
  it('have days for every name that is read', () => {
    for (const name of Object.keys(FEAST_SPELLINGS)) {
      expect(isHoliday(name), name).toBe(true)
      expect(holidayDays(name, 2022), name).not.toBeNull()
    }
  })
  it('outside the tables have none', () => {
    expect(holidayDays('lunar-new-year', 1066)).toBeNull()
    expect(holidayDays('no such day', 2022)).toBeNull()
  })
})
