import type { Case } from '../case/case.ts'
import { all, placeholders } from '../case/raw.ts'
import type { Stale } from './again.ts'

type Sets = readonly { readonly id: number }[]

/** Documents that are read at a time. */
const PAGE = 100

export async function countStale(c: Case, sets: Sets): Promise<number> {
  if (sets.length === 0) return 0
  const text = `select count(*) as n from documents where components in (${sets.map(() => '?').join(', ')})`
  const [row] = await all<{ n: number }>(
    c.db,
    placeholders(c.dialect, text),
    sets.map((s) => s.id),
  )
  return Number(row?.n ?? 0)
}

/** Documents of the given sets in their order; those that come out of one artifact together, as far as they follow each other. */
export async function* staleGroups(c: Case, sets: Sets): AsyncGenerator<Stale[]> {
  const text = `select d.id, d.artifact, d.part, d.reader, s.versions, a.bytes, c.record, d.page as name
    from documents d join captures c on c.id = d.capture join artifacts a on a.sha256 = d.artifact
    join components s on s.id = d.components
    where d.id > ? and d.components in (${sets.map(() => '?').join(', ')}) order by d.id limit ${PAGE}`
  let group: Stale[] = []
  for (let after = 0; ; ) {
    const rows = await all<Stale>(c.db, placeholders(c.dialect, text), [after, ...sets.map((s) => s.id)])
    for (const row of rows) {
      if (group.length > 0 && (group[0]!.artifact !== row.artifact || group.length >= PAGE)) {
        yield group
        group = []
      }
      group.push(row)
    }
    if (rows.length < PAGE) break
    after = rows.at(-1)!.id
  }
  if (group.length > 0) yield group
}
