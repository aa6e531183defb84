import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dateOfDay, dayNumber, findDates, firstDate } from './parse.ts'

test('dates in words and numbers, in several languages', () => {
  expect(firstDate('10 June, 2023')).toBe('2023-06-10')
  expect(firstDate('June 10th, 2023')).toBe('2023-06-10')
  expect(firstDate('10. Juni 2023')).toBe('2023-06-10')
  expect(firstDate('10 de junio de 2023')).toBe('2023-06-10')
  expect(firstDate('le 10 juin 2023 à 12h')).toBe('2023-06-10')
  expect(firstDate('10 июня 2023')).toBe('2023-06-10')
  expect(firstDate('2023-06-10T23:30:00-05:00')).toBe('2023-06-10')
  expect(firstDate('20230610')).toBe('2023-06-10')
  expect(firstDate('2023年6月10日')).toBe('2023-06-10')
})

test('order of day and month in numbers', () => {
  expect(firstDate('3/5/2023', 'month-first')).toBe('2023-03-05')
  expect(firstDate('3/5/2023', 'day-first')).toBe('2023-05-03')
  expect(firstDate('13/5/2023', 'month-first')).toBe('2023-05-13')
  expect(firstDate('3.5.23', 'month-first')).toBe('2023-05-03')
})

test('what is no date', () => {
  for (const text of [
    '31 February 2023',
    '12 monkeys 2023',
    'version 1.2.3',
    'call 020 1234 2023',
    '1843-01-01',
    '99.99.2020',
  ])
    expect(firstDate(text), text).toBeNull()
})

test('dates are found in order and do not overlap', () => {
  expect(findDates('from 1 May 2020 to 2020-05-04').map((d) => d.date)).toEqual(['2020-05-01', '2020-05-04'])
})

test('day numbers and dates are inverse', () => {
  expect(dayNumber('1970-01-01')).toBe(0)
  fc.assert(fc.property(fc.integer({ min: 8000, max: 40_000 }), (n) => dayNumber(dateOfDay(n)!) === n))
})
