import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Case } from '../case/case.ts'
import { currentSets } from '../case/read/current.ts'
import { caseStatus } from '../case/read/status.ts'
import { DIALECTS, TestPlaces, troubles } from '../case/testing/cases.ts'
import { transact } from '../case/transact.ts'
import { addDecision } from '../case/write/decision.ts'
import { replaceAnalysis } from '../case/write/document.ts'
import { addInputs } from '../ingest/add.ts'
import { zip } from '../ingest/testing/zip.ts'
import { Workforce } from '../ingest/workforce.ts'
import { currentProducers } from '../read.ts'
import { reanalyse } from './reanalyse.ts'

const places = new TestPlaces()
const workforce = new Workforce({ workers: 2 })
const dir = mkdtempSync(join(tmpdir(), 'wherefrom-analyze-test-'))
afterAll(async () => {
  await workforce.stop()
  places.remove()
  rmSync(dir, { recursive: true, force: true })
})

const article = (n: number): string =>
  `Harbour office denies shipment ${n}\n\n"We shipped nothing," said Mara Quill, head of office ${n}, in May 2024.\n`

const message = (n: number): string =>
  `From a@example.org Fri May  3 10:00:00 2024\nFrom: a@example.org\nSubject: Berth ${n}\nDate: Fri, 3 May 2024 10:00:00 +0000\n\n${article(n)}\n`

beforeAll(() => {
  mkdirSync(join(dir, 'in'))
  writeFileSync(join(dir, 'in/a.txt'), article(1))
  writeFileSync(join(dir, 'in/b.zip'), zip({ 'b.txt': article(2), 'c.html': `<title>T</title><p>${article(3)}</p>` }))
  writeFileSync(join(dir, 'in/m.mbox'), message(4) + message(5))
})

/** Makes documents as an older version of a component would have left them: no passages, and other versions. */
async function age(c: Case, ids: readonly number[], component: RegExp): Promise<void> {
  for (const id of ids) {
    const row = await c.db.selectFrom('documents').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    const set = await c.db
      .selectFrom('components')
      .selectAll()
      .where('id', '=', row.components)
      .executeTakeFirstOrThrow()
    const versions = JSON.parse(set.versions) as Record<string, string>
    for (const key of Object.keys(versions)) if (component.test(key)) versions[key] = 'older'
    const { content_sha256: contentSha256, analysis_sha256: analysisSha256, ...more } = row
    const prepared = { ...more, contentSha256, analysisSha256, components: JSON.stringify(versions), passages: [] }
    await transact(c, async (t) => await replaceAnalysis(t, id, prepared))
  }
}

const analyse = async (c: Case, stopAfter = Number.POSITIVE_INFINITY): Promise<number[]> => {
  const done: number[] = []
  for await (const event of reanalyse(c, { workforce })) {
    if (event.kind === 'failure') throw new Error(event.problem.message)
    if (event.kind === 'document') done.push(event.document)
    if (done.length >= stopAfter) break
  }
  return done
}

async function content(c: Case) {
  const documents = await c.db.selectFrom('documents').selectAll().orderBy('id').execute()
  const passages = await c.db.selectFrom('passages').selectAll().orderBy('id').execute()
  return { documents: documents.map((d) => ({ ...d, analysis: Buffer.from(d.analysis).toString('hex') })), passages }
}

describe.each(DIALECTS)('analysing again on %s', (dialect) => {
  it('does exactly what is stale, goes on where it was broken off, and keeps decisions', async () => {
    const c = await places.create(dialect)
    for await (const event of addInputs(c, [join(dir, 'in')], { workforce })) expect(event.kind).not.toBe('failure')
    const before = await content(c)
    expect(before.documents.length).toBeGreaterThanOrEqual(5)
    const { artifact, part } = before.documents[0]!
    const selector = JSON.stringify({ exact: 'We shipped nothing', prefix: '', suffix: '', start: 0, end: 18 })
    const ruled = { artifact, part, selector, verdict: 'confirmed', value: '{}', reason: null, undoes: null }
    await transact(c, async (t) => await addDecision(t, ruled))

    expect(await analyse(c)).toEqual([])
    await age(c, [1, 3], /^nlp\./)
    await age(c, [2, 4, 5], /^evidence\./)
    const isCurrent = currentSets(await currentProducers())
    expect((await caseStatus(c, isCurrent)).stale).toBe(5)
    expect(await analyse(c, 2)).toEqual([1, 2])
    expect((await caseStatus(c, isCurrent)).stale).toBe(3)
    expect(await analyse(c)).toEqual([3, 4, 5])
    expect((await caseStatus(c, isCurrent)).stale).toBe(0)
    expect(await content(c)).toEqual(before)
    expect(await c.db.selectFrom('decisions').selectAll().execute()).toMatchObject([ruled])
    expect(await troubles(c)).toEqual([])
    await c.close()
  })
})
