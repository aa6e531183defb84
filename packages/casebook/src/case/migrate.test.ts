import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import pg from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { checkIndex } from '../search/index.ts'
import { restoreBackup } from './backup/restore.ts'
import { tarEntries } from './backup/tar.ts'
import { writeBackup } from './backup/write.ts'
import type { Case } from './case.ts'
import { MIGRATIONS, SCHEMA, schemaOf } from './migrations/index.ts'
import { openCase } from './open.ts'
import { PRIMARY, type PrimaryName } from './primary.ts'
import type { DialectName } from './raw.ts'
import { all } from './raw.ts'
import { tableRows } from './read/rows.ts'
import { collect, DIALECTS, events, prepared, put, TestPlaces, troubles, upload } from './testing/cases.ts'
import { transact } from './transact.ts'
import { putDocument } from './write/document.ts'
import { finishReceipt, putReceipt } from './write/receipt.ts'

const fixture = (name: string): string => fileURLToPath(new URL(`./testing/fixtures/${name}`, import.meta.url))

const places = new TestPlaces()
const env = { ...places.env, WHEREFROM_KEY: fixture('test-key.pem') }
afterAll(() => places.remove())

/** The stored case of schema 1, as it was, at a new place. */
async function older(dialect: DialectName): Promise<string> {
  const place = await places.place(dialect)
  if (dialect === 'sqlite') await unpack(fixture('schema-1.tar.gz'), place)
  else {
    const client = new pg.Client({ connectionString: place })
    await client.connect()
    await client.query(readFileSync(fixture('schema-1.sql'), 'utf8'))
    await client.end()
  }
  return place
}

async function unpack(archive: string, folder: string): Promise<void> {
  mkdirSync(folder)
  const path = join(places.folder, 'older.tar')
  writeFileSync(path, gunzipSync(readFileSync(archive)))
  const file = await open(path)
  for await (const entry of tarEntries(file)) {
    mkdirSync(dirname(join(folder, entry.name)), { recursive: true })
    writeFileSync(join(folder, entry.name), Buffer.concat(await collect(entry.pieces())))
  }
  await file.close()
}

/** What was in the tables before anything touched them, straight from the database. */
async function rowsOf(c: Pick<Case, 'db'>, table: string): Promise<unknown[]> {
  const rows = await all<Record<string, unknown>>(c.db, `select * from ${table} order by 1, 2`)
  return rows.map((r) =>
    Object.fromEntries(
      Object.entries(r).map(([k, v]) => [k, v instanceof Uint8Array ? Buffer.from(v).toString('hex') : v]),
    ),
  )
}

const KEPT = ['artifacts', 'captures', 'components', 'documents', 'failures', 'images', 'decisions', 'passages']

describe.each(DIALECTS)('a case of schema 1 on %s', (dialect) => {
  it('is brought up to date when it is opened, and loses nothing', async () => {
    const place = await older(dialect)
    const before = await stored(dialect, place)
    expect(before).toMatchObject({ captures: { length: 4 }, documents: { length: 3 }, decisions: { length: 1 } })
    const c = await openCase(place, { env, actor: 'tester' })
    expect(await schemaOf(c.db, dialect)).toBe(SCHEMA)
    for (const table of KEPT) {
      const after = await rowsOf(c, table)
      expect(after, table).toMatchObject(before[table]!)
      expect(after).toHaveLength(before[table]!.length)
    }
    expect(await events(c)).toEqual([
      ...['created', 'imported', 'analyzed', 'imported', 'analyzed', 'imported', 'analyzed', 'imported', 'analyzed'],
      ...['noted', 'decided', 'noted'],
    ])
    expect(await troubles(c)).toEqual([])
    expect(await collect(checkIndex(c.db, dialect))).toEqual([])
    await c.close()
  })

  it('is used like any other afterwards', async () => {
    const place = await older(dialect)
    const c = await openCase(place, { env, actor: 'tester', write: true })
    const ref = await put(c, 'Fifty engines left.')
    const page = 'https://bellmark.example/engines'
    const result = await transact(c, async (t) => {
      const { capture } = await putReceipt(t, { ref, record: upload('friday.html') })
      const doc = { artifact: ref.sha256, capture, page, prepared: prepared('Fifty engines left.') }
      const written = await putDocument(t, doc)
      await finishReceipt(t, capture, 1)
      return written
    })
    expect(result).toEqual({ state: 'version', document: 4, version: 3 })
    expect(await troubles(c)).toEqual([])
    await c.close()
  })

  it('cannot be brought up to date without its key, and says so', async () => {
    const place = await older(dialect)
    const stranger = { ...env, WHEREFROM_KEY: join(places.folder, 'nobody.pem') }
    await expect(openCase(place, { env: stranger })).rejects.toMatchObject({ code: 'older' })
    const c = await openCase(place, { env })
    expect(await troubles(c)).toEqual([])
    await c.close()
  })

  it('goes through a backup, and a backup of schema 1 is restored at schema 1', async () => {
    const c = await openCase(await older(dialect), { env, write: true })
    const file = join(places.folder, `${dialect}-upgraded.tar`)
    await writeBackup(c, file)
    const place = await places.place(dialect)
    await restoreBackup(file, place)
    const restored = await openCase(place, { env })
    for (const table of Object.keys(PRIMARY) as PrimaryName[])
      if (table !== 'meta')
        expect(await collect(tableRows(restored, table)), table).toEqual(await collect(tableRows(c, table)))
    await restored.close()
    await c.close()
  })
})

/** Rows of a case before it is opened by this program. */
async function stored(dialect: DialectName, place: string): Promise<Record<string, unknown[]>> {
  const { openFolder } = await import('./folder.ts')
  const { openServer } = await import('./server.ts')
  const { parsePlace } = await import('./place.ts')
  const where = parsePlace(place)
  const connection = await (where.kind === 'sqlite' ? openFolder(where, false) : openServer(where, false))
  expect(await schemaOf(connection.db, dialect)).toBe(1)
  const out: Record<string, unknown[]> = {}
  for (const table of KEPT) out[table] = await rowsOf(connection, table)
  await connection.close()
  return out
}

it('the steps are numbered from one without a gap', () => {
  expect(MIGRATIONS.map((m) => m.schema)).toEqual(MIGRATIONS.map((_, i) => i + 1))
})
