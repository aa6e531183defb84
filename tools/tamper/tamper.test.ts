import { afterAll, describe, expect, it } from 'vitest'
import { editsFor, type Tampered, tamper } from './run.ts'
import { postgresStage, type Stage, sqliteStage } from './stage.ts'

/** How an edit ended that is as it should be: named; or nothing that anybody could read was touched. */
const good = ({ outcome }: Tampered): boolean => outcome === 'named' || outcome === 'same'

describe.each([
  ['sqlite', sqliteStage, 40],
  ['postgres', postgresStage, 12],
] as const)('a case on %s that was edited past the program', (_, make, edits) => {
  let stage: Stage
  afterAll(async () => await stage?.close())

  it(`tells of each of ${edits} edits, and names it`, async () => {
    stage = await make()
    const results: Tampered[] = []
    for await (const result of tamper(stage, { edits, seed: 7 })) results.push(result)
    expect(results).toHaveLength(edits)
    expect(results.filter((r) => !good(r))).toEqual([])
  }, 120_000)

  it('knows an edit of every table', async () => {
    const kinds = (await editsFor(stage)).map((edit) => edit.kind)
    for (const table of ['documents', 'captures', 'custody', 'passages', 'meta'])
      for (const kind of ['row deleted', 'row inserted', 'rows swapped']) expect(kinds).toContain(`${kind} ${table}`)
    expect(kinds.filter((kind) => kind.startsWith('column ')).length).toBeGreaterThan(60)
  })
})
