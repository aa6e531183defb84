import { readFacts } from '../facts.ts'
import { hasNear } from '../plan/expr.ts'
import type { Plan } from '../plan/plan.ts'
import type { DayRange } from '../query/dates.ts'
import { allows, Passage } from './match.ts'
import type { FoundRow } from './rows.ts'

/** Is the row what was asked, where the index tells only roughly: proximity, days of events, dates that are cut short? */
export function fits(row: FoundRow, plan: Plan): boolean {
  const { published, notPublished } = plan.filters
  if (!published.every((range) => lies(row.published, range))) return false
  if (notPublished.some((range) => lies(row.published, range))) return false
  if (plan.when.length + plan.notWhen.length > 0 && !fitsWhen(row, plan)) return false
  return !plan.expr || !hasNear(plan.expr) || allows(new Passage(row.text), plan.expr)
}

/** All days that the date can mean lie in the range. */
function lies(published: string | null, { from, to }: DayRange): boolean {
  if (published === null) return false
  const [first, last] = daysOf(published)
  return (from === null || first >= from) && (to === null || last <= to)
}

function daysOf(date: string): readonly [first: string, last: string] {
  if (date.length === 4) return [`${date}-01-01`, `${date}-12-31`]
  if (date.length !== 7) return [date, date]
  const days = new Date(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)), 0)).getUTCDate()
  return [`${date}-01`, `${date}-${days}`]
}

function fitsWhen(row: FoundRow, plan: Plan): boolean {
  const told = readFacts(row.facts)?.w
  const touches = ({ from, to }: DayRange): boolean =>
    told !== undefined &&
    (to === null || (told[0] ?? told[1]!) <= to) &&
    (from === null || (told[1] ?? told[0]!) >= from)
  return plan.when.every(touches) && !plan.notWhen.some(touches)
}
