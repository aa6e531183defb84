import { findDates } from '../calendar/parse.ts'

/** What opens a report: place, date, agency. `end` is where it stops (offset from the line's start). */
export interface Dateline {
  readonly end: number
  readonly date: string | null
  readonly agency: string | null
}

const WEEKDAY = '(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\\.?,? )?'
const MONTH =
  '(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\.?'
const DAY_FIRST = `\\d{1,2}(?:st|nd|rd|th)?\\.? ${MONTH},? \\d{4}`
const MONTH_FIRST = `${MONTH} \\d{1,2}(?:st|nd|rd|th)?,? \\d{4}`
const NUMERIC = '(?:\\d{4}-\\d{2}-\\d{2}|\\d{1,2}[./]\\d{1,2}[./]\\d{4})'
const TIME =
  '(?:[ ,|·–—-]{0,3}(?:at )?\\d{1,2}[:.]\\d{2}(?: ?[AaPp]\\.?[Mm]\\.?)?(?: ?(?:GMT|UTC|BST|CES?T|E[SD]T|MSK))?)?'
/** A date as a line of its own, or at a line's start before a new sentence: `10 June, 2023`, `Published: 3 May 2021`. */
// regex: fixed parts of dates, every repeat bounded; searched in the first 160 characters only
const DATE_LINE = new RegExp(
  `^(?:(?:Published|Posted|Updated|Last updated|Date|Issued|First published)(?: on)?:? )?${WEEKDAY}(?:${DAY_FIRST}|${MONTH_FIRST}|${NUMERIC})${TIME}`,
  'i',
)

const PLACE_WORD = "[\\p{Lu}][\\p{L}.'’-]{1,24}"
const PLACE = `${PLACE_WORD}(?: ${PLACE_WORD}){0,3}(?:,? ?[,/] ?${PLACE_WORD}(?: ${PLACE_WORD}){0,2}){0,2}`
const DAY = `(?:,? ${WEEKDAY}(?:${MONTH} \\d{1,2}|\\d{1,2} ${MONTH})(?:,? \\d{4})?)?`
const AGENCY = "(?:,? ?\\(([\\p{L}][\\p{L} .&/'’-]{1,40})\\))?"
// regex: a few capitalised words, every repeat bounded; searched in the first 160 characters only
const PLACE_LINE = new RegExp(
  `^(${PLACE})${DAY}(?:,? ?(\\d{4}))?${AGENCY} ?(?:-{1,2}|[–—_:]) ?(?=["“'‘(]?[\\p{Lu}\\d])`,
  'u',
)
const AGENCY_LINE = /^\(([\p{L}][\p{L} .&/'’-]{1,40})\) ?(?:-{1,2}|[–—])? ?(?=["“'‘]?\p{Lu})/u

// regex: month names beside a digit
const DAY_AND_MONTH = new RegExp(`\\b${MONTH} \\d|\\d ${MONTH}`, 'i')

// regex: a few capitalised words and a date, every repeat bounded; used on lines of up to 160 characters only
const PLACE_AND_DATE = new RegExp(`^${PLACE},? (?:on |den )?${WEEKDAY}(?:${DAY_FIRST}|${MONTH_FIRST})\\.?$`, 'u')

/** Longest dateline, in characters. */
const REACH = 160

/** The date that opens a line (first lines of a document only), or null. */
export function dateAt(line: string): Dateline | null {
  const whole = line.trimEnd()
  if (whole.length <= REACH && PLACE_AND_DATE.test(whole))
    return { end: whole.length, date: findDates(whole)[0]?.date ?? null, agency: null }
  const m = DATE_LINE.exec(line.slice(0, REACH))
  if (!m) return null
  const rest = line.slice(m[0].length)
  if (!/^$|^[|·•,–—-]?\s?["“(]?\p{Lu}/u.test(rest.trimStart())) return null
  if (/^\s+(?:The|A|An)?\s?(?:was|is|marks?|saw)\b/i.test(rest)) return null
  return { end: m[0].length, date: findDates(m[0])[0]?.date ?? null, agency: null }
}

/**
 * The place that opens a report: `LONDON, May 3 (Agency) -`, `KYIV -`, `Kyiv, Ukraine (CNN) —`, `(Reuters) -`. A place in
 * mixed case needs an agency, a day or a long dash, so that `Tanks: The numbers` is not one.
 */
export function placeAt(line: string): Dateline | null {
  const head = line.slice(0, REACH)
  const agency = AGENCY_LINE.exec(head)
  if (agency) return { end: agency[0].trimEnd().length, date: null, agency: agency[1]! }
  const m = PLACE_LINE.exec(head)
  if (!m) return null
  const [whole, place, , named] = m
  const capitals = /^[\p{Lu}\s.,'’/-]+$/u.test(place!.split(',')[0]!) && place!.length >= 3
  const colon = whole.trimEnd().endsWith(':')
  const dated = DAY_AND_MONTH.test(whole)
  const dash = /\s[–—]\s?$/.test(whole) && place!.split(/\s/).length <= 3
  if (colon ? !(capitals && (dated || named)) : !(capitals || dated || named || dash)) return null
  return { end: whole.trimEnd().length, date: findDates(whole)[0]?.date ?? null, agency: named ?? null }
}
