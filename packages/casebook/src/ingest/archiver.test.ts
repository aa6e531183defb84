import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { TestPlaces } from '../case/testing/cases.ts'
import { addInputs } from './add.ts'
import { ArchiverReports } from './archiver.ts'
import { Workforce } from './workforce.ts'

const places = new TestPlaces()
const workforce = new Workforce({ workers: 1 })
const dir = mkdtempSync(join(tmpdir(), 'wherefrom-archiver-test-'))
afterAll(async () => {
  await workforce.stop()
  places.remove()
  rmSync(dir, { recursive: true, force: true })
})

const hash = (text: string, algorithm = 'sha256'): string => createHash(algorithm).update(text).digest('hex')
const TEXT = 'The harbour office denied on Friday that any engine had left Sund for Varna.'
const row = (name: string, stated: string): string =>
  `<tr><td>hash: ${stated}</td><td><a href="${name}">open</a></td></tr>`
const report = (rows: string): string =>
  `<title>https://social.example/post/7</title><p>A post.</p><table>${rows}<tr><td>_processed_at</td><td>2025-03-04T09:15:00Z</td></tr></table>
   <p>Made with <a href="x">bellingcat/auto-archiver</a> v1.2.3</p>`

it('files of a folder of auto-archiver are held against its report, also when they are added again', async () => {
  const folder = join(dir, 'post-7')
  mkdirSync(folder)
  writeFileSync(join(folder, 'good.txt'), TEXT)
  writeFileSync(join(folder, 'sha3.txt'), `${TEXT} It said so twice.`)
  writeFileSync(join(folder, 'changed.txt'), `${TEXT} Edited.`)
  writeFileSync(join(folder, 'other.txt'), `${TEXT} No word of this one.`)
  const rows = [
    row('good.txt', `SHA-256:${hash(TEXT)}`),
    row('sha3.txt', `SHA3-512:${hash(`${TEXT} It said so twice.`, 'sha3-512')}`),
    row('changed.txt', `SHA-256:${hash(TEXT.slice(1))}`),
  ]
  writeFileSync(join(folder, 'report.html'), report(rows.join('')))
  const c = await places.create('sqlite')
  for (let n = 0; n < 2; n++) {
    const failed: string[] = []
    for await (const event of addInputs(c, [folder], { workforce }))
      if (event.kind === 'failure') failed.push(`${event.name.replace(`${dir}/`, '')} ${event.problem.code}`)
    expect(failed).toEqual(['post-7/changed.txt archiver/changed'])
  }
  const captures = await c.db.selectFrom('captures').select(['record']).execute()
  const notes = captures.map(
    ({ record }) =>
      JSON.parse(record) as { name: string; note: string | null; requestedAt: string | null; asserted: string[] },
  )
  const noteOf = (name: string) => notes.find((r) => r.name.endsWith(name))
  expect(noteOf('good.txt')?.note).toContain('has the SHA-256 hash that the report of auto-archiver 1.2.3 states')
  expect(noteOf('good.txt')?.requestedAt).toBe('2025-03-04T09:15:00.000Z')
  expect(noteOf('good.txt')?.asserted).toEqual(['name', 'note', 'requestedAt'])
  expect(noteOf('sha3.txt')?.note).toContain('has the SHA3-512 hash')
  expect(noteOf('changed.txt')?.note).toContain('does not have')
  expect(noteOf('other.txt')?.note).toBe(null)
  expect((await c.db.selectFrom('failures').select('code').execute()).map((f) => f.code)).toEqual(['archiver/changed'])
})

it('a folder that cannot be listed has no report', async () => {
  const reports = new ArchiverReports({ get: () => (async function* () {})() })
  expect(await reports.judge(join(dir, 'nowhere', 'a.txt'), { sha256: hash(''), sha1: '', bytes: 0 })).toBe(null)
  expect(await reports.judge(Buffer.from('a'), { sha256: hash(''), sha1: '', bytes: 0 })).toBe(null)
})
