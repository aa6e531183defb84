import type { Filters } from '../plan/plan.ts'

/** A condition on documents `d`, with `?` for its values. */
export interface Condition {
  readonly sql: string
  readonly values: readonly (string | number)[]
}

/** First day that a date of publication can mean; dates may be cut short (`2023`, `2023-06`). */
const FIRST_DAY = "substr(d.published || '-01-01', 1, 10)"
const OPEN_FROM = '0000-00-00'
const OPEN_TO = '9999-99-99'

/** What the filters say of documents. Dates that are cut short are looked at again where the rows are read. */
export function conditionsOf(f: Filters): Condition {
  const parts: string[] = []
  const values: (string | number)[] = []
  const add = (sql: string, ...of: (string | number)[]): void => {
    parts.push(sql)
    values.push(...of)
  }
  if (!f.allVersions) add('d.latest = 1')
  for (const { from, to } of f.published) add(`${FIRST_DAY} between ? and ?`, from ?? OPEN_FROM, to ?? OPEN_TO)
  for (const { from, to } of f.notPublished)
    add(`(d.published is null or ${FIRST_DAY} not between ? and ?)`, from ?? OPEN_FROM, to ?? OPEN_TO)
  if (f.documents) add(`d.id in (${marks(f.documents)})`, ...f.documents)
  if (f.notDocuments.length > 0) add(`d.id not in (${marks(f.notDocuments)})`, ...f.notDocuments)
  if (f.languages) add(`d.language in (${marks(f.languages)})`, ...f.languages.map(lower))
  if (f.notLanguages.length > 0)
    add(`(d.language is null or d.language not in (${marks(f.notLanguages)}))`, ...f.notLanguages.map(lower))
  return { sql: parts.length > 0 ? parts.join(' and ') : '1 = 1', values }
}

const marks = (values: readonly unknown[]): string => values.map(() => '?').join(', ')
const lower = (value: string): string => value.toLowerCase()
