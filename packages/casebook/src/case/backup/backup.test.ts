import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { prepare } from '../../ingest/prepare.ts'
import { FIXTURE } from '../../testing/fixture.ts'
import type { Case } from '../case.ts'
import { CaseError } from '../error.ts'
import { failureKey } from '../keys.ts'
import { logLines } from '../log.ts'
import { PRIMARY, type PrimaryName } from '../primary.ts'
import type { DialectName } from '../raw.ts'
import { tableRows } from '../read/rows.ts'
import { caseStatus } from '../read/status.ts'
import { collect, DIALECTS, events, prepared, put, TestPlaces, troubles, upload } from '../testing/cases.ts'
import { transact } from '../transact.ts'
import { putDocument } from '../write/document.ts'
import { putFailure } from '../write/failure.ts'
import { finishReceipt, putReceipt } from '../write/receipt.ts'
import { restoreBackup } from './restore.ts'
import { TarWriter, tarEntries } from './tar.ts'
import { noteBackup, writeBackup } from './write.ts'

const places = new TestPlaces()
afterAll(() => places.remove())

async function fill(c: Case): Promise<void> {
  const texts = ['Forty engines left.', 'Fifty engines left.']
  for (const [i, text] of texts.entries()) {
    const ref = await put(c, text)
    await transact(c, async (t) => {
      const { capture } = await putReceipt(t, { ref, record: upload(`${i}.html`, { note: 'Жданов — "a"\\ \u2028' }) })
      const analysed = await prepare(FIXTURE, '', 'text')
      const doc = { ...analysed, contentSha256: ref.sha256 }
      await putDocument(t, { artifact: ref.sha256, capture, page: 'https://bellmark.example/a', prepared: doc })
      await finishReceipt(t, capture, 1)
    })
  }
  await transact(c, (t) =>
    putFailure(t, {
      key: failureKey(upload('x')),
      artifact: null,
      name: 'x',
      code: 'file/missing',
      message: 'no such file',
    }),
  )
  const big = Buffer.alloc(3 * 1024 * 1024, 'engine ')
  const ref = await c.store.put(big)
  await transact(c, async (t) => {
    const { capture } = await putReceipt(t, { ref, record: upload('big.bin') })
    await finishReceipt(t, capture, 0)
  })
}

/** Everything that must be the same in a restored case: rows, log, passages, artifacts. */
async function contents(c: Case) {
  const rows: Record<string, unknown> = {}
  for (const table of Object.keys(PRIMARY) as PrimaryName[]) {
    const all = await collect(tableRows(c, table))
    rows[table] = all
      .filter((r) => table !== 'meta' || !(r as { key: string }).key.startsWith('writing:'))
      .map((r) => ('analysis' in r ? { ...r, analysis: Buffer.from(r.analysis).toString('hex') } : { ...r }))
  }
  const passages = await c.db
    .selectFrom('passages')
    .select(['id', 'document', 'start', 'end', 'claim', 'text', 'facts'])
    .orderBy('id')
    .execute()
  return {
    rows,
    log: await collect(logLines(c.db, c.dialect)),
    passages: passages.map((p) => ({ ...p })),
    artifacts: await collect(c.store.list()),
  }
}

describe.each(DIALECTS)('a backup of a case on %s', (dialect) => {
  let c: Case
  const file = join(places.folder, `${dialect}.tar`)
  beforeAll(async () => {
    c = await places.create(dialect, { title: 'Sund engines' })
    await fill(c)
    await writeBackup(c, file)
    return () => c.close()
  }, 120_000)

  it.each(DIALECTS)('is restored on %s with everything in it', async (to: DialectName) => {
    const place = await places.place(to)
    const seen: number[] = []
    const { manifest } = await restoreBackup(file, place, { onArtifact: (done) => seen.push(done) })
    expect(manifest).toMatchObject({ title: 'Sund engines', artifacts: 3, rows: { documents: 2, failures: 1 } })
    expect(seen).toEqual([1, 2, 3])
    const restored = await places.open(place)
    expect(await contents(restored)).toEqual(await contents(c))
    expect(restored).toMatchObject({ id: c.id, title: c.title, publicKey: c.publicKey, created: c.created })
    expect(await troubles(restored)).toEqual([])
    await restored.close()
    // It is a case like any other: what is added next goes on where the log ended.
    const writer = await places.open(place, { write: true })
    await transact(writer, (t) =>
      putFailure(t, { key: 'k', artifact: null, name: 'y', code: 'file/missing', message: '' }),
    )
    expect(await troubles(writer)).toEqual([])
    await writer.close()
  })

  it('is of one moment while a writer works, and the log notes it', async () => {
    const path = join(places.folder, `${dialect}-busy.tar`)
    const reader = await places.open(c)
    const before = await caseStatus(c, () => true)
    let more = 0
    const { manifest, sha256 } = await writeBackup(reader, path, async () => {})
    const writing = (async () => {
      for (let i = 0; i < 10; i++) {
        const ref = await put(c, `later ${i}`)
        await transact(c, async (t) => {
          const { capture } = await putReceipt(t, { ref, record: upload(`later${i}`) })
          await putDocument(t, { artifact: ref.sha256, capture, page: `${i}`, prepared: prepared(`later ${i}`) })
        })
        more++
      }
    })()
    const path2 = join(places.folder, `${dialect}-busy2.tar`)
    const second = await writeBackup(reader, path2)
    await writing
    expect(more).toBe(10)
    expect(manifest.rows.documents).toBe(before.versions)
    expect(manifest.seq).toBe(before.entries)
    expect(await noteBackup(c, path, sha256, { env: places.env })).toBeNull()
    expect((await events(c)).at(-1)).toBe('exported')
    await reader.close()
    const place = await places.place('sqlite')
    await restoreBackup(path2, place)
    const restored = await places.open(place)
    expect(await troubles(restored)).toEqual([])
    expect((await caseStatus(restored, () => true)).entries).toBe(second.manifest.seq)
    await restored.close()
  })

  it('goes nowhere where something is already, and stays what it is when it cannot be written', async () => {
    const place = await places.place(dialect)
    await restoreBackup(file, place)
    await expect(restoreBackup(file, place)).rejects.toMatchObject({ code: 'exists' })
    const folder = join(places.folder, 'with-files')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'notes.txt'), 'mine')
    await expect(restoreBackup(file, folder)).rejects.toMatchObject({ code: 'occupied' })
    expect(readdirSync(folder)).toEqual(['notes.txt'])
    await expect(writeBackup(c, join(places.folder, 'no/such/folder.tar'))).rejects.toThrow()
  })
})

describe('a restore that is killed', () => {
  it.each(DIALECTS)('leaves nothing that passes for a case on %s, and can be done again', async (dialect) => {
    const c = await places.create('sqlite')
    await fill(c)
    const path = join(places.folder, `killed-${dialect}.tar`)
    await writeBackup(c, path)
    await c.close()
    const place = await places.place(dialect)
    const restore = fileURLToPath(new URL('./restore.ts', import.meta.url))
    // The process dies when the second artifact is in, which is when everything else is.
    const code = `const { restoreBackup } = await import(${JSON.stringify(restore)});
      await restoreBackup(${JSON.stringify(path)}, ${JSON.stringify(place)}, { onArtifact: (n) => { if (n === 2) process.kill(process.pid, 'SIGKILL') } })`
    const run = spawnSync(process.execPath, ['--input-type=module', '-e', code], { env: places.env, encoding: 'utf8' })
    expect([run.signal, run.stderr]).toEqual(['SIGKILL', ''])
    await expect(places.open(place)).rejects.toThrow(CaseError)
    await restoreBackup(path, place)
    const restored = await places.open(place)
    expect(await troubles(restored)).toEqual([])
    expect(await caseStatus(restored, () => true)).toMatchObject({ versions: 2, artifacts: 3 })
    await restored.close()
    expect(readdirSync(places.folder).filter((n) => n.includes('restoring'))).toEqual([])
  })
})

describe('a damaged backup', () => {
  const file = join(places.folder, 'good.tar')
  let c: Case
  beforeAll(async () => {
    c = await places.create('sqlite')
    await fill(c)
    await writeBackup(c, file)
    await c.close()
  }, 120_000)

  /** The backup with its entries changed by `edit`: other text, or null to leave the entry out. */
  async function edited(name: string, edit: (name: string, bytes: Buffer) => Buffer | string | null): Promise<string> {
    const path = join(places.folder, `${name}.tar`)
    const from = await open(file, 'r')
    const to = await TarWriter.create(path, '2024-01-01T00:00:00.000Z')
    for await (const entry of tarEntries(from)) {
      const bytes = edit(entry.name, Buffer.concat(await collect(entry.pieces())))
      if (bytes !== null) await to.add(entry.name, Buffer.byteLength(bytes), [Buffer.from(bytes)])
    }
    await from.close()
    await to.finish()
    return path
  }

  /** Empty places that every damaged backup is tried on: each must leave them empty for the next one. */
  const empty: string[] = []
  beforeAll(async () => {
    for (const dialect of DIALECTS) empty.push(await places.place(dialect))
  }, 120_000)

  async function refused(path: string, message: RegExp): Promise<void> {
    for (const place of empty) await expect(restoreBackup(path, place)).rejects.toThrow(message)
    expect(readdirSync(places.folder).filter((n) => n.includes('restoring'))).toEqual([])
  }

  it('with another byte in an artifact is refused', async () => {
    const path = await edited('artifact', (name, bytes) =>
      name.startsWith('artifacts/') ? Buffer.from(bytes).fill(65, 0, 1) : bytes,
    )
    await refused(path, /artifact [0-9a-f]{64} does not have the bytes of its name/)
  })

  it('with an edited row is refused, and the row named', async () => {
    const path = await edited('row', (name, bytes) =>
      name.startsWith('rows/captures') ? bytes.toString().replace('0.html', '9.html') : bytes,
    )
    await refused(path, /row captures 1 is not as the custody log says/)
  })

  it('with an edited log line is refused', async () => {
    const path = await edited('log', (name, bytes) =>
      name === 'custody.jsonl' ? bytes.toString().replace('"actor":"tester"', '"actor":"nobody"') : bytes,
    )
    await refused(path, /is damaged and was not restored/)
  })

  it('with a removed row, artifact, piece or log is refused', async () => {
    await refused(
      await edited('no-row', (n, b) => (n.startsWith('rows/failures') ? null : b)),
      /0 of 1 rows of failures/,
    )
    let once = true
    const path = await edited('no-artifact', (n, b) => {
      const drop = n.startsWith('artifacts/') && once
      if (drop) once = false
      return drop ? null : b
    })
    await refused(path, /has 2 of 3 artifacts/)
    await refused(await edited('no-log', (n, b) => (n === 'custody.jsonl' ? null : b)), /rows come before its log/)
  })

  it('with a manifest that fits the removed row is refused by the log', async () => {
    const path = await edited('fits', (n, b) => {
      if (n.startsWith('rows/failures')) return null
      return n === 'manifest.json' ? b.toString().replace('"failures": 1', '"failures": 0') : b
    })
    await refused(path, /row failures [0-9a-f]+ of the custody log is not in it/)
  })

  it('that is cut off, or no backup, is refused', async () => {
    const bytes = readFileSync(file)
    const path = join(places.folder, 'cut.tar')
    for (const [size, message] of [
      [bytes.length - 4096, /cut off/],
      [700, /cut off/],
      [100, /cut off/],
    ] as const) {
      writeFileSync(path, bytes.subarray(0, size))
      await expect(restoreBackup(path, join(places.folder, 'never'))).rejects.toThrow(message)
    }
    writeFileSync(path, 'just some text '.repeat(100))
    await expect(restoreBackup(path, join(places.folder, 'never'))).rejects.toThrow(/is not a backup of wherefrom/)
    await expect(restoreBackup(join(places.folder, 'none.tar'), join(places.folder, 'never'))).rejects.toThrow(
      /no such file/,
    )
    const newer = await edited('newer', (n, b) =>
      n === 'manifest.json' ? b.toString().replace(/"schema": \d+/, '"schema": 99') : b,
    )
    await expect(restoreBackup(newer, join(places.folder, 'never'))).rejects.toMatchObject({ code: 'newer' })
    expect(existsSync(join(places.folder, 'never'))).toBe(false)
  })

  it('leaves a place as it was, so that the whole backup can go there', async () => {
    for (const place of empty) {
      await restoreBackup(file, place)
      const restored = await places.open(place)
      expect(await troubles(restored)).toEqual([])
      await restored.close()
    }
  })
})
