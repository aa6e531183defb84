import { isCalendarDate } from '@wherefrom/casebook'
import { InvalidArgumentError } from 'commander'

/** Values of options; what is wrong with one is said in a sentence behind the option's name. */

export function calendarDate(value: string): string {
  if (!isCalendarDate(value)) throw new InvalidArgumentError('It must be a calendar date, YYYY-MM-DD.')
  return value
}

export function someName(value: string): string {
  const name = value.trim()
  if (name === '' || name.length > 200) throw new InvalidArgumentError('It must be a name of 1 to 200 characters.')
  return name
}

/** A sentence or two, as a note is. */
export function someText(value: string): string {
  const text = value.trim()
  if (text === '' || text.length > 2000) throw new InvalidArgumentError('It must be a text of 1 to 2,000 characters.')
  return text
}

/** A whole number from `least` to `most`. */
export const wholeNumber =
  (least: number, most: number) =>
  (value: string): number => {
    const n = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN
    if (!(n >= least && n <= most)) throw new InvalidArgumentError(`It must be a whole number, ${least} to ${most}.`)
    return n
  }
