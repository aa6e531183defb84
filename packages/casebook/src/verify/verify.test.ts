import { execFileSync } from 'node:child_process'
import { createHash, createPublicKey, generateKeyPairSync } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { Case } from '../case/case.ts'
import { CaseError } from '../case/error.ts'
import { parsePlace } from '../case/place.ts'
import { DIALECTS, keyOf, put, sha, TestPlaces, upload } from '../case/testing/cases.ts'
import { transact } from '../case/transact.ts'
import { putDocument } from '../case/write/document.ts'
import { dropFailure, putFailure } from '../case/write/failure.ts'
import { finishReceipt, putReceipt } from '../case/write/receipt.ts'
import { prepare } from '../ingest/prepare.ts'
import { analysisOf } from '../testing/fixture.ts'
import { DigestMap } from './digests.ts'
import { type VerifyReport, verifyCase } from './verify.ts'

const places = new TestPlaces()
afterAll(() => places.remove())

async function add(c: Case, name: string, text: string): Promise<string> {
  const ref = await put(c, text)
  const prepared = await prepare(analysisOf(text), '', 'text')
  await transact(c, async (t) => {
    const { capture } = await putReceipt(t, { ref, record: upload(name) })
    await putDocument(t, { artifact: ref.sha256, capture, page: name, prepared })
    await finishReceipt(t, capture, 1)
  })
  return ref.sha256
}

const verify = async (place: Pick<Case, 'place'>): Promise<VerifyReport> =>
  await verifyCase(place, { publicKey: keyOf(places).publicKey })

const codes = ({ problems }: VerifyReport): string[] => [...new Set(problems.map((p) => p.code))].sort()

describe.each(DIALECTS)('verifying a case on %s', (dialect) => {
  let c: Case
  beforeEach(async () => {
    c = await places.create(dialect)
    await add(c, 'a.txt', 'Mara Quill denied it.')
    await add(c, 'b.txt', 'Two officials confirmed it.')
  })

  it('an untouched case is verified, and the report says of what', async () => {
    await c.close()
    const report = await verify(c)
    expect(report).toMatchObject({ state: 'verified', checked: 2, problems: [], notes: [], omitted: 0, timestamps: [] })
    expect(report.head).toMatchObject({ seq: report.entries, caseId: c.id, key: keyOf(places).id })
  })

  it('while it is written, too: the writer is noted', async () => {
    const report = await verify(c)
    expect(report.state).toBe('verified')
    expect(report.notes.map((n) => n.code)).toContain('custody/interrupted')
    await add(c, 'c.txt', 'More was said.')
    expect((await verify(c)).state).toBe('verified')
    await c.close()
  })

  it('without a key from outside, nothing is called verified', async () => {
    await c.close()
    const report = await verifyCase(c, { publicKey: null })
    expect([report.state, ...codes(report)]).toEqual(['unverifiable', 'custody/key-missing'])
    const own = keyOf(places).publicKey
    expect((await verifyCase(c, { publicKey: null, own })).state).toBe('verified')
    const { publicKey: stranger } = generateKeyPairSync('ed25519')
    expect((await verifyCase(c, { publicKey: null, own: stranger })).state).toBe('unverifiable')
    expect(codes(await verifyCase(c, { publicKey: stranger }))).toEqual(['custody/key'])
  })

  it('a failure that was written down and got over leaves nothing to find', async () => {
    const failure = { key: 'k', artifact: null, name: 'x.pdf', code: 'reader/encrypted', message: 'is encrypted' }
    await transact(c, async (t) => await putFailure(t, failure))
    await transact(c, async (t) => await dropFailure(t, 'k'))
    expect((await verify(c)).state).toBe('verified')
    const row = { ...failure, at: '2024-05-03T10:00:00.000Z' }
    await c.db.insertInto('failures').values(row).execute()
    await c.close()
    expect(codes(await verify(c))).toEqual(['custody/row-back'])
  })

  it('an edited row is named with the entry that wrote it', async () => {
    await c.db.updateTable('captures').set({ name: 'other.txt' }).where('id', '=', 2).execute()
    await c.close()
    const { state, problems } = await verify(c)
    expect(state).toBe('changed')
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatchObject({ code: 'custody/row-changed', artifact: sha('Two officials confirmed it.') })
    expect(problems[0]!.message).toBe(`captures 2 is not as entry ${problems[0]!.seq} says that it was written`)
  })

  it('many edits are all told, up to a bound', async () => {
    for (let i = 10; i < 30; i++)
      await c.db
        .insertInto('components')
        .values({ id: i, versions: `{"${i}":1}` })
        .execute()
    await c.db.deleteFrom('documents').execute()
    await c.close()
    const report = await verify(c)
    expect(codes(report)).toEqual(['custody/derived', 'custody/row-extra', 'custody/row-missing'])
    expect(report.problems.filter((p) => p.code === 'custody/row-extra')).toHaveLength(20)
    expect(report.problems.filter((p) => p.code === 'custody/row-missing').map((p) => p.message.split(',')[0])).toEqual(
      ['documents 1', 'documents 2'],
    )
  })

  it('a log in which anything was typed gives problems and no exception', async () => {
    await c.close()
    const before = await (await places.open(c)).db.selectFrom('custody').selectAll().orderBy('seq').execute()
    const writer = await places.open(c, { write: true })
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...before), fc.oneof(fc.string(), fc.json()), async ({ seq, line }, typed) => {
        const text = typed.replaceAll('\0', '').toWellFormed()
        await writer.db.updateTable('custody').set({ line: text }).where('seq', '=', seq).execute()
        const report = await verify(c)
        expect(report.state).toBe('changed')
        expect(report.problems.some((p) => p.seq === seq)).toBe(true)
        await writer.db.updateTable('custody').set({ line }).where('seq', '=', seq).execute()
      }),
      { numRuns: 15 },
    )
    await writer.close()
    expect((await verify(c)).state).toBe('verified')
  })
})

describe('a case folder', () => {
  let c: Case
  let folder: string
  let artifact: string
  beforeEach(async () => {
    c = await places.create('sqlite')
    folder = c.place.kind === 'sqlite' ? c.place.folder : ''
    artifact = await add(c, 'a.txt', 'Mara Quill denied it.')
    await add(c, 'b.txt', 'Two officials confirmed it.')
    await c.close()
  })
  const file = (): string => join(folder, 'artifacts', artifact.slice(0, 2), artifact)

  it('copied to another machine is verified there with the public key alone', async () => {
    const copy = join(places.folder, `copy-${c.id}`)
    cpSync(folder, copy, { recursive: true })
    expect((await verify({ place: parsePlace(copy) })).state).toBe('verified')
    rmSync(join(copy, 'artifacts'), { recursive: true })
    mkdirSync(join(copy, 'artifacts'))
    expect(codes(await verify({ place: parsePlace(copy) }))).toEqual(['custody/artifact-missing'])
  })

  it('is not written to', async () => {
    const before = picture(folder)
    await verify(c)
    chmodSync(file(), 0o644)
    writeFileSync(file(), 'x')
    const spoilt = picture(folder)
    expect((await verify(c)).state).toBe('changed')
    expect(picture(folder)).toEqual(spoilt)
    expect(spoilt).not.toEqual(before)
  })

  it('names the artifact that a byte was changed in, deleted or put beside the others', async () => {
    chmodSync(file(), 0o644)
    writeFileSync(file(), 'Mara Quill denied it!')
    expect((await verify(c)).problems).toMatchObject([{ code: 'custody/artifact-changed', artifact }])
    rmSync(file())
    expect((await verify(c)).problems).toMatchObject([{ code: 'custody/artifact-missing', artifact }])
    writeFileSync(file(), 'Mara Quill denied it.')
    expect((await verify(c)).state).toBe('verified')
    const planted = sha('planted')
    mkdirSync(join(folder, 'artifacts', planted.slice(0, 2)), { recursive: true })
    writeFileSync(join(folder, 'artifacts', planted.slice(0, 2), planted), 'planted')
    expect((await verify(c)).problems).toMatchObject([{ code: 'custody/artifact-extra', artifact: planted }])
  })

  it('after a writer was killed: what it left is noted, and is no change', async () => {
    const open = await places.open(c, { write: true })
    await add(open, 'c.txt', 'The last thing that was said.')
    await open.store.put(Buffer.from('kept, and then the lights went out'))
    writeFileSync(join(folder, 'artifacts', '.put-1-0123456789abcdef'), 'half of somethi')
    const copy = join(places.folder, `killed-${c.id}`)
    cpSync(folder, copy, { recursive: true })
    await open.close()
    const log = readFileSync(join(copy, 'custody.jsonl'), 'utf8').trimEnd().split('\n')
    for (const text of [
      log.slice(0, -1).join('\n'),
      `${log.slice(0, -2).join('\n')}\n`,
      `${log.slice(0, -1).join('\n')}\n{"se`,
    ]) {
      writeFileSync(join(copy, 'custody.jsonl'), text)
      const report = await verify({ place: parsePlace(copy) })
      expect([report.state, ...codes(report)]).toEqual(['verified'])
      expect(report.notes.map((n) => n.code).sort()).toEqual([
        'custody/interrupted',
        'custody/leftover',
        'custody/leftover',
        'custody/leftover',
      ])
    }
    const edited = log.with(2, log[2]!.replace('tester', 'nobody'))
    writeFileSync(join(copy, 'custody.jsonl'), `${edited.join('\n')}\n`)
    expect((await verify({ place: parsePlace(copy) })).problems).toMatchObject([{ code: 'custody/file', seq: 3 }])
  })

  it('in which nobody was killed, the same is a change', async () => {
    truncateSync(join(folder, 'custody.jsonl'), 900)
    expect((await verify(c)).problems).toMatchObject([{ code: 'custody/file' }])
  })

  it('whose next writer put right what a killed one left, is verified without a note', async () => {
    const open = await places.open(c, { write: true })
    await open.store.put(Buffer.from('kept, and then the lights went out'))
    const copy = join(places.folder, `resumed-${c.id}`)
    cpSync(folder, copy, { recursive: true })
    await open.close()
    const resumed = await places.open(copy, { write: true })
    await resumed.close()
    expect(await verify(resumed)).toMatchObject({ state: 'verified', problems: [], notes: [] })
  })

  it.each([
    ['no database', (db: string) => rmSync(db)],
    ['an empty one', (db: string) => writeFileSync(db, '')],
    ['another file', (db: string) => writeFileSync(db, 'no database at all '.repeat(500))],
    ['half of one', (db: string) => truncateSync(db, 20_480)],
    ['one page of garbage', (db: string) => overwrite(db, 8192, 4096)],
    ['garbage from the second page on', (db: string) => overwrite(db, 4096, 40_960)],
  ])('with %s is told to be changed', async (_, spoil) => {
    spoil(join(folder, 'case.db'))
    const report = await verify(c)
    expect(report.state).toBe('changed')
    expect(codes(report)).toContain('custody/database')
  })

  it('with numbers that no program wrote', async () => {
    const database = new DatabaseSync(join(folder, 'case.db'))
    database.exec('update documents set words = 9223372036854775807 where id = 1')
    database.exec("update meta set value = '' where key = 'schema'")
    database.close()
    const report = await verify(c)
    expect(report.problems.map((p) => p.message.split(' is ')[0])).toEqual(['meta schema', 'documents 1'])
  })

  it.each(['schema', 'case', 'title', 'created', 'key', 'head'])(
    'without the %s that its meta table had',
    async (key) => {
      const database = new DatabaseSync(join(folder, 'case.db'))
      database.prepare('delete from meta where key = ?').run(key)
      database.close()
      const report = await verify(c)
      expect(report.state).toBe('changed')
      expect(report.problems.map((p) => p.message).join()).toContain(key)
    },
  )

  it('of other tables and triggers', async () => {
    const database = new DatabaseSync(join(folder, 'case.db'))
    database.exec('create trigger later after insert on captures begin delete from captures; end')
    database.exec('drop index captures_artifact')
    database.close()
    const report = await verify(c)
    expect(report.problems.map((p) => p.message.split(' of ')[0])).toEqual(['trigger later', 'index captures_artifact'])
  })

  it('of an older program is verified as far as its tables go', async () => {
    const old = join(places.folder, 'old')
    mkdirSync(old)
    const fixtures = join(import.meta.dirname, '../case/testing/fixtures')
    execFileSync('tar', ['-xzf', join(fixtures, 'schema-1.tar.gz'), '-C', old])
    const key = createPublicKey(readFileSync(join(fixtures, 'test-key.pem'), 'utf8'))
    const report = await verifyCase({ place: parsePlace(old) }, { publicKey: key })
    expect([report.state, ...codes(report), ...report.notes.map((n) => n.code)]).toEqual(['verified', 'custody/older'])
  })

  it('that is not there is no finding but an error', async () => {
    await expect(verify({ place: parsePlace(join(places.folder, 'nothing')) })).rejects.toThrow(CaseError)
    renameSync(folder, `${folder}-moved`)
    await expect(verify(c)).rejects.toThrow(/there is no case/)
  })
})

/** Every file with its hash; SQLite's own for readers are empty or made anew each time. */
function picture(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((f) => f.isFile())
  return files
    .filter((f) => !f.name.endsWith('-shm') && !f.name.endsWith('-wal'))
    .map((f) => join(f.parentPath, f.name))
    .map((path) => `${path} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`)
    .sort()
}

function overwrite(path: string, at: number, count: number): void {
  const bytes = readFileSync(path)
  bytes.fill(0xa5, at, Math.min(bytes.length, at + count))
  writeFileSync(path, bytes)
}

describe('the map of digests', () => {
  it('knows the last word on every row, and who was not asked for', () => {
    const word = fc.record({ key: fc.integer({ min: 0, max: 40 }), gone: fc.boolean() })
    fc.assert(
      fc.property(fc.array(word, { maxLength: 200 }), fc.array(fc.integer({ min: 0, max: 40 })), (words, asked) => {
        const [map, plain] = [new DigestMap(4), new Map<string, { digest: string | null; seq: number }>()]
        for (const [i, { key, gone }] of words.entries()) {
          const latest = { digest: gone ? null : sha(`${i}`), seq: i + 1 }
          map.set('t', String(key), latest)
          plain.set(String(key), latest)
        }
        for (const key of asked) expect(map.take('t', String(key))).toEqual(plain.get(String(key)) ?? null)
        const left = [...plain].filter(([k, v]) => v.digest !== null && !asked.includes(Number(k)))
        expect(map.unseen).toBe(left.length)
        for (const [key, { seq }] of left) expect(map.isMissing('t', key, seq)).toBe(true)
        expect(map.take('other', '1')).toBeNull()
      }),
    )
  })
})
