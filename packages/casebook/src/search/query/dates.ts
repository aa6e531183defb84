import type { Span } from '@wherefrom/schema'
import { mistake } from './error.ts'

/** Days from and to, `YYYY-MM-DD`, both inclusive; null = open. */
export interface DayRange {
  readonly from: string | null
  readonly to: string | null
}

const PARTIAL = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?[~?%]?$/
const FORMS = 'write 2023, 2023-06 or 2023-06-10'

/** A day, month, year, or two of them with a slash (EDTF) or two dots between; `..` at an end leaves it open. */
export function dayRange(text: string, where: Span): DayRange {
  const parts = text.includes('/') ? text.split('/') : text.split('..')
  if (parts.length > 2) throw mistake(`“${text}” is no date; ${FORMS}, or two with a slash between`, where)
  const [first, last] = parts.map((p) => (p === '' || p === '..' ? null : partial(p, where)))
  if (last === undefined) return first ?? nothing(text, where)
  if (!first && !last) return nothing(text, where)
  const range = { from: first?.from ?? null, to: last?.to ?? null }
  if (range.from && range.to && range.from > range.to)
    throw mistake(`“${text}” ends before it begins; the earlier date comes first`, where)
  return range
}

function nothing(text: string, where: Span): never {
  throw mistake(`“${text}” is no date; ${FORMS}`, where)
}

function partial(text: string, where: Span): { from: string; to: string } {
  const match = PARTIAL.exec(text)
  if (!match) return nothing(text, where)
  const [year, month, day] = [match[1]!, match[2]?.padStart(2, '0'), match[3]?.padStart(2, '0')]
  if (month !== undefined && (month < '01' || month > '12'))
    throw mistake(`there is no month ${month}; ${FORMS}`, where)
  if (month === undefined) return { from: `${year}-01-01`, to: `${year}-12-31` }
  const days = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()
  if (day === undefined) return { from: `${year}-${month}-01`, to: `${year}-${month}-${days}` }
  if (day < '01' || Number(day) > days) throw mistake(`${year}-${month} has no day ${day}`, where)
  return { from: `${year}-${month}-${day}`, to: `${year}-${month}-${day}` }
}
