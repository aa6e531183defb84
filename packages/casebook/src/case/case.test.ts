import fc from 'fast-check'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { Case } from './case.ts'
import { captureKey, failureKey } from './keys.ts'
import { showArtifact } from './read/artifact.ts'
import { tableRows } from './read/rows.ts'
import { caseStatus } from './read/status.ts'
import { collect, DIALECTS, events, passage, prepared, put, TestPlaces, troubles, upload } from './testing/cases.ts'
import { transact, type Work } from './transact.ts'
import { addDecision } from './write/decision.ts'
import { putDocument, replaceAnalysis } from './write/document.ts'
import { putFailure } from './write/failure.ts'
import { putImage } from './write/image.ts'
import { finishReceipt, putReceipt } from './write/receipt.ts'

const places = new TestPlaces()
afterAll(() => places.remove())

/** Adds a file as `wherefrom add` does: bytes, receipt, one document, done; all in one transaction. */
async function add(
  c: Case,
  name: string,
  text: string,
  more: Partial<{ page: string; bytes: string; components: string }> = {},
) {
  const ref = await put(c, more.bytes ?? text)
  return await transact(c, async (t: Work) => {
    const { capture } = await putReceipt(t, { ref, record: upload(name) })
    const { page = name, components } = more
    const result = await putDocument(t, {
      artifact: ref.sha256,
      capture,
      page,
      prepared: prepared(text, components ? { components } : {}),
    })
    await finishReceipt(t, capture, 1)
    return result
  })
}

async function rowsOf<T extends Parameters<typeof tableRows>[1]>(c: Case, table: T) {
  return await collect(tableRows(c, table))
}

describe.each(DIALECTS)('a case on %s', (dialect) => {
  let c: Case
  beforeEach(async () => {
    c = await places.create(dialect, { title: 'Sund engines' })
    return () => c.close()
  }, 120_000)

  it('is the same case when it is opened again, read or written', async () => {
    const { id, publicKey } = c
    await add(c, 'a.txt', 'Mara Quill denied it.')
    await c.close()
    for (const write of [false, true]) {
      c = await places.open(c, { write })
      expect(c).toMatchObject({ id, publicKey, title: 'Sund engines', dialect })
      expect(await caseStatus(c, () => true)).toMatchObject({
        documents: 1,
        artifacts: 1,
        claims: 1,
        failed: 0,
        stale: 0,
      })
      expect(await troubles(c)).toEqual([])
      await c.close()
    }
  })

  it('writes a file with its receipt, document and log entries in one transaction', async () => {
    expect(await add(c, 'a.txt', 'Mara Quill denied it.')).toEqual({ state: 'added', document: 1, version: 1 })
    const [document] = await rowsOf(c, 'documents')
    expect(document).toMatchObject({ id: 1, page: 'a.txt', version: 1, latest: 1, capture: 1, words: 4, claims: 1 })
    const [capture] = await rowsOf(c, 'captures')
    expect(capture).toMatchObject({ id: 1, name: 'a.txt', method: 'upload', documents: 1 })
    expect(await events(c)).toEqual(['created', 'imported', 'analyzed'])
    expect(await troubles(c)).toEqual([])
  })

  it('writes nothing twice', async () => {
    await add(c, 'a.txt', 'Mara Quill denied it.')
    expect(await add(c, 'a.txt', 'Mara Quill denied it.')).toEqual({ state: 'unchanged', document: 1, version: 1 })
    expect(await events(c)).toHaveLength(3)
    // The same file under another name is another receipt of the same document.
    expect(await add(c, 'copy/a.txt', 'Mara Quill denied it.')).toEqual({ state: 'unchanged', document: 1, version: 1 })
    expect((await rowsOf(c, 'captures')).map((r) => r.name)).toEqual(['a.txt', 'copy/a.txt'])
    expect(await rowsOf(c, 'artifacts')).toHaveLength(1)
    expect(await troubles(c)).toEqual([])
  })

  it('keeps every version of a page, and knows the newest', async () => {
    const page = 'https://bellmark.example/a'
    await add(c, 'monday.html', 'Forty engines left.', { page })
    expect(await add(c, 'tuesday.html', 'Fifty engines left.', { page })).toEqual({
      state: 'version',
      document: 2,
      version: 2,
    })
    const same = await add(c, 'wednesday.html', 'Fifty engines left.', { page, bytes: 'Fifty engines left. <ad>' })
    expect(same).toEqual({ state: 'unchanged', document: 2, version: 2 })
    const again = await add(c, 'wednesday.html', 'Fifty engines left.', { page, bytes: 'Fifty engines left. <ad>' })
    expect(again).toEqual(same)
    expect((await rowsOf(c, 'documents')).map((d) => [d.version, d.latest])).toEqual([
      [1, 0],
      [2, 1],
    ])
    expect(await rowsOf(c, 'sightings')).toMatchObject([{ document: 2, capture: 3 }])
    expect(await caseStatus(c, () => true)).toMatchObject({ documents: 1, versions: 2, artifacts: 3 })
    expect(await troubles(c)).toEqual([])
  })

  it('a page that returns to what it said before has a third version', async () => {
    for (const [i, text] of ['Forty.', 'Fifty.', 'Forty.'].entries())
      await add(c, `${i}.html`, text, { page: 'p', bytes: `${text} ${i}` })
    expect((await rowsOf(c, 'documents')).map((d) => [d.version, d.latest, d.title])).toEqual([
      [1, 0, 'Forty.'],
      [2, 0, 'Fifty.'],
      [3, 1, 'Forty.'],
    ])
  })

  it('lists a broken file until it can be read', async () => {
    const record = upload('locked.pdf')
    const ref = await put(c, '%PDF encrypted')
    const failure = {
      key: failureKey(record),
      artifact: ref.sha256,
      name: 'locked.pdf',
      code: 'reader/encrypted',
      message: 'is encrypted',
    }
    await transact(c, async (t) => {
      const { capture } = await putReceipt(t, { ref, record })
      await finishReceipt(t, capture, 0)
      await putFailure(t, failure)
    })
    expect(await rowsOf(c, 'failures')).toMatchObject([{ name: 'locked.pdf', code: 'reader/encrypted' }])
    await transact(c, (t) => putFailure(t, failure))
    expect(await caseStatus(c, () => true)).toMatchObject({ failed: 1, documents: 0, artifacts: 1 })
    // The same place with other bytes, which can be read.
    await add(c, 'locked.pdf', 'Mara Quill denied it.')
    expect(await rowsOf(c, 'failures')).toEqual([])
    expect(await events(c)).toContain('noted')
    expect(await troubles(c)).toEqual([])
  })

  it('keeps nothing of a transaction that fails, and goes on after it', async () => {
    await add(c, 'a.txt', 'One.')
    const before = [await events(c), await caseStatus(c, () => true)]
    const ref = await put(c, 'Two.')
    await expect(
      transact(c, async (t) => {
        const { capture } = await putReceipt(t, { ref, record: upload('b.txt') })
        await putDocument(t, {
          artifact: ref.sha256,
          capture,
          page: 'b.txt',
          prepared: prepared('Two.', { components: '{"x":"2"}' }),
        })
        throw new RangeError('a bug')
      }),
    ).rejects.toThrow('a bug')
    expect([await events(c), await caseStatus(c, () => true)]).toEqual(before)
    // The component set that was rolled back must not be remembered.
    await add(c, 'b.txt', 'Two.', { components: '{"x":"2"}' })
    expect(await rowsOf(c, 'components')).toHaveLength(2)
    expect((await rowsOf(c, 'documents')).map((d) => d.id)).toEqual([1, 2])
    expect(await troubles(c)).toEqual([])
  })

  it('puts a newer analysis in place of an older one, and says which are stale', async () => {
    await add(c, 'a.txt', 'One.')
    await add(c, 'b.txt', 'Two.', { components: '{"evidence.text":"2"}' })
    const current = (v: string): boolean => v === '{"evidence.text":"2"}'
    expect(await caseStatus(c, current)).toMatchObject({ stale: 1 })
    const next = prepared('One.', {
      components: '{"evidence.text":"2"}',
      passages: [passage(0, 'One.'), passage(1, 'More.')],
      claims: 2,
    })
    await transact(c, (t) => replaceAnalysis(t, 1, next))
    expect(await caseStatus(c, current)).toMatchObject({ stale: 0, claims: 3, documents: 2 })
    expect(await c.db.selectFrom('passages').select(['id', 'text']).orderBy('id').execute()).toEqual([
      { id: 65536, text: 'One.' },
      { id: 65537, text: 'More.' },
      { id: 131072, text: 'Two.' },
    ])
    expect(await troubles(c)).toEqual([])
  })

  it('keeps decisions and images', async () => {
    const ref = await put(c, 'picture')
    const image = {
      format: 'jpeg',
      width: 3,
      height: 2,
      dhash: '0123456789abcdef',
      dct: null,
      metadata: { Make: 'Orlan\0' },
    }
    const id = await transact(c, async (t) => {
      const { capture } = await putReceipt(t, { ref, record: upload('a.jpg') })
      await putImage(t, ref.sha256, image)
      await finishReceipt(t, capture, 0)
      const decision = {
        artifact: ref.sha256,
        part: '',
        selector: '{}',
        verdict: 'same-person',
        value: 'e1',
        reason: null,
        undoes: null,
      }
      return await addDecision(t, decision)
    })
    expect(id).toBe(1)
    await transact(c, (t) => putImage(t, ref.sha256, image))
    expect(await rowsOf(c, 'decisions')).toMatchObject([{ id: 1, verdict: 'same-person', actor: 'tester' }])
    expect(await rowsOf(c, 'images')).toMatchObject([{ width: 3, metadata: '{"Make":"Orlan\\u0000"}' }])
    expect(await events(c)).toEqual(['created', 'imported', 'analyzed', 'decided'])
    expect(await troubles(c)).toEqual([])
  })

  it('finds the same picture elsewhere, and shows an artifact by the first digits of its hash', async () => {
    const hash = '0123456789abcdef'.repeat(4)
    const facts = { format: 'jpeg', width: 3, height: 2, dhash: null, metadata: {} }
    const dcts = [hash, hash.replace('0', '1'), 'f'.repeat(64), null]
    const names: string[] = []
    for (const [i, dct] of dcts.entries()) {
      const ref = await put(c, `picture ${i}`)
      names.push(ref.sha256)
      await transact(c, async (t) => {
        const parent = i === 0 ? null : names[0]!
        await putReceipt(t, { ref, record: upload(`${i}.jpg`, { parent }) })
        await putImage(t, ref.sha256, { ...facts, dct })
      })
    }
    const view = await showArtifact(c, names[0]!.slice(0, 12))
    expect(view?.similar).toMatchObject([{ artifact: names[1], names: ['1.jpg'] }])
    expect(view?.members.map((m) => m.name)).toEqual(['1.jpg', '2.jpg', '3.jpg'])
    expect(view?.custody.map((e) => e.event)).toEqual(['imported', 'analyzed'])
    expect((await showArtifact(c, names[1]!))?.similar).toMatchObject([{ artifact: names[0] }])
    expect((await showArtifact(c, names[3]!))?.similar).toEqual([])
    for (const none of ['', names[0]!.slice(0, 5), 'zzzzzzz', '0'.repeat(64)])
      expect(await showArtifact(c, none)).toBeNull()
  })

  it('gives text back as it was put in, whatever it is made of', async () => {
    const text = fc.string({
      unit: fc.constantFrom('a', '\0', '\ud800', '\udc00', 'Ж', '漢', '😀', '"', '\\', "'", '\n', '%', '\u2028'),
    })
    let n = 0
    await fc.assert(
      fc.asyncProperty(text, text, async (name, title) => {
        const ref = await put(c, `${++n}`)
        await transact(c, async (t) => {
          const { capture } = await putReceipt(t, { ref, record: upload(name, { note: title }) })
          const page = n % 3 === 0 ? name.repeat(300) : `${n}`
          const doc = prepared(`${n}`, { part: title, title, outlet: name, passages: [passage(0, 'x')] })
          await putDocument(t, { artifact: ref.sha256, capture, page, prepared: doc })
          await putFailure(t, {
            key: failureKey(upload(name)),
            artifact: null,
            name,
            code: 'file/missing',
            message: title,
          })
        })
      }),
      { numRuns: 40 },
    )
    expect(await troubles(c)).toEqual([])
  })

  it('tells receipts apart by what was received, from where, and for fetches when', () => {
    const key = (more: object, artifact = 'x'): string => captureKey(upload('a', more), artifact)
    expect(key({})).toBe(key({ receivedAt: '2025-01-01T00:00:00.000Z', note: 'again' }))
    const fetch = { method: 'fetch', url: 'https://a.example/' } as const
    const keys = [
      key({}),
      key({}, 'y'),
      key({ parent: 'p' }),
      key(fetch),
      key({ ...fetch, receivedAt: '2025-01-01T00:00:00.000Z' }),
    ]
    expect(new Set(keys).size).toBe(keys.length)
    expect(failureKey(upload('a'))).not.toBe(failureKey(upload('a', { parent: 'p' })))
  })

  it('serves artifacts of any size in pieces', async () => {
    const big = Buffer.alloc(2 * 1024 * 1024 + 17, 'wherefrom ')
    const ref = await c.store.put(
      (async function* () {
        for (let i = 0; i < big.length; i += 300_001) yield big.subarray(i, i + 300_001)
      })(),
    )
    const get = async (start?: number, end?: number) =>
      Buffer.concat(await collect(c.store.get(ref.sha256, start, end)))
    expect(ref.bytes).toBe(big.length)
    expect((await get()).equals(big)).toBe(true)
    expect((await get(1024 * 1024 - 3, 1024 * 1024 + 5)).equals(big.subarray(1024 * 1024 - 3, 1024 * 1024 + 5))).toBe(
      true,
    )
    expect(await get(big.length, big.length + 5)).toHaveLength(0)
    const empty = await put(c, '')
    expect(Buffer.concat(await collect(c.store.get(empty.sha256)))).toHaveLength(0)
    expect(await put(c, '')).toEqual(empty)
    expect(await c.store.head(ref.sha256)).toEqual({ bytes: big.length })
    expect(await c.store.head('0'.repeat(64))).toBeNull()
    expect(await collect(c.store.list())).toEqual([ref.sha256, empty.sha256].sort())
    await expect(collect(c.store.get('0'.repeat(64)))).rejects.toMatchObject({ code: 'store/missing' })
    const broken = (async function* () {
      yield Buffer.from('half')
      throw new Error('the network is gone')
    })()
    await expect(c.store.put(broken)).rejects.toThrow('the network is gone')
    expect(await collect(c.store.list())).toHaveLength(2)
  })

  it('notes what a killed writer left without a receipt', async () => {
    const ref = await put(c, 'left behind')
    // A killed writer takes no mark off: it is put back by hand.
    await c.close()
    c = await places.open(c, { write: true })
    await c.db.insertInto('meta').values({ key: 'writing:gone', value: '' }).execute()
    await c.close()
    c = await places.open(c, { write: true })
    expect(await events(c)).toEqual(['created', 'noted'])
    expect(await c.store.head(ref.sha256)).not.toBeNull()
    await add(c, 'left.txt', 'left behind')
    expect(await troubles(c)).toEqual([])
  })
})
