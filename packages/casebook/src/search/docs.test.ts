import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Case } from '../case/case.ts'
import { TestPlaces } from '../case/testing/cases.ts'
import { planQuery, QUERY_FIELDS, searchCase } from './index.ts'
import { preparedSamples, put } from './testing/samples.ts'

const DOCS = readFileSync(join(import.meta.dirname, '..', '..', '..', '..', 'docs', 'search.md'), 'utf8')

/** Fields that find nothing yet, or nothing in these documents. */
const EMPTY = /place:|type:|certainty:possible|origin:unnamed|北京|Kyiv -/

/** Queries of the tables: the first column, and the examples of the last one. */
function examples(): string[] {
  const rows = DOCS.split('\n').filter((l) => l.startsWith('| `'))
  const cells = rows.map((l) => l.slice(2, -2).split(/(?<!\\) \| /))
  const queries = cells.flatMap((c) => [c[0]!, ...(c.length > 2 ? [c.at(-1)!] : [])])
  return queries.map((q) => q.replaceAll('\\|', '|').replace(/^`|`$/g, '')).filter((q) => !/^[a-z-]+:$/.test(q))
}

describe('docs/search.md', () => {
  const places = new TestPlaces()
  let c: Case
  beforeAll(async () => {
    c = await places.create('sqlite')
    for (const { name, prepared } of await preparedSamples()) await put(c, name, prepared)
  }, 60_000)
  afterAll(async () => {
    await c.close()
    places.remove()
  })

  it.each(examples())('%s', async (query) => {
    const planned = planQuery(query)
    if ('mistake' in planned) throw new Error(planned.mistake.message)
    const { total } = await searchCase(c, planned.plan)
    if (!EMPTY.test(query)) expect(total.count).toBeGreaterThan(0)
  })

  it('names every field and value', () => {
    for (const { name, values = [] } of QUERY_FIELDS) {
      const row = DOCS.split('\n').find((l) => l.startsWith(`| \`${name}:\``))
      expect(row, name).toBeDefined()
      for (const v of values.filter((v) => v !== 'latest')) expect(row, name).toContain(`\`${v}\``)
    }
  })

  it('shows the message for a mistake as it is', () => {
    const [, query, message] = /\$ wherefrom search '([^']+)'\nwherefrom: (.+)\n/.exec(DOCS)!
    expect(planQuery(query!)).toMatchObject({ mistake: { message } })
  })
})
